package gateway

import (
	"strconv"
	"strings"
	"time"
)

// A trace is an X-Amzn-Trace-Id
// (https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader).
type trace struct {
	root, parent, sampled string
	came                  bool // the client had one
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
	if t.root == "" {
		t.root = "1-" + strconv.FormatInt(now.Unix(), 16) + "-" + hexID(24)
	}
	if t.parent == "" {
		t.parent = hexID(16)
	}
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
