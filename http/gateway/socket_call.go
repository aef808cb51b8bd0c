package gateway

import (
	"context"
	"errors"
	"strconv"
	"time"

	"reel/events/traffic"
	"reel/http/vtl"
	"reel/http/vtl/java"
	"reel/projections"
)

// The events of a connection.
const (
	connecting    = "CONNECT"
	messaging     = "MESSAGE"
	disconnecting = "DISCONNECT"
)

// A socketCall is one event of a connection on its way through the gateway and back.
type socketCall struct {
	gateway *Gateway
	socket  *Socket
	event   string // CONNECT, MESSAGE or DISCONNECT
	begun   time.Time
	state   projections.State

	id        string // requestId and extendedRequestId
	messageID string // of a MESSAGE
	traced    trace  // see trace

	world projections.World
	stage projections.ApiStage
	tree  *socketTree
	route *socketRoute // nil until it is chosen

	handshake *Call  // of a CONNECT, nil for the others
	frame     Frame  // of a MESSAGE
	code      int    // of a DISCONNECT
	reason    string // likewise

	parsed   java.Value // the message as JSON, once it was asked for
	isParsed bool
	notJSON  bool
	plain    any // the message as mappings read it, likewise
	isPlain  bool
	query    []parameter // of the handshake, once it was asked for
	sent     map[string]string

	context *java.Map            // $context, once a template has named it
	guard   *traffic.Authorizer  // nil until an authorizer has a say
	guardID string               // the request id of its function
	asked   *traffic.Integration // nil until a backend is asked
	askedID string               // the backend's request id

	integrated   bool          // the route's integration had its turn
	resultStatus int           // what a function behind a proxy integration said
	chosen       *socketAnswer // nil when none was

	invalid string // what is wrong with the message, $context.error.validationErrorString
	failed  *fault
	status  int // what the event came to, as traffic shows it
}

// newSocketCall is an event of a connection that has just begun.
func (g *Gateway) newSocketCall(s *Socket, event string, state projections.State) *socketCall {
	return &socketCall{gateway: g, socket: s, event: event, begun: g.Now(), id: NewConnectionID(), state: state}
}

// find looks for what the connection's stage serves in the state of this moment.
func (x *socketCall) find() *fault {
	s := x.socket
	w, ok := x.state.Owner(s.ApiID)
	if !ok {
		return forbidden.because("there is no API " + s.ApiID)
	}
	api, err := w.Api(s.ApiID)
	if err != nil || api.Tree.ProtocolType != "WEBSOCKET" {
		return forbidden.because("API " + s.ApiID + " is no WebSocket API")
	}
	stage, err := api.Stage(s.Stage)
	if err != nil {
		return forbidden.because("API " + s.ApiID + " has no stage " + s.Stage)
	}
	tree := stage.Tree()
	if tree == nil {
		return forbidden.because("stage " + s.Stage + " has no deployment")
	}
	if stage.Undeployed() {
		x.gateway.undeployed.warn(x.gateway.Log, s.ApiID, s.Stage)
	}
	x.world, x.stage = w, stage
	x.tree = x.gateway.socketTrees.get(tree, x.gateway.compileSocket)
	return nil
}

// trace is the X-Amzn-Trace-Id of what is asked on behalf of the event.
func (x *socketCall) trace() trace {
	if x.traced.root == "" {
		header := ""
		if x.handshake != nil {
			header = x.handshake.Header.Get("X-Amzn-Trace-Id")
		}
		x.traced = newTrace(header, x.begun)
	}
	return x.traced
}

// json is the message as JSON; ok is false when it is none. A binary one is none.
func (x *socketCall) json() (v java.Value, ok bool) {
	if !x.isParsed {
		x.isParsed = true
		var err error
		if x.frame.Binary || len(x.frame.Data) == 0 {
			err = errNoJSON
		} else {
			x.parsed, err = vtl.FromJSON(x.frame.Data)
		}
		x.notJSON = err != nil
	}
	return x.parsed, !x.notJSON
}

var errNoJSON = errors.New("the message is not JSON")

// What looking for a path in a message, and printing what is there, may spend.
const (
	pathSteps  = 1 << 20
	pathMemory = 8 << 20
)

// at is what a path leads to in JSON; ok is false when it leads nowhere.
func at(ctx context.Context, p selectorPart, root java.Value) (v java.Value, b *java.Budget, ok bool) {
	if p.path == nil {
		return root, nil, true
	}
	b = java.NewBudget(ctx, pathSteps, pathMemory)
	v, ok, err := p.path.Find(b, root, func(found []java.Value) java.Value { return java.NewList(found) })
	return v, b, ok && err == nil && v != nil
}

// stringified is a value as selection expressions write it: as Java prints it, so
// that an array of two is [item1, item2].
func stringified(ctx context.Context, p selectorPart, root java.Value) string {
	v, b, ok := at(ctx, p, root)
	if !ok {
		return ""
	}
	if s, ok := v.(string); ok {
		return s
	}
	if b == nil {
		b = java.NewBudget(ctx, pathSteps, pathMemory)
	}
	text, err := java.Text(b, v)
	if err != nil {
		return ""
	}
	return text
}

// key is what a selection expression comes to for the event, and for a backend's
// answer where there is one.
func (x *socketCall) key(ctx context.Context, s selector, r *Response) string {
	if value, ok := s.constant(); ok {
		return value
	}
	return s.key(func(p selectorPart) string { return x.selected(ctx, p, r) })
}

func (x *socketCall) selected(ctx context.Context, p selectorPart, r *Response) string {
	switch p.from {
	case requestBody:
		if p.path == nil {
			return string(x.frame.Data)
		}
		if root, ok := x.json(); ok {
			return stringified(ctx, p, root)
		}
	case requestHeader:
		return lastOf(x.headerValues(p.text))
	case requestQuery:
		return lastOf(x.queryValues(p.text))
	case contextValue:
		return x.variable(p.text)
	case stageValue:
		return x.stage.StageVariables[p.text]
	}
	if r != nil {
		return answeredValue(ctx, p, r)
	}
	return ""
}

// answeredValue is a variable of a backend's answer, the body of which is read.
func answeredValue(ctx context.Context, p selectorPart, r *Response) string {
	switch p.from {
	case responseStatus:
		return strconv.Itoa(r.Status)
	case responseHeader:
		return lastOf(headerNamed(r.Header, p.text))
	case responseHeaders:
		return joined(headerNamed(r.Header, p.text))
	case responseBody:
		if p.path == nil {
			return string(r.Body)
		}
		if root, err := vtl.FromJSON(r.Body); err == nil {
			return stringified(ctx, p, root)
		}
	}
	return ""
}
