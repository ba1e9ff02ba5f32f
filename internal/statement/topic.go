package statement

import (
	"strings"
	"sync"

	"gongkai/internal/pattern"
)

// topic is what a passage is about.
type topic int

const (
	unknown   topic = iota
	proactive       // 主动公开
	requests        // 依申请公开
	review          // 复议、诉讼
	normative       // 规范性文件
	other           // 许可, 热线, 信访 …: numbers of theirs are never ours
)

// sectionTopic is what a section is about before anything is said in it.
func sectionTopic(number int) topic {
	switch number {
	case 2:
		return proactive
	case 3:
		return requests
	case 4:
		return review
	}
	return unknown
}

// topics are the words that tell what a passage is about; the last one before
// a number counts.
var topics = [...][]string{
	proactive: {"主动公开", "公开信息", "信息发布"},
	requests:  {"信息公开申请", "信息公开的申请", "信息公开书面申请", "依申请", "公开申请", "申请公开", "申请信息公开"},
	review:    {"复议", "诉讼", "应诉"},
	normative: {"规范性文件"},
	other: {"行政许可", "行政处罚", "行政强制", "行政检查", "许可申请", "资格", "证书", "咨询", "来信", "来访", "来电", "信访", "热线", "12345", "12315", "投诉", "举报",
		"留言", "建议", "提案", "议案", "诉求", "审批", "工单", "纠错", "找错", "案卷", "救助", "补贴", "办件", "政务服务", "便民服务", "执法"},
}

// turn is a place where a passage turns to a topic.
type turn struct {
	at int // behind the word
	topic
}

// topicWord is one of the words of a topic.
type topicWord struct {
	topic
	word string
}

// topicWords are all those words, and the set of them.
var topicWords = sync.OnceValues(func() (list []topicWord, set *pattern.Set) {
	var all []string
	for t, words := range topics {
		for _, w := range words {
			list, all = append(list, topicWord{topic(t), w}), append(all, w)
		}
	}
	return list, pattern.SetOf(all...)
})

// turns lists the topics a text speaks of in order. 作为依申请公开 says how
// documents are classed, not that anyone asked.
func turns(s string) []turn {
	var list []turn
	words, set := topicWords()
	for at, found := range set.Each(s) {
		for n, w := range words {
			if !found.Has(n) || otherwise(s[:at-len(w.word)], w.word, s[at:]) {
				continue
			}
			is := w.topic
			if is == requests && classed(s[:at-len(w.word)]) {
				is = other
			}
			list = append(list, turn{at, is})
		}
	}
	return list
}

// otherwise tells whether the words around a word of a topic make another of
// it: 申请主动公开, 已主动公开, 主动公开范围, 复议案件.
func otherwise(before, w, after string) bool {
	switch w {
	case "主动公开":
		return strings.HasSuffix(before, "申请") || strings.HasSuffix(before, "已") || strings.HasPrefix(after, "范围")
	case "公开信息", "信息发布":
		return strings.HasSuffix(before, "申请")
	case "议案":
		return strings.HasSuffix(before, "复")
	}
	return false
}

// classed tells whether a text ends in words that say how documents are classed.
func classed(s string) bool {
	for _, w := range []string{"作为", "属性为", "确定为", "认定为", "列为", "属"} {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}

// about is what the words of the paragraph before a place are about, else the
// heading.
func (r *reader) about(at int) topic {
	if !r.turned {
		r.turns, r.turned = turns(r.line), true
	}
	for i := len(r.turns) - 1; i >= 0; i-- {
		if r.turns[i].at <= at-r.begin {
			return r.turns[i].topic
		}
	}
	return r.heading
}

// headingTopic tells whether a paragraph is a heading, and what it is about:
// a short line with a number in front, and no sentence in it.
func headingTopic(line string) (topic, bool) {
	if len(line) > 90 || strings.ContainsAny(strings.TrimLeft(line, "(0123456789.)"), "0123456789") || strings.ContainsAny(line, ",。;") {
		return unknown, false
	}
	if !strings.HasSuffix(line, "情况") && !strings.HasSuffix(line, "方面") && !enumerator.MatchString(line) {
		return unknown, false
	}
	if list := turns(line); len(list) > 0 {
		return list[len(list)-1].topic, true
	}
	return unknown, true
}
