package vtl

import (
	"slices"
	"strings"
)

// maxDepth bounds how deep blocks, parentheses, lists and calls may be nested in a template.
const maxDepth = 400

// parser reads a template by recursive descent, with up to three tokens of look-ahead.
type parser struct {
	lex     *lexer
	last    *token // the last one consumed
	library *library
	depth   int
}

func parseTree(src string, lib *library) (*tree, error) {
	p := &parser{lex: newLexer(src), last: &token{}, library: lib}
	root := &tree{kind: treeBlock}
	if err := p.statements(root); err != nil {
		return nil, err
	}
	if _, err := p.expect(tokenEOF); err != nil {
		return nil, err
	}
	return root, nil
}

// peek returns the nth token from here; the next one is 1.
func (p *parser) peek(n int) (*token, error) {
	t := p.last
	for range n {
		if t.next == nil {
			next, err := p.lex.next()
			if err != nil {
				return nil, err
			}
			t.next = next
		}
		t = t.next
	}
	return t, nil
}

func (p *parser) peekKind() (kind, error) {
	t, err := p.peek(1)
	if err != nil {
		return 0, err
	}
	return t.kind, nil
}

func (p *parser) expect(kinds ...kind) (*token, error) {
	t, err := p.peek(1)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(kinds, t.kind) {
		return nil, unexpected(t)
	}
	p.last = t
	return t, nil
}

func unexpected(t *token) error {
	what := `"` + t.image + `"`
	if t.kind == tokenEOF {
		what = "the end of the template"
	}
	return t.place().fail(KindParse, "Encountered "+what)
}

// skip consumes the next token if it is of this kind.
func (p *parser) skip(k kind) (bool, error) {
	t, err := p.peek(1)
	if err != nil || t.kind != k {
		return false, err
	}
	p.last = t
	return true, nil
}

// open begins a tree at the next token.
func (p *parser) open(k treeKind) (*tree, error) {
	t, err := p.peek(1)
	return &tree{kind: k, first: t}, err
}

// close ends a tree with the last token consumed.
func (p *parser) close(t *tree) *tree {
	t.last = p.last
	return t
}

func (p *parser) enter(t *token) error {
	if p.depth++; p.depth > maxDepth {
		return t.place().fail(KindParse, "Nested too deeply")
	}
	return nil
}

func (p *parser) leave() { p.depth-- }

// textKinds are tokens that are text where a statement is looked for.
var textKinds = []kind{
	tokenParen, tokenParenClose, tokenEscape, tokenText, tokenString, tokenInteger, tokenFloat, tokenDot, tokenCurly,
	tokenCurlyClose, tokenEmptyIndex,
}

// statements adds what follows to a block, up to a token that begins no statement.
func (p *parser) statements(block *tree) error {
	for {
		t, err := p.peek(1)
		if err != nil {
			return err
		}
		s, err := p.statement(t)
		if s == nil || err != nil {
			return err
		}
		block.kids = append(block.kids, s)
	}
}

func (p *parser) block() (*tree, error) {
	b, err := p.open(treeBlock)
	if err != nil {
		return nil, err
	}
	if err := p.enter(b.first); err != nil {
		return nil, err
	}
	defer p.leave()
	if err := p.statements(b); err != nil {
		return nil, err
	}
	return p.close(b), nil
}

// statement reads one statement; nil if none begins with t.
func (p *parser) statement(t *token) (*tree, error) {
	if t.kind == tokenIf {
		return p.ifStatement()
	}
	if ok, err := p.referenceFollows(); ok || err != nil {
		return p.reference(err)
	}
	switch t.kind {
	case tokenLineComment:
		return p.lineComment()
	case tokenComment, tokenFormalComment:
		return p.leaf(treeComment)
	case tokenTextblock:
		p.last = t
		return &tree{kind: treeText, text: t.image[3 : len(t.image)-3]}, nil
	case tokenSet:
		return p.setDirective()
	case tokenEscapedDirective:
		p.last = t
		t.image = p.unescapeDirective(t.image) // also where the token is part of a longer text
		return &tree{kind: treeText, text: t.image}, nil
	case tokenDoubleEscape:
		return p.escape()
	case tokenWord, tokenBracedWord:
		return p.directive()
	}
	if slices.Contains(textKinds, t.kind) {
		p.last = t
		return &tree{kind: treeText, text: t.literal()}, nil
	}
	return nil, nil
}

