package gateway

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"reel/projections"
)

// A model is a JSON schema of draft 4, compiled. Schemas may refer to each other in
// circles, so that a short body can take for ever; every step of a validation is
// counted. The library lets a schema count for one validation at a time only, so
// that calls at the same time get one each.
type model struct {
	name   string
	source any   // the schema, with all that it refers to, and with what counts
	broken error // why it cannot be used
	mu     sync.Mutex
	free   []*validator
}

// A validator is a compiled schema and what it may still spend.
type validator struct {
	schema   *jsonschema.Schema
	ctx      context.Context
	steps    int
	deadline time.Time
}

// model compiles a model of the tree, nil when there is none of the name. It is
// resolved within the tree; a schema that refers to anything else cannot be used.
func (c compiler) model(t *projections.Tree, name string) *model {
	noun := t.Models.Get(name)
	if noun == nil {
		return nil
	}
	return c.schema(name, func() string { return t.Flattened(noun.Schema) })
}

// schema compiles a model of a name, once for a tree.
func (c compiler) schema(name string, flattened func() string) *model {
	if m := c.models[name]; m != nil {
		return m
	}
	m := &model{name: name}
	c.models[name] = m
	if m.source, m.broken = jsonschema.UnmarshalJSON(strings.NewReader(flattened())); m.broken == nil {
		count(m.source)
		var v *validator
		if v, m.broken = m.compile(); m.broken == nil {
			m.free = append(m.free, v)
		}
	}
	if m.broken != nil {
		c.log.Warn("a model cannot be used; calls whose bodies it is to validate fail", "model", name, "error", m.broken)
	}
	return m
}

// nowhere is where schemas are loaded from: neither the network nor files.
type nowhere struct{}

func (nowhere) Load(url string) (any, error) {
	return nil, errors.New("nothing outside of the API's models may be referred to: " + url)
}

func (m *model) compile() (*validator, error) {
	v := new(validator)
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft4)
	c.AssertFormat() // of every draft, for what counts is a format
	c.UseLoader(nowhere{})
	c.RegisterFormat(&jsonschema.Format{Name: counting, Validate: v.step})
	const at = "reel:model"
	err := c.AddResource(at, m.source)
	if err == nil {
		v.schema, err = c.Compile(at)
	}
	return v, err
}

// check tells what is wrong with a body, nothing when nothing is.
func (m *model) check(ctx context.Context, body []byte) (why string, err error) {
	if m.broken != nil {
		return "", errors.New("the model " + m.name + " cannot be used: " + m.broken.Error())
	}
	instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return "[the body is not JSON: " + err.Error() + "]", nil
	}
	if !countable(instance) {
		return "[the body has a number that is too large]", nil
	}
	v, err := m.take()
	if err != nil {
		return "", err
	}
	why = v.validate(ctx, instance, len(body))
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.free) < 16 {
		m.free = append(m.free, v)
	}
	return why, nil
}

// take is a validator that nobody else has.
func (m *model) take() (*validator, error) {
	m.mu.Lock()
	if n := len(m.free); n > 0 {
		v := m.free[n-1]
		m.free = m.free[:n-1]
		m.mu.Unlock()
		return v, nil
	}
	m.mu.Unlock()
	return m.compile()
}

// What a validation may spend: so many steps, and some for each byte of the body,
// within so much time.
const (
	maxSteps    = 100_000
	maxTime     = 5 * time.Second
	stepsByByte = 4
)

// errSpent ends a validation that takes too long; it travels as a panic through the
// library, which knows no other way out.
var errSpent = errors.New("the validation takes too long")

func (v *validator) validate(ctx context.Context, instance any, size int) (why string) {
	v.ctx, v.steps, v.deadline = ctx, maxSteps+stepsByByte*size, time.Now().Add(maxTime)
	defer func() {
		v.ctx = nil
		if r := recover(); r != nil {
			if r != errSpent {
				panic(r)
			}
			why = "[" + errSpent.Error() + "]"
		}
	}()
	if err := v.schema.Validate(instance); err != nil {
		return explain(err)
	}
	return ""
}

// step counts one schema that is looked at.
func (v *validator) step(any) error {
	if v.ctx == nil {
		return nil
	}
	if v.steps--; v.steps < 0 || v.steps%256 == 0 && (v.ctx.Err() != nil || time.Now().After(v.deadline)) {
		panic(errSpent)
	}
	return nil
}

// counting is the format by which steps are counted: a format is looked at before
// all that leads to other schemas.
const counting = "reel-step"

// count puts the format into a schema and all schemas within. A format of the
// schema's own stays where the schema leads nowhere.
func count(schema any) {
	switch s := schema.(type) {
	case map[string]any:
		leads := false
		for keyword, v := range s {
			switch keyword {
			case "enum", "default", "example", "const", "required", "type":
				continue
			case "properties", "patternProperties", "definitions", "dependencies":
				named, _ := v.(map[string]any)
				for _, inner := range named {
					count(inner)
				}
			default:
				count(v)
			}
			switch v.(type) {
			case map[string]any, []any:
				leads = true
			}
		}
		if _, ok := s["format"].(string); leads || !ok {
			s["format"] = counting
		}
	case []any:
		for _, inner := range s {
			count(inner)
		}
	}
}

// countable tells whether every number within a value is one that can be reckoned
// with: 1e1000000000 is nine characters long and fills all memory.
func countable(v any) bool {
	switch v := v.(type) {
	case json.Number:
		_, exponent, _ := strings.Cut(strings.ToLower(v.String()), "e")
		n, err := strconv.Atoi(exponent)
		return len(v) <= 1000 && (exponent == "" || err == nil && -1000 <= n && n <= 1000)
	case map[string]any:
		for _, inner := range v {
			if !countable(inner) {
				return false
			}
		}
	case []any:
		for _, inner := range v {
			if !countable(inner) {
				return false
			}
		}
	}
	return true
}
