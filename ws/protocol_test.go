package ws_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/gobwas/ws"
)

// frame is a frame as a client sends it, masked.
func frame(op ws.OpCode, fin bool, payload string) []byte {
	return bytesOf(ws.MaskFrame(ws.NewFrame(op, fin, []byte(payload))))
}

// odd is a masked frame with something about it that is not as it should be.
func odd(f ws.Frame, change func(*ws.Header)) []byte {
	f = ws.MaskFrame(f)
	change(&f.Header)
	return bytesOf(f)
}

func bytesOf(f ws.Frame) []byte {
	var b bytes.Buffer
	if err := ws.WriteFrame(&b, f); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func closing(code ws.StatusCode, reason string) []byte {
	return frame(ws.OpClose, true, string(ws.NewCloseFrameBody(code, reason)))
}

func all(parts ...[]byte) []byte { return bytes.Join(parts, nil) }

// stop stands in what is written where a client waits for the answers so far.
const stop = "<stop>"

var (
	normal = all([]byte(stop), closing(1000, ""))
	hello  = all(frame(ws.OpText, true, "hello"), []byte(stop))
)

// The cases follow the sections of the Autobahn test suite
// (https://github.com/crossbario/autobahn-testsuite): 1 framing, 2 pings, 3 reserved
// bits, 4 opcodes, 5 fragmentation, 6 UTF-8, 7 closing, 10 fragments of all sizes.
// What is written comes back message by message, and at last a close frame: "1000"
// when the client closed, or the code by which the server fails the connection.
func TestProtocol(t *testing.T) {
	w := open(t)
	api, _ := w.echo()
	const most = 128 << 10
	long := func(n int) string { return strings.Repeat("*", n) }
	tests := []struct {
		name string
		send []byte
		want []string // messages as text:…, pong:…, and the close code
	}{
		{"1.1.1 empty text", all(frame(ws.OpText, true, ""), normal), []string{"text:", "1000"}},
		{"1.1.2 text of 125", all(frame(ws.OpText, true, long(125)), normal), []string{"text:" + long(125), "1000"}},
		{"1.1.3 text of 126", all(frame(ws.OpText, true, long(126)), normal), []string{"text:" + long(126), "1000"}},
		{"1.1.4 text of 127", all(frame(ws.OpText, true, long(127)), normal), []string{"text:" + long(127), "1000"}},
		{"1.1.5 text of 128", all(frame(ws.OpText, true, long(128)), normal), []string{"text:" + long(128), "1000"}},
		{"1.1.6 text of 65535", all(frame(ws.OpText, true, long(65535)), normal), []string{"text:" + long(65535), "1000"}},
		{"1.1.7 text of 65536", all(frame(ws.OpText, true, long(65536)), normal), []string{"text:" + long(65536), "1000"}},
		{"1.1.8 the longest text", all(frame(ws.OpText, true, long(most)), normal), []string{"text:" + long(most), "1000"}},

		{"2.1 empty ping", all(frame(ws.OpPing, true, ""), normal), []string{"pong:", "1000"}},
		{"2.2 ping with text", all(frame(ws.OpPing, true, "hello"), normal), []string{"pong:hello", "1000"}},
		{"2.3 ping with bytes", all(frame(ws.OpPing, true, "\x00\xff\xfe"), normal), []string{"pong:\x00\xff\xfe", "1000"}},
		{"2.4 ping of 125", all(frame(ws.OpPing, true, long(125)), normal), []string{"pong:" + long(125), "1000"}},
		{"2.5 ping of 126", frame(ws.OpPing, true, long(126)), []string{"1002"}},
		{"2.7 unasked pong", all(frame(ws.OpPong, true, ""), normal), []string{"1000"}},
		{"2.8 unasked pong with text", all(frame(ws.OpPong, true, "x"), normal), []string{"1000"}},
		{"2.9 pong, then ping", all(frame(ws.OpPong, true, "x"), frame(ws.OpPing, true, "y"), normal), []string{"pong:y", "1000"}},
		{"2.10 ten pings", all(pings(10)...), append(pongs(10), "1000")},

		{"3.1 reserved bit 3", odd(ws.NewTextFrame([]byte("x")), func(h *ws.Header) { h.Rsv = 1 }), []string{"1002"}},
		{"3.2 reserved bit 2 behind a text", all(hello, odd(ws.NewTextFrame([]byte("x")), func(h *ws.Header) { h.Rsv = 2 })), []string{"text:hello", "1002"}},
		{"3.5 reserved bits in a binary", odd(ws.NewBinaryFrame([]byte("x")), func(h *ws.Header) { h.Rsv = 5 }), []string{"1002"}},
		{"3.6 reserved bits in a ping", odd(ws.NewPingFrame([]byte("x")), func(h *ws.Header) { h.Rsv = 4 }), []string{"1002"}},
		{"3.7 reserved bits in a close", odd(ws.NewCloseFrame(nil), func(h *ws.Header) { h.Rsv = 7 }), []string{"1002"}},

		{"4.1.1 opcode 3", frame(3, true, ""), []string{"1002"}},
		{"4.1.2 opcode 4 with a payload", frame(4, true, "x"), []string{"1002"}},
		{"4.1.3 opcode 5 behind a text", all(hello, frame(5, true, "")), []string{"text:hello", "1002"}},
		{"4.1.5 opcode 7", frame(7, true, ""), []string{"1002"}},
		{"4.2.1 opcode 11", frame(11, true, ""), []string{"1002"}},
		{"4.2.5 opcode 15", frame(15, true, ""), []string{"1002"}},

		{"5.1 ping in two fragments", all(frame(ws.OpPing, false, "x"), frame(ws.OpContinuation, true, "y")), []string{"1002"}},
		{"5.2 pong in two fragments", all(frame(ws.OpPong, false, "x"), frame(ws.OpContinuation, true, "y")), []string{"1002"}},
		{"5.3 text in two fragments", all(frame(ws.OpText, false, "ab"), frame(ws.OpContinuation, true, "cd"), normal), []string{"text:abcd", "1000"}},
		{"5.6 ping between fragments", all(frame(ws.OpText, false, "ab"), frame(ws.OpPing, true, "p"), frame(ws.OpContinuation, true, "cd"), normal), []string{"pong:p", "text:abcd", "1000"}},
		{"5.9 continuation of nothing", frame(ws.OpContinuation, true, "x"), []string{"1002"}},
		{"5.10 continuation of nothing, not the last", frame(ws.OpContinuation, false, "x"), []string{"1002"}},
		{"5.12 continuation of nothing behind a text", all(hello, frame(ws.OpContinuation, false, "x")), []string{"text:hello", "1002"}},
		{"5.15 continuation behind a whole message", all(frame(ws.OpText, false, "a"), frame(ws.OpContinuation, true, "b"), []byte(stop), frame(ws.OpContinuation, false, "c")), []string{"text:ab", "1002"}},
		{"5.18 text within a text", all(frame(ws.OpText, false, "a"), frame(ws.OpText, true, "b")), []string{"1002"}},
		{"5.19 pings among five fragments", all(frame(ws.OpText, false, "a"), frame(ws.OpContinuation, false, "b"), frame(ws.OpPing, true, "1"), frame(ws.OpContinuation, false, "c"), frame(ws.OpContinuation, false, "d"), frame(ws.OpPing, true, "2"), frame(ws.OpContinuation, true, "e"), normal), []string{"pong:1", "pong:2", "text:abcde", "1000"}},
		{"5.20 empty fragments", all(frame(ws.OpText, false, ""), frame(ws.OpContinuation, false, ""), frame(ws.OpContinuation, true, ""), normal), []string{"text:", "1000"}},

		{"6.1.3 empty fragments around a text", all(frame(ws.OpText, false, ""), frame(ws.OpContinuation, false, "mid"), frame(ws.OpContinuation, true, ""), normal), []string{"text:mid", "1000"}},
		{"6.2.1 text beyond ASCII", all(frame(ws.OpText, true, "Hello-µ@ßöäüàá-UTF-8!!"), normal), []string{"text:Hello-µ@ßöäüàá-UTF-8!!", "1000"}},
		{"6.2.3 a character a byte at a time", all(byByte("κόσμε𝄞"), normal), []string{"text:κόσμε𝄞", "1000"}},
		{"6.3.1 a surrogate", frame(ws.OpText, true, "κόσμε\xed\xa0\x80edited"), []string{"1007"}},
		{"6.3.2 a surrogate, a byte at a time", byByte("κ\xed\xa0\x80edited"), []string{"1007"}},
		{"6.4.1 refused before the last fragment", all(frame(ws.OpText, false, "κόσμε\xf4\x90\x80\x80")), []string{"1007"}},
		{"6.4.2 refused at the byte that cannot follow", frame(ws.OpText, false, "κόσμε\xf4\x90"), []string{"1007"}},
		{"6.6.1 a character that does not end", frame(ws.OpText, true, "\xce"), []string{"1007"}},
		{"6.6.2 one that does not end with its message", all(frame(ws.OpText, false, "\xe2\x82"), frame(ws.OpContinuation, true, "")), []string{"1007"}},
		{"6.8 five bytes", frame(ws.OpText, true, "\xf8\x88\x80\x80\x80"), []string{"1007"}},
		{"6.10 too many bytes for its value", frame(ws.OpText, true, "\xc0\xaf"), []string{"1007"}},
		{"6.14 a continuation byte alone", frame(ws.OpText, true, "\x80"), []string{"1007"}},
		{"6.22 not a character, but well-formed", all(frame(ws.OpText, true, "\xef\xbf\xbf"), normal), []string{"text:\xef\xbf\xbf", "1000"}},

		{"7.1.1 text, then close", all(hello, normal), []string{"text:hello", "1000"}},
		{"7.1.2 two closes", all(normal, normal), []string{"1000"}},
		{"7.1.3 ping behind the close", all(normal, frame(ws.OpPing, true, "x")), []string{"1000"}},
		{"7.1.5 close within a message", all(frame(ws.OpText, false, "x"), normal), []string{"1000"}},
		{"7.3.1 empty close", frame(ws.OpClose, true, ""), []string{"0"}},
		{"7.3.2 close of one byte", frame(ws.OpClose, true, "\x03"), []string{"1002"}},
		{"7.3.4 close with a reason", closing(1000, "Hello World!"), []string{"1000"}},
		{"7.3.5 close with the longest reason", closing(1000, long(123)), []string{"1000"}},
		{"7.3.6 close of 126 bytes", frame(ws.OpClose, true, string([]byte{0x03, 0xe8})+long(124)), []string{"1002"}},
		{"7.5.1 reason that is no text", closing(1000, "\xce\xba\xed\xa0\x80"), []string{"1007"}},
		{"close in two fragments", all(frame(ws.OpClose, false, ""), frame(ws.OpContinuation, true, "")), []string{"1002"}},

		{"unmasked frame", bytesOf(ws.NewTextFrame([]byte("x"))), []string{"1002"}},
		{"unmasked close", bytesOf(ws.NewCloseFrame(nil)), []string{"1002"}},
		{"length with the highest bit", []byte{0x81, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 1, 1, 2, 3, 4}, []string{"1002"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := w.dial(w.url(api))
			c.TB = t
			checkFrames(c, tt.send, tt.want)
		})
	}
	t.Run("7.7 codes that may be sent", func(t *testing.T) {
		for _, code := range []ws.StatusCode{1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999} {
			checkCode(w, api, code, code)
		}
	})
	t.Run("7.9 codes that may not", func(t *testing.T) {
		for _, code := range []ws.StatusCode{0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535} {
			checkCode(w, api, code, 1002)
		}
	})
	t.Run("10.1 fragments of 1300 bytes", func(t *testing.T) {
		c := w.dial(w.url(api))
		c.TB = t
		text := long(65536)
		for rest, op := text, ws.OpText; rest != ""; op = ws.OpContinuation {
			n := min(1300, len(rest))
			c.Write(frame(op, n == len(rest), rest[:n]))
			rest = rest[n:]
		}
		checkFrames(c, normal, []string{"text:" + text, "1000"})
	})
	t.Run("2.6, 5.5 a byte at a time", func(t *testing.T) {
		c := w.dial(w.url(api))
		c.TB = t
		for _, b := range all(frame(ws.OpPing, true, long(125)), frame(ws.OpText, false, "ab"), frame(ws.OpContinuation, true, "cd")) {
			c.Write([]byte{b})
		}
		checkFrames(c, normal, []string{"pong:" + long(125), "text:abcd", "1000"})
	})
}

func pings(n int) (frames [][]byte) {
	for i := range n {
		frames = append(frames, frame(ws.OpPing, true, fmt.Sprint(i)))
	}
	return append(frames, normal)
}

func pongs(n int) (want []string) {
	for i := range n {
		want = append(want, fmt.Sprintf("pong:%d", i))
	}
	return want
}

// byByte is a text in fragments of one byte.
func byByte(text string) (sent []byte) {
	op := ws.OpText
	for i := range len(text) {
		sent = append(sent, frame(op, i == len(text)-1, text[i:i+1])...)
		op = ws.OpContinuation
	}
	return sent
}

func checkCode(w *world, api string, code, want ws.StatusCode) {
	w.Helper()
	c := w.dial(w.url(api))
	checkFrames(c, frame(ws.OpClose, true, string(binary.BigEndian.AppendUint16(nil, uint16(code)))), []string{fmt.Sprint(int(want))})
}

// checkFrames writes, and checks what comes until the end of the connection.
func checkFrames(c *client, send []byte, want []string) {
	c.Helper()
	first, rest, _ := bytes.Cut(send, []byte(stop))
	if _, err := c.Write(first); err != nil {
		c.Fatal(err)
	}
	var got []string
	for len(got) == 0 || strings.Contains(got[len(got)-1], ":") {
		if len(got) == len(want)-1 {
			c.Write(bytes.ReplaceAll(rest, []byte(stop), nil))
		}
		got = append(got, c.told())
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		c.Errorf("got %.300q\nwant %.300q", got, want)
	}
	c.hearsEnd()
}

// told is the next frame in words.
func (c *client) told() string {
	c.Helper()
	switch op, payload := c.read(); op {
	case ws.OpText:
		return "text:" + payload
	case ws.OpPong:
		return "pong:" + payload
	case ws.OpClose:
		code, _ := ws.ParseCloseFrameData([]byte(payload))
		return fmt.Sprint(int(code))
	default:
		c.Fatalf("got frame %d %q", op, payload)
		return ""
	}
}
