package gateway

import (
	"net/http"
	"strings"
)

// spelling is how the client wrote a header's name, or the given name when that is
// not known. Two names are always the canonical ones: what stands before the
// gateway writes them anew (recorded on AWS).
func (x *exchange) spelling(name string) string {
	canonical := http.CanonicalHeaderKey(name)
	if canonical == "Authorization" || canonical == "User-Agent" {
		return canonical
	}
	if x.sent == nil {
		x.sent = spellings(x.call.RawHeader)
	}
	if sent, ok := x.sent[canonical]; ok {
		return sent
	}
	if strings.HasPrefix(x.call.Proto, "HTTP/2") && x.call.Header[canonical] != nil {
		return strings.ToLower(name)
	}
	return name
}

// spellings are the names of a header as they stand, by their canonical form; of
// several spellings of one name, the first.
func spellings(raw []byte) map[string]string {
	out := map[string]string{}
	_, lines, _ := strings.Cut(string(raw), "\r\n")
	for line := range strings.SplitSeq(lines, "\r\n") {
		name, _, ok := strings.Cut(line, ":")
		canonical := http.CanonicalHeaderKey(name)
		if _, known := out[canonical]; ok && !known {
			out[canonical] = name
		}
	}
	return out
}
