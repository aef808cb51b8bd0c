package events

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A line is a recorded event as one line of JSON in the manner of CloudEvents
// 1.0, without the newline:
//
//	{"specversion":"1.0","id":…,"source":…,"type":…,"subject":…,"time":…,"seq":…,"call":{…},"data":{…},"sum":"…"}
//
// The envelope's members stand in this order, the members of data and of the
// call's input in alphabetical order. sum is the first 16 hex digits of the
// SHA-256 of the line without its sum member. The same line is a message of
// the journal and a line of a stream file.
const sumLength = 16

// AppendLine appends r as a line. Its Type and Subject are taken from the event
// if they are empty.
func AppendLine(b []byte, r Recorded) ([]byte, error) {
	if r.Type == "" {
		r.Type = TypeOf(r.Event)
	}
	if r.Subject == "" {
		r.Subject = r.Event.Subject()
	}
	if y := r.Time.UTC().Year(); y < 0 || y > 9999 {
		return nil, fmt.Errorf("the time of %s is of the year %d, which no line can tell", r.Type, y)
	}
	start := len(b)
	b = append(b, `{"specversion":"1.0","id":`...)
	b = appendString(b, r.ID)
	b = append(b, `,"source":`...)
	b = appendString(b, r.Source())
	b = append(b, `,"type":`...)
	b = appendString(b, r.Type)
	b = append(b, `,"subject":`...)
	b = appendString(b, r.Subject)
	b = append(b, `,"time":"`...)
	b = r.Time.UTC().AppendFormat(b, time.RFC3339Nano)
	b = append(b, `","seq":`...)
	b = strconv.AppendUint(b, r.Seq, 10)
	var err error
	if r.Call != nil {
		if b, err = AppendJSON(append(b, `,"call":`...), r.Call); err != nil {
			return nil, fmt.Errorf("call of %s: %w", r.Type, err)
		}
	}
	if b, err = AppendJSON(append(b, `,"data":`...), r.Event); err != nil {
		return nil, fmt.Errorf("data of %s: %w", r.Type, err)
	}
	return appendSum(b, start), nil
}

// AppendSum closes a JSON object whose last brace is missing with its checksum,
// as [AppendLine] closes a line.
func AppendSum(open []byte) []byte { return appendSum(open, 0) }

// appendSum closes the object that starts at b[start:] with its checksum.
func appendSum(b []byte, start int) []byte {
	sum := sumOf(b[start:])
	b = append(b, `,"sum":"`...)
	b = append(b, sum[:]...)
	return append(b, `"}`...)
}

// sumOf is the checksum of an object of which the closing brace is missing.
func sumOf(open []byte) [sumLength]byte {
	h := sha256.New()
	h.Write(open)
	h.Write([]byte{'}'})
	var full [sha256.Size]byte
	var out [sumLength]byte
	hex.Encode(out[:], h.Sum(full[:0])[:sumLength/2])
	return out
}

// Errors of a line that is not as it was written.
var (
	// ErrSum means that the line's checksum is missing or does not match.
	ErrSum = errors.New("the checksum does not match: the line was changed or cut")
	// ErrLine means that the line is not a recorded event at all.
	ErrLine = errors.New("not a recorded event")
)

// envelope is a line as encoding/json reads it.
type envelope struct {
	SpecVersion string          `json:"specversion"`
	ID          string          `json:"id"`
	Source      string          `json:"source"`
	Type        string          `json:"type"`
	Subject     string          `json:"subject"`
	Time        time.Time       `json:"time"`
	Seq         uint64          `json:"seq"`
	Call        *Call           `json:"call"`
	Data        json.RawMessage `json:"data"`
}

// ParseLine reads a line back. The line must carry a matching sum; an event of
// an unregistered type is an [UnknownTypeError]. The call's input is a part of
// line, which must not be changed.
func ParseLine(line []byte) (Recorded, error) {
	if err := checkSum(line); err != nil {
		return Recorded{}, err
	}
	if e, ok := splitLine(line); ok {
		if r, err := e.recorded(); err == nil {
			return r, nil
		}
	}
	var e envelope
	if err := json.Unmarshal(line, &e); err != nil {
		return Recorded{}, fmt.Errorf("%w: %w", ErrLine, err)
	}
	return e.recorded()
}

func (e envelope) recorded() (Recorded, error) {
	if e.SpecVersion != "1.0" || e.Type == "" || e.Seq == 0 || e.Data == nil {
		return Recorded{}, fmt.Errorf("%w: it needs specversion 1.0, type, seq and data", ErrLine)
	}
	account, region, ok := strings.Cut(strings.TrimPrefix(e.Source, "/reel/"), "/")
	if !ok || !strings.HasPrefix(e.Source, "/reel/") {
		return Recorded{}, fmt.Errorf("%w: its source %q names no account and region", ErrLine, e.Source)
	}
	event, err := Decode(e.Type, e.Data)
	if err != nil {
		return Recorded{}, err
	}
	if e.Call != nil {
		e.Call.Account, e.Call.Region = account, region
	}
	return Recorded{ID: e.ID, Account: account, Region: region, Type: e.Type, Subject: e.Subject,
		Time: e.Time.UTC(), Seq: e.Seq, Call: e.Call, Event: event}, nil
}

// CheckSum tells whether a line is as AppendLine or AppendSum closed it, or ErrSum.
func CheckSum(line []byte) error { return checkSum(line) }

// checkSum compares the sum member, which must be the last, with the line.
func checkSum(line []byte) error {
	const head, tail = `,"sum":"`, `"}`
	cut := len(line) - len(tail) - sumLength - len(head)
	if cut < 0 || string(line[cut:cut+len(head)]) != head || string(line[len(line)-len(tail):]) != tail {
		return ErrSum
	}
	if sum := sumOf(line[:cut]); !bytes.Equal(sum[:], line[cut+len(head):len(line)-len(tail)]) {
		return ErrSum
	}
	return nil
}
