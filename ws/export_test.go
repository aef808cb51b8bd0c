package ws

import (
	"bytes"

	"github.com/gobwas/ws"
)

// ReadAll takes frames apart until they end, and returns the messages and how many
// bytes are held at the most.
func ReadAll(frames []byte, frame int64) (messages [][]byte, most int, err error) {
	r := newReader(bytes.NewReader(frames), frame)
	for {
		op, payload, err := r.next()
		most = max(most, cap(r.message), cap(payload))
		if err != nil {
			return messages, most, err
		}
		if op == ws.OpText || op == ws.OpBinary {
			messages = append(messages, payload)
		}
	}
}
