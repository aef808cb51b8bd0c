package gateway

import (
	"context"

	"reel/projections"
)

// Receive carries out a message that came on a connection, by what its stage serves
// in a state, which is the newest one for all connections that are alive. A nil frame
// is no answer. What goes wrong is answered with a frame too, and the connection
// stays open; an error means that there is nobody left to answer, because ctx has
// ended. Messages of one connection may be received at the same time.
func (g *Gateway) Receive(ctx context.Context, s *Socket, state projections.State, m Frame) (*Frame, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	x := g.newSocketCall(s, messaging, state)
	x.frame, x.messageID = m, NewConnectionID()
	r, f := x.receive(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if f == nil && x.route.answers && len(r.body) > maxMessage {
		f = misconfigured.because("the answer is longer than 131072 bytes, which no message may be")
	}
	answer := x.answer(r, f)
	var sent []byte
	if answer != nil {
		sent = answer.Data
	}
	x.end(nil, sent)
	return answer, nil
}

// maxMessage is how long a message may be: 128 KB
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
const maxMessage = 128 << 10

// receive takes a message through all steps, up to its route's backend and back.
func (x *socketCall) receive(ctx context.Context) (socketResult, *fault) {
	if f := x.find(); f != nil {
		return socketResult{}, f
	}
	if x.route = x.choose(ctx); x.route == nil {
		return socketResult{}, forbidden.because("no route matches the message, and there is no $default route")
	}
	if f := x.admit(); f != nil {
		return socketResult{}, f
	}
	if f := x.validate(ctx); f != nil {
		return socketResult{}, f
	}
	return x.integrate(ctx)
}

// choose is the route of a message: the one whose key the route selection expression
// comes to, else $default; nil when there is neither. A message that is not JSON is
// $default's, and so is one that asks for a route that no message may choose
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-develop-routes.html).
func (x *socketCall) choose(ctx context.Context) *socketRoute {
	if x.tree.selection.body {
		if _, ok := x.json(); !ok {
			return x.tree.routes["$default"]
		}
	}
	key := x.key(ctx, x.tree.selection, nil)
	if r := x.tree.routes[key]; r != nil && key != "$connect" && key != "$disconnect" {
		return r
	}
	return x.tree.routes["$default"]
}

// answer is what is sent for a message: AWS's words when it failed, else what the
// integration came to, where the route answers at all.
func (x *socketCall) answer(r socketResult, f *fault) *Frame {
	if f != nil {
		x.failed, x.status = f, f.status
		answer := x.socket.errorFrame(f.message, x.id)
		if f.kind == invalidMessage.kind {
			answer = x.socket.invalidFrame(x.messageID)
		}
		return &answer
	}
	x.status = r.status
	if !x.route.answers {
		return nil
	}
	return r.frame()
}
