package words

import "sync"

// pairs are the characters of the official form that are written otherwise in
// traditional script, traditional and simplified in turn. Some pages have a
// twin in it (/gate/big5/…).
const pairs = "規规發发廢废現现處处決决數数許许罰罚強强業业費费額额單单萬万總总計计結结轉转請请種种類类內内務务護护執执" +
	"開开給给與与辦办區区會会請请機机關关續续繼继屬属國国禁禁統统計计報报備备應应補补確确認认獲获獲获無无當当" +
	"訴诉訟讼復复複复議议維维糾纠審审經经後后過过濟济穩稳權权益益製制補补書书證证據据條条項项節节條条" +
	"體体織织組组織织團团業业構构題题進进況况動动遞递舉举討讨論论訪访訊讯資资個个從从來来" +
	"這这詢询沒没繳缴納纳係系將将為为對对於于勞劳務务領领導导編编該该說说設设場场員员級级長长門门間间問问題题" +
	"減减範范購购採采縣县鄉乡鎮镇廳厅網网標标佈布隻只徵征別别號号場场聯联電电樣样資资級级處处終终參参黨党衛卫聞闻"

// simplified maps those characters.
var simplified = sync.OnceValue(func() *script {
	s := &script{to: map[rune]rune{}}
	var from rune
	for i, r := range []rune(pairs) {
		if i%2 == 0 {
			from = r
			continue
		}
		if from != r {
			s.to[from] = r
			s.set.add(from)
		}
	}
	return s
})

// script is what some characters are written as.
type script struct {
	set hanSet
	to  map[rune]rune
}

// simple is the simplified form of a character between firstHan and lastHan.
func (s *script) simple(r rune) rune {
	if !s.set.has(r) {
		return r
	}
	return s.to[r]
}
