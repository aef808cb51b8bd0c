package vtl

import (
	"strings"
	"unicode/utf8"
)

// matcher tells how many characters of s are a token of its kind; none means that it is not one.
type matcher struct {
	kind kind
	size func(s string) int
}

// matchers are the tokens that each state looks for. The longest one is taken, the first of equally long ones.
var matchers = [...][]matcher{
	inText: {
		{tokenEscapedDirective, sizeEscapedDirective}, {tokenSet, sizeSet}, {moreDollar, sizeDollar},
		{moreDollarBang, sizeDollarBang}, {moreTextblock, fixed("#[[")}, {moreFormalComment, sizeFormal},
		{moreComment, fixed("#*")}, {moreHash, fixed("#")}, {tokenLineComment, fixed("##")},
		{tokenDoubleEscape, fixed(`\\`)}, {tokenEscape, fixed(`\`)}, {tokenText, sizeText},
		{tokenEmptyIndex, sizeEmptyIndex},
	},
	inReference: with(
		matcher{tokenIndexOpen, fixed("[")}, matcher{tokenSet, sizeSet}, matcher{tokenLineComment, fixed("##")},
		matcher{tokenTrue, fixed("true")}, matcher{tokenFalse, fixed("false")},
		matcher{tokenIdentifier, sizeIdentifier}, matcher{tokenDot, sizeDot}, matcher{tokenCurly, fixed("{")},
		matcher{tokenCurlyClose, fixed("}")}, matcher{specialReferenceEnd, sizeAny},
		matcher{tokenEmptyIndex, sizeEmptyIndex}),
	inProperty: with(
		matcher{tokenIndexOpen, fixed("[")}, matcher{tokenParen, fixed("(")}, matcher{tokenSet, sizeSet},
		matcher{tokenTrue, fixed("true")}, matcher{tokenFalse, fixed("false")},
		matcher{tokenIdentifier, sizeIdentifier}, matcher{tokenDot, sizeDot}, matcher{tokenCurly, fixed("{")},
		matcher{tokenCurlyClose, fixed("}")}, matcher{specialReferenceEnd, sizeAny}),
	inIndex: with(
		matcher{tokenIndexClose, fixed("]")}, matcher{tokenBlank, sizeBlank}, matcher{tokenString, sizeString},
		matcher{tokenTrue, fixed("true")}, matcher{tokenFalse, fixed("false")},
		matcher{tokenInteger, sizeInteger}, matcher{tokenFloat, sizeFloat}),
	inDirective: with(
		matcher{tokenListOpen, fixed("[")}, matcher{tokenListClose, fixed("]")}, matcher{tokenComma, fixed(",")},
		matcher{tokenRange, fixed("..")}, matcher{tokenColon, fixed(":")}, matcher{tokenMapOpen, fixed("{")},
		matcher{tokenMapClose, fixed("}")}, matcher{tokenParen, fixed("(")},
		matcher{tokenParenClose, sizeParenClose}, matcher{tokenLineComment, fixed("##")},
		matcher{tokenBlank, sizeBlank}, matcher{tokenString, sizeString}, matcher{tokenTrue, fixed("true")},
		matcher{tokenFalse, fixed("false")}, matcher{tokenMinus, fixed("-")}, matcher{tokenPlus, fixed("+")},
		matcher{tokenMultiply, fixed("*")}, matcher{tokenDivide, fixed("/")}, matcher{tokenModulo, fixed("%")},
		matcher{tokenAnd, either("&&", "and")}, matcher{tokenOr, either("||", "or")},
		matcher{tokenLess, either("<", "lt")}, matcher{tokenLessEqual, either("<=", "le")},
		matcher{tokenGreater, either(">", "gt")}, matcher{tokenGreaterEqual, either(">=", "ge")},
		matcher{tokenEqual, either("==", "eq")}, matcher{tokenNotEqual, either("!=", "ne")},
		matcher{tokenNot, either("!", "not")}, matcher{tokenAssign, fixed("=")},
		matcher{tokenInteger, sizeInteger}, matcher{tokenFloat, sizeFloat}, matcher{tokenWord, sizeWord},
		matcher{tokenBracedWord, sizeBracedWord}),
	inArguments: with(
		matcher{tokenListOpen, fixed("[")}, matcher{tokenListClose, fixed("]")}, matcher{tokenComma, fixed(",")},
		matcher{tokenRange, fixed("..")}, matcher{tokenColon, fixed(":")}, matcher{tokenMapOpen, fixed("{")},
		matcher{tokenMapClose, fixed("}")}, matcher{tokenArgsClose, fixed(")")}, matcher{tokenSet, sizeSet},
		matcher{tokenBlank, sizeBlank}, matcher{tokenString, sizeString}, matcher{tokenTrue, fixed("true")},
		matcher{tokenFalse, fixed("false")}, matcher{tokenInteger, sizeInteger}, matcher{tokenFloat, sizeFloat},
		matcher{tokenIdentifier, sizeIdentifier}, matcher{tokenDot, sizeDot}),
	inTextblock: with(matcher{tokenTextblock, fixed("]]#")}, matcher{moreChar, sizeAny}),
	inComment:   with(matcher{tokenComment, fixed("*#")}, matcher{skipChar, sizeAny}),
	inFormal:    with(matcher{tokenFormalComment, fixed("*#")}, matcher{skipChar, sizeAny}),
	inLine:      with(matcher{tokenLineCommentEnd, sizeNewline}, matcher{skipChar, sizeAny}),
	preDirective: with(
		matcher{tokenLineComment, fixed("##")}, matcher{tokenEnd, gobbling("end", "{end}")},
		matcher{tokenIf, either("if", "{if}")}, matcher{tokenElseIf, either("elseif", "{elseif}")},
		matcher{tokenElse, gobbling("else", "{else}")}, matcher{tokenInteger, sizeInteger},
		matcher{tokenFloat, sizeFloat}, matcher{tokenWord, sizeWord}, matcher{tokenBracedWord, sizeBracedWord},
		matcher{specialDirectiveEnd, sizeAny}),
}

// everywhere are the beginnings that every state looks for.
var everywhere = []matcher{
	{moreDollar, sizeDollar}, {moreDollarBang, sizeDollarBang}, {moreTextblock, fixed("#[[")},
	{moreFormalComment, sizeFormal}, {moreComment, fixed("#*")}, {moreHash, fixed("#")},
}

func with(own ...matcher) []matcher { return append(own, everywhere...) }

func (l *lexer) match(s string) (kind, int) {
	if s[0] == '\\' {
		s = l.limitSlashes(s)
	}
	best, longest := noMatch, 0
	for _, m := range matchers[l.state] {
		if n := m.size(s); n > longest || n == longest && n > 0 && m.kind < best {
			best, longest = m.kind, n
		}
	}
	return best, longest
}

// limitSlashes cuts s to what a backslash can match within a run of them that was looked at before: nothing follows
// the run that it could belong to, and to look again at each of them would take for ever.
func (l *lexer) limitSlashes(s string) string {
	if l.at < l.slashEnd {
		return s[:min(l.slashEnd-l.at, 2)]
	}
	if n := countByte(s, '\\'); sizeDollar(s) == 0 && sizeEscapedDirective(s) == 0 {
		l.slashEnd = l.at + n
		return s[:min(n, 2)]
	}
	return s
}

func fixed(text string) func(string) int {
	return func(s string) int {
		if strings.HasPrefix(s, text) {
			return len(text)
		}
		return 0
	}
}

func either(a, b string) func(string) int {
	return func(s string) int {
		if strings.HasPrefix(s, a) {
			return len(a)
		}
		return fixed(b)(s)
	}
}

func sizeAny(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}

func countByte(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

func sizeText(s string) int {
	if i := strings.IndexAny(s, `$#\`); i >= 0 {
		return i
	}
	return len(s)
}

func sizeDollar(s string) int {
	n := countByte(s, '\\')
	if n < len(s) && s[n] == '$' {
		return n + 1
	}
	return 0
}

func sizeDollarBang(s string) int {
	n := sizeDollar(s)
	if n == 0 {
		return 0
	}
	n += countByte(s[n:], '\\')
	if n < len(s) && s[n] == '!' {
		return n + 1
	}
	return 0
}

func sizeFormal(s string) int {
	if strings.HasPrefix(s, "#**") && len(s) > 3 && s[3] != '#' {
		return 3 + sizeAny(s[3:])
	}
	return 0
}

func sizeEmptyIndex(s string) int {
	for _, text := range []string{"$[", "$![", `$\![`, "$."} {
		if strings.HasPrefix(s, text) {
			return len(text)
		}
	}
	return 0
}

func sizeEscapedDirective(s string) int {
	n := countByte(s, '\\')
	if n%2 == 0 || n == len(s) || s[n] != '#' {
		return 0
	}
	if name := max(sizeWord(s[n+1:]), sizeBracedWord(s[n+1:])); name > 0 {
		return n + 1 + name
	}
	return 0
}

func sizeSet(s string) int {
	n := len(s) - len(strings.TrimLeft(s, " \t"))
	name := either("#set", "#{set}")(s[n:])
	if name == 0 {
		return 0
	}
	n += name
	n += countByte(s[n:], ' ')
	if n < len(s) && s[n] == '(' {
		return n + 1
	}
	return 0
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func sizeIdentifier(s string) int {
	if s == "" || !isLetter(s[0]) && s[0] != '_' {
		return 0
	}
	n := 1
	for n < len(s) && (isLetter(s[n]) || isDigit(s[n]) || s[n] == '-' || s[n] == '_') {
		n++
	}
	return n
}

func sizeDot(s string) int {
	if len(s) > 1 && s[0] == '.' && isLetter(s[1]) {
		return 2
	}
	return 0
}

func sizeWord(s string) int {
	if s == "" || !isLetter(s[0]) && s[0] != '_' && s[0] != '@' {
		return 0
	}
	return 1 + wordChars(s[1:])
}

func wordChars(s string) int {
	n := 0
	for n < len(s) && (isLetter(s[n]) || isDigit(s[n]) || s[n] == '_' || s[n] == '@') {
		n++
	}
	return n
}

func sizeBracedWord(s string) int {
	if len(s) < 3 || s[0] != '{' || !isLetter(s[1]) && s[1] != '_' {
		return 0
	}
	n := 2 + wordChars(s[2:])
	if n < len(s) && s[n] == '}' {
		return n + 1
	}
	return 0
}

func sizeBlank(s string) int { return len(s) - len(strings.TrimLeft(s, " \t\r\n")) }

func sizeNewline(s string) int {
	switch {
	case strings.HasPrefix(s, "\r\n"):
		return 2
	case strings.HasPrefix(s, "\n"), strings.HasPrefix(s, "\r"):
		return 1
	}
	return 0
}

// sizeGobbled is how many blanks up to and with a line end follow; without a line end, none.
func sizeGobbled(s string) int {
	blanks := len(s) - len(strings.TrimLeft(s, " \t"))
	if n := sizeNewline(s[blanks:]); n > 0 {
		return blanks + n
	}
	return 0
}

func gobbling(a, b string) func(string) int {
	return func(s string) int {
		n := either(a, b)(s)
		if n == 0 {
			return 0
		}
		return n + sizeGobbled(s[n:])
	}
}

func sizeParenClose(s string) int {
	if s == "" || s[0] != ')' {
		return 0
	}
	return 1 + sizeGobbled(s[1:])
}

// sizeString reads a literal in which its quote is written twice; a second one that is never closed is not part.
func sizeString(s string) int {
	if s == "" || s[0] != '"' && s[0] != '\'' {
		return 0
	}
	whole := 0
	for i := 1; i < len(s); i++ {
		j := strings.IndexByte(s[i:], s[0])
		if j < 0 {
			break
		}
		i += j
		whole = i + 1
		if whole == len(s) || s[whole] != s[0] {
			break
		}
		i++
	}
	return whole
}

func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}

func sizeInteger(s string) int {
	sign := countSign(s)
	n := digits(s[sign:])
	if n == 0 {
		return 0
	}
	n += sign
	if strings.HasPrefix(s[n:], "..") {
		return n + 2
	}
	return n
}

func countSign(s string) int {
	if strings.HasPrefix(s, "-") {
		return 1
	}
	return 0
}

func sizeFloat(s string) int {
	n := countSign(s)
	whole := digits(s[n:])
	n += whole
	if n < len(s) && s[n] == '.' {
		fraction := digits(s[n+1:])
		if whole+fraction == 0 {
			return 0
		}
		n += 1 + fraction
		return n + sizeExponent(s[n:])
	}
	exponent := sizeExponent(s[n:])
	if whole == 0 || exponent == 0 {
		return 0
	}
	return n + exponent
}

func sizeExponent(s string) int {
	if s == "" || s[0]|0x20 != 'e' {
		return 0
	}
	n := 1
	if n < len(s) && (s[n] == '+' || s[n] == '-') {
		n++
	}
	if d := digits(s[n:]); d > 0 {
		return n + d
	}
	return 0
}
