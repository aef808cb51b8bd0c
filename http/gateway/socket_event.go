package gateway

import (
	"encoding/base64"
	"net/http"
	"strings"
)

// A socketEvent is what a function gets for an event of a connection. What there is
// nothing of is left out
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-requests.html).
type socketEvent struct {
	Headers                         map[string]string   `json:"headers,omitempty"`
	MultiValueHeaders               map[string][]string `json:"multiValueHeaders,omitempty"`
	QueryStringParameters           map[string]string   `json:"queryStringParameters,omitempty"`
	MultiValueQueryStringParameters map[string][]string `json:"multiValueQueryStringParameters,omitempty"`
	StageVariables                  map[string]string   `json:"stageVariables,omitempty"`
	RequestContext                  socketContext       `json:"requestContext"`
	Body                            *string             `json:"body,omitempty"`
	IsBase64Encoded                 bool                `json:"isBase64Encoded"`
}

// A socketContext tells a function about the event itself and its connection.
type socketContext struct {
	RouteKey             string         `json:"routeKey"`
	Authorizer           map[string]any `json:"authorizer,omitempty"`
	DisconnectStatusCode *int           `json:"disconnectStatusCode,omitempty"`
	MessageId            string         `json:"messageId,omitempty"`
	EventType            string         `json:"eventType"`
	ExtendedRequestId    string         `json:"extendedRequestId"`
	RequestTime          string         `json:"requestTime"`
	MessageDirection     string         `json:"messageDirection"`
	DisconnectReason     *string        `json:"disconnectReason,omitempty"`
	Stage                string         `json:"stage"`
	ConnectedAt          int64          `json:"connectedAt"`
	RequestTimeEpoch     int64          `json:"requestTimeEpoch"`
	Identity             socketIdentity `json:"identity"`
	RequestId            string         `json:"requestId"`
	DomainName           string         `json:"domainName"`
	ConnectionId         string         `json:"connectionId"`
	ApiId                string         `json:"apiId"`
}

// A socketIdentity is who is at the other end.
type socketIdentity struct {
	AccountId string `json:"accountId,omitempty"`
	AccessKey string `json:"accessKey,omitempty"`
	Caller    string `json:"caller,omitempty"`
	User      string `json:"user,omitempty"`
	UserArn   string `json:"userArn,omitempty"`
	UserAgent string `json:"userAgent,omitempty"`
	SourceIp  string `json:"sourceIp"`
	ApiKey    string `json:"apiKey,omitempty"`
	ApiKeyId  string `json:"apiKeyId,omitempty"`
}

// functionEvent is the event as a function gets it. mapped are the headers that the
// integration adds to those of the handshake.
func (x *socketCall) functionEvent(mapped http.Header) []byte {
	e := socketEvent{StageVariables: x.stage.StageVariables, RequestContext: x.requestContext()}
	switch x.event {
	case connecting:
		e.Headers, e.MultiValueHeaders = x.handshakeHeaders(false)
		for name, values := range mapped {
			if name = x.spelling(name); e.Headers[name] == "" {
				e.Headers[name], e.MultiValueHeaders[name] = lastOf(values), values
			}
		}
		e.QueryStringParameters, e.MultiValueQueryStringParameters = x.eventQuery()
	case messaging:
		body := string(x.frame.Data)
		if x.frame.Binary {
			body, e.IsBase64Encoded = base64.StdEncoding.EncodeToString(x.frame.Data), true
		}
		e.Body = &body
	case disconnecting:
		e.Headers = map[string]string{"Host": x.socket.Host, "x-api-key": "", "X-Forwarded-For": "", "x-restapi": ""}
		_, e.MultiValueHeaders = multi(e.Headers)
	}
	return marshal(e)
}

// multi is a map with one value of each name, and with a list of it.
func multi(single map[string]string) (map[string]string, map[string][]string) {
	all := make(map[string][]string, len(single))
	for name, value := range single {
		all[name] = []string{value}
	}
	return single, all
}

