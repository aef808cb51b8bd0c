package ws_test

import (
	"bytes"
	"testing"

	gobwas "github.com/gobwas/ws"

	"reel/ws"
)

// Whatever bytes a stranger sends, reading them ends, holds no more than a message
// and little beyond what was sent; and a message comes through in fragments of
// any length.
func FuzzFrames(f *testing.F) {
	for _, seed := range [][]byte{
		hello, normal, frame(gobwas.OpPing, true, "p"), byByte("κόσμε"), closing(1000, "bye"),
		all(frame(gobwas.OpText, false, "a"), frame(gobwas.OpPing, true, "p"), frame(gobwas.OpContinuation, true, "b")),
		{0x81, 0xff, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4}, {0x82, 0xfe, 0xff, 0xff, 0, 0, 0, 0}, bytesOf(gobwas.NewTextFrame([]byte("x"))),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, sent []byte) {
		got, most, err := ws.ReadAll(sent, 128<<10)
		if err == nil {
			t.Fatal("reading has ended without an error")
		}
		if most > 128<<10+64<<10 || most > 4*len(sent)+8<<10 {
			t.Errorf("%d bytes were held of %d", most, len(sent))
		}
		if got, _, _ := ws.ReadAll(fragments(sent), 128<<10); len(sent) <= 128<<10 && (len(got) != 1 || !bytes.Equal(got[0], sent)) {
			t.Errorf("of one message in fragments came %q", got)
		}
		for _, m := range got {
			if len(m) > len(sent) {
				t.Errorf("of %d bytes a message of %d has come", len(sent), len(m))
			}
		}
	})
}

// fragments is a binary message in fragments as long as its bytes say, with pings
// between them.
func fragments(message []byte) (sent []byte) {
	op := gobwas.OpBinary
	for rest := message; op == gobwas.OpBinary || len(rest) > 0; op = gobwas.OpContinuation {
		n := 0
		if len(rest) > 0 {
			n = min(1+int(rest[0]), len(rest))
		}
		sent = append(sent, frame(op, n == len(rest), string(rest[:n]))...)
		sent = append(sent, frame(gobwas.OpPing, true, "p")...)
		rest = rest[n:]
	}
	return sent
}
