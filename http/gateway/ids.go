package gateway

import (
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"math/rand/v2"
)

// newIDs draws the two names that every call gets: a random UUID, in
// x-amzn-RequestId, and 16 characters with a closing '=', in x-amz-apigw-id. They
// name calls to people and are no secrets.
func newIDs() (requestID, extendedID string) {
	var raw [27]byte
	fill(raw[:])
	raw[6] = raw[6]&0x0f | 0x40
	raw[8] = raw[8]&0x3f | 0x80
	var text [52]byte
	for i, at := range [...]struct{ from, to, char int }{{0, 4, 0}, {4, 6, 9}, {6, 8, 14}, {8, 10, 19}, {10, 16, 24}} {
		hex.Encode(text[at.char:], raw[at.from:at.to])
		if i > 0 {
			text[at.char-1] = '-'
		}
	}
	base64.URLEncoding.Encode(text[36:], raw[16:])
	both := string(text[:])
	return both[:36], both[36:]
}

// fill fills b at random.
func fill(b []byte) {
	var word [8]byte
	for ; len(b) > 0; b = b[min(8, len(b)):] {
		binary.LittleEndian.PutUint64(word[:], rand.Uint64())
		copy(b, word[:])
	}
}
