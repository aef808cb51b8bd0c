package traffic

import (
	"encoding/json"
	"net/http"
	"time"
)

// An Exchange is one request to a stage of an API and the answer it got. It is
// made when the answer is complete and must not be changed afterwards; what its
// headers and bodies point to is shared with nobody who writes.
type Exchange struct {
	ID       string    // the call's request id, as in x-amzn-RequestId
	Time     time.Time // when the call came in, by the real clock
	ServedAt uint64    // the sequence of the newest management event the call knew of
	Account  string
	Region   string
	ApiID    string
	Stage    string
	Method   string // as the caller sent it
	Path     string // after the stage, percent-encoded as it came
	Query    string // raw, without the question mark
	Resource string // the resource that matched, such as /pets/{petId}; empty when none did
	Status   int
	Request  Message
	Response Message

	// Of a WebSocket API's connections only. Method and Path are empty there, but
	// for what opens a connection.
	ConnectionID string
	MessageID    string // of a message that a client sent
	EventType    string // CONNECT, MESSAGE or DISCONNECT, and, which are no routes', POST and CLOSE, whose Status is the code
	RouteKey     string // of the route that was chosen; empty when there was none

	Authorizer  *Authorizer  // nil when no authorizer had a say
	Integration *Integration // nil when no backend was asked
	Cache       string       // what the stage's method cache did: HIT, MISS or REFRESH; empty when it keeps nothing of the method
	Canary      bool         // the stage's canary served the call
	AccessLog   string       // the line in the stage's access log; empty when the stage keeps none
	Error       string       // why the gateway itself answered, in words; empty when it did not
	Latency     time.Duration

	// Because names what decided the answer, by the subjects of management events;
	// nil when nothing is known of it. It is called when somebody looks.
	Because func() []string
}

// An Authorizer is what was asked of an authorizer and how it answered.
type Authorizer struct {
	ID      string
	Type    string // TOKEN, REQUEST or COGNITO_USER_POOLS
	URI     string // after substitution; empty when it was not asked
	Status  int    // of its function; 0 when it did not answer
	Cached  bool   // its verdict was one of before
	Error   string // why the call ended with it, in words; empty when it went on
	Latency time.Duration
}

// MarshalJSON writes the authorizer's call; latency is in milliseconds.
func (a Authorizer) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Cached  bool    `json:"cached,omitempty"`
		Error   string  `json:"error,omitempty"`
		ID      string  `json:"id"`
		Latency float64 `json:"latency"`
		Status  int     `json:"status,omitempty"`
		Type    string  `json:"type"`
		URI     string  `json:"uri,omitempty"`
	}{a.Cached, a.Error, a.ID, millis(a.Latency), a.Status, a.Type, a.URI})
}

// An Integration is what was asked of a backend and how it answered.
type Integration struct {
	Type    string // MOCK, HTTP, HTTP_PROXY, AWS or AWS_PROXY
	URI     string // after substitution
	Status  int    // of the backend; 0 when it did not answer
	Latency time.Duration
}

// millis is a duration as traffic shows it: milliseconds with three digits.
func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// MarshalJSON writes the integration call; latency is in milliseconds.
func (i Integration) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Latency float64 `json:"latency"`
		Status  int     `json:"status,omitempty"`
		Type    string  `json:"type"`
		URI     string  `json:"uri,omitempty"`
	}{millis(i.Latency), i.Status, i.Type, i.URI})
}

// MarshalJSON writes the exchange; latency is in milliseconds.
func (e Exchange) MarshalJSON() ([]byte, error) { return e.marshal(0) }

// marshal writes the exchange with its place in the ring, if it has one.
func (e *Exchange) marshal(seq uint64) ([]byte, error) {
	var because []string
	if e.Because != nil {
		because = e.Because()
	}
	return json.Marshal(struct {
		AccessLog   string       `json:"accessLog,omitempty"`
		Account     string       `json:"account,omitempty"`
		ApiID       string       `json:"apiId"`
		Authorizer  *Authorizer  `json:"authorizer,omitempty"`
		Because     []string     `json:"because,omitempty"`
		Cache       string       `json:"cache,omitempty"`
		Canary      bool         `json:"canary,omitempty"`
		Connection  string       `json:"connectionId,omitempty"`
		Error       string       `json:"error,omitempty"`
		EventType   string       `json:"eventType,omitempty"`
		ID          string       `json:"id"`
		Integration *Integration `json:"integration,omitempty"`
		Latency     float64      `json:"latency"`
		MessageID   string       `json:"messageId,omitempty"`
		Method      string       `json:"method"`
		Path        string       `json:"path"`
		Query       string       `json:"query,omitempty"`
		Region      string       `json:"region,omitempty"`
		Request     Message      `json:"request"`
		Resource    string       `json:"resource,omitempty"`
		Response    Message      `json:"response"`
		RouteKey    string       `json:"routeKey,omitempty"`
		Seq         uint64       `json:"seq,omitempty"`
		ServedAt    uint64       `json:"servedAt"`
		Stage       string       `json:"stage"`
		Status      int          `json:"status"`
		Time        time.Time    `json:"time"`
	}{e.AccessLog, e.Account, e.ApiID, e.Authorizer, because, e.Cache, e.Canary, e.ConnectionID, e.Error, e.EventType, e.ID, e.Integration,
		millis(e.Latency), e.MessageID, e.Method, e.Path, e.Query, e.Region, e.Request, e.Resource, e.Response, e.RouteKey, seq, e.ServedAt,
		e.Stage, e.Status, e.Time.UTC()})
}

// A Message is one direction of an exchange, kept within MaxKept.
type Message struct {
	Size   int64       // of the body, all of it
	Header http.Header // cut at MaxKept
	Body   []byte      // cut at MaxKept
}
