package gateway

import (
	"context"
	"crypto/tls"
	"errors"
	"log/slog"
	"sync"
	"time"

	"reel/events/traffic"
	"reel/http/gateway/sigv4"
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
	// KeySets say where the keys are that tokens of user pools are signed with.
	KeySets []KeySet
	// Endpoints are where AWS services are reached.
	Endpoints Endpoints
	// Credentials are what requests to AWS services are signed with; those of
	// [DefaultAccessKey] when they are empty.
	Credentials sigv4.Credentials
	// VpcLinks say what stands behind VPC links.
	VpcLinks []VpcLink
	// Backends is who is asked; the real ones, by way of [Live], when nil.
	Backends Integration
	// Observe is told of each exchange when its answer is complete. It must be
	// quick, and must not change what it is given.
	Observe func(*traffic.Exchange)
	// ClientKeys finds the key of a client certificate in PEM, which stages show to
	// HTTP backends; nil knows none.
	ClientKeys func(pem string) (*tls.Certificate, error)
	// Chance is where the nth call of a stage with a canary falls between 0 and 1:
	// below the canary's share it is the canary's. A nil Chance spreads the calls
	// evenly, and the same calls always fall the same way.
	Chance func(n uint64) float64
	// AccountThrottle holds all calls of an account and region together to AWS's
	// default of 10,000 a second and 5,000 at once.
	AccountThrottle bool
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
	keys    keySets

	answers      methodCache
	canaries     canaries
	formats      accessFormats
	certificates certificates
	buckets      buckets
	uses         uses
	admitting    sync.Mutex // held while a quota is looked at and counted

	socketTrees   *cache[projections.ApiTree, socketTree]
	compileSocket func(*projections.ApiTree) *socketTree
	undeployed    undeployed
}

var errNoKeys = errors.New("no keys of client certificates are kept here")

// New makes a Gateway.
func New(o Options) *Gateway {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.ClientKeys == nil {
		o.ClientKeys = func(string) (*tls.Certificate, error) { return nil, errNoKeys }
	}
	if o.Chance == nil {
		o.Chance = spread
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if len(o.AccessKeys) == 0 {
		o.AccessKeys = []AccessKey{DefaultAccessKey}
	}
	if o.Credentials.AccessKey == "" {
		o.Credentials = sigv4.Credentials{AccessKey: DefaultAccessKey.ID, Secret: DefaultAccessKey.Secret}
	}
	if o.Backends == nil {
		o.Backends = Live(o.Functions)
	}
	return &Gateway{
		Options: o,
		trees:   newCache[projections.Tree, tree](), compile: compiler{log: o.Log}.tree,
		socketTrees: newCache[projections.ApiTree, socketTree](), compileSocket: compiler{log: o.Log}.socketTree,
	}
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
	if c.Because {
		grounds := x.because().grounds()
		reply.Because = &grounds
	}
	x.end(&reply)
	return reply, nil
}
