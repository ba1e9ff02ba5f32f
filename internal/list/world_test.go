package list_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/internal/list"
	"gongkai/internal/page"
)

// site is one invented site: what it answers to a question.
type site func(r *http.Request, body string) string

// file is a page of testdata.
func file(name string) string {
	body, err := os.ReadFile("testdata/" + name)
	if err != nil {
		panic(err)
	}
	return string(body)
}

// client asks a site on loopback for every address under .example.
func client(t *testing.T, s site) *http.Client {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		text := s(r, string(body))
		if text == "" {
			http.NotFound(w, r)
			return
		}
		_, _ = io.WriteString(w, text)
	}))
	t.Cleanup(server.Close)
	return &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		var d net.Dialer
		return d.DialContext(ctx, network, server.Listener.Addr().String())
	}}}
}

// walked is what came of the walk through a list.
type walked struct {
	*list.Walk
	asked  []list.Request
	family string // of the first page
	others []list.Link
}

// walk walks a list to its end.
func walk(t *testing.T, l list.List, s site) walked {
	t.Helper()
	c := client(t, s)
	w := walked{Walk: l.Walk()}
	for asked, ok := w.Next(); ok; asked, ok = w.Next() {
		w.asked = append(w.asked, asked)
		if len(w.asked) > 40 {
			t.Fatalf("%s: no end: %v", l.Address, w.asked)
		}
		p, err := get(c, asked)
		if err != nil {
			if !w.Instead(asked) {
				w.Fail(asked)
			}
			continue
		}
		found, _, err := w.Read(asked, p)
		if err != nil {
			t.Errorf("%s: %v", asked.Key(), err)
		}
		if len(w.asked) == 1 {
			w.family = found.Family
		}
		w.others = append(w.others, found.Others...)
	}
	return w
}

// get asks one question as a crawler would.
func get(c *http.Client, asked list.Request) (page.Page, error) {
	method := asked.Method
	if method == "" {
		method = http.MethodGet
	}
	req, err := http.NewRequest(method, asked.URL, strings.NewReader(asked.Body))
	if err != nil {
		return page.Page{}, err
	}
	for k, v := range asked.Header {
		req.Header.Set(k, v)
	}
	resp, err := c.Do(req)
	if err != nil {
		return page.Page{}, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", asked.URL, resp.Status)
	}
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	return page.Page{URL: resp.Request.URL.String(), Status: resp.StatusCode, Type: resp.Header.Get("Content-Type"), Body: body, Fetched: at}, err
}

// row is a row of a list that a script fetches.
type row struct {
	href, title, day string
}

// rows are those of an organ: six reports, and a page about one of them.
func rows(organ, href string) []row {
	all := []row{}
	for y := 2024; y > 2018; y-- {
		all = append(all, row{fmt.Sprintf(href, y+1, y), fmt.Sprintf("%s%d年政府信息公开工作年度报告", organ, y), fmt.Sprintf("%d-01-20", y+1)})
	}
	return append(all, row{fmt.Sprintf(href, 2024, 1), organ + "2023年政府信息公开工作年度报告解读", "2024-01-25"})
}

// cut are the rows from one on, n at most.
func cut(all []row, from, n int) []row {
	from = min(max(from, 0), len(all))
	return all[from:min(from+max(n, 0), len(all))]
}

func asXML(total int, part []row) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<datastore><totalrecord>%d</totalrecord><recordset>", total)
	for _, r := range part {
		fmt.Fprintf(&b, `<record><![CDATA[<li><a href="%s" title="%s">%s…</a><span>%s</span></li>]]></record>`, r.href, r.title, r.title[:12], r.day)
	}
	return b.String() + "<record><![CDATA[]]></record></recordset></datastore>"
}

func asHTML(part []row) string {
	var b strings.Builder
	for _, r := range part {
		fmt.Fprintf(&b, `<li class="clearfix"><a href="%s" title="%s">%s</a><span>%s</span></li>`, r.href, r.title, r.title, r.day)
	}
	return "<ul>" + b.String() + "</ul>"
}

// asTable are the rows of a page of 大汉 信息公开, which says how many pages there are.
func asTable(part []row, pages int) string {
	var b strings.Builder
	for i, r := range part {
		fmt.Fprintf(&b, `<tr class="tr_main_value_%s"><td>%d</td><td><a href='%s' target='_blank' title='%s' class='bt_link'>%s…</a></td><td align='center'>%s</td></tr>`,
			[]string{"odd", "even"}[i%2], i+1, r.href, r.title, r.title[:12], r.day)
	}
	return fmt.Sprintf(`<table>%s</table><table class="tb_title"><tr><td>&nbsp;&nbsp;共%d页&nbsp; <a href="javascript:toPage(2)">下一页</a></td></tr></table>`, b.String(), pages)
}

func asJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func values(text string) url.Values {
	v, err := url.ParseQuery(text)
	if err != nil {
		return url.Values{}
	}
	return v
}

func num(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}
