package traffic_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"reel/events/traffic"
)

// What is recorded is what was asked for, without secrets; the ring has it all.
func TestTheRecorder(t *testing.T) {
	var lines []string
	var said strings.Builder
	full := errors.New("full")
	var fails error
	r := &traffic.Recorder{Ring: new(traffic.Ring), Logger: slog.New(slog.NewTextHandler(&said, nil)), Stream: traffic.Stream{
		Append: func(_ context.Context, subject string, line []byte) error {
			lines = append(lines, subject+" "+string(line))
			return fails
		},
	}}
	h := http.Header{"Authorization": {"Bearer x"}, "x-api-key": {"k"}, "Accept": {"*/*"}}
	e := &traffic.Exchange{ID: "id", Account: "1", Region: "r", ApiID: "a", Stage: "s", ServedAt: 4, Query: "a=1&X-Amz-Signature=2&b",
		Request: traffic.Kept(h, nil, 0), Response: traffic.Kept(http.Header{"Set-Cookie": {"c=1"}}, nil, 0)}
	r.Observe(e)
	r.Read(traffic.Read{Operation: "GetRestApis"})
	if len(lines) != 0 {
		t.Errorf("recorded without being asked: %v", lines)
	}
	r.Switch(true)
	r.Reads = true
	r.Observe(e)
	r.Read(traffic.Read{Account: "1", Region: "r", Service: "apigateway", Operation: "GetRestApis", ServedAt: 9, Subject: "/restapis"})
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, want := range []string{`1/r/a/s {"exchange":{`, `"Accept":["*/*"]`, `"Authorization":["redacted"]`, `"x-api-key":["redacted"]`, `"Set-Cookie":["redacted"]`, `"query":"a=1\u0026X-Amz-Signature=redacted\u0026b"`, `"servedAt":4`} {
		if !strings.Contains(lines[0], want) {
			t.Errorf("%s lacks %s", lines[0], want)
		}
	}
	if want := `1/r/apigateway/GetRestApis {"read":{"account":"1","operation":"GetRestApis","region":"r","servedAt":9,"service":"apigateway","subject":"/restapis"}}`; lines[1] != want {
		t.Errorf("got %s, want %s", lines[1], want)
	}
	if h.Get("Authorization") != "Bearer x" || len(r.Ring.Newest(0, 0)) != 2 {
		t.Error("the ring's exchange was changed, or is not there")
	}
	fails = full
	for range 3 {
		r.Observe(e)
	}
	if strings.Count(said.String(), "full") != 1 {
		t.Errorf("said %s", said.String())
	}
	r.Switch(false)
	if r.Observe(e); len(lines) != 5 {
		t.Error("recorded after it was switched off")
	}
}

func TestFilters(t *testing.T) {
	at := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC)
	traits := (&traffic.Exchange{ApiID: "a", Stage: "s", Status: 200, ConnectionID: "c", Time: at}).Traits()
	for _, tt := range []struct {
		filter traffic.Filter
		want   bool
	}{
		{traffic.Filter{}, true}, {traffic.Filter{ApiID: "a", Stage: "s", Status: 200, ConnectionID: "c", Since: at, Until: at}, true},
		{traffic.Filter{ApiID: "b"}, false}, {traffic.Filter{Stage: "t"}, false}, {traffic.Filter{Status: 404}, false}, {traffic.Filter{ConnectionID: "d"}, false},
		{traffic.Filter{Since: at.Add(1)}, false}, {traffic.Filter{Until: at.Add(-1)}, false},
	} {
		if got := tt.filter.Wants(traits); got != tt.want {
			t.Errorf("%+v: got %v", tt.filter, got)
		}
	}
}
