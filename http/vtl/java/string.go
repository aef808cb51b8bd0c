package java

import (
	"strings"
)

var stringClass = newClass(typeString, "String")

func init() {
	stringClass.declare(stringBasics, stringSearch, stringParts, stringChanges, static(stringStatics), stringNotOffered,
		objectMethods)
}

// text returns an argument whose parameter is String or CharSequence; null throws.
func text(v Value) (string, error) {
	if s, ok := v.(string); ok {
		return s, nil
	}
	return "", nullPointer()
}

func bothTexts(a []Value) (x, y string, err error) {
	if x, err = text(a[0]); err == nil {
		y, err = text(a[1])
	}
	return x, y, err
}

// onText makes a method of a function of the string and one string argument.
func onText[R any](f func(s, arg string) R) function {
	return func(b *Budget, this Value, a []Value) (Value, error) {
		arg, err := text(a[0])
		if err != nil {
			return nil, err
		}
		s := this.(string)
		return f(s, arg), b.Spend((len(s) + len(arg)) >> 6)
	}
}

// ofText makes a method of a function of the string alone.
func ofText[R any](f func(s string) R) function {
	return func(b *Budget, this Value, _ []Value) (Value, error) {
		s := this.(string)
		return f(s), b.Take(len(s))
	}
}

func outOfBounds(message string) error {
	return throw("java.lang.StringIndexOutOfBoundsException", message)
}

func checkIndex(i int32, s string) error {
	if i < 0 || int(i) >= length(s) {
		return outOfBounds(Plain("index " + Plain(i) + ", length " + Plain(int32(length(s)))))
	}
	return nil
}

func checkRange(from, to int32, s string) error {
	if n := length(s); from < 0 || from > to || int(to) > n {
		return outOfBounds("begin " + Plain(from) + ", end " + Plain(to) + ", length " + Plain(int32(n)))
	}
	return nil
}

var stringBasics = []declaration{
	{"length()", func(b *Budget, this Value, _ []Value) (Value, error) {
		return int32(length(this.(string))), b.Spend(len(this.(string)) >> 6)
	}},
	{"isEmpty()", func(_ *Budget, this Value, _ []Value) (Value, error) { return this == "", nil }},
	{"isBlank()", ofText(func(s string) bool { return strings.TrimFunc(s, isWhitespace) == "" })},
	{"charAt(int)", func(b *Budget, this Value, a []Value) (Value, error) {
		s, i := this.(string), a[0].(int32)
		if err := checkIndex(i, s); err != nil {
			return nil, err
		}
		return Char(unitAt(s, int(i))), b.Spend(len(s) >> 6)
	}},
	{"compareTo(String)", onText(compareText)},
	{"compareTo(Object)", func(_ *Budget, _ Value, a []Value) (Value, error) {
		if a[0] == nil {
			return nil, nullPointer()
		}
		return nil, classCast()
	}},
	{"compareToIgnoreCase(String)", onText(func(s, arg string) int32 {
		return compareText(foldCase(s), foldCase(arg))
	})},
	{"equalsIgnoreCase(String)", func(b *Budget, this Value, a []Value) (Value, error) {
		s := this.(string)
		arg, ok := a[0].(string)
		return ok && foldCase(s) == foldCase(arg), b.Spend((len(s) + len(arg)) >> 4)
	}},
	{"contentEquals(CharSequence)", onText(func(s, arg string) bool { return s == arg })},
	{"contentEquals(StringBuffer)", nil},
	{"intern()", ofText(func(s string) string { return s })},
	{"strip()", ofText(func(s string) string { return strings.TrimFunc(s, isWhitespace) })},
	{"stripLeading()", ofText(func(s string) string { return strings.TrimLeftFunc(s, isWhitespace) })},
	{"stripTrailing()", ofText(func(s string) string { return strings.TrimRightFunc(s, isWhitespace) })},
	{"trim()", ofText(func(s string) string {
		return strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	})},
}

// compareText compares UTF-16 units: the first difference, or that of the lengths.
func compareText(x, y string) int32 {
	us, vs := toUnits(x), toUnits(y)
	for i := range min(len(us), len(vs)) {
		if us[i] != vs[i] {
			return int32(us[i]) - int32(vs[i])
		}
	}
	return int32(len(us) - len(vs))
}

