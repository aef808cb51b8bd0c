package ws

import (
	"errors"
	"io"
	"net"
	"runtime/debug"
	"sync/atomic"
	"time"

	"github.com/gobwas/ws"

	"reel/http/gateway"
)

// A conn is one open connection.
type conn struct {
	server *Server
	socket *gateway.Socket
	active atomic.Int64 // when a frame last came or went, in nanoseconds since 1970
	in     inbox
	out    outbox
	// release tells other processes that the connection is gone; nil when there are none.
	release func()
	parts   atomic.Int32 // of its life that go on: reading, and what is carried out
}

func newConn(s *Server, socket *gateway.Socket) *conn {
	c := &conn{server: s, socket: socket}
	c.active.Store(socket.ConnectedAt.UnixNano())
	c.parts.Store(2)
	return c
}

func (c *conn) place() place { return place{c.socket.ApiID, c.socket.Stage} }

func (c *conn) touch() { c.active.Store(c.server.Now().UnixNano()) }

// part says that one part of the connection's life is over.
func (c *conn) part() {
	if c.parts.Add(-1) == 0 {
		c.server.registry.end(c)
	}
}

// serve reads what the client says until one side has closed, then gives the
// network connection back. Whatever ends it, $disconnect is carried out once.
func (c *conn) serve(conn net.Conn, first io.Reader) {
	defer c.part()
	defer c.out.die()
	switch said, bad := c.read(newReader(first, c.server.Frame)); {
	case bad != nil:
		c.fail(*bad)
		c.out.flush()
		c.drain(conn, c.server.Limits.Close)
	default:
		c.end(said)
		_ = c.send(said.frame())
		c.out.flush()
		c.drain(conn, min(c.server.Limits.Close, lastWords))
	}
}

// read takes frames until the client closes, goes, or breaks the rules.
func (c *conn) read(r *reader) (said cause, bad *cause) {
	for {
		op, payload, err := r.next()
		var rules *broken
		if errors.As(err, &rules) {
			return said, rules.cause
		}
		if err != nil {
			return dropped, nil
		}
		c.touch()
		switch op {
		case ws.OpClose:
			return readClose(payload)
		case ws.OpPing:
			_ = c.send(ws.NewPongFrame(payload))
		case ws.OpPong:
		default:
			c.receive(gateway.Frame{Binary: op == ws.OpBinary, Data: payload})
		}
	}
}

// receive queues a message, and has the queue carried out if nobody does.
func (c *conn) receive(f gateway.Frame) {
	if c.in.put(f) {
		go c.carryOut()
	}
}

// carryOut carries out what is queued, in order, and at last the end.
func (c *conn) carryOut() {
	for {
		f, end, ok := c.in.next()
		switch {
		case !ok:
			return
		case end != nil:
			c.disconnect(*end)
			c.part()
			return
		}
		if answer := c.ask(f); answer != nil {
			_ = c.send(frameOf(*answer))
			c.touch()
		}
	}
}

// ask has a message carried out; nil is no answer.
func (c *conn) ask(f gateway.Frame) (answer *gateway.Frame) {
	s := c.server
	defer c.recovered(func() {
		sorry := c.socket.ErrorFrame("Internal server error")
		answer = &sorry
	})
	answer, err := s.Gateway.Receive(s.life, c.socket, s.Live.Head(), f)
	if err != nil {
		s.Log.Warn("a message was not carried out", "connection", c.socket.ID, "error", err)
	}
	return answer
}

// disconnect has the end carried out.
func (c *conn) disconnect(why cause) {
	s := c.server
	defer c.recovered(func() {})
	s.Gateway.Disconnect(s.life, c.socket, s.Live.Head(), int(why.code), why.reason)
}

// recovered keeps a mistake of ours that one message met from ending all
// connections, as package net/http does for requests.
func (c *conn) recovered(instead func()) {
	if mistake := recover(); mistake != nil {
		c.server.Log.Error("a message met a mistake of reel's", "connection", c.socket.ID, "panic", mistake, "stack", string(debug.Stack()))
		instead()
	}
}

func frameOf(f gateway.Frame) ws.Frame {
	if f.Binary {
		return ws.NewBinaryFrame(f.Data)
	}
	return ws.NewTextFrame(f.Data)
}

// send writes a frame, waiting while the client does not read.
func (c *conn) send(f ws.Frame) error {
	start, err := c.out.putWhen(f)
	if start {
		c.out.write(c.server.Write)
	}
	return err
}

// post queues a frame without waiting for the client.
func (c *conn) post(f ws.Frame) error {
	start, err := c.out.put(f)
	if start {
		go c.out.write(c.server.Write)
	}
	return err
}

// end is the end of the connection, by either side: it is not found any more, and
// $disconnect is carried out behind what is queued. Only the first cause counts.
func (c *conn) end(why cause) (first bool) {
	first, start := c.in.finish(why)
	if first {
		c.server.registry.remove(c)
		c.unclaim()
		c.server.observeEnd(c, why)
	}
	if start {
		go c.carryOut()
	}
	return first
}

// close closes from this side: the client is told, and has a while to answer.
func (c *conn) close(why cause) {
	if c.end(why) {
		_ = c.post(why.frame())
		c.out.hurry(time.Now().Add(c.server.Limits.Close))
	}
}

// fail closes because of what the client has done, with an error frame if there
// are words for it.
func (c *conn) fail(why cause) {
	if !c.end(why) {
		return
	}
	if why.words != "" {
		_ = c.post(frameOf(c.socket.ErrorFrame(why.words)))
	}
	_ = c.post(why.frame())
}

// drain lets a client that may still be writing read the close frame: what it
// sends is passed over, since closing now would take the frame from it
// (RFC 6455, section 7.1.1).
func (c *conn) drain(conn net.Conn, patience time.Duration) {
	if half, ok := conn.(interface{ CloseWrite() error }); ok {
		_ = half.CloseWrite()
	}
	_ = conn.SetReadDeadline(time.Now().Add(patience))
	_, _ = io.Copy(io.Discard, conn)
}
