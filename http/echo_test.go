package http_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// echo is the address of a backend that answers with what it was asked.
func echo(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, _ := io.ReadAll(q.Body)
		auth, _, _ := strings.Cut(q.Header.Get("Authorization"), " ")
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(said(map[string]string{
			"auth": auth, "body": string(body), "key": q.Header.Get("X-Api-Key"), "path": q.URL.EscapedPath(),
			"query": q.URL.RawQuery, "trace": q.Header.Get("X-Trace"), "verb": q.Method,
		}))
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// said is what was asked, without a header that was not sent.
func said(asked map[string]string) map[string]string {
	if asked["trace"] == "" {
		delete(asked, "trace")
	}
	return asked
}
