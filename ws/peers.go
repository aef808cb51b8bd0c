package ws

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"reel/events"
	"reel/events/journal"
)

// A question is what one process asks of the one that holds a connection.
type question struct {
	Operation operation `json:"operation"`
	Api       string    `json:"api"`
	Stage     string    `json:"stage"`
	Data      []byte    `json:"data,omitempty"`
}

// A reply is its answer: what the operation came to, or a refusal.
type reply struct {
	Answer  json.RawMessage `json:"answer,omitempty"`
	Code    events.Code     `json:"code,omitempty"`
	Message string          `json:"message,omitempty"`
}

// ask has an operation carried out by the process that holds the connection; it is
// gone when none does.
func (s *Server) ask(ctx context.Context, q question, id string) (json.RawMessage, error) {
	if s.desk == nil {
		return nil, errGone
	}
	text, err := json.Marshal(q)
	if err != nil {
		return nil, err
	}
	text, err = s.desk.Ask(ctx, id, text)
	if errors.Is(err, journal.ErrNobody) {
		return nil, errGone
	}
	var r reply
	if err == nil {
		err = json.Unmarshal(text, &r)
	}
	switch {
	case err != nil:
		return nil, err
	case r.Code != "":
		return nil, &events.Error{Code: r.Code, Message: r.Message}
	}
	return r.Answer, nil
}

// asked answers a question about a connection that this process has claimed.
func (s *Server) asked(id string, text []byte) []byte {
	var q question
	var r reply
	err := json.Unmarshal(text, &q)
	if err == nil {
		r.Answer, err = s.local(q, id)
	}
	if refusal := events.Refusal(err); refusal != nil {
		r.Code, r.Message = refusal.Code, refusal.Message
	} else if err != nil {
		s.Log.Error("another process's question was not answered", "connection", id, "error", err)
		r.Code, r.Message = events.Internal, "Internal server error"
	}
	text, _ = json.Marshal(r)
	return text
}

// claim makes this process the one that is asked about a connection.
func (s *Server) claim(c *conn) (err error) {
	if s.desk != nil {
		c.release, err = s.desk.Claim(s.life, c.socket.ID)
	}
	return err
}

// lingering is how long a connection's id is still answered for when it is gone. A
// question that is on its way through a cluster when its subject is given up would be
// lost, and who has asked would wait for nothing.
const lingering = 5 * time.Second

// unclaim gives up the connection's id, after a while in which it is told to be gone.
func (c *conn) unclaim() {
	if c.release != nil {
		time.AfterFunc(lingering, c.release)
	}
}
