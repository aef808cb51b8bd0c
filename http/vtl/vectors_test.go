package vtl_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reel/http/vtl"
	"reel/http/vtl/java"
)

// vector is one template with what Apache Velocity 1.7 makes of it; testdata/vectors/vtl/NOTES.md says more.
type vector struct {
	Name     string
	Template string
	Context  json.RawMessage
	Output   *string
	Kind     vtl.Kind `json:"error_kind"`
	Message  string   `json:"error_message"`
	Int32    *struct {
		Output *string
		Kind   vtl.Kind `json:"error_kind"`
	}
	Input *struct {
		Body   string
		Params struct{ Path, Querystring, Header json.RawMessage }
	}
}

// vectors reads those of a file pattern.
func vectors(tb testing.TB, pattern string) []vector {
	tb.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		tb.Fatalf("no vectors: %v", err)
	}
	var all []vector
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		for line := range bytes.SplitSeq(bytes.TrimSpace(data), []byte("\n")) {
			var v vector
			if err := json.Unmarshal(line, &v); err != nil {
				tb.Fatalf("%s: %v", file, err)
			}
			all = append(all, v)
		}
	}
	return all
}

func (v vector) vars(tb testing.TB) map[string]java.Value {
	tb.Helper()
	vars := map[string]java.Value{"util": &vtl.Util{}}
	for e := range object(tb, v.Context).All {
		vars[e.Name()] = e.Value()
	}
	if in := v.Input; in != nil {
		vars["input"] = &vtl.Input{
			Body: in.Body, Path: object(tb, in.Params.Path), Querystring: object(tb, in.Params.Querystring),
			Header: object(tb, in.Params.Header),
		}
	}
	return vars
}

func object(tb testing.TB, data json.RawMessage) *java.Map {
	tb.Helper()
	if len(data) == 0 {
		return java.NewMap(0)
	}
	v, err := vtl.FromJSON(data)
	if err != nil {
		tb.Fatal(err)
	}
	return v.(*java.Map)
}

func render(tb testing.TB, src string, vars map[string]java.Value) (string, error) {
	tb.Helper()
	t, err := vtl.Parse(src)
	if err != nil {
		return "", err
	}
	return t.Render(tb.Context(), vars, vtl.Limits{})
}

const velocityVectors = "../../testdata/vectors/vtl/*.jsonl"

func TestVelocityVectors(t *testing.T) { testVectors(t, velocityVectors) }

// TestRecorded compares with templates made at random and recorded from Velocity 1.7 on Java 17: the language,
// the methods of Java's classes, java.util.regex, String.format and Double.toString.
func TestRecorded(t *testing.T) { testVectors(t, "testdata/recorded.jsonl") }

func testVectors(t *testing.T, pattern string) {
	t.Helper()
	for _, v := range vectors(t, pattern) {
		t.Run(v.Name, func(t *testing.T) {
			got, err := render(t, v.Template, v.vars(t))
			if v.Int32 != nil && agrees(got, err, v.Int32.Output, v.Int32.Kind) {
				return
			}
			if !agrees(got, err, v.Output, v.Kind) {
				t.Errorf("template %q\n got  %q, %v\n want %s, %s %s",
					v.Template, got, err, quoted(v.Output), v.Kind, v.Message)
			}
		})
	}
}

func agrees(got string, err error, want *string, kind vtl.Kind) bool {
	if want != nil {
		return err == nil && got == *want
	}
	var e *vtl.Error
	return errors.As(err, &e) && e.Kind == kind
}

func quoted(s *string) string {
	if s == nil {
		return "an error"
	}
	return `"` + strings.ReplaceAll(*s, "\n", `\n`) + `"`
}
