package http

import "net/http"

// spellingsOf is how the client wrote the names of its headers, by canonical name.
// HTTP/2 knows lower case only (RFC 9113, section 8.2).
func spellingsOf(q *http.Request) map[string]string { return nil }
