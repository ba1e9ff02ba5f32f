package source

import "regexp"

// What the scripts of list pages ask for rows, by family. A value that a page
// does not say can be given among the options of its site, under the same name.

// sources are by the names of their families.
var sources = map[string]Source{
	"fjdz":          fjdz,
	"gkmlpt":        gkmlpt,
	"ucap":          ucapSearch,
	"jpage":         dataproxy,
	"truecms":       getMessage,
	"jpaas":         buildUnit,
	"epoint":        getGovInfoList,
	"epoint-params": getGovInfoListWrapped,
	"lonsun":        publicInfoList,
	"xxgk-search":   xxgkSearch,
	"easttone":      apiData,
}

var fjdz = Source{
	needs: []need{
		{name: "channel", in: regexp.MustCompile(`channelid\s*:\s*['"]?(?:SiteInfo\.)?(\w+)`), refer: true},
		{name: "class", in: regexp.MustCompile(`classsql\s*:\s*(?:(?:""|'')\s*\|\|\s*)?["']([^"']+)["']`)},
		{name: "sort", in: regexp.MustCompile(`sortfield\s*:\s*["']([^"']+)["']`), or: "-docreltime"},
	},
	url:  "/fjdzapp/search",
	body: "channelid={channel}&classsql={class}&sortfield={sort}&page={page}&prepage={size}",
	size: 100, first: 1,
	answer: answer{rows: "data", href: []string{"docpuburl", "chnldocurl", "url"}, title: []string{"doctitle"},
		date: []string{"docreltime", "pubdate"}, total: []string{"recordCount"}, pages: []string{"pageCount"}},
}

var gkmlpt = Source{
	needs: []need{
		{name: "column", in: regexp.MustCompile(`/gkmlpt/\w+/?#(\d+)`)},
		{name: "sid", in: regexp.MustCompile(`\bSID\s*:\s*['"]?(\d+)`), maybe: true},
		{name: "folder", in: regexp.MustCompile(`^https?://[^/\s]+((?:/[\w-]+)*)/gkmlpt/`), maybe: true, raw: true},
	},
	url:  "{folder}/gkmlpt/api/all/{column}?page={page}&sid={sid}",
	size: 100, first: 1,
	answer: answer{rows: "articles", href: []string{"url", "post_url"}, title: []string{"title"},
		date: []string{"display_publish_time", "first_publish_time", "date", "create_time"}, total: []string{"total"}},
}

var ucapSearch = Source{
	needs: []need{
		{name: "path", in: regexp.MustCompile(`((?:/common)?/search(?:List)?/)[0-9a-f]{32}`), raw: true},
		{name: "channel", in: regexp.MustCompile(`/search(?:List)?/([0-9a-f]{32})`)},
	},
	url:  "{path}{channel}?page={page}&_pageSize={size}&_isAgg=true&_isJson=true&_template=index",
	size: 100, first: 1,
	answer: answer{rows: "data.results", href: []string{"url"}, title: []string{"title"}, date: []string{"publishedTimeStr"}, total: []string{"data.total"}},
}

var dataproxy = Source{
	needs: []need{
		{name: "proxy", in: regexp.MustCompile(`proxyUrl\s*:\s*['"]([^'"]+dataproxy\.jsp)`), raw: true},
		{name: "params", in: regexp.MustCompile(`ajaxParam\s*:\s*(\{[^{}]*\})`), pairs: true},
	},
	url:  "{proxy}?page={page}&startrecord={start}&endrecord={end}&perpage={size}",
	body: "{params}",
	size: 45, first: 1,
	answer: answer{html: true},
}

var getMessage = Source{
	needs: []need{
		{name: "proxy", in: regexp.MustCompile(`proxyUrl\s*:\s*['"]([^'"]+getMessage\.do)`), raw: true},
		{name: "column", in: regexp.MustCompile(`columnId\s*:\s*['"]([^'"]+)['"]`)},
	},
	url:    "{proxy}?startrecord={start}&endrecord={end}&perpage={size}&columnId={column}",
	size:   10, // some servers give nothing when asked for more
	first:  1,
	answer: answer{inner: "result"},
}

var buildUnit = Source{
	needs: []need{
		{name: "unit", in: regexp.MustCompile(`url=["']([^"']*jpaas-publish-server[^"']*/page/build/unit)["']`), raw: true},
		{name: "query", in: regexp.MustCompile(`queryData="(\{[^"]*(?:列表|_list|list|分页|内容)[^"]*\})"`), pairs: true},
	},
	url:  "{unit}?{query}&paramJson=%7B%22pageNo%22%3A{page}%2C%22pageSize%22%3A{size}%7D",
	size: 15, first: 1,
	answer: answer{inner: "data.html", count: regexp.MustCompile(`\bcount=\\?["'](\d+)`)},
}

