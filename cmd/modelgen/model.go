package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
)

// A source is one AWS service: where its model is and what is made of it.
type source struct {
	name       string // AWS's SDK name, and the model's file name
	signing    string // the service name in a signature's scope
	vocabulary string // the package that gets its input structures, or ""
	page       func(operation) string
}

var sources = []source{
	{name: "apigateway", signing: "apigateway", vocabulary: "events/apigateway", page: pageV1},
	{name: "apigatewayv2", signing: "apigateway", vocabulary: "events/apigatewayv2", page: pageV2},
	{name: "apigatewaymanagementapi", signing: "execute-api"},
	{name: "lambda", signing: "lambda"},
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
	Shape        string   `json:"shape"`
	Location     string   `json:"location"`
	LocationName string   `json:"locationName"`
	Enum         []string `json:"enum"` // narrows the shape at this one place
}

type shape struct {
	Type            string         `json:"type"`
	Members         map[string]ref `json:"members"`
	Required        []string       `json:"required"`
	Member          *ref           `json:"member"`
	Key             *ref           `json:"key"`
	Value           *ref           `json:"value"`
	Enum            []string       `json:"enum"`
	Pattern         string         `json:"pattern"`
	Min             *float64       `json:"min"`
	Max             *float64       `json:"max"`
	Payload         string         `json:"payload"`
	TimestampFormat string         `json:"timestampFormat"`
	Exception       bool           `json:"exception"`
	Error           *struct {
		HTTPStatusCode int `json:"httpStatusCode"`
	} `json:"error"`
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
	state := map[string]int{} // 1 while a shape is being walked, 2 after
	var walk func(name string) error
	walk = func(name string) error {
		s, ok := m.Shapes[name]
		if !ok {
			return fmt.Errorf("%s: no shape %q", path, name)
		}
		if state[name] == 1 {
			return fmt.Errorf("%s: shape %q holds itself", path, name)
		}
		if state[name] == 2 {
			return nil
		}
		state[name] = 1
		for _, r := range s.refs() {
			if err := walk(r.Shape); err != nil {
				return err
			}
		}
		state[name] = 2
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(m.Shapes)) {
		if err := walk(name); err != nil {
			return err
		}
	}
	for _, o := range m.Operations {
		if o.Input == nil {
			return fmt.Errorf("%s: operation %s has no input", path, o.Name)
		}
	}
	return nil
}

// refs are a shape's uses of other shapes, members by name.
func (s shape) refs() []ref {
	var refs []ref
	for _, name := range slices.Sorted(maps.Keys(s.Members)) {
		refs = append(refs, s.Members[name])
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
