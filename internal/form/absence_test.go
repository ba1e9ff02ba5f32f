package form_test

import (
	"strings"
	"testing"

	"gongkai/fixtures"
	"gongkai/internal/report"
)

// TestLostClasses: what a text has lost is said, with its class, and no value
// is claimed.
func TestLostClasses(t *testing.T) {
	v := fixtures.Sample(4, "2021", "2021")
	headings := "清河区人民政府2023年政府信息公开工作年度报告\n一、总体情况\n2023年，全区共公开信息66条。\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n无。\n六、其他需要报告的事项\n无。\n"
	line := strings.ReplaceAll(string(v.Text("R7")), "\n", "")
	for _, tt := range []struct{ class, text string }{
		{"R8", string(v.Text("R8"))}, {"R9", string(v.Text("R9"))}, {"R10", headings}, {"R11", line},
	} {
		r := readPage(t, tt.class, []byte(tt.text), "text/plain")
		named := false
		for _, d := range r.Doubts {
			named = named || strings.Contains(d.Text, "class "+tt.class)
		}
		if !named {
			t.Errorf("%s: no doubt names the class: %v", tt.class, r.Doubts)
		}
		for _, k := range report.Kinds {
			if table := r.Tables[k]; table != nil && strings.Trim(strings.Join(values(table), ""), "-") != "" && tt.class != "R8" {
				t.Errorf("%s: %s has values: %v", tt.class, k, values(table))
			}
		}
	}
}
