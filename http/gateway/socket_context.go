package gateway

import (
	"strconv"
	"strings"

	"reel/http/vtl"
	"reel/http/vtl/java"
)

// variable is a $context variable of a WebSocket API by its dotted name, empty when
// the event has no such variable
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html).
func (x *socketCall) variable(name string) string {
	if key, ok := strings.CutPrefix(name, "authorizer."); ok {
		return x.socket.granted.variable(key)
	}
	if key, ok := strings.CutPrefix(name, "error."); ok {
		return x.failed.variable(key, x.invalid)
	}
	if key, ok := strings.CutPrefix(name, "identity."); ok {
		for _, v := range x.identity().variables() {
			if v.name == key {
				return v.value
			}
		}
		return ""
	}
	switch name {
	case "accountId":
		return x.world.Account
	case "domainPrefix":
		return domainPrefix(x.socket.Host, x.socket.ApiID)
	case "status":
		if x.status == 0 {
			return ""
		}
		return strconv.Itoa(x.status)
	}
	for _, e := range x.contextMembers() {
		if e.key == name && e.value != nil {
			return java.Plain(e.value)
		}
	}
	return ""
}

// A contextMember is a member of $context.
type contextMember struct {
	key   string
	value java.Value
}

// contextMembers are the members of $context that are neither maps nor only known at
// the end.
func (x *socketCall) contextMembers() []contextMember {
	s := x.socket
	out := []contextMember{
		{"routeKey", x.routeKey()}, {"eventType", x.event}, {"extendedRequestId", x.id}, {"requestTime", requestTime(x.begun)},
		{"messageDirection", "IN"}, {"stage", s.Stage}, {"connectedAt", s.ConnectedAt.UnixMilli()}, {"requestTimeEpoch", x.begun.UnixMilli()},
		{"requestId", x.id}, {"domainName", s.Host}, {"connectionId", s.ID}, {"apiId", s.ApiID},
	}
	switch x.event {
	case messaging:
		out = append(out, contextMember{"messageId", x.messageID})
	case disconnecting:
		out = append(out, contextMember{"disconnectStatusCode", int32(x.code)}, contextMember{"disconnectReason", x.reason})
	}
	return out
}

// contextMap is $context for templates. There is one for the whole event.
func (x *socketCall) contextMap() *java.Map {
	if x.context != nil {
		return x.context
	}
	m := java.NewMap(16)
	for _, e := range x.contextMembers() {
		m.Put(e.key, e.value)
	}
	identity := java.NewMap(2)
	for _, v := range x.identity().variables() {
		if v.value != "" {
			identity.Put(v.name, v.value)
		}
	}
	m.Put("identity", identity)
	if g := x.socket.granted; g != nil {
		m.Put("authorizer", g.javaMap())
	}
	x.context = m
	return m
}

// templateVariables are what a template may name, for the message or for a backend's
// answer. They are made when they are first named.
func (x *socketCall) templateVariables(body []byte) map[string]java.Value {
	return map[string]java.Value{
		"input":          java.Lazy(func() java.Value { return x.templateInput(body) }),
		"util":           templateUtil,
		"context":        java.Lazy(func() java.Value { return x.contextMap() }),
		"stageVariables": java.Lazy(func() java.Value { return sortedMap(x.stage.StageVariables) }),
	}
}

// templateInput is $input: a body, and the parameters of the handshake, which only
// $connect has.
func (x *socketCall) templateInput(body []byte) *vtl.Input {
	query, header := java.NewMap(len(x.parameters())), java.NewMap(0)
	for _, p := range x.parameters() {
		query.Put(p.name, p.value)
	}
	if x.handshake != nil {
		single, _ := x.handshakeHeaders(false)
		header = sortedMap(single)
	}
	return vtl.AWSInput(string(body), java.NewMap(0), query, header)
}
