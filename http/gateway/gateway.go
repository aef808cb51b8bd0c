package gateway

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"reel/events/traffic"
	"reel/http/lambda"
	"reel/projections"
)

// Options are what a Gateway works with. The zero Options serve MOCK and HTTP.
type Options struct {
	// Functions are those that Lambda integrations may name; none when nil.
	Functions *lambda.Functions
	// AccessKeys are those that callers of methods with AWS_IAM may sign with;
	// [DefaultAccessKey] when there are none.
	AccessKeys []AccessKey
	// Backends is who is asked; the real ones, by way of [Live], when nil.
	Backends Integration
	// Observe is told of each exchange when its answer is complete. It must be
	// quick, and must not change what it is given.
	Observe func(*traffic.Exchange)
	// Now is the clock of the data plane; time.Now when nil.
	Now func() time.Time
	// Log is told in words what AWS's answers leave out. Nothing is logged when nil.
	Log *slog.Logger
}

// A Gateway carries out calls. It is safe for concurrent use.
type Gateway struct {
	Options
	trees   *cache[projections.Tree, tree]
	compile func(*projections.Tree) *tree
	grants  grants

	buckets   buckets
	uses      uses
	admitting sync.Mutex // held while a quota is looked at and counted
}

// New makes a Gateway.
func New(o Options) *Gateway {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if len(o.AccessKeys) == 0 {
		o.AccessKeys = []AccessKey{DefaultAccessKey}
	}
	if o.Backends == nil {
		o.Backends = Live(o.Functions, o.Log)
	}
	return &Gateway{Options: o, trees: newCache[projections.Tree, tree](), compile: compiler{log: o.Log}.tree}
}

// Do carries out a call. Whatever the API, its backend or the gateway itself has
// to say is a Reply; an error means that there is nobody left to answer, because
// ctx has ended. A Reply with a Stream must be closed.
func (g *Gateway) Do(ctx context.Context, c Call) (Reply, error) {
	if err := ctx.Err(); err != nil {
		return Reply{}, err
	}
	x := &exchange{gateway: g, call: c, begun: g.Now()}
	x.id, x.extendedID = newIDs()
	reply, f := x.carryOut(ctx)
	if err := ctx.Err(); err != nil {
		if reply.Stream != nil {
			reply.Stream.Close()
		}
		return Reply{}, err
	}
	if f != nil {
		reply = f.reply(x)
	}
	x.end(&reply)
	return reply, nil
}
