package http

import (
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"reel/events"
	"reel/events/traffic"
)

// traffic answers GET /_reel/traffic: {"exchanges":[…]}, oldest first, those after the
// place in the query's cursor that its apiId, stage, status, connectionId, since and
// until let through, and of them the newest limit. With recorded=true they are those
// on the stream, from the oldest on, and beside them the reads that were recorded; the
// cursor counts in the stream then.
func (s *Server) traffic(w http.ResponseWriter, q *http.Request) {
	asked, err := parseTrafficQuery(q.URL.Query())
	if err != nil {
		s.say(w, http.StatusBadRequest, err.Error())
		return
	}
	page := trafficPage{Cursor: strconv.FormatUint(asked.after, 10), Exchanges: []any{}}
	if asked.recorded {
		if err := page.fill(asked, s.Traffic.Stream.Read(q.Context(), asked.after+1)); err != nil {
			s.broken(w, q, err)
			return
		}
	} else {
		page.recent(asked, s.Traffic.Ring)
	}
	s.json(w, http.StatusOK, page)
}

// recording answers /_reel/recording, which PUT and DELETE switch.
func (s *Server) recording(w http.ResponseWriter, q *http.Request) {
	switch q.Method {
	case http.MethodPut, http.MethodDelete:
		s.Traffic.Switch(q.Method == http.MethodPut)
	case http.MethodGet, http.MethodHead:
	default:
		w.Header().Set("Allow", "GET, PUT, DELETE")
		s.say(w, http.StatusMethodNotAllowed, "this page takes GET, PUT and DELETE only")
		return
	}
	s.json(w, http.StatusOK, map[string]bool{"reads": s.Traffic.Reads, "traffic": s.Traffic.On()})
}

// A trafficQuery is what is asked of /_reel/traffic.
type trafficQuery struct {
	after    uint64
	limit    int
	recorded bool
	filter   traffic.Filter
}

func parseTrafficQuery(values url.Values) (t trafficQuery, err error) {
	number := func(name string) (n uint64) {
		if text := values.Get(name); text != "" && err == nil {
			if n, err = strconv.ParseUint(text, 10, 32); err != nil {
				err = fmt.Errorf("%s=%q is not a number", name, text)
			}
		}
		return n
	}
	instant := func(name string) (at time.Time) {
		if text := values.Get(name); text != "" && err == nil {
			if at, err = time.Parse(time.RFC3339, text); err != nil {
				err = fmt.Errorf("%s=%q is not an RFC 3339 time", name, text)
			}
		}
		return at
	}
	t = trafficQuery{after: number("cursor"), limit: int(number("limit")), recorded: values.Get("recorded") == "true", filter: traffic.Filter{
		ApiID: values.Get("apiId"), Stage: values.Get("stage"), ConnectionID: values.Get("connectionId"),
		Status: int(number("status")), Since: instant("since"), Until: instant("until"),
	}}
	return t, err
}

// A trafficPage is a page of traffic.
type trafficPage struct {
	Cursor    string `json:"cursor"`
	Exchanges []any  `json:"exchanges"`
	Reads     []any  `json:"reads,omitempty"`
}

// recent fills the page from the ring with the newest that are asked for.
func (p *trafficPage) recent(asked trafficQuery, ring *traffic.Ring) {
	for _, e := range ring.Newest(asked.after, 0) {
		if p.Cursor = strconv.FormatUint(e.Seq, 10); asked.filter.Wants(e.Exchange.Traits()) {
			p.Exchanges = append(p.Exchanges, e)
		}
	}
	if over := len(p.Exchanges) - asked.limit; asked.limit > 0 && over > 0 {
		p.Exchanges = p.Exchanges[over:]
	}
}

// maxRecordedPage is how much of the stream a page holds at the most.
const maxRecordedPage = 1000

// fill fills the page from the stream with the oldest that are asked for.
func (p *trafficPage) fill(asked trafficQuery, stream iter.Seq2[events.Message, error]) error {
	room := min(cmp.Or(asked.limit, maxRecordedPage), maxRecordedPage)
	for m, err := range stream {
		if err != nil {
			return err
		}
		if len(p.Exchanges)+len(p.Reads) == room {
			break
		}
		if err := p.add(asked.filter, m); err != nil {
			return fmt.Errorf("traffic %d: %w", m.Seq, err)
		}
		p.Cursor = strconv.FormatUint(m.Seq, 10)
	}
	return nil
}

// add adds a line of the stream with its sequence, if it is wanted. Reads are while
// nothing is filtered.
func (p *trafficPage) add(filter traffic.Filter, m events.Message) error {
	var line struct{ Exchange, Read json.RawMessage }
	if err := json.Unmarshal(m.Data, &line); err != nil {
		return err
	}
	text, list := line.Exchange, &p.Exchanges
	if text == nil {
		text, list = line.Read, &p.Reads
	}
	var traits traffic.Traits
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &traits); err != nil {
		return err
	}
	if line.Exchange != nil && !filter.Wants(traits) || line.Exchange == nil && filter != (traffic.Filter{}) {
		return nil
	}
	if err := json.Unmarshal(text, &members); err != nil {
		return err
	}
	members["seq"] = strconv.AppendUint(nil, m.Seq, 10)
	*list = append(*list, members)
	return nil
}
