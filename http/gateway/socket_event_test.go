package gateway_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"reel/events/apigatewayv2"
	"reel/http/gateway"
)

// A listener is an API whose every route is a function that keeps its event.
type listener struct {
	*chat
	gateway *gateway.Gateway
	last    string
	now     time.Time
}

func listening(t testing.TB) *listener {
	l := &listener{chat: newChat(t, "$request.body.action"), now: noon}
	l.gateway = gateway.New(gateway.Options{Now: func() time.Time { return l.now }, Functions: newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"keep": func(_ context.Context, event []byte) ([]byte, error) {
			l.last = string(event)
			return []byte(`{"statusCode":200}`), nil
		},
	})})
	i := l.integration(socketProxy("keep"))
	for _, key := range []string{"$connect", "$disconnect", "$default", "join"} {
		l.route(key, i)
	}
	l.deploy()
	return l
}

// The events of AWS's guide and of recorded connections, to the last key
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html).
func TestTheEventsOfAConnection(t *testing.T) {
	l := listening(t)
	c := l.handshake("q=1&q=a%20b", "X-Custom", "one", "X-Custom", "two", "User-Agent", "wscat")
	c.RawHeader = []byte("GET /prod HTTP/1.1\r\nHost: x\r\nsec-websocket-key: x\r\nx-cUSTOM: one\r\nx-custom: two\r\n\r\n")
	s, r, err := l.gateway.Connect(t.Context(), c, connectionID)
	if err != nil || s == nil {
		t.Fatalf("got %d %v", r.Status, err)
	}
	sameEvent(t, l.last, `{
	  "headers": {"Host": "localhost:4566", "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
	    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version": "13", "User-Agent": "wscat", "x-cUSTOM": "two",
	    "X-Amzn-Trace-Id": "TRACE", "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Port": "4566", "X-Forwarded-Proto": "http"},
	  "multiValueHeaders": {"Host": ["localhost:4566"], "Sec-WebSocket-Extensions": ["permessage-deflate; client_max_window_bits"],
	    "Sec-WebSocket-Key": ["dGhlIHNhbXBsZSBub25jZQ=="], "Sec-WebSocket-Version": ["13"], "User-Agent": ["wscat"], "x-cUSTOM": ["one", "two"],
	    "X-Amzn-Trace-Id": ["TRACE"], "X-Forwarded-For": ["192.0.2.7"], "X-Forwarded-Port": ["4566"], "X-Forwarded-Proto": ["http"]},
	  "queryStringParameters": {"q": "a b"}, "multiValueQueryStringParameters": {"q": ["1", "a b"]},
	  "requestContext": {"routeKey": "$connect", "eventType": "CONNECT", "extendedRequestId": "ID", "requestTime": "04/Mar/2026:12:00:00 +0000",
	    "messageDirection": "IN", "stage": "prod", "connectedAt": 1772625600000, "requestTimeEpoch": 1772625600000,
	    "identity": {"userAgent": "wscat", "sourceIp": "192.0.2.7"}, "requestId": "ID", "domainName": "localhost:4566",
	    "connectionId": "eHrdFcnvvHcCE-w=", "apiId": "chat000001"},
	  "isBase64Encoded": false
	}`)
	l.now = l.now.Add(1500 * time.Millisecond)
	for _, m := range []struct{ text, key string }{{"hello", "$default"}, {`{"action":"join"}`, "join"}} {
		if got := l.send(l.gateway, s, m.text); got != "<nothing>" {
			t.Errorf("got %s", got)
		}
		body, _ := json.Marshal(m.text)
		sameEvent(t, l.last, `{
		  "requestContext": {"routeKey": "`+m.key+`", "messageId": "ID", "eventType": "MESSAGE", "extendedRequestId": "ID", "requestTime": "04/Mar/2026:12:00:01 +0000",
		    "messageDirection": "IN", "stage": "prod", "connectedAt": 1772625600000, "requestTimeEpoch": 1772625601500,
		    "identity": {"userAgent": "wscat", "sourceIp": "192.0.2.7"}, "requestId": "ID", "domainName": "localhost:4566",
		    "connectionId": "eHrdFcnvvHcCE-w=", "apiId": "chat000001"},
		  "body": `+string(body)+`, "isBase64Encoded": false
		}`)
	}
	for _, d := range []struct {
		code   int
		reason string
	}{{1005, "Client-side close frame status not set"}, {1001, ""}} {
		l.gateway.Disconnect(t.Context(), s, l.state, d.code, d.reason)
		reason, _ := json.Marshal(d.reason)
		code, _ := json.Marshal(d.code)
		sameEvent(t, l.last, `{
		  "headers": {"Host": "localhost:4566", "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""},
		  "multiValueHeaders": {"Host": ["localhost:4566"], "x-api-key": [""], "X-Forwarded-For": [""], "x-restapi": [""]},
		  "requestContext": {"routeKey": "$disconnect", "disconnectStatusCode": `+string(code)+`, "eventType": "DISCONNECT", "extendedRequestId": "ID",
		    "requestTime": "04/Mar/2026:12:00:01 +0000", "messageDirection": "IN", "disconnectReason": `+string(reason)+`, "stage": "prod",
		    "connectedAt": 1772625600000, "requestTimeEpoch": 1772625601500, "identity": {"userAgent": "wscat", "sourceIp": "192.0.2.7"},
		    "requestId": "ID", "domainName": "localhost:4566", "connectionId": "eHrdFcnvvHcCE-w=", "apiId": "chat000001"},
		  "isBase64Encoded": false
		}`)
	}
}

// Nothing stands for what is not there: no user agent, no query string; and stage
// variables stand where there are some.
func TestWhatEventsLeaveOut(t *testing.T) {
	l := listening(t)
	s := l.connect(l.gateway)
	for _, key := range []string{"userAgent", "queryStringParameters", "stageVariables", "authorizer", "body", "pathParameters", "messageId", "apiKey"} {
		if strings.Contains(l.last, `"`+key+`"`) {
			t.Errorf("the event has %s: %s", key, l.last)
		}
	}
	l.stage(func(c *apigatewayv2.UpdateStage) { c.StageVariables = map[string]string{"tenant": "acme"} })
	l.send(l.gateway, s, "x")
	if !strings.Contains(l.last, `"stageVariables":{"tenant":"acme"}`) || strings.Contains(l.last, "headers") {
		t.Errorf("got %s", l.last)
	}
}

// A binary message reaches a function in base64. (ours: AWS closes the connection)
func TestBinaryMessages(t *testing.T) {
	l := listening(t)
	s := l.connect(l.gateway)
	l.sendFrame(l.gateway, s, gateway.Frame{Binary: true, Data: []byte(`{"action":"join"}`)})
	if !strings.Contains(l.last, `"body":"eyJhY3Rpb24iOiJqb2luIn0=","isBase64Encoded":true`) || !strings.Contains(l.last, `"routeKey":"$default"`) {
		t.Errorf("got %s", l.last)
	}
}

// Every id has AWS's form, and no two are the same.
func TestConnectionIDs(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		id := gateway.NewConnectionID()
		if seen[id] || len(id) != 16 || !anyID.MatchString(`"`+id+`"`) {
			t.Fatalf("got %q", id)
		}
		seen[id] = true
	}
}

// ErrorFrame is to the byte what AWS sends.
func TestErrorFrame(t *testing.T) {
	s := &gateway.Socket{ID: connectionID}
	if got := errorOf(t, string(s.ErrorFrame("Internal server error").Data)); got != "Internal server error" {
		t.Errorf("got %q", got)
	}
}
