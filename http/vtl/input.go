package vtl

import (
	"reel/http/vtl/java"
	"reel/http/vtl/jsonpath"
)

// Input is $input: the body of a request or response and the parameters of the request, as "API Gateway mapping
// template and access logging variable reference" describes them. One Input serves one rendering.
type Input struct {
	// Body is $input.body.
	Body string
	// Path, Querystring and Header are the parts of $input.params(), which $input.params(name) searches in this
	// order. A name that is nowhere gives the empty string.
	Path, Querystring, Header *java.Map
	// JSON is how the body is read.
	JSON JSON

	root   java.Value
	parsed bool
}

// AWSInput is an Input as API Gateway makes it: an empty body is {}, and arrays print as JSON while objects print
// as Java's do. Recorded on AWS: an object prints {foo=[{"nested":"bar"}]}, and $input.body of an empty request {}.
func AWSInput(body string, path, querystring, header *java.Map) *Input {
	if body == "" {
		body = "{}"
	}
	return &Input{Body: body, Path: path, Querystring: querystring, Header: header, JSON: JSON{PrintArrays: true}}
}

// Property implements [java.Object].
func (in *Input) Property(name string) (java.Value, bool) {
	if name == "body" || name == "Body" {
		return in.Body, true
	}
	return nil, false
}

// Call implements [java.Object].
func (in *Input) Call(b *java.Budget, name string, args []java.Value) (java.Value, bool, error) {
	if len(args) == 0 {
		switch name {
		case "params":
			return in.params(), true, nil
		case "getBody":
			return in.Body, true, nil
		}
		return nil, false, nil
	}
	arg, ok := only(args)
	if !ok {
		return nil, false, nil
	}
	switch name {
	case "params":
		return in.param(arg), true, nil
	case "path":
		v, _, err := in.find(b, arg)
		return v, true, err
	case "json":
		v, err := in.json(b, arg)
		return v, true, err
	}
	return nil, false, nil
}

// params returns all parameters.
func (in *Input) params() java.Value {
	m := java.NewMap(3)
	for _, part := range []struct {
		name string
		of   **java.Map
	}{{"path", &in.Path}, {"querystring", &in.Querystring}, {"header", &in.Header}} {
		if *part.of == nil {
			*part.of = java.NewMap(0)
		}
		m.Put(part.name, *part.of)
	}
	return m
}

func (in *Input) param(name string) java.Value {
	for _, m := range []*java.Map{in.Path, in.Querystring, in.Header} {
		if m != nil && m.Has(name) {
			return m.Get(name)
		}
	}
	return ""
}

// find returns what a JSONPath leads to; false if there is nothing. A body that is not JSON is a string, so that
// $input.path('$') is a form that templates can split.
func (in *Input) find(b *java.Budget, path string) (java.Value, bool, error) {
	if !in.parsed {
		in.parsed = true
		root, err := in.JSON.Decode(in.Body)
		switch {
		case err == nil:
			in.root = root
		case in.Body != "":
			in.root = in.Body
		}
	}
	if err := b.Take(64 + 16*len(path)); err != nil {
		return nil, false, err
	}
	p, err := jsonpath.Compile(path)
	if err != nil {
		return nil, false, &java.Exception{Class: "com.jayway.jsonpath.InvalidPathException", Message: err.Error()}
	}
	return p.Find(b, in.root, in.JSON.list)
}

func (o JSON) list(items []java.Value) java.Value {
	if o.PrintArrays {
		return java.NewJSONList(items)
	}
	return java.NewList(items)
}

// json returns JSON text; that of the empty string if the path leads to nothing.
func (in *Input) json(b *java.Budget, path string) (java.Value, error) {
	v, ok, err := in.find(b, path)
	if err != nil {
		return nil, err
	}
	if !ok {
		return `""`, nil
	}
	text, err := java.AppendJSON(b, nil, v)
	return string(text), err
}
