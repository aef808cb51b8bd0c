package regex

import "math"

// endless is how wide Java takes a repeated group to be that has no bound and only one way to match.
const endless = 0xFFFFFFF

// widths finds how many UTF-16 units something can match at most, as Java does to bound a look behind: in an int
// that may overflow, and with some loops that it does not take for endless.
type widths struct {
	most   int32
	valid  bool
	single bool // there is only one way to match
}

func widest(n *node) widths {
	w := widths{valid: true, single: true}
	w.study(n)
	return w
}

func (w *widths) study(n *node) {
	switch n.kind {
	case kindSet:
		w.most++
	case kindBreak:
		w.most += 2
	case kindCat:
		for _, sub := range n.subs {
			w.study(sub)
		}
	case kindAlt:
		w.alternatives(n)
	case kindRepeat:
		w.repeat(n)
	case kindGroup:
		w.study(n.subs[0])
	case kindAtomic:
		w.study(n.subs[0])
		w.single = false
	case kindBack:
		w.valid = false
	}
}

func (w *widths) alternatives(n *node) {
	most := int32(-1)
	for _, sub := range n.subs {
		each := widest(sub)
		most = max(most, each.most)
		w.valid = w.valid && each.valid
	}
	w.most += most
	w.single = false
}

func (w *widths) repeat(n *node) {
	sub := n.subs[0]
	each := widest(sub)
	before := w.most
	total := each.most*n.times() + before
	w.valid = w.valid && each.valid
	w.single = w.single && each.single && n.min == n.max
	switch {
	case n.min == 0 && n.max == 1 && !n.counted:
		w.most += each.most
	case sub.kind == kindSet && n.max < 0 && n.greed == greedy:
		w.most = int32(int64(before) + math.MaxInt32)
	case sub.kind != kindGroup || n.greed == possessive:
		w.most, w.valid = total, w.valid && total >= before
	case !each.single:
		w.valid = false
	case total < before:
		w.most = endless
	default:
		w.most = total
	}
}

func (n *node) times() int32 {
	if n.max < 0 {
		return math.MaxInt32
	}
	return int32(n.max)
}
