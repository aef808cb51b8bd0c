package gateway

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// A test is what TestInvokeMethod and TestInvokeAuthorizer add to a call.
type test struct {
	log     *executionLog
	context map[string]string // additional context variables
}

// A TestResult is what TestInvokeMethod answers
// (https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeMethod.html).
type TestResult struct {
	Body              string              `json:"body"`
	Headers           map[string]string   `json:"headers"`
	Latency           int64               `json:"latency"` // in milliseconds
	Log               string              `json:"log"`
	MultiValueHeaders map[string][]string `json:"multiValueHeaders"`
	Status            int                 `json:"status"`
}

// What AWS puts where a call that comes by no network has nothing, as recorded in
// the events of test invocations.
const (
	testStage    = "test-invoke-stage"
	testHost     = "testPrefix.testDomainName"
	testSourceIP = "test-invoke-source-ip"
)

// TestInvoke carries out a method as the API is now, without a deployment, and
// without asking for authorization or keys. Refusals are AWS's; whatever goes wrong
// after them is in the result.
func (g *Gateway) TestInvoke(ctx context.Context, w projections.World, c apigateway.TestInvokeMethod) (TestResult, error) {
	api, r, err := w.Resource(c.RestApiId, c.ResourceId)
	if err != nil {
		return TestResult{}, err
	}
	if c.ClientCertificateId != nil {
		if _, err := w.ClientCertificate(*c.ClientCertificateId); err != nil {
			return TestResult{}, err
		}
	}
	x := g.tested(w, api.Tree, c.RestApiId, testStage, c.StageVariables)
	if c.ClientCertificateId != nil {
		x.stage.ClientCertificateId = *c.ClientCertificateId
	}
	if x.method = x.tree.root.at(r.Path).verb(c.HttpMethod); x.method == nil {
		return TestResult{}, events.Refuse(events.NotFound, "Invalid Method identifier specified")
	}
	x.request(verbOf(c.HttpMethod), r.Path, c.PathWithQueryString, c.Body, c.Headers, c.MultiValueHeaders)
	x.customerOf = testCustomer
	x.logStart()
	reply, f := x.carryOutTest(ctx)
	if err := ctx.Err(); err != nil {
		return TestResult{}, err
	}
	if f != nil {
		reply = f.reply(x)
		if own := x.tree.responses[f.kind]; own == nil || own.templates == nil {
			delete(reply.Header, "Content-Type") // there is none in what was recorded of failures
		}
	}
	delete(reply.Header, "x-amzn-RequestId")
	delete(reply.Header, "x-amz-apigw-id")
	x.test.log.end(&reply, f)
	return x.testResult(&reply), nil
}

// testCustomer is who calls, where a key is asked for.
var testCustomer = &customer{key: &projections.ApiKey{ApiKey: apigateway.ApiKey{Id: "test-invoke-api-key-id", Value: "test-invoke-api-key"}}}

// verbOf is the verb of a test of a method for ANY.
func verbOf(method string) string {
	if method == "ANY" {
		return http.MethodGet
	}
	return method
}

// tested is a call of a tree that no stage serves.
func (g *Gateway) tested(w projections.World, t *projections.Tree, apiID, stage string, variables map[string]string) *exchange {
	x := &exchange{gateway: g, begun: g.Now(), world: w, tree: g.trees.get(t, g.compile)}
	x.id, x.extendedID = newIDs()
	x.stage = projections.Stage{RestApiId: apiID, Stage: apigateway.Stage{StageName: stage, Variables: variables}}
	x.test = &test{log: &executionLog{now: g.Now, host: "lambda." + w.Region + ".amazonaws.com"}}
	x.call = Call{ApiID: apiID, Stage: stage, Proto: "HTTP/1.1", Host: testHost, SourceIP: testSourceIP, TLS: true}
	return x
}

// request makes the call's request. The path may be anything: variables of a path
// that is not the resource's are not bound, and without one the resource's own,
// braces and all, is called.
func (x *exchange) request(verb, template string, target, body *string, headers map[string]string, multi map[string][]string) {
	x.call.Method, x.call.Path = verb, template
	if target != nil && *target != "" {
		x.call.Path, x.call.RawQuery, _ = strings.Cut(*target, "?")
		x.call.Path = "/" + strings.TrimLeft(x.call.Path, "/")
	}
	x.path, x.call.FullPath = x.call.Path, x.call.Path
	x.bound = x.few[:0]
	var only node
	only.insert(template).methods = map[string]*method{verb: x.method}
	if only.match(strings.Trim(x.path, "/"), verb, &x.bound) == nil {
		x.bound = x.few[:0]
	}
	if body != nil {
		x.body = []byte(*body)
	}
	x.bodyRead, x.size = true, int64(len(x.body))
	x.call.Body, x.call.ContentLength = strings.NewReader(string(x.body)), x.size
	x.call.Header, x.call.RawHeader = testHeader(headers, multi)
}

// testHeader is a header of the given names, and how they were spelled.
func testHeader(headers map[string]string, multi map[string][]string) (http.Header, []byte) {
	h := http.Header{}
	raw := "\r\n"
	add := func(name string, values ...string) {
		h[http.CanonicalHeaderKey(name)] = values
		raw += name + ":\r\n"
	}
	for _, name := range sortedKeys(headers) {
		add(name, headers[name])
	}
	for _, name := range sortedKeys(multi) {
		if values := slices.Clone(multi[name]); len(values) > 0 {
			add(name, values...)
		}
	}
	return h, []byte(raw)
}

// carryOutTest takes a test through the steps that it has.
func (x *exchange) carryOutTest(ctx context.Context) (Reply, *fault) {
	if x.size > maxBody {
		return Reply{}, oversized.because("the body is " + errTooLong.Error())
	}
	if f := x.validate(ctx); f != nil {
		return Reply{}, f
	}
	reply, f := x.integrate(ctx)
	if f != nil || reply.Stream == nil {
		return reply, f
	}
	reply.Body, f = wholeBody(Response{Stream: reply.Stream, Length: reply.Length})
	reply.Stream = nil
	return reply, f
}

func (x *exchange) testResult(r *Reply) TestResult {
	out := TestResult{
		Status: r.Status, Body: string(r.Body), Log: x.test.log.text.String(), Latency: x.gateway.Now().Sub(x.begun).Milliseconds(),
		Headers: make(map[string]string, len(r.Header)), MultiValueHeaders: make(map[string][]string, len(r.Header)),
	}
	for name, values := range r.Header {
		if len(values) > 0 {
			out.Headers[name], out.MultiValueHeaders[name] = values[len(values)-1], values
		}
	}
	return out
}

// at is the node of a resource's path, nil when there is none.
func (n *node) at(path string) *node {
	for part := range strings.SplitSeq(strings.Trim(path, "/"), "/") {
		if part == "" || n == nil {
			continue
		}
		name, variable := strings.CutPrefix(part, "{")
		switch {
		case !variable || !strings.HasSuffix(name, "}"):
			n = n.literals[part]
		case strings.HasSuffix(name, "+}"):
			n = n.greedy
		default:
			n = n.variable
		}
	}
	if n == nil {
		return new(node)
	}
	return n
}
