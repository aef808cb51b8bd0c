package replay

import (
	"time"

	"reel/events"
)

// A Summary is what a stream file holds, for people.
type Summary struct {
	Header      Header
	Bytes       int64          // of the file
	Events      int            // all of them
	Traffic     int            // exchanges and reads between them
	Types       map[string]int // events by type
	Worlds      map[string]int // events by account and region, as in 000000000000/us-east-1
	First, Last time.Time      // recorded times of the first and the last event
	Checkpoints int            // with the final one
	Digest      string         // of the final state, in hex
}

func newSummary(h Header) Summary {
	return Summary{Header: h, Types: map[string]int{}, Worlds: map[string]int{}}
}

func (s *Summary) count(r *events.Recorded) {
	if s.Events == 0 {
		s.First = r.Time
	}
	s.Last = r.Time
	s.Events++
	s.Types[r.Type]++
	s.Worlds[r.Account+"/"+r.Region]++
}
