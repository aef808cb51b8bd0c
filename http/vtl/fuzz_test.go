package vtl_test

import (
	"context"
	"errors"
	"testing"
	"time"
	"unicode/utf8"

	"reel/http/vtl"
	"reel/http/vtl/java"
)

// FuzzRender renders whatever it is given. Nothing may panic, take long or write too much.
func FuzzRender(f *testing.F) {
	for _, v := range vectors(f, velocityVectors) {
		f.Add(v.Template, string(v.Context))
	}
	limits := vtl.Limits{Steps: 200_000, Iterations: 1000, Output: 1 << 20, Memory: 8 << 20}
	f.Fuzz(func(t *testing.T, src, data string) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		tmpl, err := vtl.Parse(src)
		if err != nil {
			wantError(t, err)
			return
		}
		vars := map[string]java.Value{
			"util": &vtl.Util{}, "input": vtl.AWSInput(data, nil, nil, nil),
		}
		if v, err := vtl.FromJSON([]byte(data)); err == nil {
			vars["m"] = v
		}
		start := time.Now()
		out, err := tmpl.Render(ctx, vars, limits)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("rendering took %v", took)
		}
		if err != nil {
			wantError(t, err)
			return
		}
		if len(out) > limits.Output {
			t.Errorf("wrote %d bytes, more than %d", len(out), limits.Output)
		}
		if utf8.ValidString(src) && utf8.ValidString(data) && !utf8.ValidString(out) {
			t.Errorf("the output is not UTF-8: %q", out)
		}
	})
}

func wantError(t *testing.T, err error) {
	t.Helper()
	var e *vtl.Error
	if !errors.As(err, &e) || e.Kind == "" {
		t.Errorf("got error %v of type %T, want a *vtl.Error with a kind", err, err)
	}
}
