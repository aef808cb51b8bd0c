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
	EventType    string // CONNECT, MESSAGE or DISCONNECT
	RouteKey     string // of the route that was chosen; empty when there was none

	Integration *Integration // nil when no backend was asked
	Error       string       // why the gateway itself answered, in words; empty when it did not
	Latency     time.Duration
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
	return json.Marshal(struct {
		Account     string       `json:"account,omitempty"`
		ApiID       string       `json:"apiId"`
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
	}{e.Account, e.ApiID, e.ConnectionID, e.Error, e.EventType, e.ID, e.Integration, millis(e.Latency), e.MessageID, e.Method, e.Path, e.Query,
		e.Region, e.Request, e.Resource, e.Response, e.RouteKey, seq, e.ServedAt, e.Stage, e.Status, e.Time.UTC()})
}

// A Message is one direction of an exchange, kept within MaxKept.
type Message struct {
	Size   int64       // of the body, all of it
	Header http.Header // cut at MaxKept
	Body   []byte      // cut at MaxKept
}
