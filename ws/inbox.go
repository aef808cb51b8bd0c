package ws

import (
	"sync"

	"reel/http/gateway"
)

// An inbox is what a client has said and what is not carried out yet. Somebody is
// busy with it only while there is something in it.
type inbox struct {
	mu    sync.Mutex
	queue []gateway.Frame
	size  int // bytes in queue
	busy  bool
	over  bool          // nothing more is taken
	end   *cause        // why the connection ends; carried out behind the queue
	room  chan struct{} // closed when there is room again; made by who waits
}

// How much a client may be ahead of the API; then nothing more is read.
const (
	maxQueue      = 32
	maxQueueBytes = 256 << 10
)

// put adds a message once there is room for it. start is true when the caller
// must see to it that somebody gets busy.
func (in *inbox) put(f gateway.Frame) (start bool) {
	for {
		in.mu.Lock()
		if in.over {
			in.mu.Unlock()
			return false
		}
		if in.takes(f) {
			in.queue = append(in.queue, f)
			in.size += len(f.Data)
			start = !in.busy
			in.busy = true
			in.mu.Unlock()
			return start
		}
		if in.room == nil {
			in.room = make(chan struct{})
		}
		room := in.room
		in.mu.Unlock()
		<-room
	}
}

func (in *inbox) takes(f gateway.Frame) bool {
	return len(in.queue) == 0 || len(in.queue) < maxQueue && in.size+len(f.Data) <= maxQueueBytes
}

// finish says why the connection ends. Only the first cause counts: first tells
// whether this is it, start as put does.
func (in *inbox) finish(why cause) (first, start bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if in.over {
		return false, false
	}
	in.over, in.end = true, &why
	in.free()
	start = !in.busy
	in.busy = true
	return true, start
}

// next is what is to be carried out next: a message, or the end. With neither,
// nobody is busy any more.
func (in *inbox) next() (f gateway.Frame, end *cause, ok bool) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.free()
	if len(in.queue) > 0 {
		f = in.queue[0]
		in.queue[0] = gateway.Frame{}
		in.queue = in.queue[1:]
		in.size -= len(f.Data)
		return f, nil, true
	}
	in.queue = nil
	end, in.end = in.end, nil
	in.busy = end != nil
	return f, end, end != nil
}

// free wakes who waits for room.
func (in *inbox) free() {
	if in.room != nil {
		close(in.room)
		in.room = nil
	}
}
