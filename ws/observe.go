package ws

import (
	"net/http"

	"reel/events/traffic"
	"reel/http/gateway"
)

// observeEnd tells of the end of a connection.
func (s *Server) observeEnd(c *conn, why cause) {
	if s.Observe == nil {
		return
	}
	e := s.exchange(c.socket, "CLOSE")
	e.Status, e.Error = int(why.code), why.reason
	s.Observe(e)
}

// observePost tells of a message that was posted.
func (s *Server) observePost(c *conn, data []byte) {
	if s.Observe == nil {
		return
	}
	e := s.exchange(c.socket, "POST")
	e.Status, e.Request = http.StatusOK, traffic.Kept(nil, data, int64(len(data)))
	s.Observe(e)
}

func (s *Server) exchange(c *gateway.Socket, eventType string) *traffic.Exchange {
	return &traffic.Exchange{
		ID: gateway.NewConnectionID(), Time: s.Now(), ServedAt: s.Live.Head().Seq, Account: c.Account, Region: c.Region,
		ApiID: c.ApiID, Stage: c.Stage, ConnectionID: c.ID, EventType: eventType,
	}
}
