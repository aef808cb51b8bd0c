package sigv4

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

const (
	algorithm  = "AWS4-HMAC-SHA256"
	terminator = "aws4_request"
	longForm   = "20060102T150405Z" // ISO 8601's basic format
	shortForm  = "20060102"

	// Unsigned stands in for the hash of a body that is not signed.
	Unsigned = "UNSIGNED-PAYLOAD"
)

// Hash is the hash of a body as a Request has it.
func Hash(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// A scope is what a signing key is good for: one day, in one region, of one service.
type scope struct{ date, region, service, end string }

func (s scope) String() string { return s.date + "/" + s.region + "/" + s.service + "/" + s.end }

// toSign is the text that is signed for a canonical request.
func (s scope) toSign(at, canonical string) string {
	return algorithm + "\n" + at + "\n" + s.String() + "\n" + Hash([]byte(canonical))
}

// sign is the signature of a text, by a key that is derived from the secret.
func (s scope) sign(secret, text string) string {
	key := []byte("AWS4" + secret)
	for _, part := range []string{s.date, s.region, s.service, s.end} {
		key = mac(key, part)
	}
	return hex.EncodeToString(mac(key, text))
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}
