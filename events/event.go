package events

import (
	"encoding/json"
	"strings"
	"time"
)

// An Event is what came of a call: past tense, and its data is the outcome
// (ids, timestamps, defaults, the noun as it is afterwards).
type Event interface {
	// Subject is what the event is about: our name of a thing within its
	// service, such as /restapis/a1b2c3d4e5/resources/r1r1r1.
	Subject() string
}

// A Shown is an event that an answer is rendered from: Noun is the thing as it is
// afterwards, in AWS's shape. An event without it answers with no body.
type Shown interface {
	Event
	Noun() any
}

// A Call is the request that led to an event, kept beside it for people and for
// verification. The fold never reads it.
type Call struct {
	Account   string          `json:"-"`                   // 12 digits; part of the event's source
	Region    string          `json:"-"`                   // such as us-east-1; part of the event's source
	Operation string          `json:"operation"`           // AWS's operation name, such as CreateResource
	Principal string          `json:"principal,omitempty"` // the access key that signed the call, if any
	UserAgent string          `json:"userAgent,omitempty"` // the client, in its own words
	Input     json.RawMessage `json:"input,omitempty"`     // the call's members by AWS's names, after redaction

	// Subject is what a refused call was about; an accepted one takes its event's.
	Subject string `json:"-"`
	// Service is the vocabulary the operation belongs to, such as apigateway.
	Service string `json:"-"`
}

// maxRefusedInput is how much is kept of the input of a call that led to no event, in bytes.
const maxRefusedInput = 64 << 10

// Refused is the call as it is kept beside its refusal: an input over 64 KB is
// cut, and then stands as text in a member named truncated.
func (c Call) Refused() Call {
	if len(c.Input) > maxRefusedInput {
		text := strings.ToValidUTF8(string(c.Input[:maxRefusedInput]), "")
		c.Input, _ = json.Marshal(map[string]string{"truncated": text}) // a string always marshals
	}
	return c
}

// A Recorded is an event in its place in the stream.
type Recorded struct {
	ID      string    // a ULID, the same for the same seed and sequence
	Account string    // 12 digits
	Region  string    // such as us-east-1
	Type    string    // registered name, such as apigateway.ResourceCreated
	Subject string    // Event.Subject at the time of recording
	Time    time.Time // UTC; recorded time, never before the previous event's
	Seq     uint64    // 1..n without gaps
	Call    *Call     // nil when no call led to it
	Event   Event
}

// Source names the account and region an event belongs to, as in
// /reel/000000000000/us-east-1.
func (r Recorded) Source() string { return "/reel/" + r.Account + "/" + r.Region }

// A Reset is an event that empties every account and region; what follows it
// finds the emulator as new.
type Reset struct{}

// Subject is the whole emulator.
func (Reset) Subject() string { return "/" }

// CallRefused says that a mutating call was refused. It changes no state.
type CallRefused struct {
	Code      string `json:"code"`    // AWS's error code, such as NotFoundException
	Message   string `json:"message"` // AWS's words
	Operation string `json:"operation"`
	Target    string `json:"target"` // what the call was about, as a subject
}

// Subject is what the refused call was about.
func (e CallRefused) Subject() string { return e.Target }
