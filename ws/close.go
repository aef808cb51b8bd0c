package ws

import (
	"unicode/utf8"

	"github.com/gobwas/ws"
)

// A cause is why a connection ends: what $disconnect is told, and what a close
// frame says when it is this side that closes.
type cause struct {
	code   ws.StatusCode
	reason string
	words  string // of an error frame that goes before the close frame; none when empty
}

// The ends that this side decides on, in AWS's words where they are known. A
// connection deleted by @connections ends normally (recorded on AWS, as the
// reasons of goingAway and unstated are).
var (
	goingAway = cause{code: ws.StatusGoingAway, reason: "Going away"}
	deleted   = cause{code: ws.StatusNormalClosure, reason: "Connection Closed Normally"}
	tooLong   = cause{code: ws.StatusMessageTooBig, reason: "Message too long", words: "Message too long"}
	notText   = cause{code: ws.StatusInvalidFramePayloadData, reason: "Invalid UTF-8"}
)

// The ends that come from the other side without a status, by the codes that RFC
// 6455, section 7.1.5, keeps for them.
var (
	unstated = cause{code: ws.StatusNoStatusRcvd, reason: "Client-side close frame status not set"}
	dropped  = cause{code: ws.StatusAbnormalClosure}
)

// violation is the end of a connection whose client does not keep to RFC 6455.
func violation(err error) *cause {
	return &cause{code: ws.StatusProtocolError, reason: err.Error()}
}

// frame is the close frame that says the cause, or answers a client's.
func (c cause) frame() ws.Frame {
	switch c.code {
	case ws.StatusNoStatusRcvd, ws.StatusAbnormalClosure:
		return ws.NewCloseFrame(nil)
	}
	return ws.NewCloseFrame(ws.NewCloseFrameBody(c.code, c.reason))
}

// readClose is what a client's close frame says. bad is why it says nothing that
// may be said.
func readClose(payload []byte) (said cause, bad *cause) {
	switch {
	case len(payload) == 0:
		return unstated, nil
	case len(payload) == 1:
		return said, violation(errHalfCode)
	}
	code, reason := ws.ParseCloseFrameData(payload)
	switch {
	case !sendable(code):
		return said, violation(errCode)
	case !utf8.ValidString(reason):
		return said, &notText
	}
	return cause{code: code, reason: reason}, nil
}

const (
	errHalfCode = ws.ProtocolError("a close frame with half a status code")
	errCode     = ws.ProtocolError("a status code that may not be sent")
)

// sendable tells whether an endpoint may send the code: those of RFC 6455, section
// 7.4.1, that are no mere names, those that IANA has registered since (1012 to
// 1014), and those for libraries and applications.
func sendable(code ws.StatusCode) bool {
	switch {
	case code >= 1000 && code <= 1003, code >= 1007 && code <= 1014, code >= 3000 && code <= 4999:
		return true
	}
	return false
}
