package http

import (
	"io"
	"net/http"
	"time"
)

// A patientBody is a request's body that is given up when nothing comes for a
// while, so that clients that hang hold on to nothing.
type patientBody struct {
	io.Reader
	conn     *http.ResponseController
	patience time.Duration
}

func patient(w http.ResponseWriter, body io.Reader, patience time.Duration) *patientBody {
	return &patientBody{body, http.NewResponseController(w), patience}
}

func (b *patientBody) Read(p []byte) (int, error) {
	_ = b.conn.SetReadDeadline(time.Now().Add(b.patience))
	n, err := b.Reader.Read(p)
	if err == io.EOF { // any other end leaves a connection that is not to be read on
		_ = b.conn.SetReadDeadline(time.Time{})
	}
	return n, err
}
