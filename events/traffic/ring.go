package traffic

import (
	"sync/atomic"
)

// RingSize is how many exchanges a Ring holds.
const RingSize = 1000

// A Ring holds the newest exchanges. It is safe for concurrent use; adding takes
// no lock, and nothing is rendered before somebody asks. The zero Ring is ready.
type Ring struct {
	next  atomic.Uint64 // how many were ever added
	slots [RingSize]atomic.Pointer[entry]
}

// An entry is an exchange in its place in the order of the ring.
type entry struct {
	seq      uint64
	exchange *Exchange
}

// Add puts an exchange into the ring, in place of the oldest one when it is
// full. The exchange must not be changed afterwards.
func (r *Ring) Add(e *Exchange) {
	seq := r.next.Add(1)
	r.slots[seq%RingSize].Store(&entry{seq, e})
}

// An Entry is an exchange and its place in the order of all traffic.
type Entry struct {
	Seq      uint64 // 1 for the first exchange since the start
	Exchange *Exchange
}

// MarshalJSON writes the exchange with its place among its members, as seq.
func (e Entry) MarshalJSON() ([]byte, error) { return e.Exchange.marshal(e.Seq) }

// Newest lists what the ring holds behind the given place, oldest first; at
// most limit of the newest ones when limit is positive.
func (r *Ring) Newest(after uint64, limit int) []Entry {
	last := r.next.Load()
	first := max(after+1, 1)
	if last >= RingSize {
		first = max(first, last-RingSize+1)
	}
	if n := uint64(limit); limit > 0 && last >= n {
		first = max(first, last-n+1)
	}
	var out []Entry
	for seq := first; seq <= last; seq++ {
		// A slot that is being written, or was overwritten meanwhile, is passed over.
		if e := r.slots[seq%RingSize].Load(); e != nil && e.seq == seq {
			out = append(out, Entry{seq, e.exchange})
		}
	}
	return out
}
