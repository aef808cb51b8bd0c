package gateway

import (
	"io"
	"net/http"

	"reel/projections"
)

// A Call is a request to a stage of an API, after it is known which.
type Call struct {
	State projections.State // the point in history that answers
	ApiID string
	Stage string // its name, percent-encoding undone

	Method   string // the verb, as it came
	Path     string // what follows the stage, percent-encoded as it came; "" and "/" are the root
	RawQuery string // without the question mark
	Proto    string // such as HTTP/1.1
	Host     string // the host the client used, with its port
	Header   http.Header
	// HeaderNames gives the spelling in which the client sent a header, by its
	// canonical name. Names that are not in it are taken as canonical.
	HeaderNames map[string]string

	// FullPath is the path as $context.path shows it, when that is not the stage
	// followed by Path, as behind a custom domain.
	FullPath string
	// CustomDomain says that a domain name of the owner's was called, which
	// disableExecuteApiEndpoint does not close.
	CustomDomain bool

	SourceIP string // the client's address, without a port
	Port     string // the port of ours that the client reached
	TLS      bool

	Body          io.Reader // nil when there is none
	ContentLength int64     // -1 when it is not known
}

// values are the client's values of a header; Host is one of them.
func (c *Call) values(name string) []string {
	canonical := http.CanonicalHeaderKey(name)
	if canonical == "Host" {
		return []string{c.Host}
	}
	if droppedRequestHeaders[canonical] {
		return nil
	}
	return c.Header[canonical]
}

// spelling is how the client wrote a header's name, or the given one when that is
// not known. The names of two are always the canonical ones: what stands before
// the gateway writes them anew.
func (c *Call) spelling(name string) string {
	canonical := http.CanonicalHeaderKey(name)
	if canonical == "Authorization" || canonical == "User-Agent" {
		return canonical
	}
	if sent, ok := c.HeaderNames[canonical]; ok {
		return sent
	}
	return name
}

// port is the port that the client reached, by the scheme where nobody says.
func (c *Call) port() string {
	switch {
	case c.Port != "":
		return c.Port
	case c.TLS:
		return "443"
	}
	return "80"
}
