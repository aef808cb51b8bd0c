package replay

import (
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strconv"

	"reel/events"
)

// A trafficLine is what is checked of a line of traffic: where it stands in the
// order of traffic, and the newest event that it knew of.
type trafficLine struct {
	Seq, ServedAt uint64
}

var trafficPrefix = []byte(`{"traffic":`)

// appendTraffic appends a message of the traffic stream as a line.
func appendTraffic(b []byte, m events.Message) ([]byte, error) {
	if len(m.Data) < 3 || m.Data[0] != '{' || m.Data[len(m.Data)-1] != '}' {
		return b, fmt.Errorf("traffic %d is no object", m.Seq)
	}
	line := strconv.AppendUint(append([]byte(nil), trafficPrefix...), m.Seq, 10)
	line = append(append(line, ','), m.Data[1:len(m.Data)-1]...)
	return append(b, events.AppendSum(line)...), nil
}

// servedAt is the newest event that a message of the traffic stream knew of.
func servedAt(m events.Message) (uint64, error) {
	var members map[string]struct{ ServedAt uint64 }
	if err := json.Unmarshal(m.Data, &members); err != nil {
		return 0, fmt.Errorf("traffic %d: %w", m.Seq, err)
	}
	for _, of := range members {
		return of.ServedAt, nil
	}
	return 0, fmt.Errorf("traffic %d is of no kind", m.Seq)
}

// A passing is the traffic that is written between events.
type passing struct {
	next func() (events.Message, error, bool)
	stop func()
	last uint64 // the newest event that is written

	waiting  *events.Message // for the event that it was served at
	servedAt uint64
}

func newPassing(traffic iter.Seq2[events.Message, error], last uint64) *passing {
	next, stop := iter.Pull2(traffic)
	return &passing{next: next, stop: stop, last: last}
}

// write writes what may stand behind the newest event that was written.
func (p *passing) write(out *writer) error {
	for {
		if err := p.take(); err != nil || p.waiting == nil || p.servedAt > out.seq {
			return err
		}
		text, err := appendTraffic(nil, *p.waiting)
		if err != nil {
			return err
		}
		if err := out.text("traffic", p.waiting.Seq, text); err != nil {
			return err
		}
		p.waiting = nil
	}
}

// take looks at the next message that is written at all, if none is waiting.
func (p *passing) take() error {
	for p.waiting == nil {
		m, err, ok := p.next()
		if !ok || err != nil {
			return err
		}
		if p.servedAt, err = servedAt(m); err != nil {
			return err
		}
		if p.servedAt <= p.last {
			p.waiting = &m
		}
	}
	return nil
}

// parseTraffic reads a line of traffic of whatever kind.
func parseTraffic(line []byte) (t trafficLine, err error) {
	if err := events.CheckSum(line); err != nil {
		return t, err
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil {
		return t, fmt.Errorf("the traffic cannot be read: %w", err)
	}
	if err := json.Unmarshal(members["traffic"], &t.Seq); err != nil || t.Seq == 0 {
		return t, errors.New("the traffic has no sequence")
	}
	delete(members, "traffic")
	delete(members, "sum")
	if len(members) != 1 {
		return t, errors.New("a line of traffic holds one exchange, or one read")
	}
	for kind, text := range members {
		var of struct{ ServedAt *uint64 }
		if err := json.Unmarshal(text, &of); err != nil || of.ServedAt == nil {
			return t, fmt.Errorf("the %s does not tell which event it was served at", kind)
		}
		t.ServedAt = *of.ServedAt
	}
	return t, nil
}
