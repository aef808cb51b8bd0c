package http

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"reel/events"
	"reel/projections"
)

// Bounds of a page of events.
const (
	defaultEvents = 100
	maxEvents     = 1000
)

// heartbeat is how often a quiet event stream says that it is alive.
const heartbeat = 15 * time.Second

// A filter chooses recorded events.
type filter struct {
	from, to     uint64    // sequences, both included; to 0 is the newest
	since, until time.Time // recorded time, both included; zero is no bound
	types        []string  // whole names, or prefixes that end in a dot
	operations   []string  // AWS's names
	subject      string    // prefix
	limit        int
}

// parseFilter reads a filter from a query, or says what is wrong with it.
func parseFilter(v url.Values, head uint64) (f filter, err error) {
	number := func(name string, into *uint64) {
		if s := v.Get(name); s != "" && err == nil {
			if *into, err = strconv.ParseUint(s, 10, 64); err != nil {
				err = fmt.Errorf("%s=%q is not a sequence number", name, s)
			}
		}
	}
	instant := func(name string, into *time.Time) {
		if s := v.Get(name); s != "" && err == nil {
			if *into, err = time.Parse(time.RFC3339, s); err != nil {
				err = fmt.Errorf("%s=%q is not an RFC 3339 time", name, s)
			}
		}
	}
	var after, limit uint64 = 0, defaultEvents
	number("from", &f.from)
	number("to", &f.to)
	number("cursor", &after)
	number("limit", &limit)
	instant("since", &f.since)
	instant("until", &f.until)
	f.from = max(f.from, after+1)
	if f.to == 0 || f.to > head {
		f.to = head
	}
	f.limit = int(min(max(limit, 1), maxEvents))
	f.types, f.operations, f.subject = v["type"], v["operation"], v.Get("subject")
	return f, err
}

// matches tells whether the filter lets an event through; its bounds by sequence
// are the reader's.
func (f filter) matches(r events.Recorded) bool {
	if !f.since.IsZero() && r.Time.Before(f.since) || !f.until.IsZero() && r.Time.After(f.until) {
		return false
	}
	if !strings.HasPrefix(r.Subject, f.subject) {
		return false
	}
	return matchesAny(f.types, r.Type) && (len(f.operations) == 0 || r.Call != nil && matchesAny(f.operations, r.Call.Operation))
}

func matchesAny(wanted []string, name string) bool {
	for _, w := range wanted {
		if w == name || strings.HasSuffix(w, ".") && strings.HasPrefix(name, w) {
			return true
		}
	}
	return len(wanted) == 0
}

// events answers GET /_reel/events: a page of JSON, stream-file lines, or a live
// stream, as the client accepts.
func (s *Server) events(w http.ResponseWriter, q *http.Request, v view) {
	f, err := parseFilter(q.URL.Query(), v.state.Seq)
	if err != nil {
		s.say(w, http.StatusBadRequest, err.Error())
		return
	}
	switch accept := q.Header.Get("Accept"); {
	case strings.Contains(accept, "text/event-stream") && !v.past:
		s.follow(w, q, f)
	case strings.Contains(accept, "application/x-ndjson"):
		s.lines(w, q, f)
	default:
		s.page(w, q, f)
	}
}

// page writes {"events":[…],"cursor":"…"}; the cursor is there while there is more.
func (s *Server) page(w http.ResponseWriter, q *http.Request, f filter) {
	page := struct {
		Events []json.RawMessage `json:"events"`
		Cursor string            `json:"cursor,omitempty"`
	}{Events: []json.RawMessage{}}
	err := s.each(q.Context(), f, func(r events.Recorded, line []byte) error {
		if len(page.Events) == f.limit {
			return errEnough
		}
		page.Events = append(page.Events, line)
		page.Cursor = strconv.FormatUint(r.Seq, 10)
		return nil
	})
	switch err {
	case errEnough:
	case nil:
		page.Cursor = ""
	default:
		s.broken(w, q, err)
		return
	}
	s.json(w, http.StatusOK, page)
}

var errEnough = fmt.Errorf("the page is full")

// lines writes all events that match as they stand in a stream file.
func (s *Server) lines(w http.ResponseWriter, q *http.Request, f filter) {
	w.Header().Set("Content-Type", "application/x-ndjson")
	out := bufio.NewWriterSize(w, 64<<10)
	err := s.each(q.Context(), f, func(_ events.Recorded, line []byte) error {
		_, _ = out.Write(line)
		return out.WriteByte('\n')
	})
	if err == nil {
		err = out.Flush()
	}
	if err != nil {
		panic(http.ErrAbortHandler) // the client must not take a part for the whole
	}
}

// each calls f with the events that match, in order, each with its line.
func (s *Server) each(ctx context.Context, f filter, visit func(events.Recorded, []byte) error) error {
	if f.from > f.to {
		return nil
	}
	for m, err := range s.live.Messages(ctx, f.from, f.to) {
		if err != nil {
			return err
		}
		r, err := projections.Parse(m)
		if err != nil {
			return err
		}
		if !f.until.IsZero() && r.Time.After(f.until) {
			return nil // recorded time never goes backwards
		}
		if !f.matches(r) {
			continue
		}
		if err := visit(r, m.Data); err != nil {
			return err
		}
	}
	return nil
}

// follow writes events as they are recorded, in the manner of server-sent
// events (WHATWG HTML, section 9.2), after Last-Event-ID if the client names one.
func (s *Server) follow(w http.ResponseWriter, q *http.Request, f filter) {
	if last, err := strconv.ParseUint(q.Header.Get("Last-Event-ID"), 10, 64); err == nil {
		f.from = max(f.from, last+1)
	}
	rc := http.NewResponseController(w)
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	next := f.from
	for {
		f.from, f.to = next, s.live.Head().Seq
		err := s.each(q.Context(), f, func(r events.Recorded, line []byte) error {
			_, err := fmt.Fprintf(w, "id: %d\nevent: %s\ndata: %s\n\n", r.Seq, r.Type, line)
			return err
		})
		next = max(next, f.to+1)
		if err != nil || rc.Flush() != nil || !s.waitForNews(w, rc, q.Context(), f.to) {
			return
		}
	}
}

// waitForNews returns true when there are events behind seq, and false when the
// client has gone or the server closes.
func (s *Server) waitForNews(w http.ResponseWriter, rc *http.ResponseController, ctx context.Context, seq uint64) bool {
	for {
		wait, cancel := context.WithTimeout(ctx, heartbeat)
		stop := context.AfterFunc(s.closing, cancel)
		err := s.live.Wait(wait, seq)
		stop()
		cancel()
		if err == nil {
			return true
		}
		if ctx.Err() != nil || s.closing.Err() != nil {
			return false
		}
		if _, err := w.Write([]byte(": still here\n\n")); err != nil || rc.Flush() != nil {
			return false
		}
	}
}

// event answers GET /_reel/events/{seq}.
func (s *Server) event(w http.ResponseWriter, q *http.Request, v view, number string) {
	seq, err := strconv.ParseUint(number, 10, 64)
	if err != nil || seq == 0 || seq > v.state.Seq {
		s.say(w, http.StatusNotFound, fmt.Sprintf("there is no event %s: the events are 1 to %d", number, v.state.Seq))
		return
	}
	for m, err := range s.live.Messages(q.Context(), seq, seq) {
		if err != nil {
			s.broken(w, q, err)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(append(m.Data, '\n'))
	}
}
