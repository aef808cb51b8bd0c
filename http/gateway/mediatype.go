package gateway

import "strings"

// mediaTypes are the content types that an API treats as binary.
type mediaTypes []string

func newMediaTypes(types []string) mediaTypes {
	out := make(mediaTypes, len(types))
	for i, t := range types {
		out[i] = strings.ToLower(t)
	}
	return out
}

// has tells whether a Content-Type or an Accept header names one of the types. Of
// several only the first counts, and parameters do not. The API's own entries may
// be image/* or */*; what the client says is taken by the letter.
func (m mediaTypes) has(header string) bool {
	if len(m) == 0 {
		return false
	}
	t := firstMediaType(header)
	for _, entry := range m {
		if entry == "*/*" || entry == t {
			return true
		}
		if family, ok := strings.CutSuffix(entry, "/*"); ok {
			if of, _, ok := strings.Cut(t, "/"); ok && of == family {
				return true
			}
		}
	}
	return false
}

// firstMediaType is the first type of a list, in lower case and without parameters.
func firstMediaType(header string) string {
	first, _, _ := strings.Cut(header, ",")
	first, _, _ = strings.Cut(first, ";")
	first = strings.ToLower(strings.TrimSpace(first))
	if first == "" {
		return jsonType
	}
	return first
}

const jsonType = "application/json"
