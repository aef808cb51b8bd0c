// Modelgen writes what AWS decided: it reads AWS's service models from
// testdata/model and generates the input structures of the vocabularies and the
// operation tables of http/restjson. It is not shipped.
//
// With -check it writes nothing, and fails with the names of the files that
// differ from what it would write.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
)

//go:generate go run .

// A file is one generated file: its path from the module's root and its text.
type file struct {
	path string
	text []byte
}

func main() {
	check := flag.Bool("check", false, "write nothing; fail when a generated file differs")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "modelgen:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	files, err := generate(root)
	if err != nil {
		return err
	}
	if check {
		return compare(root, files)
	}
	for _, f := range files {
		path := filepath.Join(root, f.path)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, f.text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// generate is every generated file, from the models under root.
func generate(root string) ([]file, error) {
	var files []file
	for _, s := range sources {
		m, err := readModel(filepath.Join(root, s.modelPath()))
		if err != nil {
			return nil, err
		}
		tables := file{path: "http/restjson/" + s.name + "_gen.go", text: tables(s, m)}
		generated := []file{tables}
		if s.vocabulary != "" {
			generated = append(generated, file{path: s.vocabulary + "/inputs_gen.go", text: inputs(s, m)})
		}
		for _, f := range generated {
			text, err := format.Source(f.text)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", f.path, err)
			}
			files = append(files, file{f.path, text})
		}
	}
	return files, nil
}

// compare is nil when every file stands on disk as it would be written.
func compare(root string, files []file) error {
	var differ []error
	for _, f := range files {
		have, err := os.ReadFile(filepath.Join(root, f.path))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if !bytes.Equal(have, f.text) {
			differ = append(differ, fmt.Errorf("%s differs: run go generate ./cmd/modelgen", f.path))
		}
	}
	return errors.Join(differ...)
}

// moduleRoot is the nearest folder at or above the working one with a go.mod, so
// that go run, go generate and go test all find the same models.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if filepath.Dir(dir) == dir {
			return "", errors.New("no go.mod at or above the working folder")
		}
		dir = filepath.Dir(dir)
	}
}
