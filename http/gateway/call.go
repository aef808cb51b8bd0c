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
	// RawHeader is the header as it was sent, from the request line on, for the
	// spelling of its names; nil when that is not known.
	RawHeader []byte

	// FullPath is the path as $context.path shows it, when that is not the stage
	// followed by Path, as behind a custom domain.
	FullPath string
	// RequestPath is the whole path that the client asked for, percent-encoded as it
	// came, which a signature is of; when empty it is the stage followed by Path.
	RequestPath string
	// CustomDomain says that a domain name of the owner's was called, which
	// disableExecuteApiEndpoint does not close.
	CustomDomain bool
	// BasePath is the base path of the mapping by which it led here, empty for the one
	// of all paths.
	BasePath string
	// RoutingRuleID is the routing rule by which it led here, empty when a mapping did.
	RoutingRuleID string

	SourceIP string // the client's address, without a port
	Port     string // the port of ours that the client reached
	TLS      bool

	// Because asks for the nouns that decide the answer.
	Because bool

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
