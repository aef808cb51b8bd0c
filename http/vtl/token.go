package vtl

import "strings"

// kind is what a token is. The order decides between two that match equally many characters.
type kind int

const (
	tokenEOF kind = iota
	tokenIndexOpen
	tokenIndexClose
	tokenListOpen
	tokenListClose
	tokenComma
	tokenRange
	tokenColon
	tokenMapOpen
	tokenMapClose
	tokenParen
	tokenParenClose
	tokenArgsClose
	tokenEscapedDirective
	tokenSet
	moreDollar
	moreDollarBang
	moreTextblock
	moreFormalComment
	moreComment
	moreHash
	tokenLineComment
	tokenDoubleEscape
	tokenEscape
	tokenText
	tokenLineCommentEnd
	tokenFormalComment
	tokenComment
	tokenTextblock
	skipChar
	moreChar
	tokenBlank
	tokenString
	tokenTrue
	tokenFalse
	tokenMinus
	tokenPlus
	tokenMultiply
	tokenDivide
	tokenModulo
	tokenAnd
	tokenOr
	tokenLess
	tokenLessEqual
	tokenGreater
	tokenGreaterEqual
	tokenEqual
	tokenNotEqual
	tokenNot
	tokenAssign
	tokenEnd
	tokenIf
	tokenElseIf
	tokenElse
	tokenInteger
	tokenFloat
	tokenWord
	tokenBracedWord
	tokenIdentifier
	tokenDot
	tokenCurly
	tokenCurlyClose
	specialReferenceEnd
	specialDirectiveEnd
	tokenEmptyIndex
	noMatch
)

// token is a piece of a template. Those before a dollar sign or a hash that begin nothing are not tokens of their
// own but special to the one that follows.
type token struct {
	kind    kind
	image   string
	special []string
	next    *token
	line    int
	column  int
}

// literal is the text that the token stands for, with what was special before it.
func (t *token) literal() string {
	if t.kind == tokenComment {
		return ""
	}
	if len(t.special) == 0 || strings.HasPrefix(t.special[len(t.special)-1], "##") {
		return t.image
	}
	var b strings.Builder
	for _, s := range t.special {
		writeSpecial(&b, s)
	}
	b.WriteString(t.image)
	return b.String()
}

// writeSpecial keeps the signs, and the backslashes that stand before a dollar sign; the character after such a
// dollar sign is lost.
func writeSpecial(b *strings.Builder, s string) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '#', '$':
			b.WriteByte(s[i])
		case '\\':
			end := i
			for end < len(s) && s[end] == '\\' {
				end++
			}
			if end < len(s) && s[end] == '$' {
				b.WriteString(s[i : end+1])
				i = end + 1
			}
		}
	}
}

// literalOf is the text from one token to another. False means that the second does not follow the first, as it
// happens with an empty block.
func literalOf(first, last *token) (string, bool) {
	if first == last {
		return first.literal(), true
	}
	var b strings.Builder
	t := first
	for ; t != nil && t != last; t = t.next {
		b.WriteString(t.literal())
	}
	if t == nil {
		return "", false
	}
	b.WriteString(t.literal())
	return b.String(), true
}

// imagesOf is literalOf without what was special.
func imagesOf(first, last *token) string {
	var b strings.Builder
	for t := first; t != nil; t = t.next {
		b.WriteString(t.image)
		if t == last {
			break
		}
	}
	return b.String()
}
