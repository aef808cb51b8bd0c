package gateway

import (
	"context"
	"net/http"
	"strings"

	"reel/events/apigatewayv2"
)

// The steps of a call before its backend is asked, in AWS's order
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-develop.html).
var steps = [...]func(*exchange, context.Context) *fault{
	(*exchange).measure,
	(*exchange).find,
	(*exchange).route,
	(*exchange).authorize,
	(*exchange).unpack,
	(*exchange).admit,
	(*exchange).validate,
}

// carryOut takes a call through all steps, up to its backend and back.
func (x *exchange) carryOut(ctx context.Context) (Reply, *fault) {
	for _, step := range steps {
		if f := step(x, ctx); f != nil {
			return Reply{}, f
		}
	}
	reply, f := x.answer(ctx)
	if f != nil {
		return reply, f
	}
	return x.compress(reply)
}

// maxBody is how long the body of a request, or of a backend's answer, may be:
// 10 MB (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html).
const maxBody = 10 << 20

// measure refuses a body that is too long before anything is looked at.
func (x *exchange) measure(context.Context) *fault {
	if x.call.ContentLength > maxBody {
		return oversized
	}
	return nil
}

// unserved is for HTTP APIs: the words are reel's.
var unserved = newFault(http.StatusNotImplemented, "NotImplementedException", "reel does not serve HTTP APIs yet").because("HTTP APIs are not served yet")

// find looks for the API, the stage, and what the stage serves.
func (x *exchange) find(context.Context) *fault {
	w, ok := x.call.State.Owner(x.call.ApiID)
	if !ok && x.call.ApiID == "" {
		return forbidden.because("no mapping or routing rule of domain name " + x.call.Host + " leads " + x.call.RequestPath + " to an API")
	}
	if !ok {
		return forbidden.because("there is no API " + x.call.ApiID)
	}
	if w.Protocol(x.call.ApiID) == apigatewayv2.HTTP {
		return unserved
	}
	stage, err := w.Stage(x.call.ApiID, x.call.Stage)
	if err != nil {
		return forbidden.because("API " + x.call.ApiID + " has no stage " + x.call.Stage)
	}
	x.world, x.stage = w, stage
	tree := x.served()
	if tree == nil {
		return forbidden.because("stage " + x.call.Stage + " has no deployment")
	}
	x.tree = x.gateway.trees.get(tree, x.gateway.compile)
	if x.tree.disabled && !x.call.CustomDomain {
		return forbidden.because("the API's disableExecuteApiEndpoint is true")
	}
	return nil
}

// route looks for the method. Slashes between stage and path, and behind the path,
// mean nothing to it.
func (x *exchange) route(context.Context) *fault {
	rest := strings.TrimLeft(x.call.Path, "/")
	x.path = "/" + rest
	if n := len(x.call.Path) - len(rest); n > 0 {
		x.path = x.call.Path[n-1:]
	}
	x.bound = x.few[:0]
	x.method = x.tree.root.match(strings.TrimRight(rest, "/"), x.call.Method, &x.bound)
	if x.method == nil {
		return x.unrouted()
	}
	return nil
}

// integrate asks the method's backend and maps its answer back.
func (x *exchange) integrate(ctx context.Context) (Reply, *fault) {
	b := x.method.backend
	if b == nil {
		return Reply{}, misconfigured.because("the method has no integration")
	}
	if b.barred != "" {
		return Reply{}, misconfigured.because("the header " + b.barred + " cannot be mapped to")
	}
	if b.noun.Credentials == callersOwn && x.caller == nil && x.test == nil {
		return Reply{}, misconfigured.because("the backend is to be asked with the caller's own credentials, and the method asks for no signature: its authorizationType must be AWS_IAM")
	}
	switch b.kind {
	case "MOCK":
		return x.mock(ctx)
	case "HTTP":
		return x.http(ctx)
	case "HTTP_PROXY":
		return x.httpProxy(ctx)
	case "AWS":
		return x.aws(ctx)
	case "AWS_PROXY":
		return x.awsProxy(ctx)
	}
	return Reply{}, misconfigured.because("there is no integration of type " + b.kind)
}
