package http_test

import (
	"bufio"
	"net/http"
	"strings"
	"testing"

	"reel/events"
)

func TestHealthTellsStatusVersionAndSequence(t *testing.T) {
	c := open(t)
	c.create("one")
	a := c.do("GET", "/_reel/health", "")
	for member, want := range map[string]string{"status": "running", "seq": "1", "seed": "7", "clock": "2026-01-01T00:00:00Z"} {
		if got := field(t, a.body, member); got != want {
			t.Errorf("%s is %q, want %q", member, got, want)
		}
	}
	if field(t, a.body, "version") == "" {
		t.Error("no version")
	}
}

func TestEventsPageIsFilteredAndPaged(t *testing.T) {
	c := open(t)
	first, second := c.create("one"), c.create("two")
	c.do("DELETE", "/restapis/"+first, "")
	c.do("DELETE", "/restapis/nosuchapi0", "")
	for query, want := range map[string]string{
		"":                                        "1 2 3 4",
		"?from=2&to=3":                            "2 3",
		"?type=apigateway.RestApiCreated":         "1 2",
		"?type=apigateway.":                       "1 2 3",
		"?type=reel.CallRefused":                  "4",
		"?operation=DeleteRestApi":                "3 4",
		"?subject=/restapis/" + second:            "2",
		"?since=2026-01-01T00:00:03Z":             "3 4",
		"?until=2026-01-01T00:00:02Z":             "1 2",
		"?limit=2":                                "1 2 +2",
		"?limit=2&cursor=2":                       "3 4",
		"?type=apigateway.RestApiCreated&limit=1": "1 +1",
	} {
		if got := seqs(t, c.do("GET", "/_reel/events"+query, "").body); got != want {
			t.Errorf("events%s: %s, want %s", query, got, want)
		}
	}
	for _, query := range []string{"?from=x", "?since=yesterday", "?cursor=-1"} {
		if a := c.do("GET", "/_reel/events"+query, ""); a.status != http.StatusBadRequest {
			t.Errorf("events%s: %d %s", query, a.status, a.body)
		}
	}
}

// seqs are the sequences of a page, and the cursor behind a plus sign.
func seqs(t *testing.T, page string) string {
	t.Helper()
	var all []string
	for _, part := range strings.Split(page, `"seq":`)[1:] {
		all = append(all, part[:strings.IndexByte(part, ',')])
	}
	if cursor := field(t, page, "cursor"); cursor != "" {
		all = append(all, "+"+cursor)
	}
	return strings.Join(all, " ")
}

func TestEventsAsLinesAreThoseOfAStreamFile(t *testing.T) {
	c := open(t)
	c.create("one")
	c.create("two")
	a := c.do("GET", "/_reel/events", "", "Accept", "application/x-ndjson")
	if got := a.header.Get("Content-Type"); got != "application/x-ndjson" {
		t.Errorf("Content-Type %q", got)
	}
	var n uint64
	for line := range strings.Lines(a.body) {
		r, err := events.ParseLine([]byte(strings.TrimSuffix(line, "\n")))
		if n++; err != nil || r.Seq != n {
			t.Errorf("line %d: sequence %d, %v", n, r.Seq, err)
		}
	}
	if n != 2 {
		t.Errorf("%d lines", n)
	}
}

func TestEventStreamFollowsAndResumes(t *testing.T) {
	c := open(t)
	c.create("one")
	c.create("two")
	q, _ := http.NewRequestWithContext(t.Context(), "GET", c.URL+"/_reel/events", nil)
	q.Header.Set("Accept", "text/event-stream")
	q.Header.Set("Last-Event-ID", "1")
	resp, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	in := bufio.NewScanner(resp.Body)
	next := func() (id, typ string) {
		for in.Scan() && in.Text() != "" {
			if v, ok := strings.CutPrefix(in.Text(), "id: "); ok {
				id = v
			}
			if v, ok := strings.CutPrefix(in.Text(), "event: "); ok {
				typ = v
			}
		}
		return id, typ
	}
	if id, typ := next(); id != "2" || typ != "apigateway.RestApiCreated" {
		t.Errorf("resumed with %s %s", id, typ)
	}
	recorded := make(chan error, 1)
	go func() { // while the client waits
		_, err := http.Post(c.URL+"/restapis", "application/json", strings.NewReader(`{"name":"three"}`))
		recorded <- err
	}()
	if id, _ := next(); id != "3" {
		t.Errorf("followed with %s", id)
	}
	if err := <-recorded; err != nil {
		t.Error(err)
	}
}

