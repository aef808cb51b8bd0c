package ws

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"net/http"

	"github.com/gobwas/ws"

	"reel/http/gateway"
)

// Open answers a request for a stage of a WebSocket API: the handshake, if
// $connect agrees, and then the connection, which lives on when Open returns. A
// client that leaves meanwhile ends no function, as on AWS: the connection that comes
// of it ends at once, and $disconnect hears of it.
func (s *Server) Open(w http.ResponseWriter, q *http.Request, call gateway.Call) {
	if wrong := check(q); wrong != nil {
		wrong.write(w)
		return
	}
	ctx, cancel := context.WithCancel(context.WithoutCancel(q.Context()))
	defer cancel()
	defer context.AfterFunc(s.life, cancel)()
	socket, reply, err := s.Gateway.Connect(ctx, call, gateway.NewConnectionID())
	switch {
	case err != nil:
		panic(http.ErrAbortHandler) // the server is closed
	case socket == nil:
		writeReply(w, reply)
	default:
		s.accept(w, q, newConn(s, socket), reply.Header)
	}
}

// accept takes the network connection over and answers the handshake. Who is told
// of the connection can be sure that it is found: it is registered first, and what
// is posted meanwhile is written behind the answer.
func (s *Server) accept(w http.ResponseWriter, q *http.Request, c *conn, header http.Header) {
	err := s.claim(c)
	if err != nil {
		s.Log.Warn("a connection was refused", "connection", c.socket.ID, "error", err)
	}
	if err != nil || !s.registry.add(c) {
		c.unclaim()
		s.Gateway.Disconnect(s.life, c.socket, s.Live.Head(), int(goingAway.code), goingAway.reason)
		say(w, http.StatusServiceUnavailable, "Service Unavailable")
		return
	}
	upgrader := ws.HTTPUpgrader{Header: header, Timeout: s.Write}
	taken, rw, _, err := upgrader.Upgrade(q, w)
	if err != nil {
		c.end(dropped)
		c.part()
		if taken != nil {
			taken.Close()
		}
		return
	}
	conn, first := bare(taken), io.Reader(nil)
	if first = conn; rw.Reader.Buffered() > 0 {
		first = io.MultiReader(bytes.NewReader(rest(rw.Reader)), conn)
	}
	if c.out.open(conn) {
		go c.out.write(s.Write)
	}
	// On a goroutine of its own, because this one's stack has grown with the
	// request, and the request and its buffers go with it.
	go c.serve(conn, first)
}

// rest is what a client has sent behind its handshake.
func rest(r *bufio.Reader) []byte {
	sent, _ := r.Peek(r.Buffered())
	return bytes.Clone(sent)
}

// bare is a connection without what the HTTP server needed around it.
func bare(conn net.Conn) net.Conn {
	for {
		wrapped, ok := conn.(interface{ Bare() net.Conn })
		if !ok {
			return conn
		}
		conn = wrapped.Bare()
	}
}
