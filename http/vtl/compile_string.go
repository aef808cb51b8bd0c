package vtl

import (
	"errors"
	"strconv"
	"strings"

	"reel/http/vtl/java"
)

// maxStringDepth bounds templates in string literals in templates.
const maxStringDepth = 20

// stringLiteral compiles '…' to a constant, and "…" to a template if it holds a sign of one.
func (c *compiler) stringLiteral(t *tree) (expr, error) {
	image := t.first.image
	quote, inside := image[0], image[1:len(image)-1]
	if quote == '"' {
		var err error
		if inside, err = decodeUnicode(inside); err != nil {
			return nil, t.first.place().fail(KindRuntime, err.Error())
		}
	}
	inside = halveQuotes(inside, quote)
	if quote != '"' || !strings.ContainsAny(image, "$#") {
		return constant{is: inside}, nil
	}
	if c.depth++; c.depth > maxStringDepth {
		return nil, t.first.place().fail(KindParse, "Strings are nested too deeply")
	}
	defer func() { c.depth-- }()
	// A blank behind keeps Velocity's lexer from failing at a sign that ends the string; it is taken off again.
	padded := !strings.Contains(inside, "##")
	if padded {
		inside += " "
	}
	body, err := c.compileTemplate(inside)
	var parse *Error
	if errors.As(err, &parse) && parse.Kind == KindParse {
		return nil, t.first.place().fail(KindParse, "Failed to parse string literal: "+parse.Message)
	}
	return &stringNode{place: t.first.place(), body: body, padded: padded}, err
}

// halveQuotes makes one of two quotes.
func halveQuotes(s string, quote byte) string {
	return strings.ReplaceAll(s, string([]byte{quote, quote}), string(quote))
}

// decodeUnicode replaces \uXXXX. Velocity fails at anything else after \u.
func decodeUnicode(s string) (string, error) {
	if !strings.Contains(s, `\u`) {
		return s, nil
	}
	var units []uint16
	var b strings.Builder
	for {
		i := strings.Index(s, `\u`)
		if i != 0 {
			b.WriteString(java.FromUTF16(units))
			units = nil
		}
		if i < 0 {
			b.WriteString(s)
			return b.String(), nil
		}
		b.WriteString(s[:i])
		if len(s) < i+6 {
			return "", errors.New("string literal ends within \\u")
		}
		n, err := strconv.ParseInt(s[i+2:i+6], 16, 32)
		if err != nil {
			return "", errors.New("not four hexadecimal digits after \\u: " + s[i+2:i+6])
		}
		units = append(units, uint16(n))
		s = s[i+6:]
	}
}
