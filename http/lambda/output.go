package lambda

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"log/slog"
	"math"
	"sync"
	"time"
)

const (
	maxLine = 16 << 10 // of output; a longer one is logged in pieces
	maxTail = 4 << 10  // "the last 4 KB of the execution log", X-Amz-Log-Result
	// tailPatience is how long the end of the output may trail the answer: the two
	// come by different ways.
	tailPatience = 20 * time.Millisecond
)

// An output takes what a process writes and logs it line by line.
type output struct {
	log  *slog.Logger
	mu   sync.Mutex
	line []byte // begun, not ended
	tail *tail  // of the invocation under way
}

// Write never fails: a function must not stumble over its own log.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	written := len(p)
	for len(p) > 0 {
		part, rest, ended := bytes.Cut(p, []byte{'\n'})
		if room := maxLine - len(o.line); len(part) > room {
			part, rest, ended = p[:room], p[room:], true
		}
		o.line = append(o.line, part...)
		if ended {
			o.emit()
		}
		p = rest
	}
	return written, nil
}

func (o *output) emit() {
	line := bytes.TrimRight(o.line, "\r")
	if len(line) > 0 {
		o.log.Info(string(line))
	}
	if o.tail != nil {
		o.tail.add(line)
	}
	o.line = o.line[:0]
}

// follow makes t what the next lines are also kept in.
func (o *output) follow(t *tail) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.tail = t
}

// flush logs a last line that had no end.
func (o *output) flush() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(o.line) > 0 {
		o.emit()
	}
}

// A tail is the end of what one invocation wrote.
type tail struct {
	mu   sync.Mutex
	text []byte
}

func (t *tail) add(line []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.text = append(append(t.text, line...), '\n')
	if extra := len(t.text) - maxTail; extra > 0 {
		t.text = t.text[:copy(t.text, t.text[extra:])]
	}
}

// result is the tail as Lambda renders it, in base64.
func (t *tail) result(ctx context.Context, inv *invocation, took time.Duration) string {
	patience := time.NewTimer(tailPatience)
	defer patience.Stop()
	select {
	case <-patience.C:
	case <-ctx.Done():
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	ms := float64(took.Microseconds()) / 1000
	text := fmt.Sprintf("START RequestId: %s Version: %s\n%sEND RequestId: %s\nREPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %.0f ms\n",
		inv.id, inv.name.version(), t.text, inv.id, inv.id, ms, math.Ceil(ms))
	return base64.StdEncoding.EncodeToString([]byte(text[max(0, len(text)-maxTail):]))
}
