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

// Post sends a message to a connection of a stage. An empty api stands for
// whichever has the connection. Text is sent as text, and what is not UTF-8 as a
// binary message.
func (s *Server) Post(ctx context.Context, api, stage, id string, data []byte) error {
	if len(data) > maxMessage {
		return errTooLarge
	}
	c, err := s.find(api, stage, id)
	if err != nil {
		return err
	}
	switch err := c.post(frameOf(gateway.Frame{Binary: !utf8.Valid(data), Data: data})); {
	case errors.Is(err, errFull):
		return errSlow
	case err != nil:
		return errGone
	}
	c.touch()
	s.observePost(c, data)
	return nil
}

// Delete closes a connection.
func (s *Server) Delete(ctx context.Context, api, stage, id string) error {
	c, err := s.find(api, stage, id)
	if err != nil {
		return err
	}
	c.close(deleted)
	return nil
}

// Get is a connection as GetConnection shows it, in JSON.
func (s *Server) Get(ctx context.Context, api, stage, id string) (json.RawMessage, error) {
	c, err := s.find(api, stage, id)
	if err != nil {
		return nil, err
	}
	return json.Marshal(c.view())
}

// find is the connection of a stage, or why there is none.
func (s *Server) find(api, stage, id string) (*conn, error) {
	if !wellFormed(id) {
		return nil, events.Refuse(events.BadRequest, "Invalid connectionId: %s", id)
	}
	c := s.registry.find(id)
	if c == nil || c.socket.Stage != stage || api != "" && c.socket.ApiID != api {
		return nil, errGone
	}
	return c, nil
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
