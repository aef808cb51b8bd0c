package http_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"reel/cmd/emulator"
)

// A client speaks to an emulator over its socket, as curl would.
type client struct {
	*testing.T
	*emulator.Emulator
}

func open(t *testing.T) client {
	t.Helper()
	return client{t, emulator.OpenWith(t, emulator.Config{Seed: 7, Clock: "2026-01-01T00:00:00Z"})}
}

// An answer is what came back, read whole.
type answer struct {
	status int
	header http.Header
	body   string
}

// do sends a request; headers are name, value, name, value.
func (c client) do(method, path, body string, headers ...string) answer {
	c.Helper()
	q, err := http.NewRequestWithContext(c.Context(), method, c.URL+path, strings.NewReader(body))
	if err != nil {
		c.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		q.Header.Set(headers[i], headers[i+1])
		if headers[i] == "Host" {
			q.Host = headers[i+1]
		}
	}
	resp, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		c.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		c.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, string(text)}
}

// create makes a REST API and returns its id.
func (c client) create(name string) string {
	c.Helper()
	a := c.do("POST", "/restapis", `{"name":"`+name+`"}`)
	if a.status != http.StatusCreated {
		c.Fatalf("POST /restapis: %d %s", a.status, a.body)
	}
	return field(c, a.body, "id")
}

// field is a member of a JSON object, as text.
func field(t testing.TB, object, name string) string {
	t.Helper()
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(object), &members); err != nil {
		t.Fatalf("%v in %s", err, object)
	}
	var s string
	if json.Unmarshal(members[name], &s) == nil {
		return s
	}
	return string(members[name])
}

func (a answer) check(t testing.TB, status int, body string) {
	t.Helper()
	if a.status != status || strings.TrimSpace(a.body) != body {
		t.Errorf("got %d %s\nwant %d %s", a.status, a.body, status, body)
	}
}
