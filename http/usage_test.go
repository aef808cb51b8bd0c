package http_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"reel/events"
	reelhttp "reel/http"
	"reel/http/gateway"
	"reel/projections"
	"reel/replay"
)

// Who counts calls is asked for each key and day, and from a grant on for the
// calls that came after it.
func TestUsageIsWhatWasCounted(t *testing.T) {
	clock, err := events.ParseClock("2026-01-01T00:00:00Z")
	if err != nil {
		t.Fatal(err)
	}
	live, err := projections.Open(t.Context(), &replay.Memory{}, projections.Options{Seed: 7, Clock: clock})
	if err != nil {
		t.Fatal(err)
	}
	var plan, key string
	used := func(u projections.Use) int64 {
		switch {
		case u.Account != "000000000000" || u.Region != "us-east-1" || u.UsagePlanId != plan || u.KeyId != key:
			t.Errorf("asked for %+v", u)
		case u.Day.Format(time.DateOnly) != "2026-01-01":
			return 0
		case u.Grant == 1:
			return 2 // since UpdateUsage
		}
		return 5
	}
	server := httptest.NewServer(reelhttp.NewServer(reelhttp.Options{Live: live, Gateway: gateway.New(gateway.Options{}), Used: used}))
	defer server.Close()
	do := func(method, path, body string) string {
		t.Helper()
		q, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(q)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		answer, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(answer)
	}
	plan = field(t, do("POST", "/usageplans", `{"name":"p","quota":{"limit":10,"period":"DAY"}}`), "id")
	key = field(t, do("POST", "/apikeys", `{}`), "id")
	do("POST", "/usageplans/"+plan+"/keys", `{"keyId":"`+key+`","keyType":"API_KEY"}`)
	usage := func() string {
		t.Helper()
		return field(t, do("GET", "/usageplans/"+plan+"/usage?startDate=2026-01-01&endDate=2026-01-02", ""), "values")
	}
	if got, want := usage(), `{"`+key+`":[[5,5],[0,10]]}`; got != want {
		t.Errorf("usage %s, want %s", got, want)
	}
	set := do("PATCH", "/usageplans/"+plan+"/keys/"+key+"/usage", `{"patchOperations":[{"op":"replace","path":"/remaining","value":"20"}]}`)
	if got, want := field(t, set, "values"), `{"`+key+`":[[5,20]]}`; got != want {
		t.Errorf("set to %s, want %s", got, want)
	}
	if got, want := usage(), `{"`+key+`":[[5,18],[0,10]]}`; got != want {
		t.Errorf("usage afterwards %s, want %s", got, want)
	}
}
