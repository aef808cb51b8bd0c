package java

import (
	"slices"
	"strings"
)

var stringSearch = []declaration{
	{"contains(CharSequence)", onText(strings.Contains)},
	{"startsWith(String)", onText(strings.HasPrefix)},
	{"endsWith(String)", onText(strings.HasSuffix)},
	{"startsWith(String,int)", func(b *Budget, this Value, a []Value) (Value, error) {
		prefix, err := text(a[0])
		if err != nil {
			return nil, err
		}
		s, from := this.(string), a[1].(int32)
		if from < 0 || int(from) > length(s) {
			return false, nil
		}
		return strings.HasPrefix(substring(s, int(from), length(s)), prefix), b.Spend(len(s) >> 6)
	}},
	{"indexOf(String)", searchText(firstIndex, 0)},
	{"indexOf(String,int)", searchText(firstIndex, 0)},
	{"indexOf(int)", searchUnit(firstIndex, 0)},
	{"indexOf(int,int)", searchUnit(firstIndex, 0)},
	{"lastIndexOf(String)", searchText(lastIndex, 1<<31-1)},
	{"lastIndexOf(String,int)", searchText(lastIndex, 1<<31-1)},
	{"lastIndexOf(int)", searchUnit(lastIndex, 1<<31-1)},
	{"lastIndexOf(int,int)", searchUnit(lastIndex, 1<<31-1)},
	{"regionMatches(int,String,int,int)", func(b *Budget, this Value, a []Value) (Value, error) {
		return regionMatches(b, false, this, a)
	}},
	{"regionMatches(boolean,int,String,int,int)", func(b *Budget, this Value, a []Value) (Value, error) {
		return regionMatches(b, a[0].(bool), this, a[1:])
	}},
}

// finder returns where needle is in s, looking from an index on, or -1.
type finder func(s, needle string, from int32) int32

func searchText(find finder, from int32) function {
	return func(b *Budget, this Value, a []Value) (Value, error) {
		needle, err := text(a[0])
		if err != nil {
			return nil, err
		}
		if halves(needle) {
			if err := b.Spend(len(this.(string)) * len(needle) / 64); err != nil {
				return nil, err
			}
		}
		return find(this.(string), needle, startOf(a, from)), b.Spend(len(this.(string)) >> 5)
	}
}

func searchUnit(find finder, from int32) function {
	return func(b *Budget, this Value, a []Value) (Value, error) {
		r := a[0].(int32)
		if r < 0 || r > 0x10FFFF {
			return int32(-1), nil
		}
		var needle []byte
		if r < 0x10000 {
			needle = appendUnit(nil, uint16(r))
		} else {
			needle = append(needle, string(r)...)
		}
		return find(this.(string), string(needle), startOf(a, from)), b.Spend(len(this.(string)) >> 5)
	}
}

func startOf(a []Value, from int32) int32 {
	if len(a) > 1 {
		return a[1].(int32)
	}
	return from
}

// halves is whether there is half a surrogate pair in a string, which then may be found within a pair.
func halves(s string) bool {
	for i := range max(len(s)-2, 0) {
		if s[i] == surrogateLead && s[i+1] >= surrogateFrom {
			return true
		}
	}
	return false
}

// byteOf is where in s its nth UTF-16 unit begins.
func byteOf(s string, n int) int {
	i := 0
	for ; i < len(s) && n > 0; n-- {
		r, size := decodeRune(s[i:])
		if r >= 0x10000 {
			n--
		}
		i += size
	}
	return i
}

func firstIndex(s, needle string, from int32) int32 {
	from = min(max(from, 0), int32(length(s)))
	if halves(needle) {
		return scanUnits(toUnits(s), toUnits(needle), int(from), 1)
	}
	if needle == "" {
		return from
	}
	start := byteOf(s, int(from))
	i := strings.Index(s[start:], needle)
	if i < 0 {
		return -1
	}
	return int32(length(s[:start+i]))
}

func lastIndex(s, needle string, from int32) int32 {
	if from < 0 {
		return -1
	}
	from = min(from, int32(length(s)))
	if halves(needle) {
		return scanUnits(toUnits(s), toUnits(needle), int(from), -1)
	}
	end := min(byteOf(s, int(from))+len(needle), len(s))
	i := strings.LastIndex(s[:end], needle)
	if i < 0 {
		return -1
	}
	return int32(length(s[:i]))
}

// scanUnits looks from a place on, forwards or backwards.
func scanUnits(us, want []uint16, from, step int) int32 {
	if step < 0 {
		from = min(from, len(us)-len(want))
	}
	for i := from; i >= 0 && i+len(want) <= len(us); i += step {
		if slices.Equal(us[i:i+len(want)], want) {
			return int32(i)
		}
	}
	return -1
}

func regionMatches(b *Budget, fold bool, this Value, a []Value) (Value, error) {
	other, err := text(a[1])
	if err != nil {
		return nil, err
	}
	s := this.(string)
	from, otherFrom, n := int64(a[0].(int32)), int64(a[2].(int32)), int64(a[3].(int32))
	if otherFrom < 0 || from < 0 || from > int64(length(s))-n || otherFrom > int64(length(other))-n {
		return false, nil
	}
	if n <= 0 {
		return true, nil
	}
	x := substring(s, int(from), int(from+n))
	y := substring(other, int(otherFrom), int(otherFrom+n))
	if fold {
		x, y = foldCase(x), foldCase(y)
	}
	return x == y, b.Spend((len(s) + len(other)) >> 4)
}