// handshakeHeaders are the handshake's headers as AWS spells them, with those that
// AWS adds. Connection and Upgrade are seen by authorizers only.
func (x *socketCall) handshakeHeaders(hops bool) (map[string]string, map[string][]string) {
	c := x.handshake
	all := make(map[string][]string, len(c.Header)+5)
	for name, values := range c.Header {
		canonical := http.CanonicalHeaderKey(name)
		hop := canonical == "Connection" || canonical == "Upgrade"
		if len(values) > 0 && (hop && hops || !droppedRequestHeaders[canonical]) {
			all[x.spelling(name)] = values
		}
	}
	from := c.forwarded()
	for i, name := range [...]string{"X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto"} {
		delete(all, x.spelling(name))
		all[name] = from[i : i+1]
	}
	delete(all, x.spelling("X-Amzn-Trace-Id"))
	delete(all, x.spelling("Host"))
	all["X-Amzn-Trace-Id"] = []string{x.trace().event()}
	all["Host"] = []string{c.Host}
	return lastOfEach(all)
}

// spelling is how a header of the handshake is written: as the client wrote it,
// where that is known, and those of WebSocket always as RFC 6455 does.
func (x *socketCall) spelling(name string) string {
	canonical := http.CanonicalHeaderKey(name)
	if rest, ok := strings.CutPrefix(canonical, "Sec-Websocket-"); ok {
		return "Sec-WebSocket-" + rest
	}
	if canonical == "Authorization" || canonical == "User-Agent" {
		return canonical
	}
	if x.sent == nil {
		x.sent = spellings(x.handshake.RawHeader)
	}
	if sent, ok := x.sent[canonical]; ok {
		return sent
	}
	return name
}

// eventQuery is the handshake's query string: the last value of each name, and all.
func (x *socketCall) eventQuery() (map[string]string, map[string][]string) {
	parameters := x.parameters()
	if len(parameters) == 0 {
		return nil, nil
	}
	all := make(map[string][]string, len(parameters))
	for _, p := range parameters {
		all[p.name] = append(all[p.name], p.value)
	}
	return lastOfEach(all)
}

func (x *socketCall) requestContext() socketContext {
	s := x.socket
	c := socketContext{
		RouteKey: x.routeKey(), EventType: x.event, MessageDirection: "IN", MessageId: x.messageID,
		RequestId: x.id, ExtendedRequestId: x.id, RequestTime: requestTime(x.begun), RequestTimeEpoch: x.begun.UnixMilli(),
		Stage: s.Stage, ConnectedAt: s.ConnectedAt.UnixMilli(), DomainName: s.Host, ConnectionId: s.ID, ApiId: s.ApiID,
		Identity: x.identity(),
	}
	if s.granted != nil {
		c.Authorizer = s.granted.members()
	}
	if x.event == disconnecting {
		c.DisconnectStatusCode, c.DisconnectReason = &x.code, &x.reason
	}
	return c
}

// identity is who is at the other end, as far as that is known.
func (x *socketCall) identity() socketIdentity {
	s := x.socket
	out := socketIdentity{UserAgent: s.UserAgent, SourceIp: s.SourceIP}
	if c := s.caller; c != nil {
		out.AccountId, out.AccessKey, out.UserArn, out.Caller, out.User = c.account, c.key.ID, c.arn, c.user, c.user
	}
	if c := s.customerOf; c != nil {
		out.ApiKey, out.ApiKeyId = c.key.Value, c.key.Id
	}
	return out
}

// variables are what $context.identity says, in the order of the event; those that
// are not known are empty.
func (i socketIdentity) variables() [9]parameter {
	return [...]parameter{{"accountId", i.AccountId}, {"accessKey", i.AccessKey}, {"caller", i.Caller}, {"user", i.User}, {"userArn", i.UserArn},
		{"userAgent", i.UserAgent}, {"sourceIp", i.SourceIp}, {"apiKey", i.ApiKey}, {"apiKeyId", i.ApiKeyId}}
}

// routeKey is the key of the route that was chosen, empty before that.
func (x *socketCall) routeKey() string {
	if x.route == nil {
		return ""
	}
	return x.route.key
}
