package http

import (
	"crypto/tls"
	"errors"
	"net"
	"sync"
	"time"
)

// sniffTimeout is how long a new connection may take to say its first byte.
const sniffTimeout = 10 * time.Second

// A splitter hands the connections of one port to two listeners: those that
// start a TLS handshake, and the plain ones. A client that says nothing holds up
// nobody else.
type splitter struct {
	plain, secure *branch
	closed        chan struct{}
	once          sync.Once
	ports         []net.Listener
}

// newSplitter starts accepting on the given listeners.
func newSplitter(ports []net.Listener) *splitter {
	s := &splitter{closed: make(chan struct{}), ports: ports}
	s.plain = &branch{from: s, conns: make(chan net.Conn)}
	s.secure = &branch{from: s, conns: make(chan net.Conn)}
	for _, port := range ports {
		go s.accept(port)
	}
	return s
}

func (s *splitter) accept(port net.Listener) {
	for {
		conn, err := port.Accept()
		var wait net.Error
		switch {
		case err == nil:
			go s.sniff(conn)
		case errors.As(err, &wait) && wait.Timeout():
		case s.isClosed():
			return
		default:
			// Out of file descriptors, most likely: let connections end first.
			time.Sleep(50 * time.Millisecond)
		}
	}
}

// sniff reads the first byte of a connection: 22 starts a TLS handshake record
// (RFC 8446, section 5.1) and no HTTP request.
func (s *splitter) sniff(conn net.Conn) {
	first := make([]byte, 1)
	_ = conn.SetReadDeadline(time.Now().Add(sniffTimeout))
	if n, err := conn.Read(first); n == 0 || err != nil {
		conn.Close()
		return
	}
	_ = conn.SetReadDeadline(time.Time{})
	to := s.plain
	if first[0] == 22 {
		to = s.secure
	}
	select {
	case to.conns <- &sniffed{Conn: conn, first: first}:
	case <-s.closed:
		conn.Close()
	}
}

func (s *splitter) isClosed() bool {
	select {
	case <-s.closed:
		return true
	default:
		return false
	}
}

func (s *splitter) close() (err error) {
	s.once.Do(func() {
		close(s.closed)
		for _, port := range s.ports {
			err = errors.Join(err, port.Close())
		}
	})
	return err
}

// A branch is one of a splitter's two listeners.
type branch struct {
	from  *splitter
	conns chan net.Conn
}

func (b *branch) Accept() (net.Conn, error) {
	select {
	case conn := <-b.conns:
		return conn, nil
	case <-b.from.closed:
		return nil, net.ErrClosed
	}
}

func (b *branch) Close() error   { return b.from.close() }
func (b *branch) Addr() net.Addr { return b.from.ports[0].Addr() }

// A sniffed connection gives its first byte back before it reads on.
type sniffed struct {
	net.Conn
	first []byte
}

func (c *sniffed) Read(p []byte) (int, error) {
	if len(c.first) > 0 && len(p) > 0 {
		n := copy(p, c.first)
		c.first = c.first[n:]
		return n, nil
	}
	return c.Conn.Read(p)
}

// Bare is the connection itself, once its first byte has been read.
func (c *sniffed) Bare() net.Conn { return c.Conn }

// CloseWrite lets net/http say its last word to a client that still sends.
func (c *sniffed) CloseWrite() error { return closeWrite(c.Conn) }

// Listen opens the port of an address. The host localhost, or none, means
// 127.0.0.1 and, where the machine has it, ::1, both with the same port.
func Listen(addr string) ([]net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if host != "localhost" && host != "" {
		l, err := net.Listen("tcp", addr)
		return []net.Listener{l}, err
	}
	v4, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		return nil, err
	}
	_, port, _ = net.SplitHostPort(v4.Addr().String())
	v6, err := net.Listen("tcp6", net.JoinHostPort("::1", port))
	if err != nil {
		return []net.Listener{v4}, nil // no IPv6 here, or its port is another's
	}
	return []net.Listener{v4, v6}, nil
}

// tlsConfig is how the secure branch shakes hands.
func tlsConfig(certificate func(*tls.ClientHelloInfo) (*tls.Certificate, error)) *tls.Config {
	return &tls.Config{GetCertificate: certificate, MinVersion: tls.VersionTLS12}
}
