package vtl

import (
	"fmt"
	"unicode/utf8"

	"reel/http/vtl/java"
)

// longText is how many bytes are written in one step.
const longText = 128

// maxRenderDepth bounds macros, #define and #evaluate within each other.
const maxRenderDepth = 100

// renderer is one rendering of a template.
type renderer struct {
	limits     Limits
	budget     *java.Budget
	library    *library
	cloned     bool // library is this rendering's own
	counters   bool // $velocityCount and $velocityHasNext are wanted
	emptyNulls bool
	out        []byte
	args       []java.Value // of the method calls under way
	depth      int
	macroDepth int
}

// step is charged for each node that does something.
func (r *renderer) step(at place) error {
	if err := r.budget.Spend(1); err != nil {
		return at.wrap(err)
	}
	return nil
}

func (r *renderer) write(s string) error {
	if len(r.out)+len(s) > r.limits.Output {
		return tooLong(r.limits.Output)
	}
	r.out = append(r.out, s...)
	if len(s) < longText {
		return nil
	}
	return place{}.wrap(r.budget.Spend(len(s) / longText))
}

func tooLong(most int) error {
	return &Error{
		Kind: KindLimit, Message: fmt.Sprintf("the output is longer than %d bytes", most), Err: java.ErrLimit,
	}
}

func (r *renderer) writeAll(ss ...string) error {
	for _, s := range ss {
		if err := r.write(s); err != nil {
			return err
		}
	}
	return nil
}

// writeValue writes what toString gives.
func (r *renderer) writeValue(v java.Value) error {
	if s, ok := v.(string); ok {
		return r.write(s)
	}
	out, err := java.AppendText(r.budget, r.out, v)
	if err != nil {
		return err
	}
	r.out = out
	if len(out) > r.limits.Output {
		return tooLong(r.limits.Output)
	}
	return nil
}

// capture returns what a function writes, which then is not part of the output.
func (r *renderer) capture(f func() error) (string, error) {
	from := len(r.out)
	err := f()
	s := string(r.out[from:])
	r.out = r.out[:from]
	return s, err
}

// dropLast takes the last character off.
func dropLast(s string) string {
	_, size := utf8.DecodeLastRuneInString(s)
	return s[:len(s)-size]
}

func (r *renderer) enter() error {
	if r.depth++; r.depth > maxRenderDepth {
		return &Error{Kind: KindLimit, Message: "macros, #define and #evaluate are nested too deeply", Err: java.ErrLimit}
	}
	return nil
}

func (r *renderer) leave() { r.depth-- }

// charge takes what compiling a template costs.
func (r *renderer) charge(src string) error {
	if err := r.budget.Take(64 * len(src)); err != nil {
		return err
	}
	return r.budget.Spend(len(src))
}

// compile compiles for #evaluate. What it defines is known to the rest of this rendering.
func (r *renderer) compile(src string) (block, error) {
	if !r.cloned {
		r.library, r.cloned = r.library.clone(), true
	}
	c := &compiler{library: r.library}
	return c.compileTemplate(src)
}
