package crawl_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Old sites move a page and leave one in its place that sends its reader on, by
// a tag or a script. It is followed like a redirect, and to nowhere that a
// redirect would not be followed to.
func TestOnward(t *testing.T) {
	w := &world{pages: map[string]reply{}}
	put := func(path, body string) { w.pages["a.example"+path] = ok(body) }
	put("/nb/tag.html", `<html><head><META HTTP-EQUIV="Refresh" CONTENT="0; URL=/new/1.html"></head></html>`)
	put("/nb/script.html", `<script language="javascript">window.location.href="/new/2.html?a=1&b=2";</script>`)
	put("/nb/ten.html", `<meta http-equiv=refresh content="0;url=http://10.0.0.1/x.html">`)
	put("/nb/self.html", `<meta http-equiv="refresh" content="5;url=self.html">`)
	put("/nb/circle.html", `<meta http-equiv="refresh" content="0;url=elcric.html">`)
	put("/nb/elcric.html", `<meta http-equiv="refresh" content="0;url=circle.html">`)
	put("/nb/words.html", `<meta http-equiv="refresh" content="0;url=/new/1.html"><p>清河县人民政府2018年政府信息公开工作年度报告。一、总体情况。本年主动公开政府信息三十条，未收到申请。</p>`)
	put("/nb/guard.html", `<script>document.cookie='wzws_sessionid=1';location.href="/new/1.html"</script>`)
	put("/new/1.html", "moved here")
	put("/new/2.html?a=1&b=2", "moved there")
	w.pages["a.example/"] = ok(listOf("清河县", "nb/tag.html", "nb/script.html", "nb/ten.html", "nb/self.html", "nb/circle.html", "nb/words.html", "nb/guard.html"))
	all := crawlAll(t, crawler(w), siteAt("http://a.example/"))
	want := map[string]string{}
	for name, kind := range map[string]string{"tag": "", "script": "", "ten": "private", "self": "", "circle": "redirect", "words": "", "guard": ""} {
		want["http://a.example/nb/"+name+".html"] = kind
	}
	if diff := cmp.Diff(want, outcomes(all)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	answered := map[string]string{}
	for _, g := range all {
		if g.Err == nil {
			answered[g.Link.URL] = g.Page.URL
		}
	}
	for from, to := range map[string]string{"tag.html": "/new/1.html", "script.html": "/new/2.html?a=1&b=2", "words.html": "/nb/words.html", "guard.html": "/nb/guard.html"} {
		if got := answered["http://a.example/nb/"+from]; got != "http://a.example"+to {
			t.Errorf("%s was answered by %s, want %s", from, got, to)
		}
	}
}
