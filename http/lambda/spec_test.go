package lambda_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"reel/http/lambda"
)

// program makes a file that can be executed, though it does nothing.
func program(t *testing.T, name string) string {
	t.Helper()
	path := write(t, name, "#!/bin/sh\n")
	if err := os.Chmod(path, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestParseSpecCommand(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a command's quoting is tested where a backslash quotes")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	fn := program(t, filepath.Join(dir, "bin", "fn"))
	blank := program(t, filepath.Join(dir, "my programs", "the fn: new"))
	custom := program(t, filepath.Join(dir, "custom.py"))
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		in   string
		want []string
	}{
		{"f=./bin/fn", []string{fn}},
		{"f=bin/fn", []string{fn}},
		{"f=" + fn, []string{fn}},
		{"f=  ./bin/fn  ", []string{fn}},
		{"f=./my programs/the fn: new", []string{blank}},
		{"f='./my programs/the fn: new' -v", []string{blank, "-v"}},
		{`f=./my\ programs/"the fn: new" 'a  b' "c \"d\" \\ \n" e\'f ''`, []string{blank, "a  b", `c "d" \ \n`, "e'f", ""}},
		{"f=./bin/fn --url=http://x y=z", []string{fn, "--url=http://x", "y=z"}},
		{"f=./custom.py", []string{custom}}, // executable, so it may speak the Runtime API itself
		{"f=sh -c 'exec ./bin/fn'", []string{sh, "-c", "exec ./bin/fn"}},
	}
	for _, tt := range tests {
		s, err := lambda.ParseSpec(tt.in)
		if err != nil || !slices.Equal(s.Command, tt.want) || s.Name.Function != "f" {
			t.Errorf("ParseSpec(%q) = %q, %v; want %q", tt.in, s.Command, err, tt.want)
		}
	}
}

func TestParseSpecHandler(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	tests := []struct{ interpreter, in, file, handler string }{
		{"node", "f=./app.mjs:handler", "app.mjs", "handler"},
		{"node", "f=app.js:handler", "app.js", "handler"},
		{"node", "f=app.cjs:api.$get", "app.cjs", "api.$get"},
		{"node", "f=src/api/app.mjs:handler", "src/api/app.mjs", "handler"},
		{"node", "f=my code/app.mjs:handler", "my code/app.mjs", "handler"},
		{"python3", "f=app.py:lambda_handler", "app.py", "lambda_handler"},
	}
	for _, tt := range tests {
		t.Run(tt.in, func(t *testing.T) {
			need(t, tt.interpreter)
			file := write(t, filepath.Join(dir, tt.file), "")
			s, err := lambda.ParseSpec(tt.in)
			if err != nil || s.File != file || s.Handler != tt.handler {
				t.Errorf("got %q, %q, %v; want %q, %q", s.File, s.Handler, err, file, tt.handler)
			}
		})
	}
}

func TestParseSpecURL(t *testing.T) {
	const url = "http://localhost:9000/2015-03-31/functions/function/invocations"
	s, err := lambda.ParseSpec("arn:aws:lambda:eu-west-1:111122223333:function:f:live=" + url)
	want := lambda.Name{Account: "111122223333", Region: "eu-west-1", Function: "f", Qualifier: "live"}
	if err != nil || s.URL != url || s.Name != want {
		t.Errorf("got %q for %+v, %v", s.URL, s.Name, err)
	}
}

func TestParseSpecRefusesInWords(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range []string{"app.mjs", "app.py", "app.ts", "app.rb", "notes.txt", "here"} {
		write(t, filepath.Join(dir, name), "")
	}
	tests := []struct{ in, want string }{
		{"", "want NAME=SPEC"},
		{"f", "want NAME=SPEC"},
		{"f=", "want NAME=SPEC"},
		{"f=  ", "want NAME=SPEC"},
		{"=./app.mjs:handler", "want NAME=SPEC"},
		{"a b=./app.mjs:handler", "a name has letters, digits"},
		{"f=./app.mjs", "say which function of it is the handler: ./app.mjs:handler"},
		{"f=./app.mjs:", "say which function of it is the handler: ./app.mjs:handler"},
		{"f=./app.py", "say which function of it is the handler: ./app.py:handler"},
		{"f=./app.mjs:a-b", `"a-b" cannot be the name of a handler`},
		{"f=./gone.mjs:handler", "there is no file ./gone.mjs"},
		{"f=./gone.mjs", "there is no file ./gone.mjs"},
		{"f=./app.ts:handler", ".ts files cannot be run as they are"},
		{"f=./app.rb:handler", ".rb files cannot be run as they are"},
		{"f=./gone.ts:handler", "there is no file ./gone.ts"},
		{"f=./gone", "there is no program ./gone"},
		{"f=no-such-program --port 1", "there is no program no-such-program"},
		{"f=here", "here is not executable"},
		{"f=here --now", "for the one in this folder say ./here"},
		{"f=./notes.txt", "./notes.txt is not executable"},
		{"f=http://", "is not a URL"},
		{"f=http://[::1", "is not a URL"},
		{"f='./fn", "a quote is not closed"},
		{"f=''", "is not a command"},
	}
	for _, tt := range tests {
		if runtime.GOOS == "windows" && strings.Contains(tt.want, "executable") {
			continue // Windows has no mode to say so
		}
		_, err := lambda.ParseSpec(tt.in)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("ParseSpec(%q): error %v, want %q", tt.in, err, tt.want)
		}
	}
}

func TestParseSpecWithoutInterpreter(t *testing.T) {
	for _, tt := range []struct{ file, want string }{
		{"app.mjs", ".mjs files need node, which is not on the PATH"},
		{"app.py", ".py files need python3, which is not on the PATH"},
	} {
		file := write(t, tt.file, "")
		t.Setenv("PATH", t.TempDir())
		_, err := lambda.ParseSpec("f=" + file + ":handler")
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", tt.file, err, tt.want)
		}
	}
}

func FuzzParseSpec(f *testing.F) {
	f.Add(`f='a b' "c\" d" e\ f`)
	f.Fuzz(func(t *testing.T, s string) {
		got, err := lambda.ParseSpec(s)
		if err == nil && len(got.Command) == 0 && got.File == "" && got.URL == "" {
			t.Errorf("ParseSpec(%q) is nothing that can be run", s)
		}
	})
}

// need skips a test where a program is absent.
func need(t testing.TB, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		t.Skipf("%s is not on the PATH; the Go function proves the same without it", program)
	}
}
