package vtl

import (
	"context"
	"errors"
	"slices"
	"strings"

	"reel/http/vtl/java"
)

// maxSource bounds the length of a template. AWS allows 300 KB.
const maxSource = 4 << 20

// Limits are what one rendering may use. A field that is zero means the one of [DefaultLimits].
type Limits struct {
	Steps      int // how much is done: nodes rendered, methods called, and more for long texts
	Iterations int // of each #foreach, which then ends silently, as with Velocity's directive.foreach.maxloops
	Output     int // bytes of the result
	Memory     int // bytes of all that is made on the way, freed or not
	MacroDepth int // macros within macros
}

// DefaultLimits are generous: a mapping template needs a few thousand steps. They end a rendering after about a
// second at most.
var DefaultLimits = Limits{
	Steps: 10_000_000, Iterations: 100_000, Output: 16 << 20, Memory: 128 << 20, MacroDepth: 20,
}

// AWSIterations is how often a #foreach of a mapping template may run in API Gateway ("Amazon API Gateway quotas").
const AWSIterations = 1000

func (l Limits) orDefault() Limits {
	for _, field := range []struct {
		is  *int
		def int
	}{
		{&l.Steps, DefaultLimits.Steps}, {&l.Iterations, DefaultLimits.Iterations},
		{&l.Output, DefaultLimits.Output}, {&l.Memory, DefaultLimits.Memory},
		{&l.MacroDepth, DefaultLimits.MacroDepth},
	} {
		if *field.is <= 0 {
			*field.is = field.def
		}
	}
	return l
}

// Template is a compiled template. It may be rendered by any number of goroutines at once.
type Template struct {
	plain    string // all of it, if there is nothing to fill in
	body     block
	library  *library
	counters bool
	modes    []Mode
}

// Mode is a way in which a template may differ from Velocity 1.7.
type Mode int

// EmptyNulls is how API Gateway treats null: a reference to it prints as nothing and not as its own source, and it
// equals the empty string. Recorded on AWS: with a missing path in #set($result = $input.path('$.x')), $result and
// $result.nested print nothing, and both $result == $null and $result == "" hold.
const EmptyNulls Mode = 1

// Parse compiles a template. Its error is an [*Error].
func Parse(src string, modes ...Mode) (*Template, error) {
	if len(src) > maxSource {
		return nil, &Error{Kind: KindLimit, Message: "the template is too long", Err: java.ErrLimit}
	}
	if !strings.ContainsAny(src, `$#\`) {
		return &Template{plain: src}, nil
	}
	c := &compiler{library: newLibrary()}
	body, err := c.compileTemplate(src)
	if err != nil {
		return nil, err
	}
	if only, ok := plainText(body); ok {
		return &Template{plain: only}, nil
	}
	counters := strings.Contains(src, countName) || strings.Contains(src, hasNextName) ||
		strings.Contains(src, "evaluate")
	return &Template{body: body, library: c.library, counters: counters, modes: modes}, nil
}

func plainText(b block) (string, bool) {
	if len(b) == 0 {
		return "", true
	}
	t, ok := b[0].(text)
	return string(t), ok && len(b) == 1
}

// Render renders the template with the given variables. The map is not changed, but what is in it may be: maps and
// lists are Java's, which templates can write to. A value may be a [Lazy]. The error is an [*Error], and wraps the
// context's if that ended the rendering.
func (t *Template) Render(ctx context.Context, vars map[string]java.Value, limits Limits) (string, error) {
	if t.body == nil {
		return t.plain, nil
	}
	limits = limits.orDefault()
	r := &renderer{
		limits: limits, budget: java.NewBudget(ctx, limits.Steps, limits.Memory), library: t.library,
		counters: t.counters, emptyNulls: slices.Contains(t.modes, EmptyNulls),
	}
	if err := ctx.Err(); err != nil {
		return "", &Error{Kind: KindLimit, Message: err.Error(), Err: err}
	}
	err := t.body.render(r, &globals{host: vars, own: map[string]java.Value{}})
	if err != nil && !endsTemplate(err) {
		return "", finished(err)
	}
	return java.Sanitize(string(r.out)), nil
}

// finished makes an error of a #break whose loop was over before.
func finished(err error) error {
	var known *Error
	if errors.As(err, &known) {
		return known
	}
	return &Error{Kind: KindRuntime, Message: "#break of a loop that has ended", Err: err}
}
