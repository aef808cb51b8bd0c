package ws

import (
	"context"
	"sync"
)

// A place is a stage of an API.
type place struct{ api, stage string }

// A registry holds the connections that are open, by id and by stage. A
// connection is in it from before its handshake is answered until the first cause
// of its end. The zero registry is ready.
type registry struct {
	mu     sync.RWMutex
	byID   map[string]*conn
	places map[place]map[string]*conn
	ending map[*conn]bool // no longer open, and not through yet
	closed bool
	work   int           // connections for which something is still to do
	done   chan struct{} // closed when there is no work and there will be none
}

// add registers a connection; false when no more are taken.
func (r *registry) add(c *conn) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.closed {
		return false
	}
	if r.byID == nil {
		r.byID, r.places, r.ending = map[string]*conn{}, map[place]map[string]*conn{}, map[*conn]bool{}
	}
	at := c.place()
	if r.places[at] == nil {
		r.places[at] = map[string]*conn{}
	}
	r.byID[c.socket.ID], r.places[at][c.socket.ID] = c, c
	r.work++
	return true
}

// remove says that a connection is open no longer.
func (r *registry) remove(c *conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ending[c] = true
	delete(r.byID, c.socket.ID)
	if here := r.places[c.place()]; here != nil {
		delete(here, c.socket.ID)
		if len(here) == 0 {
			delete(r.places, c.place())
		}
	}
}

// find is the open connection with the id, nil if there is none.
func (r *registry) find(id string) *conn {
	r.mu.RLock()
	defer r.mu.RUnlock()
	return r.byID[id]
}

// all are the open connections.
func (r *registry) all() []*conn {
	r.mu.RLock()
	defer r.mu.RUnlock()
	all := make([]*conn, 0, len(r.byID))
	for _, c := range r.byID {
		all = append(all, c)
	}
	return all
}

// lost are the connections of stages that are no more.
func (r *registry) lost(exists func(place) bool) (lost []*conn) {
	r.mu.RLock()
	defer r.mu.RUnlock()
	for at, here := range r.places {
		if exists(at) {
			continue
		}
		for _, c := range here {
			lost = append(lost, c)
		}
	}
	return lost
}

// shut takes no more connections, and returns those that are open, and those that
// are ending.
func (r *registry) shut() (open, ending []*conn) {
	open = r.close()
	r.mu.RLock()
	defer r.mu.RUnlock()
	for c := range r.ending {
		ending = append(ending, c)
	}
	return open, ending
}

func (r *registry) close() []*conn {
	r.mu.Lock()
	if !r.closed {
		r.closed, r.done = true, make(chan struct{})
		if r.work == 0 {
			close(r.done)
		}
	}
	r.mu.Unlock()
	return r.all()
}

// end says that nothing is left to do for a connection.
func (r *registry) end(c *conn) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.ending, c)
	if r.work--; r.work == 0 && r.closed {
		close(r.done)
	}
}

// wait returns when all work of a registry that is shut has ended.
func (r *registry) wait(ctx context.Context) error {
	select {
	case <-r.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