// leaf is a tree of one token.
func (p *parser) leaf(k treeKind) (*tree, error) {
	t, err := p.peek(1)
	if err != nil {
		return nil, err
	}
	p.last = t
	return &tree{kind: k, first: t, last: t}, nil
}

func (p *parser) lineComment() (*tree, error) {
	c, err := p.leaf(treeComment)
	if err != nil {
		return nil, err
	}
	_, err = p.skip(tokenLineCommentEnd)
	return p.close(c), err
}

// controls are directives of the grammar itself, which are not in the table of directives.
var controls = []string{"if", "end", "set", "else", "elseif"}

// unescapeDirective halves the backslashes before a directive that exists.
func (p *parser) unescapeDirective(image string) string {
	slashes := strings.LastIndexByte(image, '\\')
	name := strings.Trim(image[slashes+2:], "{}")
	if p.library.knows(name) || slices.Contains(controls, name) {
		return image[:slashes/2] + image[slashes+1:]
	}
	return image
}

// escape reads pairs of backslashes. They are halved before a directive.
func (p *parser) escape() (*tree, error) {
	count := 0
	for {
		ok, err := p.skip(tokenDoubleEscape)
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		count++
	}
	next, err := p.peek(1)
	if err != nil {
		return nil, err
	}
	each := `\\`
	switch next.kind {
	case tokenIf, tokenElseIf, tokenElse, tokenEnd:
		each = `\`
	default:
		if p.library.knows(dropFirst(next.image)) {
			each = `\`
		}
	}
	return &tree{kind: treeText, text: strings.Repeat(each, count)}, nil
}

func (p *parser) ifStatement() (*tree, error) {
	s, err := p.open(treeIf)
	if err != nil {
		return nil, err
	}
	if _, err := p.expect(tokenIf); err != nil {
		return nil, err
	}
	if err := p.condition(s); err != nil {
		return nil, err
	}
	if err := p.branches(s); err != nil {
		return nil, err
	}
	if _, err := p.expect(tokenEnd); err != nil {
		return nil, err
	}
	return p.close(s), nil
}

func (p *parser) branches(s *tree) error {
	for {
		t, err := p.peek(1)
		if err != nil {
			return err
		}
		branch := &tree{first: t}
		switch t.kind {
		case tokenElseIf:
			p.last = t
			branch.kind = treeElseIf
			if err := p.condition(branch); err != nil {
				return err
			}
			s.kids = append(s.kids, branch)
			continue
		case tokenElse:
			p.last = t
			branch.kind = treeElse
			body, err := p.block()
			if err != nil {
				return err
			}
			branch.kids = []*tree{body}
			s.kids = append(s.kids, branch)
		}
		return nil
	}
}

// condition reads (…) and the block after it.
func (p *parser) condition(s *tree) error {
	if _, err := p.skip(tokenBlank); err != nil {
		return err
	}
	if _, err := p.expect(tokenParen); err != nil {
		return err
	}
	e, err := p.expression()
	if err != nil {
		return err
	}
	if _, err := p.expect(tokenParenClose); err != nil {
		return err
	}
	body, err := p.block()
	s.kids = append(s.kids, e, body)
	return err
}

func (p *parser) setDirective() (*tree, error) {
	s, err := p.leaf(treeSet)
	if err != nil {
		return nil, err
	}
	if _, err := p.skip(tokenBlank); err != nil {
		return nil, err
	}
	left, err := p.reference(nil)
	if err != nil {
		return nil, err
	}
	if _, err := p.skip(tokenBlank); err != nil {
		return nil, err
	}
	if _, err := p.expect(tokenAssign); err != nil {
		return nil, err
	}
	right, err := p.expression()
	if err != nil {
		return nil, err
	}
	if _, err := p.expect(tokenParenClose); err != nil {
		return nil, err
	}
	p.lex.set = false
	s.kids = []*tree{left, right}
	return p.close(s), nil
}