var stringParts = []declaration{
	{"substring(int)", func(b *Budget, this Value, a []Value) (Value, error) {
		s := this.(string)
		return part16(b, s, a[0].(int32), int32(length(s)))
	}},
	{"substring(int,int)", func(b *Budget, this Value, a []Value) (Value, error) {
		return part16(b, this.(string), a[0].(int32), a[1].(int32))
	}},
	{"subSequence(int,int)", func(b *Budget, this Value, a []Value) (Value, error) {
		return part16(b, this.(string), a[0].(int32), a[1].(int32))
	}},
	{"split(String)", func(b *Budget, this Value, a []Value) (Value, error) {
		return splitText(b, this.(string), a[0], 0)
	}},
	{"split(String,int)", func(b *Budget, this Value, a []Value) (Value, error) {
		return splitText(b, this.(string), a[0], int(a[1].(int32)))
	}},
	{"toCharArray()", func(b *Budget, this Value, _ []Value) (Value, error) {
		us := toUnits(this.(string))
		if err := b.Take(16 * len(us)); err != nil {
			return nil, err
		}
		items := make([]Value, len(us))
		for i, u := range us {
			items[i] = Char(u)
		}
		return &Array{elem: primChar, Items: items}, nil
	}},
	{"getBytes()", func(b *Budget, this Value, _ []Value) (Value, error) {
		return bytesOf(b, Sanitize(this.(string)))
	}},
	{"getBytes(String)", func(b *Budget, this Value, a []Value) (Value, error) {
		return encodeText(b, this.(string), a[0])
	}},
	{"getBytes(java.nio.charset.Charset)", nil}, {"getBytes(int,int,byte[],int)", nil},
	{"getChars(int,int,char[],int)", nil},
	{"codePointAt(int)", func(b *Budget, this Value, a []Value) (Value, error) {
		s, i := this.(string), a[0].(int32)
		if err := checkIndex(i, s); err != nil {
			return nil, err
		}
		r, _ := decodeRune(fromUnits(toUnits(s)[i:]))
		return int32(r), b.Spend(len(s) >> 4)
	}},
	{"codePointBefore(int)", nil}, {"offsetByCodePoints(int,int)", nil},
	{"codePointCount(int,int)", func(b *Budget, this Value, a []Value) (Value, error) {
		s, err := part16(b, this.(string), a[0].(int32), a[1].(int32))
		if err != nil {
			return nil, err
		}
		n := int32(0)
		for rest := s.(string); rest != ""; n++ {
			_, size := decodeRune(rest)
			rest = rest[size:]
		}
		return n, nil
	}},
}

func part16(b *Budget, s string, from, to int32) (Value, error) {
	if err := checkRange(from, to, s); err != nil {
		return nil, err
	}
	part := substring(s, int(from), int(to))
	return part, b.Take(len(part))
}

func bytesOf(b *Budget, s string) (Value, error) {
	if err := b.Take(16 * len(s)); err != nil {
		return nil, err
	}
	items := make([]Value, len(s))
	for i := range len(s) {
		items[i] = int8(s[i])
	}
	return &Array{elem: primByte, Items: items}, nil
}

func encodeText(b *Budget, s string, charset Value) (Value, error) {
	name, err := text(charset)
	if err != nil {
		return nil, err
	}
	var out []byte
	limit := rune(0x7F)
	switch strings.ToUpper(name) {
	case "UTF-8", "UTF8":
		return bytesOf(b, Sanitize(s))
	case "ISO-8859-1", "ISO8859_1", "LATIN1":
		limit = 0xFF
	case "US-ASCII", "ASCII":
	default:
		return nil, throw("java.io.UnsupportedEncodingException", name)
	}
	for s = Sanitize(s); s != ""; {
		r, size := decodeRune(s)
		s = s[size:]
		if r > limit {
			r = '?'
		}
		out = append(out, byte(r))
	}
	return bytesOf(b, string(out))
}

// stringNotOffered are methods that need what templates cannot have.
var stringNotOffered = []declaration{
	{"chars()", nil}, {"codePoints()", nil}, {"lines()", nil}, {"describeConstable()", nil},
	{"transform(java.util.function.Function)", nil}, {"stripIndent()", nil}, {"translateEscapes()", nil},
	{"resolveConstantDesc(java.lang.invoke.MethodHandles.Lookup)", nil},
}
