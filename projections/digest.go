package projections

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"iter"
	"reflect"
	"sync"

	"reel/events"
	"reel/events/apigateway"
)

// Canonical is the state as JSON in one form: members and rows in order, empty
// tables left out, a deployment's tree told by its digest (the tree itself is
// the API at the deployment's sequence). Where in the log the state stands is
// not part of it: the same content has the same form.
func (s State) Canonical() ([]byte, error) {
	var out bytes.Buffer
	err := s.writeCanonical(&out)
	return out.Bytes(), err
}

// Digest is the SHA-256 of the canonical form, in hex.
func (s State) Digest() (string, error) {
	h := sha256.New()
	if err := s.writeCanonical(h); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// writeCanonical writes the canonical form, API by API on all processors.
func (s State) writeCanonical(w io.Writer) error {
	forms := sync.Pool{New: func() any { return newForm() }}
	write := func(p part) (*form, error) {
		f := forms.Get().(*form)
		return f, f.part(p)
	}
	for f, err := range InOrder(s.parts(), 1, write) {
		if err != nil {
			return err
		}
		if _, err := w.Write(f.buf); err != nil {
			return err
		}
		forms.Put(f)
	}
	return nil
}

// A part is a piece of the canonical form that can be written by itself: text
// that stands as it is, then a noun of some region.
type part struct {
	text string
	noun any // nil when the text is all
}

// part writes a part and nothing else.
func (f *form) part(p part) error {
	f.reset()
	f.buf = append(f.buf, p.text...)
	if p.noun == nil {
		return nil
	}
	return f.row(p.noun)
}

// parts yields the canonical form from its first brace to its last.
func (s State) parts() iter.Seq2[part, error] {
	return func(yield func(part, error) bool) {
		text, open := `{`, `"regions":{`
		for key, g := range s.regions.All() {
			text, open = text+open+quoted(key)+`:`, `,`
			for _, p := range g.parts() {
				p.text, text = text+p.text, ""
				if !yield(p, nil) {
					return
				}
			}
		}
		if open == `,` {
			text += `}`
		}
		yield(part{text: text + `}`}, nil)
	}
}

// parts are the tables of a region, row by row.
func (g *region) parts() (out []part) {
	v := reflect.ValueOf(g).Elem()
	text := `{`
	for _, m := range shapeOf(v.Type()) {
		table, ok := v.Field(m.index).Interface().(tabular)
		if !ok || table.IsZero() {
			continue
		}
		text += quoted(m.name) + `:{`
		for name, row := range table.named() {
			out = append(out, part{text + quoted(name) + `:`, row})
			text = `,`
		}
		text = `},`
	}
	if text == `{` {
		return []part{{text: `{}`}}
	}
	return append(out, part{text: `}}`})
}

func quoted(s string) string {
	b, _ := events.AppendJSON(nil, s) // a string can always be written
	return string(b)
}

// A lazyDigest is the digest of an immutable value, found out once at the most.
type lazyDigest struct {
	once sync.Once
	hex  string
	err  error
}

// Digest is the SHA-256 of the tree in hex: of its members, in which every
// resource is told by a SHA-256 of its own.
func (t *Tree) Digest() (string, error) { return t.digestWith(newForm()) }

func (t *Tree) digestWith(f *form) (string, error) {
	t.digest.once.Do(func() { t.digest.hex, t.digest.err = f.digestOf(t) })
	return t.digest.hex, t.digest.err
}

func (d *Deployment) digestTree(f *form) error {
	_, err := d.Tree.digestWith(f)
	return err
}

// MarshalJSON writes the deployment with its tree's digest.
func (d Deployment) MarshalJSON() ([]byte, error) {
	digest, err := d.Tree.Digest()
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		apigateway.Deployment
		Tree string `json:"tree"`
	}{d.Deployment, digest})
}
