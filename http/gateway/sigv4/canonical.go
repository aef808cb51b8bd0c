package sigv4

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// A Request is what a signature is of.
type Request struct {
	Method string
	Path   string // percent-encoded, as it stands in the request line
	Query  string // raw, without the question mark
	Host   string
	Header http.Header // by canonical names
	Length int64       // of the body; it stands in for a Content-Length that the header lacks
	// Payload is the hash of the body in hexadecimal, or a word that stands for it.
	Payload string
}

// canonical is the request as it is signed, with a path that is encoded already
// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request).
func (r *Request) canonical(path string, signed []string) string {
	var out strings.Builder
	out.WriteString(r.Method + "\n" + path + "\n" + canonicalQuery(r.Query) + "\n")
	for _, name := range slices.Compact(slices.Sorted(slices.Values(signed))) {
		out.WriteString(name + ":" + strings.Join(r.values(name), ",") + "\n")
	}
	out.WriteString("\n" + strings.Join(signed, ";") + "\n" + r.Payload)
	return out.String()
}

// values are a header's, each without the blanks around it and with one blank where
// there are several.
func (r *Request) values(name string) []string {
	canonical := http.CanonicalHeaderKey(name)
	given := r.Header[canonical]
	switch {
	case canonical == "Host":
		given = []string{r.Host}
	case canonical == "Content-Length" && len(given) == 0:
		given = []string{strconv.FormatInt(max(r.Length, 0), 10)}
	}
	out := make([]string, len(given))
	for i, v := range given {
		out[i] = strings.Join(strings.FieldsFunc(v, func(c rune) bool { return c == ' ' }), " ")
	}
	return out
}

// canonicalPath is a path encoded once more than it is sent: what is %20 in the
// request line is %2520 here. Only S3 has it otherwise.
func canonicalPath(path string) string {
	if path == "" {
		return "/"
	}
	return encode(path, true)
}

// normalPath is a path without empty segments and dots, which some of AWS's SDKs
// sign instead of the path that they send.
func normalPath(path string) string {
	var kept []string
	for segment := range strings.SplitSeq(path, "/") {
		switch segment {
		case "", ".":
		case "..":
			kept = kept[:max(0, len(kept)-1)]
		default:
			kept = append(kept, segment)
		}
	}
	out := "/" + strings.Join(kept, "/")
	if strings.HasSuffix(path, "/") && len(kept) > 0 {
		out += "/"
	}
	return out
}

// canonicalQuery is a query string sorted by name and then by value, without the
// signature itself.
func canonicalQuery(raw string) string {
	var pairs [][2]string
	for pair := range strings.SplitSeq(raw, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		if name == "X-Amz-Signature" {
			continue
		}
		pairs = append(pairs, [2]string{encode(decoded(name), false), encode(decoded(value), false)})
	}
	slices.SortStableFunc(pairs, func(a, b [2]string) int {
		if c := strings.Compare(a[0], b[0]); c != 0 {
			return c
		}
		return strings.Compare(a[1], b[1])
	})
	var out strings.Builder
	for i, p := range pairs {
		if i > 0 {
			out.WriteByte('&')
		}
		out.WriteString(p[0] + "=" + p[1])
	}
	return out.String()
}

// decoded is percent-encoding undone; what is none stays as it is.
func decoded(s string) string {
	if plain, err := url.QueryUnescape(s); err == nil {
		return plain
	}
	return s
}

// encode is percent-encoding as AWS has it: of everything but RFC 3986's unreserved
// characters, in capital letters.
func encode(s string, slashes bool) string {
	const digits = "0123456789ABCDEF"
	var out strings.Builder
	out.Grow(len(s))
	for i := range len(s) {
		c := s[i]
		if isUnreserved(c) || slashes && c == '/' {
			out.WriteByte(c)
			continue
		}
		out.WriteByte('%')
		out.WriteByte(digits[c>>4])
		out.WriteByte(digits[c&15])
	}
	return out.String()
}

func isUnreserved(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}
