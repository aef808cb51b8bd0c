package http

import (
	"io"
	"net/http"
	"time"
)

// patience is how long a client may pause in the middle of a body.
const patience = 30 * time.Second

// A patientBody is a request's body that is given up when nothing comes for a
// while, so that clients that hang hold on to nothing.
type patientBody struct {
	io.Reader
	conn *http.ResponseController
}

func patient(w http.ResponseWriter, body io.Reader) *patientBody {
	return &patientBody{body, http.NewResponseController(w)}
}

func (b *patientBody) Read(p []byte) (int, error) {
	_ = b.conn.SetReadDeadline(time.Now().Add(patience))
	n, err := b.Reader.Read(p)
	if err != nil {
		_ = b.conn.SetReadDeadline(time.Time{})
	}
	return n, err
}
