package traffic_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"reel/events/traffic"
)

func ids(entries []traffic.Entry) string {
	var out []string
	for _, e := range entries {
		out = append(out, fmt.Sprintf("%d:%s", e.Seq, e.Exchange.ID))
	}
	return strings.Join(out, " ")
}

func TestTheRingHoldsTheNewest(t *testing.T) {
	var r traffic.Ring
	if got := r.Newest(0, 0); len(got) != 0 {
		t.Errorf("an empty ring has %s", ids(got))
	}
	for i := range 3 {
		r.Add(&traffic.Exchange{ID: fmt.Sprint(i + 1)})
	}
	tests := []struct {
		after uint64
		limit int
		want  string
	}{
		{0, 0, "1:1 2:2 3:3"}, {1, 0, "2:2 3:3"}, {3, 0, ""}, {9, 0, ""}, {0, 2, "2:2 3:3"}, {2, 2, "3:3"}, {0, 9, "1:1 2:2 3:3"}, {0, -1, "1:1 2:2 3:3"},
	}
	for _, tt := range tests {
		if got := ids(r.Newest(tt.after, tt.limit)); got != tt.want {
			t.Errorf("Newest(%d, %d) is %s, want %s", tt.after, tt.limit, got, tt.want)
		}
	}
	for i := 3; i < traffic.RingSize+10; i++ {
		r.Add(&traffic.Exchange{ID: fmt.Sprint(i + 1)})
	}
	all := r.Newest(0, 0)
	if len(all) != traffic.RingSize || all[0].Seq != 11 || all[len(all)-1].Exchange.ID != fmt.Sprint(traffic.RingSize+10) {
		t.Errorf("a full ring has %d, from %d to %s", len(all), all[0].Seq, all[len(all)-1].Exchange.ID)
	}
}

// Many may add while others look.
func TestTheRingIsShared(t *testing.T) {
	var r traffic.Ring
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for range 1000 {
				r.Add(&traffic.Exchange{ID: "x"})
			}
		})
		wg.Go(func() {
			for range 50 {
				last := uint64(0)
				for _, e := range r.Newest(0, 100) {
					if e.Seq <= last || e.Exchange.ID != "x" {
						t.Errorf("%d follows %d", e.Seq, last)
					}
					last = e.Seq
				}
			}
		})
	}
	wg.Wait()
	if got := r.Newest(0, 0); len(got) != traffic.RingSize || got[len(got)-1].Seq != 4000 {
		t.Errorf("the ring has %d", len(got))
	}
}

