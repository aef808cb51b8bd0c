package regex

// widest is the largest number of UTF-16 units that a node can match, or -1 if there is no bound.
func widest(n *node) int {
	switch n.kind {
	case kindSet, kindBreak:
		return 2
	case kindCat:
		total := 0
		for _, sub := range n.subs {
			w := widest(sub)
			if w < 0 {
				return -1
			}
			total += w
		}
		return total
	case kindAlt:
		most := 0
		for _, sub := range n.subs {
			w := widest(sub)
			if w < 0 {
				return -1
			}
			most = max(most, w)
		}
		return most
	case kindRepeat:
		w := widest(n.subs[0])
		if w < 0 || n.max < 0 && w > 0 || n.max < 0 {
			return -1
		}
		if w > 0 && n.max > 1<<20/w {
			return -1
		}
		return w * n.max
	case kindGroup, kindAtomic:
		return widest(n.subs[0])
	case kindBack:
		return -1
	}
	return 0
}
