package gateway

import (
	"strings"

	"reel/http/vtl/jsonpath"
)

// A selector is a selection expression, compiled: text with variables in it, which
// are put in once. It comes to a key, by which one of several things is chosen
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html).
type selector struct {
	source string
	parts  []selectorPart
	body   bool // it reads the body of the request
}

// A selectorPart is text as it stands, or a variable.
type selectorPart struct {
	from variableSource
	text string         // as it stands, or the variable's name
	path *jsonpath.Path // into a body, nil for the whole of it
}

// A variableSource is where the value of a variable comes from.
type variableSource int

const (
	asItStands variableSource = iota
	requestBody
	requestHeader
	requestQuery
	contextValue
	stageValue
	responseBody
	responseStatus
	responseHeader
	responseHeaders // all values of the name
	leadsNowhere
)

// variablePrefixes are what variables begin with, and whether a name must follow.
var variablePrefixes = [...]struct {
	prefix string
	from   variableSource
	named  bool
}{
	{"request.body", requestBody, false},
	{"request.header.", requestHeader, true},
	{"request.querystring.", requestQuery, true},
	{"context.", contextValue, true},
	{"stageVariables.", stageValue, true},
	{"integration.response.body", responseBody, false},
	{"integration.response.statuscode", responseStatus, false},
	{"integration.response.header.", responseHeader, true},
	{"integration.response.multivalueheader.", responseHeaders, true},
	{"response.statuscode", responseStatus, false}, // as an older sample of the guide writes it
}

// parseSelector reads an expression. A variable begins with a dollar sign and may
// stand in braces, which say where it ends; a backslash takes the sign its meaning,
// and so does what follows it when that is no variable, as in $default.
func parseSelector(source string) selector {
	s := selector{source: source}
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			s.parts = append(s.parts, selectorPart{text: text.String()})
			text.Reset()
		}
	}
	for rest := source; rest != ""; {
		if strings.HasPrefix(rest, `\$`) {
			text.WriteByte('$')
			rest = rest[2:]
			continue
		}
		part, n := selectorVariable(rest)
		if n == 0 {
			text.WriteByte(rest[0])
			rest = rest[1:]
			continue
		}
		flush()
		s.parts = append(s.parts, part)
		s.body = s.body || part.from == requestBody
		rest = rest[n:]
	}
	flush()
	return s
}

// selectorVariable is the variable that s begins with, and how long it is; 0 when it
// begins with none.
func selectorVariable(s string) (selectorPart, int) {
	if s[0] != '$' || len(s) < 2 {
		return selectorPart{}, 0
	}
	name, n := s[1:], 0
	if name[0] == '{' {
		end := closing(name[1:], '}')
		if end < 0 {
			return selectorPart{}, 0
		}
		name, n = name[1:1+end], end+3
	} else {
		name = name[:unbraced(name)]
		n = 1 + len(name)
	}
	part, ok := namedVariable(name)
	if !ok {
		return selectorPart{}, 0
	}
	return part, n
}

// unbraced is how long a variable without braces is: letters, digits, and what a
// name or a path is made of. What stands in brackets belongs to it, whatever it is;
// a dot at its end does not.
func unbraced(s string) int {
	n := 0
	for n < len(s) {
		switch c := s[n]; {
		case c == '[':
			end := closing(s[n+1:], ']')
			if end < 0 {
				return n
			}
			n += end + 2
		case isWord(c) || c == '.' || c == '*' || c >= 0x80:
			n++
		default:
			return len(strings.TrimRight(s[:n], "."))
		}
	}
	return len(strings.TrimRight(s[:n], "."))
}

// closing is where the closing bracket stands, quotes and brackets within passed
// over; -1 when there is none.
func closing(s string, bracket byte) int {
	opening, depth, quote := bracket-2, 0, byte(0) // '[' and '{' stand two before theirs
	for i := range len(s) {
		switch c := s[i]; {
		case quote != 0:
			if c == quote && s[i-1] != '\\' {
				quote = 0
			}
		case c == '\'' || c == '"':
			quote = c
		case c == opening:
			depth++
		case c == bracket && depth > 0:
			depth--
		case c == bracket:
			return i
		}
	}
	return -1
}

// namedVariable is the variable of a name; ok is false when there is none. A path
// that cannot be read leads nowhere.
func namedVariable(name string) (p selectorPart, ok bool) {
	for _, v := range variablePrefixes {
		rest, found := strings.CutPrefix(name, v.prefix)
		switch {
		case !found || v.named && rest == "":
			continue
		case v.named, rest == "":
			return selectorPart{from: v.from, text: rest}, true
		case v.from == responseStatus || rest[0] != '.' && rest[0] != '[':
			continue
		}
		path, err := jsonpath.Compile("$" + rest)
		if err != nil {
			return selectorPart{from: leadsNowhere, text: rest}, true
		}
		return selectorPart{from: v.from, text: rest, path: path}, true
	}
	return selectorPart{}, false
}

// constant is what the expression always comes to; ok is false when that depends.
func (s selector) constant() (value string, ok bool) {
	switch {
	case len(s.parts) == 0:
		return "", true
	case len(s.parts) == 1 && s.parts[0].from == asItStands:
		return s.parts[0].text, true
	}
	return "", false
}

// key is what the expression comes to, with the values of its variables by f.
func (s selector) key(f func(selectorPart) string) string {
	if len(s.parts) == 1 {
		return s.parts[0].value(f)
	}
	var out strings.Builder
	for _, p := range s.parts {
		out.WriteString(p.value(f))
	}
	return out.String()
}

func (p selectorPart) value(f func(selectorPart) string) string {
	switch p.from {
	case asItStands:
		return p.text
	case leadsNowhere:
		return ""
	}
	return f(p)
}
