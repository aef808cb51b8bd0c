package lambda

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A Spec says what a function is and how to run it. It has a URL, or a Command,
// or a File with a Handler; the rest may be left empty.
type Spec struct {
	// Name is how callers name it. With an account and region it is known there
	// alone, with a qualifier under that qualifier alone.
	Name Name
	// URL takes an event by POST and answers with the result.
	URL string
	// Command is a program that speaks the Runtime API, and its arguments.
	Command []string
	// File is the absolute path of a Node (.mjs, .js, .cjs) or Python (.py) module
	// that exports Handler, which may be dotted.
	File    string
	Handler string

	// Dir is the folder that the process runs in, its LAMBDA_TASK_ROOT, and watched
	// for changes; when empty it is the File's, or for a Command this process's,
	// unwatched.
	Dir            string
	Env            map[string]string // beside what every function gets
	Timeout        time.Duration     // how long it may run; zero is Options.Timeout
	MaxConcurrency int               // instances at once; zero is Options.MaxConcurrency
	MemoryMB       int               // what the function is told; zero is 128. Nothing enforces it.
}

// exported is what may follow the colon of file:handler.
var exported = regexp.MustCompile(`^[\pL_$][\pL\pN_$]*(\.[\pL_$][\pL\pN_$]*)*$`)

// interpreters are the programs that run a File, by its extension, in order of preference.
var interpreters = map[string][]string{
	".mjs": {"node"}, ".js": {"node"}, ".cjs": {"node"},
	".py": {"python3", "python"},
}

// foreign are extensions that people try, and that nothing here can run.
var foreign = []string{".ts", ".mts", ".cts", ".tsx", ".jsx", ".rb", ".java", ".jar", ".cs", ".go", ".rs", ".php", ".zip"}

// ParseSpec reads NAME=SPEC as --function takes it. SPEC is a URL, file:handler,
// or a command line; paths are relative to the current folder. Errors are for
// people and say what would be right.
func ParseSpec(arg string) (Spec, error) {
	name, what, found := strings.Cut(arg, "=")
	if !found || name == "" || strings.TrimSpace(what) == "" {
		return Spec{}, fmt.Errorf("function %q: want NAME=SPEC, for instance my-function=./handler.mjs:handler", arg)
	}
	n, err := ParseName(name)
	if err != nil {
		return Spec{}, fmt.Errorf("function %q: a name has letters, digits, - and _, at most 64, or is a function's ARN", name)
	}
	s := Spec{Name: n}
	if err := s.read(strings.TrimSpace(what)); err != nil {
		return Spec{}, fmt.Errorf("function %s: %w", name, err)
	}
	return s, nil
}

// read tells the kinds apart. An existing file wins over everything that its name
// could also mean, so that paths with blanks and colons work.
func (s *Spec) read(what string) error {
	if strings.HasPrefix(what, "http://") || strings.HasPrefix(what, "https://") {
		return s.readURL(what)
	}
	if info, err := os.Stat(what); err == nil && !info.IsDir() {
		return s.readProgram(what, info)
	}
	if i := strings.LastIndexByte(what, ':'); i > 0 {
		file, handler := what[:i], what[i+1:]
		ext := strings.ToLower(filepath.Ext(file))
		if interpreters[ext] != nil || slices.Contains(foreign, ext) {
			return s.readHandler(file, handler)
		}
	}
	if ext := strings.ToLower(filepath.Ext(what)); interpreters[ext] != nil && !strings.ContainsAny(what, " \t") {
		return fmt.Errorf("there is no file %s", what)
	}
	return s.readCommand(what)
}

func (s *Spec) readURL(what string) error {
	u, err := url.Parse(what)
	if err != nil || u.Host == "" {
		return fmt.Errorf("%s is not a URL that can be asked", what)
	}
	s.URL = what
	return nil
}

// readProgram is for a SPEC that is a file as it stands.
func (s *Spec) readProgram(file string, info os.FileInfo) error {
	runs := info.Mode()&0o111 != 0 || runtime.GOOS == "windows" && interpreters[strings.ToLower(filepath.Ext(file))] == nil
	if !runs && interpreters[strings.ToLower(filepath.Ext(file))] != nil {
		return fmt.Errorf("say which function of it is the handler: %s:handler", file)
	}
	if !runs {
		return fmt.Errorf("%s is not executable; chmod +x it, or give file.mjs:handler or file.py:handler", file)
	}
	abs, err := filepath.Abs(file)
	s.Command = []string{abs}
	return err
}

func (s *Spec) readHandler(file, handler string) error {
	ext := strings.ToLower(filepath.Ext(file))
	info, err := os.Stat(file)
	switch {
	case err != nil || info.IsDir():
		return fmt.Errorf("there is no file %s", file)
	case interpreters[ext] == nil:
		return fmt.Errorf("%s files cannot be run as they are: .mjs, .js and .cjs run with Node, .py with Python, and anything else as a command that speaks the Lambda Runtime API", ext)
	case handler == "":
		return fmt.Errorf("say which function of it is the handler: %s:handler", file)
	case !exported.MatchString(handler):
		return fmt.Errorf("%q cannot be the name of a handler in %s", handler, file)
	}
	if _, err := interpreter(ext); err != nil {
		return err
	}
	s.Handler = handler
	s.File, err = filepath.Abs(file)
	return err
}

func (s *Spec) readCommand(what string) error {
	argv, err := words(what)
	if err != nil {
		return fmt.Errorf("%w in %s", err, what)
	}
	if len(argv) == 0 || argv[0] == "" {
		return fmt.Errorf("%s is not a command", what)
	}
	program, err := exec.LookPath(argv[0])
	if err != nil {
		if _, here := os.Stat(argv[0]); here == nil && !strings.ContainsAny(argv[0], `/\`) {
			return fmt.Errorf("there is no program %s on the PATH; for the one in this folder say ./%s", argv[0], argv[0])
		}
		return fmt.Errorf("there is no program %s (SPEC is a command, file.mjs:handler, file.py:handler, or a URL)", argv[0])
	}
	argv[0], err = filepath.Abs(program)
	s.Command = argv
	return err
}

// interpreter finds the program that runs files of an extension.
func interpreter(ext string) (string, error) {
	for _, name := range interpreters[ext] {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	if interpreters[ext] == nil {
		return "", fmt.Errorf("%q files cannot be run", ext)
	}
	return "", fmt.Errorf("%s files need %s, which is not on the PATH", ext, interpreters[ext][0])
}
