package java

import (
	"math"
	"math/big"
)

// Equal is Object.equals: numbers of different classes are never equal.
func Equal(b *Budget, x, y Value) (bool, error) {
	e := equality{b: b}
	return e.equal(x, y)
}

type equality struct {
	b     *Budget
	depth int
}

func (e *equality) equal(x, y Value) (bool, error) {
	switch x := x.(type) {
	case string:
		s, ok := y.(string)
		return ok && x == s, e.b.Spend(len(x) >> 8)
	case nil, bool, int32, int64, int16, int8, Char:
		return x == y, nil
	case float64:
		f, ok := y.(float64)
		return ok && doubleBits(x) == doubleBits(f), nil
	case float32:
		f, ok := y.(float32)
		return ok && doubleBits(float64(x)) == doubleBits(float64(f)), nil
	case *big.Int:
		n, ok := y.(*big.Int)
		return ok && x.Cmp(n) == 0, nil
	case *Decimal:
		d, ok := y.(*Decimal)
		return ok && x.scale == d.scale && x.unscaled.Cmp(d.unscaled) == 0, nil
	case *Map, *List, *SubList, *arrayWrapper, *View, *Entry:
		if e.depth++; e.depth > maxNesting {
			return false, stackOverflow()
		}
		defer func() { e.depth-- }()
		return e.equalDeep(x, y)
	}
	return identical(x, y), nil
}

// doubleBits makes every NaN the same and keeps -0.0 apart from 0.0.
func doubleBits(f float64) uint64 {
	if math.IsNaN(f) {
		f = math.NaN()
	}
	return math.Float64bits(f)
}

// identical compares pointers; values of hosts that Go cannot compare are never the same.
func identical(x, y Value) (same bool) {
	defer func() {
		if recover() != nil {
			same = false
		}
	}()
	return x == y
}

func (e *equality) equalDeep(x, y Value) (bool, error) {
	if x == y {
		return true, nil
	}
	switch x := x.(type) {
	case *Map:
		if m, ok := y.(*Map); ok {
			return e.equalMaps(x, m)
		}
	case *Entry:
		if other, ok := y.(*Entry); ok {
			return e.equalBoth(x.Key(), other.Key(), x.Value(), other.Value())
		}
	case *View:
		v, ok := y.(*View)
		switch {
		case !ok:
		case x.of == v.of && x.part == v.part:
			return true, nil
		case x.set() && v.set():
			return e.equalSets(x, v)
		}
	case sequence:
		if s, ok := y.(sequence); ok {
			return e.equalSequences(x, s)
		}
	}
	return false, nil
}

func (e *equality) equalBoth(x1, y1, x2, y2 Value) (bool, error) {
	same, err := e.equal(x1, y1)
	if !same || err != nil {
		return false, err
	}
	return e.equal(x2, y2)
}

func (e *equality) equalSequences(x, y sequence) (bool, error) {
	if err := checkBoth(x, y); err != nil || x.Len() != y.Len() {
		return false, err
	}
	for i := range x.Len() {
		if err := e.b.Spend(1); err != nil {
			return false, err
		}
		same, err := e.equal(x.At(i), y.At(i))
		if !same || err != nil {
			return false, err
		}
	}
	return true, nil
}

func checkBoth(x, y sequence) error {
	if err := checkSequence(x); err != nil {
		return err
	}
	return checkSequence(y)
}

// checkSequence fails for a part of a list that has changed behind it.
func checkSequence(s sequence) error {
	if sub, ok := s.(*SubList); ok {
		return sub.check()
	}
	return nil
}

func (e *equality) equalMaps(x, y *Map) (bool, error) {
	if len(x.entries) != len(y.entries) {
		return false, nil
	}
	for _, mine := range x.entries {
		if err := e.b.Spend(1); err != nil {
			return false, err
		}
		i, err := y.locate(e.b, mine.key)
		if i < 0 || err != nil {
			return false, err
		}
		same, err := e.equal(mine.Value(), y.entries[i].Value())
		if !same || err != nil {
			return false, err
		}
	}
	return true, nil
}

func (e *equality) equalSets(x, y *View) (bool, error) {
	if len(x.of.entries) != len(y.of.entries) {
		return false, nil
	}
	for _, mine := range x.of.entries {
		if err := e.b.Spend(1); err != nil {
			return false, err
		}
		i, err := y.find(e.b, x.show(mine))
		if i < 0 || err != nil {
			return false, err
		}
	}
	return true, nil
}
