package indicator_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"gongkai/internal/report"
)

// local is a local table: label, unit, number of the year, cumulative.
var local = [][4]string{
	{"主动公开文件数", "条", "34495", "225627"}, {"其中：1.政府网站公开数", "条", "32992", "178079"}, {"2.政府公报公开数", "条", "14", "36"},
	{"受理政府信息公开申请总数", "条", "394", "1337"}, {"其中：1.当面申请数", "条", "377", "905"}, {"2.网上申请数", "条", "31", "182"}, {"3.信函申请数", "条", "3", "84"},
	{"对申请的答复总数", "条", "395", "1338"}, {"其中：1.同意公开答复数", "条", "378", "1227"}, {"2.同意部分公开答复数", "条", "2", "68"}, {"3.不予公开答复数", "条", "5", "10"},
	{"4.其他类型答复数", "条", "17", "45"}, {"接受行政申诉、举报数", "件", "6", "8"}, {"行政复议数", "件", "1", "9"}, {"行政诉讼数", "件", "4", "11"},
}

// pieces are the cells of a table, a row each, with what stands around them.
type pieces struct {
	html bool
	rows [][]string
}

func (p pieces) String() string {
	var b strings.Builder
	for _, row := range p.rows {
		if p.html {
			b.WriteString("<tr><td>" + strings.Join(row, "</td><td>") + "</td></tr>")
		} else {
			b.WriteString(strings.Join(row, "\n") + "\n")
		}
	}
	if p.html {
		return "<table>" + b.String() + "</table><p>三明市政务公开领导小组</p><p>2014年1月13日</p>"
	}
	return "附表\n" + b.String() + "三明市政务公开领导小组\n2014\n年\n1\n月\n13\n日\n"
}

// hurt damages a table in one way that a page may be damaged in.
func (p *pieces) hurt(r *rand.Rand) string {
	i := r.IntN(len(p.rows))
	j := r.IntN(len(p.rows[i]))
	row := p.rows[i]
	switch r.IntN(6) {
	case 0:
		p.rows = append(p.rows[:i:i], p.rows[i+1:]...)
		return "row lost"
	case 1:
		p.rows[i] = append(row[:j:j], row[j+1:]...)
		return "cell lost"
	case 2:
		if len(row[j]) < 2 || p.html {
			return "nothing"
		}
		cut := []rune(row[j])
		n := 1 + r.IntN(max(len(cut)-1, 1))
		if n >= len(cut) {
			return "nothing"
		}
		p.rows[i] = append(append(row[:j:j], string(cut[:n]), string(cut[n:])), row[j+1:]...)
		return "cell split"
	case 3:
		p.rows = append(p.rows[:i+1:i+1], p.rows[i:]...)
		return "row twice"
	case 4:
		if i+1 < len(p.rows) && i > 0 {
			p.rows[i], p.rows[i+1] = p.rows[i+1], p.rows[i]
		}
		return "rows changed"
	default:
		p.rows[i] = append(append(row[:j:j], ""), row[j+1:]...)
		return "cell blanked"
	}
}

// numbersOf are the numbers of a sound table, by key and by label.
func numbersOf(t *testing.T, rows [][4]string, heads ...string) map[string]string {
	t.Helper()
	p := pieces{html: true, rows: [][]string{heads}}
	for _, row := range rows {
		p.rows = append(p.rows, row[:len(heads)])
	}
	_, table, _ := read(t, p.String(), true, 2013)
	truth := map[string]string{}
	for i, r := range table.Rows {
		for name, number := range map[string]string{" value": rows[i][2], " cumulative": rows[i][3]} {
			number = strings.ReplaceAll(number, ",", "")
			truth[r.Key+name] = number
			if r.Key == "" { // 其他情形数 names two rows
				truth[r.Label+name] = number
			}
		}
	}
	return truth
}

// TestDamage damages tables by the hundred (LONG=1: ten thousand): a number
// that is read is one that stands beside its label in the sound table.
func TestDamage(t *testing.T) {
	n := 600
	if os.Getenv("LONG") == "1" {
		n = 10000
	}
	truths := [2]map[string]string{numbersOf(t, local, "指标名称", "计量单位", "2013年度", "历年累计"), numbersOf(t, national, "统计指标", "单位", "统计数")}
	right, doubted := 0, 0
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 7))
		p := pieces{html: seed%2 == 0}
		truth, rows, heads := truths[0], local, []string{"指标名称", "计量单位", "2013年度", "历年累计"}
		if seed%4 > 1 {
			truth, rows, heads = truths[1], national, []string{"统计指标", "单位", "统计数"}
		}
		p.rows = append(p.rows, heads)
		for _, row := range rows {
			cells := row[:len(heads)]
			if !p.html && len(heads) == 3 && row[2] == "" {
				cells = row[:2]
			}
			p.rows = append(p.rows, append([]string{}, cells...))
		}
		what := fmt.Sprint(p.hurt(r), ", ", p.hurt(r))
		if strings.Contains(what, "split") && (strings.Contains(what, "cell lost") || strings.Contains(what, "blanked")) {
			continue // one number lost and another in two: nothing on the page tells
		}
		_, table, _ := read(t, p.String(), p.html, 2013)
		if table == nil {
			continue
		}
		for _, row := range table.Rows {
			for name, c := range map[string]report.Cell{"value": row.Value, "cumulative": row.Cumulative} {
				want, known := truth[row.Key+row.Label+" "+name]
				if row.Key != "" {
					want, known = truth[row.Key+" "+name]
				}
				switch {
				case c.State.HasValue() && known && c.Value.String() != want:
					t.Errorf("seed %d (%s): %s of %s is %s, want %s", seed, what, name, row.Label, c.Value, want)
				case c.State.HasValue() && known:
					right++
				case c.State == report.Unplaced:
					doubted++
				}
			}
		}
	}
	t.Logf("%d damaged tables: %d numbers right, %d doubted", n, right, doubted)
}
