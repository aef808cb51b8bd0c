package regex

import "math"

// widths finds how many UTF-16 units something can match at most, as Java does: in an int that may overflow, and
// with loops over one character that it does not take for endless.
type widths struct {
	most  int32
	valid bool
}

func widest(n *node) (most int32, valid bool) {
	w := widths{valid: true}
	w.study(n)
	return w.most, w.valid
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
	case kindGroup, kindAtomic:
		w.study(n.subs[0])
	case kindBack:
		w.valid = false
	}
}

func (w *widths) alternatives(n *node) {
	most := int32(-1)
	for _, sub := range n.subs {
		each, valid := widest(sub)
		most = max(most, each)
		w.valid = w.valid && valid
	}
	w.most += most
}

func (w *widths) repeat(n *node) {
	each, valid := widest(n.subs[0])
	single := n.subs[0].kind == kindSet
	switch {
	case n.min == 0 && n.max == 1:
		w.most += each
		w.valid = w.valid && valid
	case single && n.max < 0 && n.greed == greedy && !n.counted:
		w.most = int32(int64(w.most) + math.MaxInt32)
	case !single && n.max < 0:
		w.valid = false
	default:
		times := int32(n.max)
		if n.max < 0 {
			times = math.MaxInt32
		}
		total := each*times + w.most
		w.valid = w.valid && valid && total >= w.most
		w.most = total
	}
}
