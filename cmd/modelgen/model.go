package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
)

// A source is one AWS service: where its model is and what is made of it.
type source struct {
	name       string // AWS's SDK name, and the model's file name
	goName     string // the service's name in restjson
	signing    string // the service name in a signature's scope
	dialect    string // the restjson dialect it speaks
	vocabulary string // the package that gets its input structures, or ""
	page       func(operation) string
}

var sources = []source{
	{name: "apigateway", goName: "APIGateway", signing: "apigateway", dialect: "restAPIs", vocabulary: "events/apigateway", page: pageV1},
	{name: "apigatewayv2", goName: "APIGatewayV2", signing: "apigateway", dialect: "httpAPIs", vocabulary: "events/apigatewayv2", page: pageV2},
	{name: "apigatewaymanagementapi", goName: "APIGatewayManagementAPI", signing: "execute-api", dialect: "connections"},
	{name: "lambda", goName: "Lambda", signing: "lambda", dialect: "functions"},
}

func (s source) modelPath() string { return "testdata/model/" + s.name + ".json" }

// A model is AWS's description of one service.
type model struct {
	Operations map[string]operation `json:"operations"`
	Shapes     map[string]shape     `json:"shapes"`
}

type operation struct {
	Name string `json:"name"`
	HTTP struct {
		Method       string `json:"method"`
		RequestURI   string `json:"requestUri"`
		ResponseCode int    `json:"responseCode"`
	} `json:"http"`
	Input  *ref     `json:"input"`
	Output *ref     `json:"output"`
	Errors []string `json:"errors"`
}

// A ref is a use of a shape: a member, an element, a key or a value.
type ref struct {
	Shape        string `json:"shape"`
	Location     string `json:"location"`
	LocationName string `json:"locationName"`
}

type shape struct {
	Type            string   `json:"type"`
	Members         members  `json:"members"`
	Required        []string `json:"required"`
	Member          *ref     `json:"member"`
	Key             *ref     `json:"key"`
	Value           *ref     `json:"value"`
	Enum            []string `json:"enum"`
	Pattern         string   `json:"pattern"`
	Min             *float64 `json:"min"`
	Max             *float64 `json:"max"`
	Payload         string   `json:"payload"`
	TimestampFormat string   `json:"timestampFormat"`
	Exception       bool     `json:"exception"`
	Fault           bool     `json:"fault"`
	Error           *struct {
		HTTPStatusCode int `json:"httpStatusCode"`
	} `json:"error"`
}

// members are a structure's members in the order AWS lists them, which is the
// order in which AWS complains about them.
type members struct {
	names  []string
	byName map[string]ref
}

func (m *members) UnmarshalJSON(text []byte) error {
	if err := json.Unmarshal(text, &m.byName); err != nil {
		return err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	for depth := 0; ; {
		token, err := dec.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case json.Delim:
			if t == '{' || t == '[' {
				depth++
			} else if depth--; depth == 0 {
				return nil
			}
		case string:
			if _, ok := m.byName[t]; ok && depth == 1 {
				m.names = append(m.names, t)
			}
		}
	}
}

func readModel(path string) (model, error) {
	var m model
	text, err := os.ReadFile(path)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return m, fmt.Errorf("%s: %w", path, err)
	}
	return m, m.check(path)
}

// check refuses what the generated tables could not say: a reference to no
// shape, and a shape that holds itself (tables refer to each other by pointer,
// which Go does not initialize in a circle).
func (m model) check(path string) error {
	walked := map[string]bool{} // false while a shape is being walked
	var walk func(name string) error
	walk = func(name string) error {
		s, ok := m.Shapes[name]
		if !ok {
			return fmt.Errorf("%s: no shape %q", path, name)
		}
		if done, seen := walked[name]; seen {
			if !done {
				return fmt.Errorf("%s: shape %q holds itself", path, name)
			}
			return nil
		}
		walked[name] = false
		for _, r := range s.refs() {
			if err := walk(r.Shape); err != nil {
				return err
			}
		}
		walked[name] = true
		return nil
	}
	for _, o := range m.operations() {
		if o.Input == nil {
			return fmt.Errorf("%s: operation %s has no input", path, o.Name)
		}
		for _, name := range m.roots(o) {
			if err := walk(name); err != nil {
				return err
			}
		}
	}
	return nil
}

// roots are the shapes an operation names itself: input, output and errors.
func (m model) roots(o operation) []string {
	roots := []string{o.Input.Shape}
	if o.Output != nil {
		roots = append(roots, o.Output.Shape)
	}
	return append(roots, o.Errors...)
}

// refs are a shape's uses of other shapes.
func (s shape) refs() []ref {
	var refs []ref
	for _, name := range s.Members.names {
		refs = append(refs, s.Members.byName[name])
	}
	for _, r := range []*ref{s.Member, s.Key, s.Value} {
		if r != nil {
			refs = append(refs, *r)
		}
	}
	return refs
}

// operations are the service's operations by name.
func (m model) operations() []operation {
	names := slices.Sorted(maps.Keys(m.Operations))
	ops := make([]operation, len(names))
	for i, name := range names {
		ops[i] = m.Operations[name]
	}
	return ops
}
