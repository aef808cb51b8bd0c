package journal_test

import (
	"strings"
	"testing"

	"reel/events/journal"
)

func TestToken(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"us-east-1", "us-east-1"},
		{"/restapis/a1/resources/r1", "restapis.a1.resources.r1"},
		{"restapis/a1", "restapis.a1"},
		{"/apis/x/routes/$connect", "apis.x.routes.$connect"},
		{"/domainnames/api.example.com", "domainnames.api%2Eexample%2Ecom"},
		{"/x/{proxy+}", "x.%7Bproxy+%7D"},
		{"a b", "a%20b"},
		{"*", "%2A"},
		{">", "%3E"},
		{"100%", "100%25"},
		{"a\r\nb", "a%0D%0Ab"},
		{"ü", "%C3%BC"},
		{"\x00\xff", "%00%FF"},
		{"", "%"},
		{"/", "%"},
		{"a//b", "a.%.b"},
		{"a/", "a.%"},
		{"//", "%.%"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if got := journal.Token(tt.text); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestLongTokensAreCutAndDiffer(t *testing.T) {
	a, b := journal.Token(strings.Repeat("é", 400)+"a"), journal.Token(strings.Repeat("é", 400)+"b")
	if a == b || len(a) > 256 {
		t.Errorf("got %q and %q, want two of at most 256 characters", a, b)
	}
	if head, _, _ := strings.Cut(a, "%~"); len(head)%3 != 0 {
		t.Errorf("%q is cut within an escape", a)
	}
	if text, err := journal.Untoken(a); err == nil {
		t.Errorf("got %q back from what was cut", text)
	}
}

func TestUntokenRefuses(t *testing.T) {
	for _, token := range []string{"", "a..b", ".", "%2", "a%", "%zz", "%~0011223344556677"} {
		if text, err := journal.Untoken(token); err == nil {
			t.Errorf("%q: got %q, want an error", token, text)
		}
	}
}

// FuzzToken: any text becomes a subject that the log takes, and comes back.
func FuzzToken(f *testing.F) {
	for _, s := range []string{"", "/", "a/b", "//a//", "%", "%~", "é\x00*>.", strings.Repeat("%", 300)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		token := journal.Token(s)
		if len(token) == 0 || len(token) > 256 || strings.ContainsAny(token, " *>\t\r\n\x00") {
			t.Fatalf("%q became %q", s, token)
		}
		for part := range strings.SplitSeq(token, ".") {
			if part == "" {
				t.Fatalf("%q became %q, with an empty token", s, token)
			}
		}
		back, err := journal.Untoken(token)
		if strings.Contains(token, "%~") {
			return
		}
		if err != nil || back != strings.TrimPrefix(s, "/") {
			t.Fatalf("%q became %q and came back as %q, %v", s, token, back, err)
		}
	})
}
