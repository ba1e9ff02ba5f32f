package form_test

import (
	"strings"
	"testing"
)

// traditional are the characters of a report's twin in traditional script.
var traditional = strings.NewReplacer("规", "規", "发", "發", "废", "廢", "现", "現", "处", "處", "决", "決", "数", "數", "许", "許", "罚", "罰", "强", "強",
	"业", "業", "费", "費", "额", "額", "单", "單", "万", "萬", "总", "總", "计", "計", "结", "結", "转", "轉", "请", "請", "类", "類", "内", "內",
	"务", "務", "护", "護", "执", "執", "开", "開", "办", "辦", "区", "區", "会", "會", "机", "機", "关", "關", "继", "繼", "续", "續", "属", "屬",
	"国", "國", "统", "統", "报", "報", "补", "補", "确", "確", "认", "認", "获", "獲", "无", "無", "当", "當", "诉", "訴", "讼", "訟", "复", "復",
	"议", "議", "维", "維", "纠", "糾", "审", "審", "经", "經", "后", "後", "过", "過", "稳", "穩", "权", "權", "组", "組", "织", "織", "构", "構",
	"访", "訪", "举", "舉", "这", "這", "询", "詢", "没", "沒", "缴", "繳", "纳", "納", "于", "於", "对", "對", "问", "問", "题", "題", "进", "進", "况", "況", "项", "項")

// TestTraditional: the twin of a page in traditional script gives the same
// cells and the same sections.
func TestTraditional(t *testing.T) {
	for i, v := range samples(2) {
		r := readPage(t, "traditional", []byte(traditional.Replace(string(v.HTML("clean")))), "text/html")
		if i%2 == 0 { // odd values hold words that the twin writes otherwise
			wantCells(t, "traditional", v, v.Cells, r)
		}
		if len(r.Sections) != len(v.Sections()) {
			t.Errorf("%d sections, want %d", len(r.Sections), len(v.Sections()))
		}
	}
}
