package java

import "strings"

var stringStatics = []declaration{
	{"valueOf(Object)", func(b *Budget, _ Value, a []Value) (Value, error) { return Text(b, a[0]) }},
	{"valueOf(boolean)", printFirst}, {"valueOf(char)", printFirst}, {"valueOf(double)", printFirst},
	{"valueOf(float)", printFirst}, {"valueOf(int)", printFirst}, {"valueOf(long)", printFirst},
	{"valueOf(char[])", charsText}, {"copyValueOf(char[])", charsText},
	{"valueOf(char[],int,int)", charsPart}, {"copyValueOf(char[],int,int)", charsPart},
	{"format(String,Object[])", func(b *Budget, _ Value, a []Value) (Value, error) {
		return formatArgs(b, a[0], a[1])
	}},
	{"format(Locale,String,Object[])", func(b *Budget, _ Value, a []Value) (Value, error) {
		return formatArgs(b, a[1], a[2])
	}},
	{"join(CharSequence,CharSequence[])", func(b *Budget, _ Value, a []Value) (Value, error) {
		if a[1] == nil {
			return nil, nullPointer()
		}
		return joinText(b, a[0], &arrayWrapper{a[1].(*Array)})
	}},
	{"join(CharSequence,Iterable)", func(b *Budget, _ Value, a []Value) (Value, error) {
		return joinText(b, a[0], a[1])
	}},
	{"compare(CharSequence,CharSequence)", func(b *Budget, _ Value, a []Value) (Value, error) {
		x, y, err := bothTexts(a)
		if err != nil {
			return nil, err
		}
		return compareText(x, y), b.Spend((len(x) + len(y)) >> 5)
	}},
}

func printFirst(b *Budget, _ Value, a []Value) (Value, error) { return Text(b, a[0]) }

func charsText(b *Budget, _ Value, a []Value) (Value, error) {
	if a[0] == nil {
		return nil, nullPointer()
	}
	return charsOf(b, a[0].(*Array).Items)
}

func charsPart(b *Budget, _ Value, a []Value) (Value, error) {
	if a[0] == nil {
		return nil, nullPointer()
	}
	items := a[0].(*Array).Items
	from, n := int64(a[1].(int32)), int64(a[2].(int32))
	if from < 0 || n < 0 || from+n > int64(len(items)) {
		return nil, outOfBounds("offset " + Plain(from) + ", count " + Plain(n) + ", length " + Plain(int64(len(items))))
	}
	return charsOf(b, items[from:from+n])
}

func charsOf(b *Budget, items []Value) (Value, error) {
	us := make([]uint16, len(items))
	for i, c := range items {
		us[i] = uint16(c.(Char))
	}
	return fromUnits(us), b.Take(3 * len(us))
}

// itemsOf returns the arguments of a variadic method; nil for null.
func itemsOf(v Value) []Value {
	if v == nil {
		return nil
	}
	return v.(*Array).Items
}

func formatArgs(b *Budget, pattern, args Value) (Value, error) {
	s, err := text(pattern)
	if err != nil {
		return nil, err
	}
	return format(b, s, itemsOf(args))
}

// joinText is String.join. What is joined must be text: Java casts every element.
func joinText(b *Budget, by, of Value) (Value, error) {
	separator, err := text(by)
	if err != nil {
		return nil, err
	}
	it := Iterate(of)
	if it == nil {
		return nil, nullPointer()
	}
	var out strings.Builder
	for i := 0; it.HasNext(); i++ {
		v, err := it.Next()
		if err != nil {
			return nil, err
		}
		s, ok := v.(string)
		switch {
		case v == nil:
			s = "null"
		case !ok:
			return nil, classCast()
		}
		if i > 0 {
			out.WriteString(separator)
		}
		if err := b.Take(len(s) + len(separator) + 1); err != nil {
			return nil, err
		}
		out.WriteString(s)
	}
	return out.String(), nil
}
