package gateway

import (
	"net/http"
	"strings"
)

// droppedRequestHeaders never get further than the gateway, by whatever
// integration (recorded on AWS with every header of the list sent); reel's own
// question, which a signature may cover, is one more.
var droppedRequestHeaders = canonicalSet("Connection", "Content-Length", "Content-MD5", "Expect", "Max-Forwards",
	"Proxy-Authenticate", "Server", "TE", "Transfer-Encoding", "Trailer", "Upgrade", "WWW-Authenticate", "X-Reel-Because")

// notPassedOn are the client's headers that HTTP_PROXY leaves out too, unless a
// mapping sets them.
var notPassedOn = canonicalSet("Host", "Content-Encoding", "Via", "Keep-Alive", "Proxy-Connection")

// silentlyDropped are headers that a mapping may name but that do not arrive, and
// notArriving those of HTTP and HTTP_PROXY only.
var (
	silentlyDropped = canonicalSet("Connection", "Expect", "Proxy-Authenticate", "TE")
	notArriving     = canonicalSet("Via")
)

// Headers that no mapping to an integration may name: the call fails.
var (
	barredAlways = canonicalSet("Content-Length", "Transfer-Encoding", "X-Amzn-Trace-Id", "X-Amzn-Apigateway-Api-Id")
	barredAWS    = canonicalSet("Authorization", "Connection", "Expect", "Proxy-Authenticate", "TE")
)

// barred tells whether AWS fails calls whose integration maps to the header.
func barred(kind, name string) bool {
	canonical := http.CanonicalHeaderKey(name)
	return barredAlways[canonical] || (kind == "AWS" || kind == "AWS_PROXY") && barredAWS[canonical]
}

// remapped gives the names under which headers of a backend's answer, or of a
// mapping, reach the client, by canonical name. Those of remappedByMapping are
// renamed only where a mapping sets them.
var (
	remapped = remappedNames("Connection", "Content-Length", "Date", "Server", "WWW-Authenticate",
		"x-amzn-RequestId")
	remappedByMapping = remappedNames("Authorization", "Connection", "Content-Length", "Content-MD5", "Date", "Expect", "Host",
		"Max-Forwards", "Proxy-Authenticate", "Server", "Trailer", "Upgrade", "User-Agent", "WWW-Authenticate",
		"x-amzn-RequestId")
)

// undelivered are headers of a backend's answer that end at the gateway, and
// undeliveredByProxy those that HTTP_PROXY keeps to itself as well.
var (
	undelivered        = canonicalSet("Transfer-Encoding")
	undeliveredByProxy = canonicalSet("Via", "X-Amz-Apigw-Id", "Keep-Alive", "Proxy-Connection", "Trailer", "Upgrade")
)

// ours are headers that say something of this call, whatever a function thinks.
var ours = canonicalSet("X-Amz-Apigw-Id", "X-Amzn-Trace-Id")

func canonicalSet(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[http.CanonicalHeaderKey(name)] = true
	}
	return set
}

func remappedNames(names ...string) map[string]string {
	to := make(map[string]string, len(names))
	for _, name := range names {
		to[http.CanonicalHeaderKey(name)] = "x-amzn-Remapped-" + name
	}
	return to
}

// exact are headers that the server itself looks at, so that they must be under
// their canonical names, whatever a mapping calls them.
var exact = canonicalSet("Content-Type", "Content-Encoding", "Set-Cookie", "Trailer")

// set puts a header into an answer, in the spelling it is given.
func set(h http.Header, name string, values []string) {
	if canonical := http.CanonicalHeaderKey(name); exact[canonical] {
		name = canonical
	}
	h[name] = values
}

// hopByHop lists what a Connection header says is meant for the next hop only
// (RFC 9110, section 7.6.1).
func hopByHop(h http.Header) map[string]bool {
	var out map[string]bool
	for _, line := range h["Connection"] {
		if line == "keep-alive" || line == "close" {
			continue
		}
		for name := range strings.SplitSeq(line, ",") {
			if out == nil {
				out = map[string]bool{}
			}
			out[http.CanonicalHeaderKey(strings.TrimSpace(name))] = true
		}
	}
	return out
}