func TestOneEvent(t *testing.T) {
	c := open(t)
	id := c.create("one")
	a := c.do("GET", "/_reel/events/1", "")
	if field(t, a.body, "subject") != "/restapis/"+id {
		t.Errorf("got %s", a.body)
	}
	for _, seq := range []string{"0", "2", "x", "-1", "99999999999999999999"} {
		if a := c.do("GET", "/_reel/events/"+seq, ""); a.status != http.StatusNotFound {
			t.Errorf("event %s: %d", seq, a.status)
		}
	}
}

func TestResetIsRecordedAndEmptiesTheEmulator(t *testing.T) {
	c := open(t)
	empty := field(t, c.do("GET", "/_reel/digest", "").body, "digest")
	id := c.create("one")
	if a := c.do("POST", "/_reel/reset", ""); a.status != http.StatusNoContent || a.body != "" {
		t.Errorf("reset: %d %q", a.status, a.body)
	}
	if a := c.do("GET", "/restapis/"+id, ""); a.status != http.StatusNotFound {
		t.Errorf("the API outlived the reset: %d", a.status)
	}
	if got := field(t, c.do("GET", "/_reel/digest", "").body, "digest"); got != empty {
		t.Errorf("digest %s, want the empty one %s", got, empty)
	}
	if got := field(t, c.do("GET", "/_reel/events/2", "").body, "type"); got != "reel.Reset" {
		t.Errorf("event 2 is %s", got)
	}
	if a := c.do("GET", "/_reel/at/1/restapis/"+id, ""); a.status != http.StatusOK {
		t.Errorf("the past is gone: %d %s", a.status, a.body)
	}
	if a := c.do("GET", "/_reel/reset", ""); a.status != http.StatusMethodNotAllowed {
		t.Errorf("GET of reset: %d", a.status)
	}
}

func TestThePastAnswersAsItWas(t *testing.T) {
	c := open(t)
	id := c.create("one")
	c.do("PATCH", "/restapis/"+id, `{"patchOperations":[{"op":"replace","path":"/name","value":"uno"}]}`)
	name := func(point string) string { return field(t, c.do("GET", point+"/restapis/"+id, "").body, "name") }
	for point, want := range map[string]string{
		"": "uno", "/_reel/at/1": "one", "/_reel/at/2": "uno",
		"/_reel/at/2026-01-01T00:00:01Z": "one", "/_reel/at/2026-01-01T00%3A00%3A01.5Z": "one", "/_reel/at/2030-01-01T00:00:00Z": "uno",
	} {
		if got := name(point); got != want {
			t.Errorf("at %q the name is %q, want %q", point, got, want)
		}
	}
	if a := c.do("GET", "/_reel/at/0/restapis/"+id, ""); a.status != http.StatusNotFound {
		t.Errorf("before the first event: %d", a.status)
	}
	if got := field(t, c.do("GET", "/_reel/at/1/_reel/health", "").body, "seq"); got != "1" {
		t.Errorf("health at 1 is of %s", got)
	}
	c.do("GET", "/_reel/at/3/restapis", "").check(t, 404, `{"message":"there is no event 3 yet: the newest is 2"}`)
	for _, point := range []string{"x", "-1", "at", ""} {
		if a := c.do("GET", "/_reel/at/"+point+"/restapis", ""); a.status != http.StatusBadRequest {
			t.Errorf("at %q: %d %s", point, a.status, a.body)
		}
	}
}

func TestThePastCannotBeChanged(t *testing.T) {
	c := open(t)
	id := c.create("one")
	for _, a := range []answer{
		c.do("DELETE", "/_reel/at/1/restapis/"+id, ""),
		c.do("POST", "/_reel/at/1/restapis", `{"name":"two"}`),
		c.do("POST", "/_reel/at/1/_reel/reset", ""),
	} {
		if a.status != http.StatusBadRequest || !strings.Contains(strings.ToLower(a.body), "the past cannot be changed") {
			t.Errorf("%d %s", a.status, a.body)
		}
	}
	if got := field(t, c.do("GET", "/_reel/health", "").body, "seq"); got != "1" {
		t.Errorf("%s events, want 1", got)
	}
}
