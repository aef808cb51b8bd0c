package journal_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"

	"reel/events/journal"
)

// A wire is a TCP connection to a server that can lose what the server answers,
// from the next acknowledgement on, by hanging up instead.
type wire struct {
	listener net.Listener
	target   string

	mu   sync.Mutex
	lose bool
}

func newWire(t *testing.T, serverURL string) *wire {
	t.Helper()
	u, err := url.Parse(serverURL)
	if err != nil {
		t.Fatal(err)
	}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ln.Close() })
	w := &wire{listener: ln, target: u.Host}
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go w.carry(c)
		}
	}()
	return w
}

func (w *wire) url() string { return "nats://" + w.listener.Addr().String() }

func (w *wire) loseNextAck() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lose = true
}

func (w *wire) carry(client net.Conn) {
	defer client.Close()
	server, err := net.Dial("tcp", w.target)
	if err != nil {
		return
	}
	defer server.Close()
	go io.Copy(server, client)
	buf := make([]byte, 64<<10)
	for {
		n, err := server.Read(buf)
		if err != nil || w.loses(buf[:n]) {
			return
		}
		if _, err := client.Write(buf[:n]); err != nil {
			return
		}
	}
}

func (w *wire) loses(b []byte) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	lost := w.lose && bytes.Contains(b, []byte(`"stream":"REEL"`))
	if lost {
		w.lose = false
	}
	return lost
}

// The acknowledgement is lost, the event is not: the caller learns that it cannot
// know, catches up, and finds its own.
func TestLostAcknowledgement(t *testing.T) {
	w := newWire(t, startNATS(t, natsOptions(t)).ClientURL())
	l := open(t, journal.Options{URL: w.url()})
	fill(t, l, 5)
	w.loseNextAck()
	if seq, err := l.Append(t.Context(), entry(6), 5); !errors.Is(err, journal.ErrUnknownOutcome) {
		t.Fatalf("got sequence %d, error %v; want %v", seq, err, journal.ErrUnknownOutcome)
	}
	ms, err := readAll(t, l, 6, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(ms) != 1 || !ms[0].Mine || ms[0].ID != id(6) {
		t.Fatalf("got %+v, want our own event 6", ms)
	}
	if _, err := l.Append(t.Context(), entry(6), 5); !errors.Is(err, journal.ErrConflict) {
		t.Errorf("once more: got error %v, want %v", err, journal.ErrConflict)
	}
	if seq, err := l.Append(t.Context(), entry(7), 6); seq != 7 || err != nil {
		t.Errorf("got sequence %d, error %v; want 7", seq, err)
	}
}

// Traffic that was under way on a broken connection does not hold up what follows.
func TestTrafficAfterABrokenConnection(t *testing.T) {
	w := newWire(t, startNATS(t, natsOptions(t)).ClientURL())
	l := open(t, journal.Options{URL: w.url(), Logger: (&words{}).logger()})
	exchange(t, l, 1, 5)
	w.mu.Lock()
	w.lose = true
	w.mu.Unlock()
	if _, err := l.Append(t.Context(), entry(1), 0); err == nil {
		t.Fatal("the connection did not break")
	}
	if _, err := l.Last(t.Context()); err != nil { // it is back
		t.Fatal(err)
	}
	exchange(t, l, 6, 2000)
	if last, err := l.LastTraffic(t.Context()); last != 2000 || err != nil {
		t.Errorf("got last traffic %d, error %v; want 2000", last, err)
	}
}
