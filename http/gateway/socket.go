package gateway

import (
	"encoding/base64"
	"time"
)

// A Socket is an open connection of a WebSocket API as the gateway knows it: what
// was found out when it was opened and holds for as long as it lives. It never
// changes, and keeps nothing of the handshake but a few short texts.
type Socket struct {
	ID          string // connectionId
	ApiID       string
	Stage       string
	Account     string // whose API it is
	Region      string
	ConnectedAt time.Time
	SourceIP    string // the client's address, without a port
	UserAgent   string // empty when the client sent none
	Host        string // the host the client used, with its port: domainName of all events

	granted    *grant    // by the authorizer of $connect, without its policy; nil when there is none
	caller     *caller   // who has signed the handshake, nil when nobody was asked to
	customerOf *customer // whose API key opened it, nil when none was wanted
}

// A Frame is one message on a connection, whole.
type Frame struct {
	Binary bool // else it is text
	Data   []byte
}

// NewConnectionID draws the name of a connection as AWS writes them: 16 characters
// of base64url, of which the last is '='. requestId and messageId are made alike.
func NewConnectionID() string {
	var raw [11]byte
	fill(raw[:])
	var text [16]byte
	base64.URLEncoding.Encode(text[:], raw[:])
	return string(text[:])
}

// ErrorFrame is what AWS sends on a connection when something went wrong with a
// message, to the byte: a blank behind the first colon and the commas, and none
// behind the other colons (recorded on AWS).
func (s *Socket) ErrorFrame(message string) Frame { return s.errorFrame(message, NewConnectionID()) }

func (s *Socket) errorFrame(message, requestID string) Frame {
	data := append(make([]byte, 0, 64+len(message)+len(s.ID)+len(requestID)), `{"message": `...)
	data = append(data, marshal(message)...)
	data = append(data, `, "connectionId":"`...)
	data = append(data, s.ID...)
	data = append(data, `", "requestId":"`...)
	data = append(data, requestID...)
	return Frame{Data: append(data, `"}`...)}
}

// invalidFrame is what AWS sends for a message that does not match its model
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html).
func (s *Socket) invalidFrame(messageID string) Frame {
	return Frame{Data: []byte(`{"message" : "Bad request body", "connectionId": "` + s.ID + `", "messageId": "` + messageID + `"}`)}
}
