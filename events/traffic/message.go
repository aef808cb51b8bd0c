package traffic

import (
	"encoding/base64"
	"encoding/json"
	"net/http"
	"slices"
	"unicode/utf8"
)

// MaxKept is how many bytes of a body, and of all headers together, an exchange
// keeps. A ring of a thousand exchanges so holds 16 MB at the very most.
const MaxKept = 4 << 10

// Kept is as much of a message as traffic keeps. Short ones are kept as they
// are, not copied; of long ones nothing but the copied beginning stays alive.
func Kept(h http.Header, body []byte, size int64) Message {
	if len(body) > MaxKept {
		body = slices.Clone(body[:MaxKept])
	}
	return Message{Size: size, Header: keptHeader(h), Body: body}
}

func keptHeader(h http.Header) http.Header {
	room := MaxKept
	for name, values := range h {
		for _, v := range values {
			room -= len(name) + len(v)
		}
	}
	if room >= 0 {
		return h
	}
	return cutHeader(h)
}

// cutHeader is as many headers as fit, the names in order so that the same
// request is always shown the same way.
func cutHeader(h http.Header) http.Header {
	kept, room := http.Header{}, MaxKept
	names := make([]string, 0, len(h))
	for name := range h {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, v := range h[name] {
			if room -= len(name) + len(v); room < 0 {
				return kept
			}
			kept[name] = append(kept[name], v)
		}
	}
	return kept
}

// MarshalJSON writes the message: a body that is not UTF-8 text is in base64,
// and says so as API Gateway's own events do.
func (m Message) MarshalJSON() ([]byte, error) {
	body, encoded := m.text()
	return json.Marshal(struct {
		Body            string      `json:"body,omitempty"`
		Headers         http.Header `json:"headers,omitempty"`
		IsBase64Encoded bool        `json:"isBase64Encoded,omitempty"`
		Size            int64       `json:"size"`
		Truncated       bool        `json:"truncated,omitempty"`
	}{body, m.Header, encoded, m.Size, m.Size > int64(len(m.Body))})
}

func (m Message) text() (body string, encoded bool) {
	whole := m.Body
	if m.Size > int64(len(whole)) {
		whole = wholeRunes(whole)
	}
	if utf8.Valid(whole) {
		return string(whole), false
	}
	return base64.StdEncoding.EncodeToString(m.Body), true
}

// wholeRunes is b without a last rune that was cut in the middle.
func wholeRunes(b []byte) []byte {
	for i := 1; i <= utf8.UTFMax && i <= len(b); i++ {
		if c := b[len(b)-i]; utf8.RuneStart(c) {
			if !utf8.FullRune(b[len(b)-i:]) {
				return b[:len(b)-i]
			}
			break
		}
	}
	return b
}
