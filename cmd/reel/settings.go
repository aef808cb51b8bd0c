package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/alecthomas/kong"
	"gopkg.in/yaml.v3"
)

// settings are what reel.yaml in the current folder says: the values of flags
// under the flags' names. Words of a name may be keys of their own, so that
//
//	services:
//	  apigatewayv2:
//	    enabled: false
//
// is --services-apigatewayv2-enabled=false. The command line and the environment
// outweigh it.
type settings map[string]any

// readSettings reads reel.yaml.
func readSettings(r io.Reader) (kong.Resolver, error) {
	var tree map[string]any
	if err := yaml.NewDecoder(r).Decode(&tree); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	s := settings{}
	s.gather("", tree)
	return s, nil
}

func (s settings) gather(prefix string, tree map[string]any) {
	for key, value := range tree {
		if inner, ok := value.(map[string]any); ok {
			s.gather(prefix+key+"-", inner)
			continue
		}
		s[prefix+key] = value
	}
}

// Validate refuses keys that are no flags of any command.
func (s settings) Validate(app *kong.Application) error {
	known := map[string]bool{}
	err := kong.Visit(app, func(node kong.Visitable, next kong.Next) error {
		if flag, ok := node.(*kong.Flag); ok {
			known[flag.Name] = true
		}
		return next(nil)
	})
	for name := range s {
		if !known[name] {
			err = errors.Join(err, fmt.Errorf("reel.yaml: there is no flag --%s", name))
		}
	}
	return err
}

// Resolve is a flag's value.
func (s settings) Resolve(_ *kong.Context, _ *kong.Path, flag *kong.Flag) (any, error) {
	for _, name := range flag.Envs {
		if _, ok := os.LookupEnv(name); ok {
			return nil, nil
		}
	}
	return s[flag.Name], nil
}
