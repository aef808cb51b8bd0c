package oas_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"reel/events/document"
	"reel/events/oas"
)

func open(t *testing.T, text string) *oas.Reading {
	t.Helper()
	r, err := oas.Open([]byte(text), oas.Variables{Account: "000000000000", Region: "us-gov-west-1"})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestWhatIsNoDocument(t *testing.T) {
	for _, text := range []string{``, `[]`, `{}`, `x`, `{"openapi":"3.1.0"}`, `{"openapi":"3.0.1"`, `{"swagger":"2.1"}`, "openapi: 3.0.1\n---\n", "\xff", `{"openapi":"3.0.1","openapi":"3.0.1"}`} {
		if _, err := oas.Open([]byte(text), oas.Variables{}); err != oas.ErrInput {
			t.Errorf("%q: got %v", text, err)
		}
	}
	if open(t, "openapi: 3.0").Swagger || !open(t, `{"swagger":"2.0"}`).Swagger {
		t.Error("the two kinds are not told apart")
	}
}

func TestVariables(t *testing.T) {
	r := open(t, `{"openapi":"3.0.1","x":"arn:${AWS::Partition}:a:${AWS::Region}:${AWS::AccountId}:${AWS::Other}"}`)
	if got, want := r.Root.Get("x").Text, "arn:aws-us-gov:a:us-gov-west-1:000000000000:${AWS::Other}"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestReferences(t *testing.T) {
	r := open(t, `{"openapi":"3.0.1","a":{"$ref":"#/b~1c/1"},"b/c":[{},{"$ref":"#/d%20e"}],"d e":{"ok":1},"loop":{"$ref":"#/loop"},"out":{"$ref":"other.yaml#/a"},"none":{"$ref":"#/b~1c/2"}}`)
	where := func() string { return "here" }
	if n := r.Resolve(r.Root.Get("a"), where); n.Get("ok") == nil || r.Found.Errors != nil || r.Found.Warnings != nil {
		t.Errorf("it leads to %s, %v %v", n.JSON(), r.Found.Errors, r.Found.Warnings)
	}
	for _, name := range []string{"loop", "out", "none"} {
		if n := r.Resolve(r.Root.Get(name), where); n != nil {
			t.Errorf("%s leads to %s", name, n.JSON())
		}
	}
	if got, want := fmt.Sprint(r.Found.Errors, r.Found.Warnings), "[Unable to resolve '#/loop' at here: it refers to itself. Unable to resolve 'other.yaml#/a' at here: a reference must be within the document.] [Parse issue: attribute here.#/b~1c/2 is missing]"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// The table of
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html.
func TestBasePaths(t *testing.T) {
	const variable = `"servers":[{"url":"https://x/{basePath}","variables":{"basePath":{"default":"/a/b/c"}}}]`
	tests := []struct{ document, mode, want string }{
		{`"swagger":"2.0","basePath":"/a/b/c"`, "ignore", ""},
		{`"swagger":"2.0","basePath":"/a/b/c"`, "", ""},
		{`"swagger":"2.0","basePath":"/a/b/c"`, "prepend", "a b c"},
		{`"swagger":"2.0","basePath":"/a/b/c"`, "split", "b c"},
		{`"swagger":"2.0"`, "split", ""},
		{`"openapi":"3.0.1",` + variable, "prepend", "a b c"},
		{`"openapi":"3.0.1",` + variable, "split", "b c"},
		{`"openapi":"3.0.1","servers":[{"url":"https://{host}/{v}/c","variables":{"host":{"default":"x"},"v":{"default":"a/b"}}},{"url":"/d"}]`, "prepend", "a b c"},
		{`"openapi":"3.0.1","servers":[{"url":"https://x/{y}"}]`, "prepend", "{y}"},
		{`"openapi":"3.0.1","servers":[{"url":":"}]`, "prepend", ""},
	}
	for _, tt := range tests {
		if got := strings.Join(open(t, "{"+tt.document+"}").Prefix(tt.mode), " "); got != tt.want {
			t.Errorf("%s of %s: got %q, want %q", tt.mode, tt.document, got, tt.want)
		}
	}
	bomb := `{"openapi":"3.0.1","servers":[{"url":"/` + strings.Repeat("{a}", 1<<18) + `","variables":{"a":{"default":"` + strings.Repeat("x", 1<<18) + `"}}}]}`
	if n := len(strings.Join(open(t, bomb).Prefix("prepend"), "/")); n > 1<<18 {
		t.Errorf("a base path of %d bytes", n)
	}
}

func TestFindingsAreBounded(t *testing.T) {
	r := open(t, "openapi: 3.0.1")
	for range 5000 {
		r.Found.Warn("%s", strings.Repeat("ä", 5000))
		r.Found.Inform("x")
		r.Found.Fail("y")
	}
	if len(r.Found.Warnings) > 1000 || len(r.Found.Info) > 1000 || len(r.Found.Errors) > 1000 || len(r.Found.Warnings[0]) > 1024 {
		t.Errorf("%d, %d and %d findings", len(r.Found.Warnings), len(r.Found.Info), len(r.Found.Errors))
	}
}

func TestTexts(t *testing.T) {
	r := open(t, `{"openapi":"3.0.1","m":{"a":"b","c":1,"d":{}},"none":{}}`)
	var odd []string
	got := r.Texts(r.Root.Get("m"), func(m document.Member) { odd = append(odd, m.Name) })
	if len(got) != 1 || got["a"] != "b" || !slices.Equal(odd, []string{"c", "d"}) {
		t.Errorf("got %v and %v", got, odd)
	}
	if r.Texts(r.Root.Get("none"), nil) != nil || r.Texts(nil, nil) != nil {
		t.Error("an object without members is a map")
	}
}
