package http

import (
	"bytes"
	"context"
	"net"
	"net/http"
	"sync"
)

// net/http writes the names of headers its own way, and API Gateway tells functions
// how the client wrote them. So a plain connection remembers the last bytes that
// came in, and a request finds its own header among them. Over TLS the names stay
// as net/http writes them; HTTP/2 knows lower case only.

// memory is how much a connection remembers: the longest header that API Gateway
// takes, 10,240 bytes, and what net/http may have read beyond it.
const memory = 16 << 10

// A rememberingListener accepts connections that remember.
type rememberingListener struct{ net.Listener }

func (l rememberingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &rememberingConn{Conn: conn}, nil
}

type rememberingConn struct {
	net.Conn
	mu   sync.Mutex
	seen []byte
}

func (c *rememberingConn) Read(p []byte) (int, error) {
	n, err := c.Conn.Read(p)
	if n > 0 {
		c.mu.Lock()
		if len(c.seen)+n > 2*memory {
			c.seen = append(c.seen[:0], c.seen[max(0, len(c.seen)-memory):]...)
		}
		c.seen = append(c.seen, p[max(0, n-memory):n]...)
		c.mu.Unlock()
	}
	return n, err
}

// Bare is the connection without a memory.
func (c *rememberingConn) Bare() net.Conn { return c.Conn }

// CloseWrite lets net/http say its last word to a client that still sends.
func (c *rememberingConn) CloseWrite() error { return closeWrite(c.Conn) }

func closeWrite(conn net.Conn) error {
	if c, ok := conn.(interface{ CloseWrite() error }); ok {
		return c.CloseWrite()
	}
	return nil
}

// head is the header that begins with the given request line, nil if it is not
// remembered; what came before it is forgotten.
func (c *rememberingConn) head(line string) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	start := bytes.LastIndex(c.seen, []byte(line))
	if start < 0 {
		return nil
	}
	length := bytes.Index(c.seen[start:], []byte("\r\n\r\n"))
	if length < 0 {
		return nil
	}
	head := bytes.Clone(c.seen[start : start+length])
	c.seen = append(c.seen[:0], c.seen[start+length:]...)
	return head
}

type connKey struct{}

// rememberConn lets requests find the connection that they came by.
func rememberConn(ctx context.Context, conn net.Conn) context.Context {
	if c, ok := conn.(*rememberingConn); ok {
		return context.WithValue(ctx, connKey{}, c)
	}
	return ctx
}

// headOf is a request's header as it was sent, nil when that is not known.
func headOf(q *http.Request) []byte {
	if c, ok := q.Context().Value(connKey{}).(*rememberingConn); ok {
		return c.head(q.Method + " " + q.RequestURI + " HTTP/1.")
	}
	return nil
}
