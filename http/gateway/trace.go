package gateway

import (
	"encoding/binary"
	"encoding/hex"
	"strings"
	"time"
)

// A trace is an X-Amzn-Trace-Id
// (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader).
type trace struct {
	root, parent, sampled string
	whole                 string // the header, when none of it came from the client
	came                  bool   // the client had one
}

// newTrace keeps what the client sent and makes the rest: a Root, and a Parent.
// Recorded on AWS: what comes with a Parent and no decision is sampled, what comes
// with neither is not.
func newTrace(header string, now time.Time) trace {
	t := trace{came: header != ""}
	for part := range strings.SplitSeq(header, ";") {
		key, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		if !plain(value) {
			continue
		}
		switch strings.ToLower(key) {
		case "root":
			t.root = value
		case "parent":
			t.parent = value
		case "sampled":
			t.sampled = value
		}
	}
	if t.sampled == "" {
		t.sampled = "0"
		if t.parent != "" {
			t.sampled = "1"
		}
	}
	if t.root == "" && t.parent == "" {
		return t.made(now)
	}
	if t.root == "" {
		t.root = t.made(now).root
	}
	if t.parent == "" {
		t.parent = t.made(now).parent
	}
	return t
}

// made is the trace with everything new but the decision to sample.
func (t trace) made(now time.Time) trace {
	const form = "Root=1-00000000-000000000000000000000000;Parent=0000000000000000;Sampled="
	var raw [24]byte
	fill(raw[4:])
	binary.BigEndian.PutUint32(raw[:], uint32(now.Unix()))
	text := append(make([]byte, 0, len(form)+1), form...)
	hex.Encode(text[7:], raw[:4])
	hex.Encode(text[16:], raw[4:16])
	hex.Encode(text[48:], raw[16:24])
	t.whole = string(append(text, t.sampled...))
	t.root, t.parent = t.whole[5:40], t.whole[48:64]
	return t
}

// plain tells whether a value is one that may be sent on: a short word.
func plain(s string) bool {
	if s == "" || len(s) > 100 {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// String is the header as it is sent to backends and to the client.
func (t trace) String() string {
	if t.whole != "" {
		return t.whole
	}
	return "Root=" + t.root + ";Parent=" + t.parent + ";Sampled=" + t.sampled
}

// event is the header as a function finds it among its event's headers: nothing
// but the root when the client sent none.
func (t trace) event() string {
	if !t.came {
		return "Root=" + t.root
	}
	return t.String()
}
