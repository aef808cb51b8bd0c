package http

import (
	"context"
	"encoding/json"
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
	show   func(q *http.Request, noun any) any // the noun as the answer shows it, when that differs
}

// command is the row of an operation that makes an event.
func command[C any](decide func(events.Env, projections.World, C) (events.Event, error)) row {
	return row{decide: func(input json.RawMessage) (projections.Decision, error) {
		c, err := decoded[C](input)
		return func(env events.Env, w projections.World) (events.Event, error) { return decide(env, w, c) }, err
	}}
}

// read is the row of an operation that answers with one thing.
func read[C, R any](query func(projections.World, C) (R, error)) row {
	return row{read: func(_ context.Context, w projections.World, input json.RawMessage) (any, error) {
		c, err := decoded[C](input)
		if err != nil {
			return nil, err
		}
		return query(w, c)
	}}
}

// list is the row of an operation that answers with a page of things.
func list[C any](query func(projections.World, C) (projections.Listing, error)) row {
	return row{list: func(w projections.World, input json.RawMessage) (projections.Listing, error) {
		c, err := decoded[C](input)
		if err != nil {
			return projections.Listing{}, err
		}
		return query(w, c)
	}}
}

// answering is the row with another success status than the model's.
func (r row) answering(status int) row {
	r.status = status
	return r
}

// showing is the row with its event's noun shown by f.
func showing[N any](r row, f func(N) any) row {
	r.show = func(_ *http.Request, noun any) any {
		if n, ok := noun.(N); ok {
			return f(n)
		}
		return noun
	}
	return r
}

// decoded is a validated input as the struct that decisions and queries take.
func decoded[C any](input json.RawMessage) (c C, err error) {
	if err := json.Unmarshal(input, &c); err != nil {
		return c, events.Refuse(events.Serialization, "the input could not be read")
	}
	return c, nil
}
