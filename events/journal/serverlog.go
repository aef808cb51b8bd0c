package journal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
)

// A serverLog hears the embedded server. Warnings and errors go to the program's
// log; what is ordinary here, though a warning to an operator of NATS, goes to
// its debug level with the rest.
type serverLog struct {
	out *slog.Logger

	mu     sync.Mutex
	failed error                            // the last error, for the words of a failed start
	broken func(stream string, cause error) // told once a stream can no longer be written
}

// ordinary are warnings that say nothing wrong: MaxPayload is high on purpose, a
// fat event or a busy machine takes its time, and a log that was not closed has its
// index rebuilt.
var ordinary = []string{
	"took too long",
	"Readloop processing time",
	"Maximum payloads over",
	"Stream state outdated",
	"Recovering stream state from index errored",
}

// Noticef is what the server says at start and stop.
func (l *serverLog) Noticef(format string, v ...any) { l.say(slog.LevelDebug, format, v) }

// Debugf is never called: the server is not asked for it.
func (l *serverLog) Debugf(format string, v ...any) { l.say(slog.LevelDebug, format, v) }

// Tracef is never called: the server is not asked for it.
func (l *serverLog) Tracef(format string, v ...any) { l.say(slog.LevelDebug, format, v) }

// Warnf passes on what is worth knowing.
func (l *serverLog) Warnf(format string, v ...any) {
	text := fmt.Sprintf(format, v...)
	for _, known := range ordinary {
		if strings.Contains(text, known) {
			l.say(slog.LevelDebug, "%s", []any{text})
			return
		}
	}
	l.say(slog.LevelWarn, "%s", []any{text})
}

// Errorf passes on an error and remembers it.
func (l *serverLog) Errorf(format string, v ...any) {
	l.say(slog.LevelError, format, v)
	err := fmt.Errorf(format, v...)
	l.mu.Lock()
	l.failed = err
	broken := l.broken
	l.mu.Unlock()
	if stream, cause, ok := writeError(err.Error()); ok && broken != nil {
		broken(stream, errors.New(cause))
	}
}

// Fatalf is an error too: the program decides what is fatal.
func (l *serverLog) Fatalf(format string, v ...any) { l.Errorf(format, v...) }

func (l *serverLog) say(level slog.Level, format string, v []any) {
	if l.out.Enabled(context.Background(), level) {
		l.out.Log(context.Background(), level, "nats: "+fmt.Sprintf(format, v...))
	}
}

func (l *serverLog) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failed
}

// onBroken sets who is told of a stream that can no longer be written.
func (l *serverLog) onBroken(fn func(stream string, cause error)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.broken = fn
}

// writeError reads "JetStream stream 'account > NAME' critical write error: cause",
// after which JetStream acknowledges nothing on that stream, and says no more.
func writeError(text string) (stream, cause string, ok bool) {
	head, cause, ok := strings.Cut(text, "' critical write error: ")
	if !ok {
		return "", "", false
	}
	return head[strings.LastIndexByte(head, ' ')+1:], cause, true
}
