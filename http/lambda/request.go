package lambda

import "time"

// An InvocationType says how a caller wants its answer.
type InvocationType string

// Lambda's three. An Event is answered 202 at once and runs once in the
// background: AWS would try a failing one twice more, minutes later; here its
// failure is logged. A DryRun only says whether the function is known.
const (
	RequestResponse InvocationType = "RequestResponse"
	Event           InvocationType = "Event"
	DryRun          InvocationType = "DryRun"
)

// A Request is one call of a function.
type Request struct {
	// Function names it in any form that ParseName reads.
	Function string
	// Qualifier is a version or alias, for callers that have it apart from the name.
	Qualifier string
	// Payload is the event, JSON; none is sent as {}. The function may still be
	// reading it after Invoke has returned early, so it must not be written again.
	Payload []byte
	// Type is RequestResponse when empty.
	Type InvocationType
	// LogTail asks for the last 4 KB that the function wrote (X-Amz-Log-Type: Tail).
	LogTail bool
	// ClientContext is base64 of JSON, as in X-Amz-Client-Context.
	ClientContext string
	// TraceID is an X-Amzn-Trace-Id; one is made if there is none.
	TraceID string
	// RequestID is the invocation's id; one is made if there is none.
	RequestID string
	// Timeout is how long the function may run, from its receipt of the event; zero
	// is the function's own. How long the caller waits is its context's affair.
	Timeout time.Duration
}

// A Response is Lambda's answer to a call that it accepted.
type Response struct {
	StatusCode      int    // 200, 202 for an Event, 204 for a DryRun
	FunctionError   string // "", or as in X-Amz-Function-Error: "Handled" or "Unhandled"
	Payload         []byte // the function's answer, or its error as JSON
	ContentType     string // what the function called it, if it did
	Streamed        bool   // the function used response streaming; Payload is the whole of it
	ExecutedVersion string
	LogResult       string // base64, where LogTail asked for it
	RequestID       string
}

const (
	maxPayload  = 6 << 20 // of a request that waits for its answer
	maxEvent    = 1 << 20 // of an Event, since 2025
	maxResponse = 6291556 // 6 MB and a hundred bytes: the number in AWS's own message
	maxStreamed = 20 << 20
	maxFault    = 1 << 20 // of an error document
)
