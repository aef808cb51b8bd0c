package gateway_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
)

// A backend is a real HTTP server that keeps what it was last asked.
type backend struct {
	*httptest.Server
	mu   sync.Mutex
	last *http.Request
	body string
}

// asked is the last request and its body.
func (b *backend) asked() (*http.Request, string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.last, b.body
}

func newBackend(t testing.TB, answer http.HandlerFunc) *backend {
	b := new(backend)
	b.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		body, err := io.ReadAll(q.Body)
		if err != nil {
			t.Errorf("the backend could not read the request: %v", err)
		}
		b.mu.Lock()
		b.last, b.body = q, string(body)
		b.mu.Unlock()
		answer(w, q)
	}))
	t.Cleanup(b.Close)
	return b
}
