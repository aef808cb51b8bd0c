package vtl

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"reel/http/vtl/java"
)

// maxSource bounds the length of a template. AWS allows 300 KB.
const maxSource = 4 << 20

// Limits are what one rendering may use. A field that is zero has the default in its comment; the defaults are
// generous, since a mapping template needs a few thousand steps, and end a rendering after about a second.
type Limits struct {
	Steps      int // 10 million: nodes rendered, methods called, and more for long texts
	Iterations int // 100,000 of each #foreach, which then ends silently, as with Velocity's directive.foreach.maxloops
	Output     int // 16 MB: bytes of the result
	Memory     int // 128 MB: bytes of all that is made on the way, freed or not
	MacroDepth int // 20: macros within macros
}

const defaultOutput = 16 << 20

func (l Limits) orDefault() Limits {
	return Limits{
		Steps:      cmp.Or(l.Steps, 10_000_000),
		Iterations: cmp.Or(l.Iterations, 100_000),
		Output:     cmp.Or(l.Output, defaultOutput),
		Memory:     cmp.Or(l.Memory, 128<<20),
		MacroDepth: cmp.Or(l.MacroDepth, 20),
	}
}

// AWSIterations is how often a #foreach of a mapping template may run in API Gateway ("Amazon API Gateway quotas").
const AWSIterations = 1000

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
		if most := cmp.Or(limits.Output, defaultOutput); len(t.plain) > most {
			return "", tooLong(most)
		}
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