func TestAnExchangeAsJSON(t *testing.T) {
	e := traffic.Exchange{
		ID: "id", Time: time.Date(2026, 11, 23, 1, 2, 3, 0, time.FixedZone("", 3600)), ServedAt: 7, Account: "111122223333", Region: "us-east-1",
		ApiID: "a1", Stage: "dev", Method: "GET", Path: "/x", Query: "q=1", Resource: "/{p}", Status: 200,
		Request:     traffic.Kept(http.Header{"Accept": {"*/*"}}, nil, 0),
		Response:    traffic.Kept(nil, []byte("hé\xff"), 4),
		Integration: &traffic.Integration{Type: "HTTP", URI: "http://b/", Status: 204, Latency: 1500 * time.Microsecond},
		Latency:     2 * time.Millisecond,
	}
	got, err := json.Marshal(traffic.Entry{Seq: 3, Exchange: &e})
	want := `{"account":"111122223333","apiId":"a1","id":"id","integration":{"latency":1.5,"status":204,"type":"HTTP","uri":"http://b/"},` +
		`"latency":2,"method":"GET","path":"/x","query":"q=1","region":"us-east-1","request":{"headers":{"Accept":["*/*"]},"size":0},"resource":"/{p}",` +
		`"response":{"body":"aMOp/w==","isBase64Encoded":true,"size":4},"seq":3,"servedAt":7,"stage":"dev","status":200,"time":"2026-11-23T00:02:03Z"}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
	alone, _ := json.Marshal(e)
	if string(alone) != strings.Replace(want, `"seq":3,`, "", 1) {
		t.Errorf("outside the ring it is %s", alone)
	}
}

// However big a message is, little of it is kept, and nothing else kept alive.
func TestMessagesAreCut(t *testing.T) {
	big := []byte(strings.Repeat("é", traffic.MaxKept))
	m := traffic.Kept(nil, big, int64(len(big)))
	if len(m.Body) != traffic.MaxKept || cap(m.Body) > 2*traffic.MaxKept || m.Size != int64(len(big)) {
		t.Errorf("kept %d of %d bytes, in room for %d", len(m.Body), m.Size, cap(m.Body))
	}
	odd := traffic.Kept(nil, append([]byte("x"), big...), int64(len(big))+1)
	var shown struct {
		Body            string
		Truncated       bool
		IsBase64Encoded bool
	}
	text, err := json.Marshal(odd)
	if err == nil {
		err = json.Unmarshal(text, &shown)
	}
	if err != nil || !shown.Truncated || shown.IsBase64Encoded || shown.Body != "x"+strings.Repeat("é", traffic.MaxKept/2-1) {
		t.Errorf("a rune that was cut: %v, %v", err, shown)
	}
	h := http.Header{"A": {"small"}, "B": {strings.Repeat("b", traffic.MaxKept)}, "C": {"after"}}
	if m := traffic.Kept(h, nil, 0); m.Header.Get("A") != "small" || len(m.Header) != 1 {
		t.Errorf("of headers too long %d names are kept", len(m.Header))
	}
}

// Noting an exchange must cost well under a microsecond.
func BenchmarkRing(b *testing.B) {
	var r traffic.Ring
	h := http.Header{"Accept": {"*/*"}, "Content-Type": {"application/json"}, "User-Agent": {"curl/8"}}
	body := []byte(strings.Repeat("x", 500))
	b.ReportAllocs()
	for b.Loop() {
		r.Add(&traffic.Exchange{ID: "id", Request: traffic.Kept(h, body, 500), Response: traffic.Kept(h, body, 500)})
	}
}

// What decided an exchange, and who had a say in it, stands with it.
func TestExchangesTellWhatDecidedThem(t *testing.T) {
	e := traffic.Exchange{ID: "id", ApiID: "a1", Stage: "dev", Method: "GET", Path: "/x", Status: 403, Time: time.Unix(0, 0), Cache: "HIT", Canary: true, AccessLog: "a line",
		Authorizer: &traffic.Authorizer{ID: "g1", Type: "TOKEN", URI: "arn", Status: 200, Cached: true, Error: "denied", Latency: 1500 * time.Microsecond},
		Because:    func() []string { return []string{"/restapis/a1/stages/dev"} }}
	got, err := json.Marshal(e)
	want := `{"accessLog":"a line","apiId":"a1","authorizer":{"cached":true,"error":"denied","id":"g1","latency":1.5,"status":200,"type":"TOKEN","uri":"arn"},` +
		`"because":["/restapis/a1/stages/dev"],"cache":"HIT","canary":true,"id":"id","latency":0,"method":"GET","path":"/x","request":{"size":0},"response":{"size":0},` +
		`"servedAt":0,"stage":"dev","status":403,"time":"1970-01-01T00:00:00Z"}`
	if err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

// What an access log, or an authorizer's refusal, quotes of a secret is not kept either.
func TestQuotedSecretsAreNotKept(t *testing.T) {
	const secret = "abcdefghijklmnopqrst0123"
	e := traffic.Exchange{AccessLog: "key " + secret, Authorizer: &traffic.Authorizer{Error: "no " + secret},
		Request: traffic.Message{Header: http.Header{"X-Api-Key": {secret}}}}
	kept := e.Redacted()
	if kept.AccessLog != "key redacted" || kept.Authorizer.Error != "no redacted" || e.Authorizer.Error != "no "+secret {
		t.Errorf("kept are %q and %q, of %q", kept.AccessLog, kept.Authorizer.Error, e.Authorizer.Error)
	}
}