// siteInfo is what both Epoint questions need.
var siteInfo = []need{
	{name: "category", in: regexp.MustCompile(`categorynum["']?\s*[=:]\s*["']?(\w+)`)},
	{name: "dept", in: regexp.MustCompile(`^[^\n]*deptcode=(\w*)`), maybe: true},
	{name: "guid", in: regexp.MustCompile(`siteGuid["']?\s*:\s*["']([\w-]+)`)},
	{name: "project", in: regexp.MustCompile(`projectName["']?\s*:\s*["']([^"']+)`), or: "/EWB-FRONT", raw: true},
}

var (
	builderScript = regexp.MustCompile(`src=["']([^"']*(?:webBuilderCommon|ajaxReq)\.js[^"']*)`)
	govInfo       = answer{rows: "custom.data", href: []string{"infourl"}, title: []string{"realtitle", "title"}, date: []string{"infodate"}, total: []string{"custom.total"}}
)

var getGovInfoList = Source{
	needs: siteInfo, script: builderScript,
	url:  "{project}/rest/lightfrontaction/getgovinfolist",
	body: `{"deptcode":"{dept}","categorynum":"{category}","pageIndex":{page},"pageSize":{size},"siteGuid":"{guid}"}`,
	size: 20, first: 1, zero: true, answer: govInfo,
}

var getGovInfoListWrapped = Source{
	needs: siteInfo, script: builderScript,
	url:  "{project}/rest/lightfrontaction/getgovinfolist",
	body: `{"params":{"deptcode":"{dept}","categorynum":"{category}","pageIndex":{page},"pageSize":{size},"siteGuid":"{guid}"}}`,
	size: 20, first: 0, answer: govInfo,
}

var publicInfoList = Source{
	needs: []need{
		{name: "label", in: regexp.MustCompile(`((?:/\w+)*/site/label/\d+)\?`), raw: true},
		{name: "query", in: regexp.MustCompile(`/site/label/\d+\?([^"'<>\s]*labelName=publicInfoList[^"'<>\s]*)`), raw: true},
	},
	url:  "{label}?pageIndex={page}&{query}",
	body: "pageIndex={page}", header: map[string]string{"Ls-Language": "zh"},
	size: 15, first: 1,
	answer: answer{html: true},
}

// xxgkSearch gives what an organ has published of one type or, where the page
// names none, of all: then the rows of the column are told by their addresses.
var xxgkSearch = Source{
	needs: []need{
		{name: "type", in: regexp.MustCompile(`(?:[?&;]infotypeId=|^[^\n]*[?&]number=)([A-Za-z1-9]\w*)`), maybe: true},
		{name: "area", in: regexp.MustCompile(`[?&;](?:vc_xxgk)?area=([\w-]+)`), spare: "type"},
		{name: "column", in: regexp.MustCompile(`^[^\n]*/col/col(\d+)`), maybe: true},
		{name: "web", in: regexp.MustCompile(`(?:[?&;]jdid=|` + loadDynamic + `'div\w+'(?:\s*,\s*'[^']*'){3}\s*,\s*')(\d+)`), maybe: true},
		{name: "div", in: regexp.MustCompile(`(?:[?&;]divid=|` + loadDynamic + `')(div\w+)`), maybe: true},
	},
	url:  "/module/xxgk/search.jsp?infotypeId={type}&vc_title=&vc_number=&area={area}&currpage={page}",
	body: "infotypeId={type}&jdid={web}&divid={div}&area={area}&vc_title=&vc_number=&currpage={page}",
	size: 20, first: 1, within: "art_{column}_", chosen: "type",
	answer: answer{html: true},
}

// loadDynamic is the call of that name up to its second argument.
const loadDynamic = `loadDynamic\([^;]*?area=[\w-]*'\s*,\s*`

var apiData = Source{
	needs: []need{
		{name: "api", in: regexp.MustCompile(`['"]([^'"\s]*/api/data/(?:search|affair))['"]`), raw: true},
		{name: "channel", in: regexp.MustCompile(`\bids\s*:\s*['"]?(\d[\d,]*)`), many: true},
	},
	url:  "{api}",
	body: `{"channelList":["{channel}"],"pageNo":{page},"pageSize":{size},"orderFields":["display_date","id"],"orderTypes":["desc","desc"]}`,
	size: 15, first: 1,
	answer: answer{rows: "data.list", href: []string{"url"}, title: []string{"title"}, date: []string{"display_date"}, total: []string{"data.totalCount"}, pages: []string{"data.totalPage"}},
}
