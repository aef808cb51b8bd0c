package lambda

import (
	"cmp"
	_ "embed"
	"path/filepath"
	"strings"
)

// The bootstraps are the runtimes of file:handler functions. They are fed to the
// interpreter's standard input, so that nothing needs to be written to disk.
var (
	//go:embed bootstrap/node.cjs
	nodeBootstrap string
	//go:embed bootstrap/python.py
	pythonBootstrap string
)

// bootstrapped is the program that runs a file's handler. The process lives in the
// file's folder, unless told otherwise, as on AWS it would live in /var/task.
func bootstrapped(s Spec) (program, error) {
	ext := strings.ToLower(filepath.Ext(s.File))
	path, err := interpreter(ext)
	if err != nil {
		return program{}, err
	}
	p := program{dir: cmp.Or(s.Dir, filepath.Dir(s.File))}
	if ext == ".py" {
		p.argv = []string{path, "-u", "-", s.File, s.Handler}
		p.stdin = pythonBootstrap
		p.watch = watchFile(s.File, p.dir, ".py")
		return p, nil
	}
	p.argv = []string{path, "-", s.File, s.Handler}
	p.stdin = nodeBootstrap
	p.watch = watchFile(s.File, p.dir, ".js", ".mjs", ".cjs")
	return p, nil
}
