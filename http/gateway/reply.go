package gateway

import (
	"io"
	"net/http"
)

// A Reply is the answer to a Call. Its header names are spelled as AWS spells
// them, not as Go would, and must be sent so.
type Reply struct {
	Status int
	Header http.Header // its values may be shared: do not append to them

	Body []byte // the whole answer, when Stream is nil
	// Stream is an answer that is passed on as the backend sends it. It must be
	// closed, else a connection stays behind.
	Stream io.ReadCloser
	Length int64 // of Stream, -1 when it is not known

	// Because are the nouns that decided the answer, where the call asks for them.
	Because *Grounds
}
