package lambda

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// The Runtime API, which every instance has to itself:
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html.
const (
	apiPrefix     = "/2018-06-01/runtime/"
	initError     = apiPrefix + "init/error"
	invocationAPI = apiPrefix + "invocation/"
)

// ServeHTTP is the Runtime API of one instance.
func (in *instance) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodPost && r.URL.Path == initError {
		in.serveInitError(w, r)
		return
	}
	rest, ok := strings.CutPrefix(r.URL.Path, invocationAPI)
	if r.Method == http.MethodGet && ok && rest == "next" {
		in.serveNext(w, r)
		return
	}
	id, what, _ := strings.Cut(rest, "/")
	switch {
	case r.Method == http.MethodPost && ok && what == "response":
		in.serveResponse(w, r, id)
	case r.Method == http.MethodPost && ok && what == "error":
		in.serveError(w, r, id)
	default:
		refuse(w, http.StatusNotFound, "NotFound", "The Runtime API has no "+r.Method+" "+r.URL.Path)
	}
}

// GET /runtime/invocation/next waits, however long, for an event.
func (in *instance) serveNext(w http.ResponseWriter, r *http.Request) {
	if !in.free() {
		refuse(w, http.StatusForbidden, "InvalidStateTransition", "The invocation in hand has not been answered")
		return
	}
	select {
	case inv := <-in.work:
		in.deliver(w, inv)
	case <-r.Context().Done():
	}
}

// deliver writes an event. One that could not be written, because the client has
// hung up meanwhile, waits for the next request.
func (in *instance) deliver(w http.ResponseWriter, inv *invocation) {
	if !in.delivering(inv, true) {
		panic(http.ErrAbortHandler) // its time is up, and the process is being killed
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(inv.payload)))
	h.Set("Lambda-Runtime-Aws-Request-Id", inv.id)
	h.Set("Lambda-Runtime-Deadline-Ms", strconv.FormatInt(inv.deadline.UnixMilli(), 10))
	h.Set("Lambda-Runtime-Invoked-Function-Arn", inv.arn)
	h.Set("Lambda-Runtime-Trace-Id", inv.traceID)
	if inv.context != "" {
		h.Set("Lambda-Runtime-Client-Context", inv.context)
	}
	_, err := w.Write(inv.payload)
	if err == nil {
		err = http.NewResponseController(w).Flush()
	}
	if err != nil && in.delivering(inv, false) {
		in.work <- inv
	}
}

// delivering notes whether the process has the event. False means that the
// invocation is over.
func (in *instance) delivering(inv *invocation, delivered bool) bool {
	in.pool.mu.Lock()
	defer in.pool.mu.Unlock()
	if in.current != inv {
		return false
	}
	in.delivered = delivered
	return true
}

// POST /runtime/invocation/{id}/response, buffered or streamed.
func (in *instance) serveResponse(w http.ResponseWriter, r *http.Request, id string) {
	inv := in.inHand(id)
	if inv == nil {
		refuse(w, http.StatusBadRequest, "InvalidRequestID", "Invalid request ID")
		return
	}
	a := answer{Response: Response{
		ContentType: r.Header.Get("Content-Type"),
		Streamed:    r.Header.Get("Lambda-Runtime-Function-Response-Mode") == "streaming",
	}}
	most := maxResponse
	if a.Streamed {
		most = maxStreamed
	}
	body, err := readUpTo(r.Body, r.ContentLength, most)
	if errors.Is(err, errTooLong) {
		in.answer(inv, tooLarge(most))
		io.CopyN(io.Discard, r.Body, 4*maxStreamed) // so that the client gets to read why
		refuse(w, http.StatusRequestEntityTooLarge, "RequestEntityTooLarge", "Exceeded maximum allowed payload size ("+strconv.Itoa(most)+" bytes).")
		return
	}
	if err != nil {
		return // cut off: what becomes of the process will answer
	}
	a.Payload = body
	if kind := r.Trailer.Get("Lambda-Runtime-Function-Error-Type"); kind != "" {
		a = brokenOff(kind, r.Trailer.Get("Lambda-Runtime-Function-Error-Body"))
	}
	in.accept(w, inv, a)
}

// brokenOff is a response whose producer failed after it had begun, as trailers tell.
func brokenOff(kind, encoded string) answer {
	body, err := base64.StdEncoding.DecodeString(encoded)
	if err != nil || !json.Valid(body) {
		return fault{kind, ""}.answer()
	}
	return answer{Response: Response{FunctionError: "Unhandled", Payload: body}}
}

// POST /runtime/invocation/{id}/error
func (in *instance) serveError(w http.ResponseWriter, r *http.Request, id string) {
	inv := in.inHand(id)
	if inv == nil {
		refuse(w, http.StatusBadRequest, "InvalidRequestID", "Invalid request ID")
		return
	}
	if a, err := readFault(r); err == nil {
		in.accept(w, inv, a)
	}
}

// POST /runtime/init/error: the code cannot be loaded. The call that wanted it is
// answered with the runtime's own words, and the process is of no more use.
func (in *instance) serveInitError(w http.ResponseWriter, r *http.Request) {
	a, err := readFault(r)
	if err != nil {
		return
	}
	accepted(w)
	p := in.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fail(in, func(string) answer { return a })
	p.drop(in)
	if in.stopping == nil {
		in.killLater()
	}
}

// readFault reads an error document as the runtime sent it.
func readFault(r *http.Request) (answer, error) {
	body, err := readUpTo(r.Body, r.ContentLength, maxFault)
	if errors.Is(err, errTooLong) || err == nil && !json.Valid(body) {
		kind := r.Header.Get("Lambda-Runtime-Function-Error-Type")
		if kind == "" {
			kind = "Runtime.Unknown"
		}
		return fault{kind, excerpt(body)}.answer(), nil
	}
	return answer{Response: Response{FunctionError: "Unhandled", Payload: body}}, err
}

// inHand is the invocation that the process has been given, if its id is this.
func (in *instance) inHand(id string) *invocation {
	in.pool.mu.Lock()
	defer in.pool.mu.Unlock()
	if in.current == nil || !in.delivered || in.current.id != id {
		return nil
	}
	return in.current
}

func (in *instance) answer(inv *invocation, a answer) bool {
	in.pool.mu.Lock()
	defer in.pool.mu.Unlock()
	return in.finish(inv, a)
}

func (in *instance) accept(w http.ResponseWriter, inv *invocation, a answer) {
	if !in.answer(inv, a) {
		refuse(w, http.StatusBadRequest, "InvalidRequestID", "Invalid request ID")
		return
	}
	accepted(w)
}

func accepted(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusAccepted)
	io.WriteString(w, `{"status":"OK"}`)
}

func refuse(w http.ResponseWriter, status int, kind, message string) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(fault{kind, message})
}

var errTooLong = errors.New("too long")

// readUpTo reads all of r, at most so many bytes; size is how many there should be,
// or -1. With errTooLong comes what was read.
func readUpTo(r io.Reader, size int64, most int) ([]byte, error) {
	if size > int64(most) {
		return nil, errTooLong
	}
	if size > 0 {
		body := make([]byte, size)
		_, err := io.ReadFull(r, body)
		return body, err
	}
	body, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	if err == nil && len(body) > most {
		err = errTooLong
	}
	return body, err
}
