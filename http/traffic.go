package http

import (
	"fmt"
	"net/http"
	"strconv"

	"reel/events/traffic"
)

// traffic answers GET /_reel/traffic: {"exchanges":[…]}, oldest first, those after
// the place in the query's cursor, and of them the newest limit.
func (s *Server) traffic(w http.ResponseWriter, q *http.Request) {
	number := func(name string) (n uint64, err error) {
		if text := q.URL.Query().Get(name); text != "" {
			if n, err = strconv.ParseUint(text, 10, 32); err != nil {
				err = fmt.Errorf("%s=%q is not a number", name, text)
			}
		}
		return n, err
	}
	after, err := number("cursor")
	if err != nil {
		s.say(w, http.StatusBadRequest, err.Error())
		return
	}
	limit, err := number("limit")
	if err != nil {
		s.say(w, http.StatusBadRequest, err.Error())
		return
	}
	page := struct {
		Cursor    string          `json:"cursor"`
		Exchanges []traffic.Entry `json:"exchanges"`
	}{strconv.FormatUint(after, 10), s.Traffic.Newest(after, int(limit))}
	if n := len(page.Exchanges); n > 0 {
		page.Cursor = strconv.FormatUint(page.Exchanges[n-1].Seq, 10)
	} else {
		page.Exchanges = []traffic.Entry{}
	}
	s.json(w, http.StatusOK, page)
}
