package gateway

import (
	"encoding/json"
	"strings"

	"github.com/ohler55/ojg/jp"
)

// A place is where a parameter stands in a message.
type place int

const (
	inHeader place = iota
	inPath
	inQuery
	inBody
	inContext
	inStage
	fixed
)

// A mapping sets one parameter of a request to a backend, or one header of an
// answer, to what an expression comes to
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/request-response-data-mappings.html).
type mapping struct {
	place place
	name  string
	from  expression
}

// An expression names the value of a mapping.
type expression struct {
	place place
	name  string
	multi bool     // all values of the name, not only the last
	path  jp.Expr  // into the body, nil for the whole of it
	value []string // of a fixed one, without its quotes
}

// mappings compiles the mappings whose targets begin with prefix, such as
// integration.request. or method.response.
func (c compiler) mappings(prefix string, given map[string]string) []mapping {
	return c.mappingsFrom(parseExpression, prefix, given)
}

// mappingsFrom is mappings with the values named in what parse understands.
func (c compiler) mappingsFrom(parse func(string) (expression, bool), prefix string, given map[string]string) []mapping {
	var out []mapping
	for _, target := range sortedKeys(given) {
		rest, ok := strings.CutPrefix(target, prefix)
		where, name, _ := strings.Cut(rest, ".")
		at, known := places[where]
		from, valid := parse(given[target])
		if !ok || !known || name == "" || !valid {
			c.log.Warn("a parameter mapping makes no sense and is left out", "target", target, "expression", given[target])
			continue
		}
		out = append(out, mapping{at.place, name, from})
	}
	return out
}

// places are the words for places in targets and expressions.
var places = map[string]struct {
	place place
	multi bool
}{
	"header":                {inHeader, false},
	"multivalueheader":      {inHeader, true},
	"path":                  {inPath, false},
	"querystring":           {inQuery, false},
	"multivaluequerystring": {inQuery, true},
}

// parseExpression reads 'fixed', context.x, stageVariables.x, and
// method.request.… or integration.response.… with header.x, multivalueheader.x,
// path.x, querystring.x, multivaluequerystring.x, body or body.JSONPath.
func parseExpression(s string) (expression, bool) {
	if len(s) >= 2 && s[0] == '\'' && s[len(s)-1] == '\'' {
		return expression{place: fixed, value: []string{s[1 : len(s)-1]}}, true
	}
	if name, ok := strings.CutPrefix(s, "context."); ok {
		return expression{place: inContext, name: name}, true
	}
	if name, ok := strings.CutPrefix(s, "stageVariables."); ok {
		return expression{place: inStage, name: name}, true
	}
	rest, ok := strings.CutPrefix(s, "method.request.")
	if !ok {
		if rest, ok = strings.CutPrefix(s, "integration.response."); !ok {
			return expression{}, false
		}
	}
	where, name, _ := strings.Cut(rest, ".")
	if where == "body" {
		return bodyExpression(name)
	}
	at, known := places[where]
	return expression{place: at.place, multi: at.multi, name: name}, known && name != ""
}

func bodyExpression(path string) (expression, bool) {
	e := expression{place: inBody}
	if path == "" {
		return e, true
	}
	var err error
	e.path, err = jp.ParseString("$." + path)
	return e, err == nil
}

// requestValues are what an expression comes to before the backend is asked; none
// when there is no such value.
func (x *exchange) requestValues(e expression) ([]string, *fault) {
	switch e.place {
	case inHeader:
		return last(x.headerValues(e.name), e.multi), nil
	case inPath:
		for _, b := range x.bound {
			if b.name == e.name {
				return []string{b.value}, nil
			}
		}
		return nil, nil
	case inQuery:
		return last(x.queryValues(e.name), e.multi), nil
	case inBody:
		return x.bodyValues(e)
	}
	return x.commonValues(e), nil
}

// commonValues are what does not depend on which message is mapped.
func (x *exchange) commonValues(e expression) []string {
	switch e.place {
	case fixed:
		return e.value
	case inContext:
		return []string{x.variable(e.name)}
	case inStage:
		if v, ok := x.stageVariable(e.name); ok {
			return []string{v}
		}
	}
	return nil
}

func last(values []string, all bool) []string {
	if all || len(values) < 2 {
		return values
	}
	return values[len(values)-1:]
}

// headerValues are the client's values of a header. AWS takes the name by the
// letter; where the client's spelling is not known, any will do.
func (x *exchange) headerValues(name string) []string {
	values := x.call.values(name)
	if len(values) > 0 && x.spelling(name) != name {
		return nil
	}
	return values
}

func (x *exchange) bodyValues(e expression) ([]string, *fault) {
	body, f := x.requestBody()
	if f != nil {
		return nil, f
	}
	if e.path == nil {
		return []string{string(body)}, nil
	}
	if !x.isParsed {
		var err error
		if x.parsed, err = parseJSON(body); err != nil {
			return nil, badJSON.because("a mapping reads the request's body, which is not JSON: " + err.Error())
		}
		x.isParsed = true
	}
	return found(e.path, x.parsed), nil
}

// parseJSON reads a body as AWS does for mappings: one that is empty, or does not
// begin like JSON, has nothing in it.
func parseJSON(body []byte) (v any, err error) {
	trimmed := strings.TrimLeft(string(body[:min(len(body), 64)]), " \t\r\n")
	if trimmed == "" || !strings.ContainsRune("{[\"'", rune(trimmed[0])) {
		return nil, nil
	}
	err = json.Unmarshal(body, &v)
	return v, err
}

// found is the first value at a path: a string as it is, anything else as JSON.
func found(path jp.Expr, in any) []string {
	v := path.First(in)
	if v == nil {
		return nil
	}
	if s, ok := v.(string); ok {
		return []string{s}
	}
	text, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	return []string{string(text)}
}
