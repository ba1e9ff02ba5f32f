package prose

import (
	"strings"

	"gongkai/internal/words"
)

// metaLabels are labels in the table above an article.
var metaLabels = map[string]bool{
	"索引号": true, "分类": true, "信息分类": true, "主题分类": true, "组配分类": true, "体裁分类": true,
	"发布机构": true, "发布单位": true, "发文机关": true, "发文单位": true, "公开主体": true, "发文日期": true,
	"发布日期": true, "发布时间": true, "成文日期": true, "公开日期": true, "生成日期": true, "标题": true, "名称": true,
	"信息名称": true, "文号": true, "发文字号": true, "备注/文号": true, "有效性": true, "时效": true, "关键词": true,
	"主题词": true, "内容概述": true, "公开方式": true, "公开范围": true, "公开时限": true, "来源": true,
	"信息来源": true,
}

// metaLabel is the text of a cell as metaLabels has it, "" where that is longer
// than any of them.
func metaLabel(cell string) string {
	label := strings.TrimSuffix(words.Folded(cell), ":")
	if len(label) > len("备注/文号") {
		return ""
	}
	return words.Simple(label)
}

// longestLabel is how many bytes the label of a line of metadata has at most.
const longestLabel = 45

// labelled are the cells of a row of labels and values as lines 标题：…; nil
// when the row is none.
func labelled(cells []string) []string {
	var pairs []string
	for i := 0; i < len(cells); i++ {
		if len(cells[i]) > longestLabel {
			continue
		}
		label := metaLabel(cells[i])
		if !metaLabels[label] {
			continue
		}
		value := ""
		if i+1 < len(cells) && !metaLabels[metaLabel(cells[i+1])] {
			i++
			value = cells[i]
		}
		pairs = append(pairs, label+"："+value)
	}
	return pairs
}
