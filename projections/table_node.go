package projections

import (
	"encoding/binary"
	"slices"
)

// A tableNode is a part of a Table: some rows, or a branch of nodes that have them.
// It is a B+ tree of which a change copies the nodes on the way from the root to
// the row. Of a branch that is only its pointers: the bounds between its kids
// need not be names of rows, so that they stay one slice until a kid is split,
// and a row among 20,000 costs little more than one among 100. Nodes that lose
// rows are not joined; one that has lost all is taken out.
type tableNode[T any] struct {
	size  int             // of all rows under it
	names []label         // of the rows; in a branch kids[i] has what is below names[i], kids[i+1] what is not
	rows  []*T            // nil in a branch
	kids  []*tableNode[T] // nil in a leaf
}

// nodeWidth is how many rows or kids a node has at most.
const nodeWidth = 16

func newBranch[T any](bounds []label, kids []*tableNode[T]) *tableNode[T] {
	n := &tableNode[T]{names: slices.Clone(bounds), kids: slices.Clone(kids)}
	for _, kid := range kids {
		n.size += kid.size
	}
	return n
}

func newLeaf[T any](names []label, rows []*T) *tableNode[T] {
	return &tableNode[T]{size: len(rows), names: slices.Clone(names), rows: slices.Clone(rows)}
}

// A label is a name in a node, with its beginning at hand: of most names nothing
// else is looked at, which spares the way to where the name itself is kept.
type label struct {
	start uint64 // the first eight bytes, in their order
	name  string
}

func labelOf(name string) label {
	var start [8]byte
	copy(start[:], name)
	return label{binary.BigEndian.Uint64(start[:]), name}
}

func (l label) less(other label) bool {
	return l.start < other.start || l.start == other.start && l.name < other.name
}

// search is the place of a name among names in order, or where it would be.
func search(names []label, name label) (at int, found bool) {
	low, high := 0, len(names)
	for low < high {
		if mid := (low + high) / 2; names[mid].less(name) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(names) && names[low] == name
}

// kid is which kid of a branch has a name.
func (n *tableNode[T]) kid(name label) int {
	at, found := search(n.names, name)
	if found {
		at++
	}
	return at
}

// get is the row with the given name, nil if there is none.
func (n *tableNode[T]) get(name label) *T {
	for n.kids != nil {
		n = n.kids[n.kid(name)]
	}
	if at, found := search(n.names, name); found {
		return n.rows[at]
	}
	return nil
}

// set is the node with a row set. When that makes it too wide it is two nodes,
// with bound between them.
func (n *tableNode[T]) set(name label, row *T) (left *tableNode[T], bound label, right *tableNode[T]) {
	if n.kids != nil {
		return n.setBelow(name, row)
	}
	at, found := search(n.names, name)
	if found {
		return &tableNode[T]{size: n.size, names: n.names, rows: replaced(n.rows, at, row)}, label{}, nil
	}
	names, rows := inserted(n.names, at, name), inserted(n.rows, at, row)
	if len(rows) <= nodeWidth {
		return &tableNode[T]{size: n.size + 1, names: names, rows: rows}, label{}, nil
	}
	half := len(rows) / 2
	return newLeaf(names[:half], rows[:half]), names[half], newLeaf(names[half:], rows[half:])
}

// setBelow is set in a branch.
func (n *tableNode[T]) setBelow(name label, row *T) (left *tableNode[T], bound label, right *tableNode[T]) {
	at := n.kid(name)
	kid, between, other := n.kids[at].set(name, row)
	kids := replaced(n.kids, at, kid)
	if other == nil {
		return &tableNode[T]{size: n.size + kid.size - n.kids[at].size, names: n.names, kids: kids}, label{}, nil
	}
	bounds, kids := inserted(n.names, at, between), inserted(kids, at+1, other)
	if len(kids) <= nodeWidth {
		return newBranch(bounds, kids), label{}, nil
	}
	half := len(kids) / 2
	return newBranch(bounds[:half-1], kids[:half]), bounds[half-1], newBranch(bounds[half:], kids[half:])
}

// without is the node without a row: the node itself when it has no such row,
// and nil when it has no other.
func (n *tableNode[T]) without(name label) *tableNode[T] {
	if n.kids != nil {
		return n.withoutBelow(name)
	}
	at, found := search(n.names, name)
	if !found {
		return n
	}
	if len(n.rows) == 1 {
		return nil
	}
	return &tableNode[T]{size: n.size - 1, names: removed(n.names, at), rows: removed(n.rows, at)}
}

// withoutBelow is without in a branch.
func (n *tableNode[T]) withoutBelow(name label) *tableNode[T] {
	at := n.kid(name)
	kid := n.kids[at].without(name)
	switch {
	case kid == n.kids[at]:
		return n
	case kid != nil:
		return &tableNode[T]{size: n.size - 1, names: n.names, kids: replaced(n.kids, at, kid)}
	case len(n.kids) == 1:
		return nil
	case len(n.kids) == 2:
		return n.kids[1-at]
	}
	return &tableNode[T]{size: n.size - 1, names: removed(n.names, max(at-1, 0)), kids: removed(n.kids, at)}
}

// from yields the rows in order from the first whose name is not below name, and
// tells whether to go on.
func (n *tableNode[T]) from(name label, yield func(string, *T) bool) bool {
	if n.kids != nil {
		at := n.kid(name)
		for _, kid := range n.kids[at:] {
			if !kid.from(name, yield) {
				return false
			}
		}
		return true
	}
	at, _ := search(n.names, name)
	for ; at < len(n.rows); at++ {
		if !yield(n.names[at].name, n.rows[at]) {
			return false
		}
	}
	return true
}

// grown is a node with rows whose names are in order, each there once; nil without any.
func grown[T any](names []label, rows []*T) *tableNode[T] {
	const width = nodeWidth * 3 / 4 // leaves room to set more
	var level []*tableNode[T]
	var lowest []label
	for from := 0; from < len(rows); from += width {
		to := min(from+width, len(rows))
		level = append(level, newLeaf(names[from:to], rows[from:to]))
		lowest = append(lowest, names[from])
	}
	for len(level) > 1 {
		var above []*tableNode[T]
		var lowestAbove []label
		for from := 0; from < len(level); from += width {
			to := min(from+width, len(level))
			above = append(above, newBranch(lowest[from+1:to], level[from:to]))
			lowestAbove = append(lowestAbove, lowest[from])
		}
		level, lowest = above, lowestAbove
	}
	if level == nil {
		return nil
	}
	return level[0]
}

// replaced, inserted and removed are a copy of s with one element set, put in or
// taken out.
func replaced[E any](s []E, at int, e E) []E {
	out := make([]E, len(s))
	copy(out, s)
	out[at] = e
	return out
}

func inserted[E any](s []E, at int, e E) []E {
	out := make([]E, len(s)+1)
	copy(out, s[:at])
	out[at] = e
	copy(out[at+1:], s[at:])
	return out
}

func removed[E any](s []E, at int) []E {
	out := make([]E, len(s)-1)
	copy(out, s[:at])
	copy(out[at:], s[at+1:])
	return out
}
