package gateway

import (
	"io"
	"sync"

	"reel/events/traffic"
)

// end says what came of a call: to the log when the gateway had to answer for
// itself, and to whoever observes. What a stream carries is observed when it is
// closed.
func (x *exchange) end(r *Reply) {
	if x.failed != nil && x.failed.reason != "" {
		x.gateway.Log.Warn(x.failed.reason, "status", r.Status, "api", x.call.ApiID, "stage", x.call.Stage,
			"method", x.call.Method, "path", x.call.Path, "request", x.id)
	}
	if x.gateway.Observe == nil && x.accessFormat() == "" {
		return
	}
	if r.Stream != nil {
		r.Stream = &observed{ReadCloser: r.Stream, exchange: x, reply: *r}
		return
	}
	x.observe(r, r.Body, int64(len(r.Body)))
}

func (x *exchange) observe(r *Reply, body []byte, size int64) {
	sent, sentSize := x.body, x.size
	if x.upload != nil {
		sent, sentSize = x.upload.sent()
	}
	latency := x.gateway.Now().Sub(x.begun)
	var line string
	if format := x.accessFormat(); format != "" {
		answer := sentAnswer{r.Status, size, latency}
		line = x.gateway.logAccess(format, x.call.ApiID, x.stage.StageName, func(name string) string { return x.accessVariable(answer, name) })
	}
	if x.gateway.Observe == nil {
		return
	}
	e := &traffic.Exchange{
		ID: x.id, Time: x.begun, ServedAt: x.call.State.Seq,
		Account: x.world.Account, Region: x.world.Region, ApiID: x.call.ApiID, Stage: x.call.Stage,
		Method: x.call.Method, Path: x.call.Path, Query: x.call.RawQuery,
		Status:      r.Status,
		Request:     traffic.Kept(x.call.Header, sent, sentSize),
		Response:    traffic.Kept(r.Header, body, size),
		Authorizer:  x.guard,
		Integration: x.asked,
		Cache:       x.cached,
		Canary:      x.canary,
		AccessLog:   line,
		Latency:     latency,
		Because:     x.because().subjects,
	}
	if x.method != nil {
		e.Resource = x.method.resourcePath
	}
	if x.failed != nil {
		e.Error = x.failed.reason
	}
	x.gateway.Observe(e)
}

// An observed stream keeps the beginning of what passes through.
type observed struct {
	io.ReadCloser
	exchange *exchange
	reply    Reply
	kept     []byte
	size     int64
	once     sync.Once
}

func (o *observed) Read(p []byte) (int, error) {
	n, err := o.ReadCloser.Read(p)
	o.kept = keep(o.kept, p[:n])
	o.size += int64(n)
	return n, err
}

func (o *observed) Close() error {
	err := o.ReadCloser.Close()
	o.once.Do(func() { o.exchange.observe(&o.reply, o.kept, o.size) })
	return err
}
