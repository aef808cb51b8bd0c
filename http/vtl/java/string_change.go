package java

import (
	"strings"

	"reel/http/vtl/java/regex"
)

var stringChanges = []declaration{
	{"concat(String)", func(b *Budget, this Value, a []Value) (Value, error) {
		arg, err := text(a[0])
		if err != nil {
			return nil, err
		}
		return Concat(b, this.(string), arg)
	}},
	{"replace(char,char)", func(b *Budget, this Value, a []Value) (Value, error) {
		from, to := a[0].(Char), a[1].(Char)
		us := toUnits(this.(string))
		for i, u := range us {
			if u == uint16(from) {
				us[i] = uint16(to)
			}
		}
		return fromUnits(us), b.Take(2 * len(us))
	}},
	{"replace(CharSequence,CharSequence)", func(b *Budget, this Value, a []Value) (Value, error) {
		from, to, err := bothTexts(a)
		if err != nil {
			return nil, err
		}
		return replaceText(b, this.(string), from, to)
	}},
	{"replaceAll(String,String)", func(b *Budget, this Value, a []Value) (Value, error) {
		return replaceMatches(b, this.(string), a, -1)
	}},
	{"replaceFirst(String,String)", func(b *Budget, this Value, a []Value) (Value, error) {
		return replaceMatches(b, this.(string), a, 1)
	}},
	{"matches(String)", func(b *Budget, this Value, a []Value) (Value, error) {
		re, err := compileRegex(b, a[0])
		if err != nil {
			return nil, err
		}
		if err := b.Take(4 * len(this.(string))); err != nil {
			return nil, err
		}
		ok, err := re.Matches(this.(string), b.Spend)
		return ok, regexError(err)
	}},
	{"repeat(int)", func(b *Budget, this Value, a []Value) (Value, error) {
		s, n := this.(string), a[0].(int32)
		if n < 0 {
			return nil, illegalArgument("count is negative: " + Plain(n))
		}
		if err := b.Take(len(s) * int(n)); err != nil {
			return nil, err
		}
		return strings.Repeat(s, int(n)), nil
	}},
	{"indent(int)", func(b *Budget, this Value, a []Value) (Value, error) {
		return indent(b, this.(string), int(a[0].(int32)))
	}},
	{"toLowerCase()", ofText(toLower)},
	{"toUpperCase()", ofText(toUpper)},
	{"toLowerCase(Locale)", nullLocale}, {"toUpperCase(Locale)", nullLocale},
	{"formatted(Object[])", func(b *Budget, this Value, a []Value) (Value, error) {
		return format(b, this.(string), itemsOf(a[0]))
	}},
}

func nullLocale(*Budget, Value, []Value) (Value, error) { return nil, nullPointer() }

func replaceText(b *Budget, s, from, to string) (Value, error) {
	n := strings.Count(s, from)
	if from == "" {
		n = length(s) + 1
	}
	if err := b.Take(len(s) + n*max(len(to)-len(from), 0)); err != nil {
		return nil, err
	}
	if from != "" || ascii(s) {
		return strings.ReplaceAll(s, from, to), nil
	}
	out := []byte(to)
	for u := range units(s) {
		out = append(appendUnit(out, u), to...)
	}
	return fromUnits(toUnits(string(out))), nil
}

func indent(b *Budget, s string, n int) (Value, error) {
	if s == "" {
		return "", nil
	}
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s), "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	if err := b.Take(len(s) + len(lines)*max(n, 0)); err != nil {
		return nil, err
	}
	for i, line := range lines {
		if n >= 0 {
			lines[i] = strings.Repeat(" ", n) + line
			continue
		}
		rest := strings.TrimLeftFunc(line, isWhitespace)
		lines[i] = line[min(-n, len(line)-len(rest)):]
	}
	return strings.Join(lines, "\n") + "\n", nil
}

// maxRegexes bounds how many patterns a rendering remembers, maxPattern how long one may be.
const (
	maxRegexes = 64
	maxPattern = 1 << 16
)

func compileRegex(b *Budget, pattern Value) (*regex.Regexp, error) {
	p, err := text(pattern)
	if err != nil {
		return nil, err
	}
	if re := b.regexes[p]; re != nil {
		return re, nil
	}
	if len(p) > maxPattern {
		return nil, throw("java.util.regex.PatternSyntaxException", "Pattern is too long")
	}
	if err := b.Take(256 * len(p)); err != nil {
		return nil, err
	}
	re, err := regex.Compile(p)
	if err != nil {
		return nil, regexError(err)
	}
	if len(b.regexes) >= maxRegexes || b.regexes == nil {
		b.regexes = map[string]*regex.Regexp{}
	}
	b.regexes[p] = re
	return re, nil
}

// regexError gives an error of the regex package the name that Java's has.
func regexError(err error) error {
	switch e := err.(type) {
	case *regex.SyntaxError:
		return throw("java.util.regex.PatternSyntaxException", e.Error())
	case *regex.StackError:
		return stackOverflow()
	}
	return err
}

func replaceMatches(b *Budget, s string, a []Value, times int) (Value, error) {
	re, err := compileRegex(b, a[0])
	if err != nil {
		return nil, err
	}
	template, err := text(a[1])
	if err != nil {
		return nil, err
	}
	out, err := re.Replace(s, template, times, regex.Cost{Steps: b.Spend, Bytes: b.Take})
	if bad, ok := err.(*regex.ReplacementError); ok {
		return nil, throw(bad.Class, bad.Message)
	}
	return out, regexError(err)
}

// splitText is String.split: empty parts at the end go when limit is zero, and a match of nothing at the very
// beginning makes no part.
func splitText(b *Budget, s string, pattern Value, limit int) (Value, error) {
	re, err := compileRegex(b, pattern)
	if err != nil {
		return nil, err
	}
	parts, err := re.Split(s, limit, regex.Cost{Steps: b.Spend, Bytes: b.Take})
	if err != nil {
		return nil, regexError(err)
	}
	return Strings(parts), nil
}
