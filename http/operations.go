package http

import (
	"context"
	"encoding/json"
	"iter"
	"net/http"

	"reel/events"
	"reel/projections"
)

// operations is a table of rows by AWS's operation name. Everything that AWS
// decided about an operation (method, URI, status, members) comes from its
// model; a row is what we add.
type operations map[string]row

// A row is how one operation is carried out. Exactly one of decide, read and
// list is set.
type row struct {
	decide func(input json.RawMessage) (projections.Decision, error)
	read   func(ctx context.Context, w projections.World, input json.RawMessage) (any, error)
	list   func(w projections.World, input json.RawMessage) (projections.Listing, error)

	status int                                 // when AWS answers with another status than its model says
	show   func(q *http.Request, noun any) any // a noun as the answer shows it, when that differs
}

// command is the row of an operation that makes an event.
func command[C any](decide func(events.Env, projections.World, C) (events.Event, error)) row {
	return row{decide: func(input json.RawMessage) (projections.Decision, error) {
		c, err := decoded[C](input)
		return func(env events.Env, w projections.World) (events.Event, error) { return decide(env, w, c) }, err
	}}
}

// A world is what queries are methods of: the two APIs share 40 names.
type world interface {
	projections.World | projections.V2
}

// read is the row of an operation that answers with one thing.
func read[W world, C, R any](query func(W, C) (R, error)) row {
	return row{read: func(_ context.Context, w projections.World, input json.RawMessage) (any, error) {
		c, err := decoded[C](input)
		if err != nil {
			return nil, err
		}
		return query(W(w), c)
	}}
}

// list is the row of an operation that answers with a page of things.
func list[W world, C any](query func(W, C) (projections.Listing, error)) row {
	return row{list: func(w projections.World, input json.RawMessage) (projections.Listing, error) {
		c, err := decoded[C](input)
		if err != nil {
			return projections.Listing{}, err
		}
		return query(W(w), c)
	}}
}

// answering is the row with another success status than the model's.
func (r row) answering(status int) row {
	r.status = status
	return r
}

// showing is the row with its nouns shown by f.
func showing[N any](r row, f func(N) any) row {
	r.show = func(_ *http.Request, noun any) any {
		if n, ok := noun.(N); ok {
			return f(n)
		}
		return noun
	}
	return r
}

// shown is a noun as the answer to a request shows it.
func (r row) shown(q *http.Request, noun any) any {
	if r.show == nil {
		return noun
	}
	return r.show(q, noun)
}

// shownAll is a listing with its nouns as the answer to a request shows them.
func (r row) shownAll(q *http.Request, l projections.Listing) projections.Listing {
	if r.show == nil {
		return l
	}
	return projections.Listing{From: func(key string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			for key, noun := range l.From(key) {
				if !yield(key, r.show(q, noun)) {
					return
				}
			}
		}
	}}
}

// decoded is a validated input as the struct that decisions and queries take.
func decoded[C any](input json.RawMessage) (c C, err error) {
	if err := json.Unmarshal(input, &c); err != nil {
		return c, events.Refuse(events.Serialization, "the input could not be read")
	}
	return c, nil
}
