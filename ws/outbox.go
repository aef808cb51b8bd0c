package ws

import (
	"errors"
	"net"
	"sync"
	"time"

	"github.com/gobwas/ws"
)

// An outbox is what a connection has still to write. Frames are put into it in
// order; whoever finds that nobody writes does so for all.
type outbox struct {
	mu      sync.Mutex
	conn    net.Conn // nil until the handshake is answered
	pending *buffer  // nil when there is nothing
	writing bool
	shut    bool          // the close frame is in: nothing may follow it
	dead    bool          // the connection is broken
	until   time.Time     // when reading ends; never when zero
	news    chan struct{} // closed when something was written or will never be; made by who waits
}

// maxPending is how many bytes may wait for a client that does not read, beyond
// what is being written and what the system has taken.
const maxPending = 256 << 10

var (
	errShut = errors.New("ws: the connection is closed")
	errFull = errors.New("ws: the client does not read")
)

// put adds a frame, or tells that it cannot be sent (errShut) or not now
// (errFull). start is true when the caller must see to it that write is called.
func (o *outbox) put(f ws.Frame) (start bool, err error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.add(f)
}

func (o *outbox) add(f ws.Frame) (start bool, err error) {
	final := f.Header.OpCode == ws.OpClose
	switch {
	case o.shut || o.dead:
		return false, errShut
	case o.pending == nil:
		o.pending = buffers.Get().(*buffer)
	case len(o.pending.bytes)+len(f.Payload) > maxPending && !final:
		return false, errFull
	}
	o.pending.frame(f)
	o.shut = final
	start = !o.writing && o.conn != nil
	o.writing = o.writing || start
	return start, nil
}

// putWhen is put, but waits while the outbox is full.
func (o *outbox) putWhen(f ws.Frame) (start bool, err error) {
	for {
		o.mu.Lock()
		start, err = o.add(f)
		news := o.wait()
		o.mu.Unlock()
		if !errors.Is(err, errFull) {
			return start, err
		}
		<-news
	}
}

// wait is a channel that is closed at the next news.
func (o *outbox) wait() chan struct{} {
	if o.news == nil {
		o.news = make(chan struct{})
	}
	return o.news
}

// open says where to write, behind the answer to the handshake.
func (o *outbox) open(conn net.Conn) (start bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.conn = conn
	o.writing = o.pending != nil
	if !o.until.IsZero() {
		_ = conn.SetReadDeadline(o.until)
	}
	return o.writing
}

// hurry gives the client until then to say its last word.
func (o *outbox) hurry(until time.Time) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.until = until; o.conn != nil {
		_ = o.conn.SetReadDeadline(until)
	}
}

// write writes what is there until there is nothing. Only who was told to start
// may call it.
func (o *outbox) write(patience time.Duration) {
	for {
		b := o.take()
		if b == nil {
			return
		}
		_ = o.conn.SetWriteDeadline(time.Now().Add(patience))
		_, err := o.conn.Write(b.bytes)
		b.free()
		if err != nil {
			o.die()
		}
	}
}

// take takes what is there to write; when that is nothing, nobody is writing.
func (o *outbox) take() *buffer {
	o.mu.Lock()
	defer o.mu.Unlock()
	b := o.pending
	o.pending = nil
	if b == nil || o.dead {
		o.writing = false
		b = nil
	}
	if o.news != nil {
		close(o.news)
		o.news = nil
	}
	return b
}

// die says that nothing can be written any more.
func (o *outbox) die() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.dead = true
	if o.conn != nil {
		_ = o.conn.Close()
	}
}

// flush returns when everything is written, or never will be.
func (o *outbox) flush() {
	for {
		o.mu.Lock()
		writing, news := o.writing, o.wait()
		o.mu.Unlock()
		if !writing {
			return
		}
		<-news
	}
}

// A buffer holds frames as they are written.
type buffer struct {
	bytes []byte
	head  [ws.MaxHeaderSize]byte
}

var buffers = sync.Pool{New: func() any { return new(buffer) }}

// keptBuffer is how big a buffer may be to be used again.
const keptBuffer = 16 << 10

func (b *buffer) free() {
	if cap(b.bytes) > keptBuffer {
		return
	}
	b.bytes = b.bytes[:0]
	buffers.Put(b)
}

// frame appends a frame.
func (b *buffer) frame(f ws.Frame) {
	_ = ws.WriteHeaderBuffer(b, f.Header, b.head[:]) // fails only as Write does
	b.bytes = append(b.bytes, f.Payload...)
}

// Write appends p.
func (b *buffer) Write(p []byte) (int, error) {
	b.bytes = append(b.bytes, p...)
	return len(p), nil
}
