// Package oas is what the readers of REST APIs' and of HTTP APIs' OpenAPI
// documents have in common: AWS's variables, references within the document, base
// paths, what there is to tell of a document, and how much it may come to.
package oas

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"reel/events/document"
)

// ErrInput is AWS's answer to what is no OpenAPI document, one of OpenAPI 3.1
// among them (https://github.com/aws/serverless-application-model/issues/3449).
var ErrInput = errors.New("Invalid OpenAPI input.")

// Findings are what there is to tell of a document, in AWS's words where they are
// known.
type Findings struct {
	Errors   []string // why it cannot be imported
	Info     []string // what of it is right, and of no use to the API
	Warnings []string // what of it was passed over
}

// Variables are what AWS's variables in a document stand for.
type Variables struct{ Account, Region string }

// A Reading is a document while it is read.
type Reading struct {
	Found   *Findings
	Root    *document.Node
	Swagger bool // whether it is of Swagger 2.0 rather than of OpenAPI 3.0

	pointers map[string]*document.Node // what references lead to
	spent    int                       // bytes
}

// Open begins to read a document: one of Swagger 2.0 or of OpenAPI 3.0, in JSON or
// YAML. Of any other it says [ErrInput].
func Open(text []byte, v Variables) (*Reading, error) {
	root, err := document.Parse(v.resolve(text))
	if err != nil {
		return nil, ErrInput
	}
	r := &Reading{Found: new(Findings), Root: root, pointers: map[string]*document.Node{}}
	version := root.Get("openapi").Scalar()
	switch {
	case !root.Is(document.Object):
		return nil, ErrInput
	case root.Get("swagger").Scalar() == "2.0":
		r.Swagger = true
	case version != "3.0" && !strings.HasPrefix(version, "3.0."):
		return nil, ErrInput
	}
	return r, nil
}

// resolve puts in what AWS's variables stand for:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/import-api-aws-variables.html.
func (v Variables) resolve(text []byte) []byte {
	if !bytes.Contains(text, []byte("${AWS::")) {
		return text
	}
	partition := "aws"
	switch {
	case strings.HasPrefix(v.Region, "cn-"):
		partition = "aws-cn"
	case strings.HasPrefix(v.Region, "us-gov-"):
		partition = "aws-us-gov"
	}
	s := strings.NewReplacer("${AWS::AccountId}", v.Account, "${AWS::Partition}", partition, "${AWS::Region}", v.Region).Replace(string(text))
	return []byte(s)
}

// What a document may come to. References within it and aliases of YAML let a
// few lines stand for more than an event may hold.
const (
	MaxOutcome  = 20 << 20 // bytes, about as an event has them
	maxFindings = 1000     // of each kind
	maxFinding  = 1024     // bytes of one
	entrySize   = 16       // bytes of an entry besides its name and value
)

// Spend counts bytes that the document comes to and tells whether there was room
// for them. Every loop whose length a reference or an alias may repeat spends
// something on each turn, so that no document is read for long.
func (r *Reading) Spend(bytes int) bool {
	r.spent += bytes + entrySize
	return !r.Full()
}

// Full tells whether the document comes to more than there is room for.
func (r *Reading) Full() bool { return r.spent > MaxOutcome }

// Inform notes what is right and of no use.
func (f *Findings) Inform(format string, args ...any) { f.Info = noted(f.Info, format, args) }

// Warn notes what is passed over.
func (f *Findings) Warn(format string, args ...any) { f.Warnings = noted(f.Warnings, format, args) }

// Fail notes why the document cannot be imported.
func (f *Findings) Fail(format string, args ...any) { f.Errors = noted(f.Errors, format, args) }

func noted(findings []string, format string, args []any) []string {
	if len(findings) >= maxFindings {
		return findings
	}
	text := fmt.Sprintf(format, args...)
	return append(findings, strings.ToValidUTF8(text[:min(len(text), maxFinding)], ""))
}

// About is what the document says of itself.
func (r *Reading) About() (title, version, description string) {
	info := r.Root.Get("info")
	if title = info.Get("title").Scalar(); title == "" {
		r.Found.Warn("Parse issue: attribute info.title is missing")
	}
	return title, info.Get("version").Scalar(), info.Get("description").Scalar()
}

// Texts is an object as a map of its strings, nil when it has no members. Another
// value is told to odd, and left out.
func (r *Reading) Texts(object *document.Node, odd func(m document.Member)) map[string]string {
	if !object.Is(document.Object) || len(object.Members) == 0 {
		return nil
	}
	out := map[string]string{}
	for _, m := range object.Members {
		if !r.Spend(len(m.Name)) {
			break
		}
		switch {
		case !m.Value.Is(document.String):
			odd(m)
		case r.Spend(len(m.Value.Text)):
			out[m.Name] = m.Value.Text
		}
	}
	return out
}
