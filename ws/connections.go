package ws

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"time"
	"unicode/utf8"

	"reel/events"
	"reel/http/gateway"
)

// AWS's refusals of @connections, by the codes of its model
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html).
var (
	errGone = &events.Error{Code: "GoneException"}
	errSlow = &events.Error{Code: "LimitExceededException"}
	// The message is ours.
	errTooLarge = &events.Error{Code: "PayloadTooLargeException", Message: "Message too long"}
)

// An operation is one of the three of @connections, by its HTTP verb.
type operation string

const (
	post operation = "POST"
	get  operation = "GET"
	del  operation = "DELETE"
)

// Post sends a message to a connection of a stage. An empty api stands for
// whichever has the connection. Text is sent as text, and what is not UTF-8 as a
// binary message.
func (s *Server) Post(ctx context.Context, api, stage, id string, data []byte) error {
	if len(data) > maxMessage {
		return errTooLarge
	}
	_, err := s.carry(ctx, question{post, api, stage, data}, id)
	return err
}

// Delete closes a connection.
func (s *Server) Delete(ctx context.Context, api, stage, id string) error {
	_, err := s.carry(ctx, question{Operation: del, Api: api, Stage: stage}, id)
	return err
}

// Get is a connection as GetConnection shows it, in JSON.
func (s *Server) Get(ctx context.Context, api, stage, id string) (json.RawMessage, error) {
	return s.carry(ctx, question{Operation: get, Api: api, Stage: stage}, id)
}

// carry has an operation carried out, here or where the connection is.
func (s *Server) carry(ctx context.Context, q question, id string) (json.RawMessage, error) {
	if !wellFormed(id) {
		return nil, events.Refuse(events.BadRequest, "Invalid connectionId: %s", id)
	}
	if s.registry.find(id) == nil {
		return s.ask(ctx, q, id)
	}
	return s.local(q, id)
}

// local carries an operation out on a connection of this process.
func (s *Server) local(q question, id string) (json.RawMessage, error) {
	c := s.registry.find(id)
	if c == nil || c.socket.Stage != q.Stage || q.Api != "" && c.socket.ApiID != q.Api {
		return nil, errGone
	}
	switch q.Operation {
	case post:
		return nil, c.posted(q.Data)
	case del:
		c.close(deleted)
		return nil, nil
	}
	return json.Marshal(c.view())
}

// posted sends a message that was posted.
func (c *conn) posted(data []byte) error {
	switch err := c.post(frameOf(gateway.Frame{Binary: !utf8.Valid(data), Data: data})); {
	case errors.Is(err, errFull):
		return errSlow
	case err != nil:
		return errGone
	}
	c.touch()
	c.server.observePost(c, data)
	return nil
}

// wellFormed tells whether an id can be one of AWS's: 16 characters of base64url.
func wellFormed(id string) bool {
	_, err := base64.URLEncoding.DecodeString(id)
	return err == nil && len(id) == 16
}

// A view is a connection as GetConnection shows it.
type view struct {
	ConnectedAt  string   `json:"connectedAt"`
	Identity     identity `json:"identity"`
	LastActiveAt string   `json:"lastActiveAt"`
}

type identity struct {
	SourceIP  string `json:"sourceIp"`
	UserAgent string `json:"userAgent,omitempty"`
}

func (c *conn) view() view {
	return view{
		ConnectedAt:  instant(c.socket.ConnectedAt),
		Identity:     identity{c.socket.SourceIP, c.socket.UserAgent},
		LastActiveAt: instant(time.Unix(0, c.active.Load())),
	}
}

// instant is a time as AWS writes it here: ISO 8601 with milliseconds.
func instant(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
