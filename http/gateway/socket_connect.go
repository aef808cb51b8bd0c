package gateway

import (
	"context"
	"net/http"
	"strconv"
	"strings"
)

// Connect carries out $connect for a handshake: id is to name the connection. When
// the status of the reply is 101 the socket is there, and the reply's header is what
// goes on the handshake's answer, Sec-WebSocket-Protocol included; else the reply is
// the answer instead of a handshake, and the socket is nil. An error means that there
// is nobody left to answer, because ctx has ended
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-route-keys-connect-disconnect.html).
func (g *Gateway) Connect(ctx context.Context, c Call, id string) (*Socket, Reply, error) {
	if err := ctx.Err(); err != nil {
		return nil, Reply{}, err
	}
	s := newSocket(&c, id)
	x := g.newSocketCall(s, connecting, c.State)
	x.handshake = &c
	s.ConnectedAt = x.begun
	r, f := x.connect(ctx)
	if f == nil && (r.status < 200 || r.status > 999) {
		f = misconfigured.because("$connect came to the status " + strconv.Itoa(r.status) + ", which is none of an answer")
	}
	if err := ctx.Err(); err != nil {
		return nil, Reply{}, err
	}
	reply := x.handshakeReply(r, f)
	x.end(reply.Header, reply.Body)
	if reply.Status != http.StatusSwitchingProtocols {
		return nil, reply, nil
	}
	if s.granted != nil {
		s.granted = s.granted.withoutPolicy()
	}
	return s, reply, nil
}

// newSocket is a connection with what it keeps of its handshake, in texts of their
// own: those of the request are cut from much longer ones.
func newSocket(c *Call, id string) *Socket {
	return &Socket{
		ID: id, ApiID: strings.Clone(c.ApiID), Stage: strings.Clone(c.Stage), SourceIP: strings.Clone(c.SourceIP),
		UserAgent: strings.Clone(c.Header.Get("User-Agent")), Host: strings.Clone(c.Host),
	}
}

// connect takes a handshake through all steps, up to the backend of $connect and
// back. Without that route it succeeds.
func (x *socketCall) connect(ctx context.Context) (socketResult, *fault) {
	if f := x.find(); f != nil {
		return socketResult{}, f
	}
	x.socket.Account, x.socket.Region = x.world.Account, x.world.Region
	if x.tree.disabled && !x.handshake.CustomDomain {
		return socketResult{}, forbidden.because("the API's disableExecuteApiEndpoint is true")
	}
	if x.route = x.tree.routes["$connect"]; x.route == nil {
		return socketResult{status: http.StatusOK, none: true}, nil
	}
	for _, step := range [...]func(*socketCall, context.Context) *fault{(*socketCall).authorize, (*socketCall).admitHandshake, (*socketCall).validateHandshake} {
		if f := step(x, ctx); f != nil {
			return socketResult{}, f
		}
	}
	return x.integrate(ctx)
}

// handshakeReply is the answer to a handshake. Whatever says that all is well, with
// any status of that kind, opens the connection; any other status is the answer's
// (recorded on AWS).
func (x *socketCall) handshakeReply(r socketResult, f *fault) Reply {
	if f != nil {
		return x.refusal(f)
	}
	reply := Reply{Status: r.status, Header: r.header}
	if reply.Header == nil {
		reply.Header = http.Header{}
	}
	if r.status >= 200 && r.status <= 299 {
		reply.Status = http.StatusSwitchingProtocols
		reply.Header = handshakeHeader(reply.Header)
	} else {
		reply.Body = r.body
		reply.Header["x-amzn-RequestId"] = []string{x.id}
		reply.Header["x-amz-apigw-id"] = []string{x.id}
	}
	x.status = reply.Status
	return reply
}

// handshakeHeader is what an integration's headers leave for a handshake, which has
// no body, and whose own headers are the server's.
func handshakeHeader(h http.Header) http.Header {
	for name := range h {
		switch http.CanonicalHeaderKey(name) {
		case "Connection", "Upgrade", "Content-Type", "Content-Length", "Content-Encoding", "Transfer-Encoding", "Trailer",
			"Sec-Websocket-Accept", "Sec-Websocket-Extensions":
			delete(h, name)
		}
	}
	return h
}

// refusal is a fault as the answer to a handshake.
func (x *socketCall) refusal(f *fault) Reply {
	x.failed, x.status = f, f.status
	return Reply{Status: f.status, Body: f.body, Header: http.Header{
		"Content-Type": jsonContent, "x-amzn-RequestId": {x.id}, "x-amz-apigw-id": {x.id}, "x-amzn-ErrorType": {f.errorType},
	}}
}
