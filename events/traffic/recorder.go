package traffic

import (
	"context"
	"encoding/json"
	"iter"
	"log/slog"
	"strings"
	"sync/atomic"

	"reel/events"
)

// A Stream is where traffic is recorded: in an order of its own, apart from the
// management events.
type Stream struct {
	// Append records a line and does not wait for it to be stored. The subject is
	// account, region and what the line is about, with slashes between.
	Append func(ctx context.Context, subject string, line []byte) error
	// Read yields what the stream still keeps from a sequence on, up to the newest
	// when reading begins, all that was appended before included.
	Read func(ctx context.Context, from uint64) iter.Seq2[events.Message, error]
}

// A Recorder takes note of traffic: every exchange in its ring, and on its stream
// what recording was asked for.
//
// A line on the stream is a JSON object with one member, which says what it is:
// {"exchange":{…}} as an [Exchange] is written, or {"read":{…}} as a [Read] is. Both
// have a servedAt, the sequence of the newest management event they knew of. Secrets
// of headers and signatures are not in it ([Exchange.Redacted]).
type Recorder struct {
	Ring   *Ring
	Stream Stream
	Reads  bool // whether management calls that only read are recorded
	Logger *slog.Logger

	exchanges atomic.Bool
	failing   atomic.Bool
}

// Switch turns the recording of exchanges on or off.
func (r *Recorder) Switch(on bool) { r.exchanges.Store(on) }

// On tells whether exchanges are recorded.
func (r *Recorder) On() bool { return r.exchanges.Load() }

// Observe takes an exchange that is complete. It is quick while nothing is recorded.
func (r *Recorder) Observe(e *Exchange) {
	r.Ring.Add(e)
	if r.On() {
		r.record([]string{e.Account, e.Region, e.ApiID, e.Stage}, map[string]any{"exchange": e.Redacted()})
	}
}

// Read takes a management call that only read.
func (r *Recorder) Read(read Read) {
	if r.Reads {
		r.record([]string{read.Account, read.Region, read.Service, read.Operation}, map[string]any{"read": read})
	}
}

// record appends a line. That it fails is said once, not with every call.
func (r *Recorder) record(subject []string, line any) {
	text, err := json.Marshal(line)
	if err == nil {
		err = r.Stream.Append(context.Background(), strings.Join(subject, "/"), text)
	}
	if failed := err != nil; r.failing.Swap(failed) != failed && failed {
		r.Logger.Warn("traffic is not recorded", "error", err)
	}
}

// A Read is a management call that changed nothing, and so is no event. It has no
// time and no id of its own, so that the same calls leave the same lines.
type Read struct {
	Account   string          `json:"account"`
	Error     string          `json:"error,omitempty"` // AWS's code of a refusal
	Input     json.RawMessage `json:"input,omitempty"` // the call's members by AWS's names
	Operation string          `json:"operation"`       // AWS's name, such as GetResources
	Principal string          `json:"principal,omitempty"`
	Region    string          `json:"region"`
	ServedAt  uint64          `json:"servedAt"` // the sequence of the management event it was answered as of
	Service   string          `json:"service"`  // such as apigateway
	Subject   string          `json:"subject"`  // what it asked about
	UserAgent string          `json:"userAgent,omitempty"`
}
