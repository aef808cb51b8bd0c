package regex_test

import (
	"errors"
	"slices"
	"testing"

	"reel/http/vtl/java/regex"
)

func free(int) error { return nil }

var cost = regex.Cost{Steps: free, Bytes: free}

func TestReplaceAsJavaDoes(t *testing.T) {
	tests := []struct{ s, pattern, with, want string }{
		{"aaa", "a*", "-", "--"}, {"42", "x*", "-", "-4-2-"}, {"abc", "(?<=a)b(?=c)", "[$0]", "a[b]c"},
		{"foo.bar", `(\w+)\.(\w+)`, "$2.$1", "bar.foo"}, {"abab", `(ab)\1`, "<$1>", "<ab>"},
		{"AbC", "(?i)b", "x", "AxC"}, {"a1b22", `\p{Digit}+`, "#", "a#b#"}, {"abc", "[a-z&&[^b]]", "-", "-b-"},
		{"aaa", "a++a", "x", "aaa"}, {"aab", "(?>a+)b", "x", "x"}, {"a\nb", "(?m)^", ">", ">a\n>b"},
		{"日\U0001F600本", ".", "x", "xxx"}, {"x", "(?<n>x)", "${n}${n}", "xx"}, {"a.b", `\Q.\E`, "-", "a-b"},
		{"é", `\w`, "-", "é"}, {"é", `(?U)\w`, "-", "-"}, {"a$b", `\$`, `\\\$`, `a\$b`},
	}
	for _, tt := range tests {
		re, err := regex.Compile(tt.pattern)
		if err != nil {
			t.Errorf("%s: %v", tt.pattern, err)
			continue
		}
		if got, err := re.Replace(tt.s, tt.with, -1, cost); err != nil || got != tt.want {
			t.Errorf("%q.replaceAll(%q, %q): got %q, %v, want %q", tt.s, tt.pattern, tt.with, got, err, tt.want)
		}
	}
}

func TestSplitAsJavaDoes(t *testing.T) {
	tests := []struct {
		s, pattern string
		limit      int
		want       []string
	}{
		{"a,b,,c,,", ",", 0, []string{"a", "b", "", "c"}}, {"a,b,,c,,", ",", -1, []string{"a", "b", "", "c", "", ""}},
		{"a,b,c", ",", 2, []string{"a", "b,c"}}, {"", ",", 0, []string{""}}, {"abc", "", 0, []string{"a", "b", "c"}},
		{",a", ",", 0, []string{"", "a"}}, {"boo:and:foo", "o", 0, []string{"b", "", ":and:f"}}, {",,", ",", 0, nil},
	}
	for _, tt := range tests {
		re, err := regex.Compile(tt.pattern)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := re.Split(tt.s, tt.limit, cost); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("%q.split(%q, %d): got %q, %v, want %q", tt.s, tt.pattern, tt.limit, got, err, tt.want)
		}
	}
}

func TestCompileRefusesWhatJavaRefuses(t *testing.T) {
	for _, pattern := range []string{
		"(", ")", "[", "a{", "a{2,1}", "*", "a**", `\`, `\i`, "[b-a]", "(?<=(?:ab|c)+)", "(?<1>a)", `\k<n>`, `\p{Nope}`, "(?z)",
		"((a{1000}){1000}){1000}",
	} {
		var syntax *regex.SyntaxError
		if _, err := regex.Compile(pattern); !errors.As(err, &syntax) {
			t.Errorf("%q: got %v, want a syntax error", pattern, err)
		}
	}
}

func TestMatchingAsksForItsSteps(t *testing.T) {
	re, err := regex.Compile("(a+)+b")
	if err != nil {
		t.Fatal(err)
	}
	enough := errors.New("enough")
	steps := 0
	_, err = re.Matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", func(n int) error {
		if steps += n; steps > 100_000 {
			return enough
		}
		return nil
	})
	if !errors.Is(err, enough) {
		t.Errorf("got %v, want %v", err, enough)
	}
}

func FuzzRegex(f *testing.F) {
	f.Add("(a|b)*?[^c-e&&\\w]{2,3}(?<=x)\\1", "abxx", "$1")
	f.Fuzz(func(t *testing.T, pattern, s, with string) {
		re, err := regex.Compile(pattern)
		if err != nil {
			return
		}
		steps, bytes := 0, 0
		bounded := regex.Cost{Steps: bound(&steps, 200_000), Bytes: bound(&bytes, 1<<22)}
		if _, err := re.Replace(s, with, -1, bounded); err == nil && bytes > 1<<22 {
			t.Errorf("took %d bytes", bytes)
		}
		if _, err := re.Split(s, 0, bounded); err == nil && steps > 200_000 {
			t.Errorf("took %d steps", steps)
		}
	})
}

func bound(used *int, most int) func(int) error {
	return func(n int) error {
		if *used += n; *used > most {
			return errors.New("enough")
		}
		return nil
	}
}
