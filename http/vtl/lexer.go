package vtl

import (
	"strings"
	"unicode/utf8"
)

// lexState is what the lexer is reading: which tokens it looks for depends on it.
type lexState int

const (
	inText lexState = iota
	inReference
	inProperty   // after the dot
	inIndex      // after [
	inDirective  // after the name
	inArguments  // after the ( of a method
	inTextblock  // after #[[
	inComment    // after #*
	inFormal     // after #**
	inLine       // after ##
	preDirective // after #
)

// lexer makes tokens of a template, each when it is asked for: the parser changes the state between them.
type lexer struct {
	src          string
	at           int
	state        lexState
	stack        []savedState
	open, closed int // parentheses in the current state
	comment      bool
	set          bool // within #set(…)
	slashEnd     int  // where a run of backslashes ends that escape nothing
	placeAt      int  // a place before, and its line and column
	line, column int
}

// savedState is what the lexer comes back to.
type savedState struct {
	open, closed int
	state        lexState
}

func newLexer(src string) *lexer { return &lexer{src: src, line: 1, column: 1} }

func (l *lexer) push(to lexState) {
	l.stack = append(l.stack, savedState{l.open, l.closed, l.state})
	l.open = 0
	l.state = to
}

// pop returns to the state before; false means that there was none.
func (l *lexer) pop() bool {
	if len(l.stack) == 0 {
		l.open = 0
		l.state = inText
		return false
	}
	s := l.stack[len(l.stack)-1]
	l.stack = l.stack[:len(l.stack)-1]
	l.open, l.closed, l.state = s.open, s.closed, s.state
	return true
}

// leaveReference ends a reference that another one or a directive follows.
func (l *lexer) leaveReference() {
	if l.state == inReference {
		l.pop()
	}
}

// next returns the next token. At the end it is the one of kind tokenEOF, for ever.
func (l *lexer) next() (*token, error) {
	var special []string
	for {
		if l.at >= len(l.src) {
			return l.newToken(tokenEOF, l.at, special), nil
		}
		start := l.at
		k, err := l.token(start)
		if err != nil {
			return nil, err
		}
		switch k {
		case skipChar:
		case specialReferenceEnd, specialDirectiveEnd:
			special = append(special, l.src[start:l.at])
			l.unread()
			l.pop()
		default:
			t := l.newToken(k, start, special)
			l.act(t)
			return t, nil
		}
	}
}

// token reads up to the end of a token, through all that only begins one.
func (l *lexer) token(start int) (kind, error) {
	for {
		k, size := l.match(l.src[l.at:])
		if k == noMatch {
			return 0, l.fail(start)
		}
		l.at += size
		if !l.more(k) {
			return k, nil
		}
		if l.at >= len(l.src) {
			return 0, l.fail(start)
		}
	}
}

func (l *lexer) fail(start int) error {
	line, column := l.position(start)
	rest := l.src[l.at:]
	what := "the end of the template"
	if rest != "" {
		r, _ := utf8.DecodeRuneInString(rest)
		what = string(r)
	}
	return &Error{Kind: KindParse, Line: line, Column: column, Message: "Lexical error: encountered " + what}
}

func (l *lexer) newToken(k kind, start int, special []string) *token {
	line, column := l.position(start)
	return &token{kind: k, image: l.src[start:l.at], special: special, line: line, column: column}
}

// position finds the line and column of a place, which never is before the last one.
func (l *lexer) position(at int) (line, column int) {
	if l.placeAt < at {
		passed := l.src[l.placeAt:at]
		l.placeAt = at
		if i := strings.LastIndexByte(passed, '\n'); i >= 0 {
			l.line += strings.Count(passed, "\n")
			l.column = 1
			passed = passed[i+1:]
		}
		l.column += utf8.RuneCountInString(passed)
	}
	return l.line, l.column
}

// unread gives the last character back.
func (l *lexer) unread() {
	_, size := utf8.DecodeLastRuneInString(l.src[:l.at])
	l.at -= size
}

// more does what follows from the beginning of a token; false means that k is a whole one.
func (l *lexer) more(k kind) bool {
	switch k {
	case moreDollar, moreDollarBang:
		if !l.comment {
			l.leaveReference()
			l.push(inReference)
		}
	case moreTextblock:
		l.begin(inTextblock)
	case moreFormalComment:
		if !l.comment {
			l.unread()
		}
		l.begin(inFormal)
	case moreComment:
		l.begin(inComment)
	case moreHash:
		if !l.comment {
			if l.state == inReference || l.state == inProperty {
				l.pop()
			}
			l.push(preDirective)
		}
	case moreChar:
	default:
		return false
	}
	return true
}

// begin enters a comment or a text block, in which nothing else begins.
func (l *lexer) begin(s lexState) {
	if !l.comment {
		l.comment = true
		l.push(s)
	}
}

// act does what follows from a whole token.
func (l *lexer) act(t *token) {
	switch t.kind {
	case tokenIndexOpen:
		l.push(inIndex)
	case tokenIndexClose, tokenCurlyClose, tokenEnd, tokenElse:
		l.pop()
	case tokenParen:
		l.open++
		if l.state == inProperty {
			l.state = inArguments
		}
	case tokenParenClose:
		l.closeParen()
	case tokenArgsClose:
		l.state = inReference
	case tokenSet:
		l.push(inDirective)
		l.set = true
		l.open++
	case tokenLineComment:
		l.leaveReference()
		l.begin(inLine)
	case tokenLineCommentEnd, tokenFormalComment, tokenComment, tokenTextblock:
		l.comment = false
		l.pop()
	case tokenIf, tokenElseIf:
		l.state = inDirective
	case tokenString:
		if l.state == inDirective && !l.set && l.open == 0 {
			l.pop()
		}
	case tokenInteger, tokenFloat:
		l.actNumber(t)
	case tokenDot:
		l.unread()
		t.image = "."
		l.state = inProperty
	}
}

// actNumber gives back the two dots of a range and ends a directive without parentheses.
func (l *lexer) actNumber(t *token) {
	if t.kind == tokenInteger && strings.HasSuffix(t.image, "..") {
		l.at -= 2
		t.image = t.image[:len(t.image)-2]
	}
	if l.open > 0 || l.set || l.state == inArguments {
		return
	}
	if t.kind == tokenFloat || l.state != inIndex {
		l.pop()
	}
}

// closeParen ends the state whose parenthesis this is.
func (l *lexer) closeParen() {
	for {
		switch {
		case l.open == 0:
			if !l.pop() {
				return
			}
			continue
		case l.open == l.closed+1:
			l.pop()
		default:
			l.closed++
		}
		return
	}
}

// parenFollows is whether a parenthesis, perhaps after blanks, comes next.
func (l *lexer) parenFollows() bool {
	return strings.HasPrefix(strings.TrimLeft(l.src[l.at:], " \t\r\n"), "(")
}
