package gateway_test

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/events/traffic"
	"reel/http/gateway"
)

// A cachedAPI has methods on /pets and /pets/{id} whose backend counts its calls.
type cachedAPI struct {
	*api
	gateway *gateway.Gateway
	now     time.Time
	asked   int
	answer  func(q gateway.Request) gateway.Response
	stage   apigateway.Stage
}

// Integrate makes a cachedAPI its own backend.
func (c *cachedAPI) Integrate(_ context.Context, q gateway.Request) (gateway.Response, error) {
	c.asked++
	if c.answer != nil {
		return c.answer(q), nil
	}
	return gateway.Response{Status: 200, Header: http.Header{"X-From": {"backend"}}, Body: []byte(strconv.Itoa(c.asked))}, nil
}

func withCache(t testing.TB, setting apigateway.MethodSetting, change ...func(*apigateway.Integration)) *cachedAPI {
	t.Helper()
	c := &cachedAPI{api: newAPI(t), now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	c.gateway = gateway.New(gateway.Options{Backends: c, Now: func() time.Time { return c.now }})
	i := httpTo("HTTP_PROXY", "http://backend.example/")
	for _, f := range change {
		f(&i)
	}
	for _, verb := range []string{"GET", "POST"} {
		c.method(verb, "/pets", i)
		c.method(verb, "/pets/{id}", i)
	}
	c.deploy(nil)
	c.stage = apigateway.Stage{StageName: "dev", DeploymentId: "dep1", CacheClusterEnabled: true, CacheClusterSize: "0.5",
		MethodSettings: map[string]apigateway.MethodSetting{"*/*": setting}}
	c.update(nil)
	return c
}

func (c *cachedAPI) update(change func(*apigateway.Stage)) {
	if change != nil {
		change(&c.stage)
	}
	c.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: c.stage})
}

// get is the body of the answer, with its status when that is not 200.
func (c *cachedAPI) get(target string, headers ...string) string {
	c.t.Helper()
	verb, path, ok := strings.Cut(target, " ")
	if !ok {
		verb, path = "GET", target
	}
	q := c.call(verb, path)
	for i := 0; i+1 < len(headers); i += 2 {
		q.Header.Set(headers[i], headers[i+1])
	}
	r, body := do(c.t, c.gateway, q)
	if w := value(r.Header, "Warning"); w != "" {
		body += " with a warning"
	}
	if r.Status != 200 {
		return strconv.Itoa(r.Status) + " " + body
	}
	return body
}

// expect calls targets one after the other, "verb target" or a target to GET.
func (c *cachedAPI) expect(what string, calls ...string) {
	c.t.Helper()
	for i := 0; i+1 < len(calls); i += 2 {
		if got := c.get(calls[i]); got != calls[i+1] {
			c.t.Errorf("%s, call %d of %s: %s, want %s", what, i/2+1, calls[i], got, calls[i+1])
		}
	}
}

var cachingForAMinute = apigateway.MethodSetting{CachingEnabled: true, CacheTtlInSeconds: 60, ThrottlingBurstLimit: 5000, ThrottlingRateLimit: 10000}

// The guide: with the default settings only GET is cached, until its time is over; 0 is off.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html
func TestAnswersAreKeptForTheirTime(t *testing.T) {
	c := withCache(t, cachingForAMinute)
	c.expect("at first", "/pets", "1", "/pets", "1", "POST /pets", "2", "POST /pets", "3")
	c.now = c.now.Add(59 * time.Second)
	c.expect("nearly a minute later", "/pets", "1")
	c.now = c.now.Add(time.Second)
	c.expect("a minute later", "/pets", "4", "/pets", "4")

	c.update(func(st *apigateway.Stage) {
		off := cachingForAMinute
		off.CacheTtlInSeconds = 0
		st.MethodSettings = map[string]apigateway.MethodSetting{"*/*": cachingForAMinute, "~1pets~1{id}/GET": off, "~1pets/POST": cachingForAMinute}
	})
	c.expect("by the method's own settings", "/pets/1", "5", "/pets/1", "6", "POST /pets", "7", "POST /pets", "7", "/pets", "4")

	c.update(func(st *apigateway.Stage) { st.CacheClusterEnabled = false })
	c.expect("without a cluster", "/pets", "8", "/pets", "9")
}

// Only what is declared tells answers apart: not the path, not the query string.
func TestWhatTellsCachedAnswersApart(t *testing.T) {
	plain := withCache(t, cachingForAMinute)
	plain.expect("without parameters", "/pets/1?a=b", "1", "/pets/2?a=c", "1", "/pets", "2")

	c := withCache(t, cachingForAMinute, func(i *apigateway.Integration) {
		i.CacheKeyParameters = []string{"method.request.path.id", "method.request.querystring.type", "method.request.header.X-Tenant", "integration.request.header.lang", "integration.request.header.none"}
		i.RequestParameters = map[string]string{"integration.request.header.lang": "method.request.querystring.l"}
	})
	c.expect("with parameters", "/pets/1", "1", "/pets/2", "2", "/pets/1", "1", "/pets/1?type=dog", "3", "/pets/1?type=dog&page=2", "3",
		"/pets/1?type=dog&type=cat", "4", "/pets/1?l=de", "5", "/pets/1?l=de", "5")
	if got := c.get("/pets/1", "X-Tenant", "ann"); got != "6" {
		t.Errorf("for a tenant: %s", got)
	}

	shared := withCache(t, cachingForAMinute, func(i *apigateway.Integration) { i.CacheNamespace = "pets" })
	shared.expect("in one namespace", "/pets", "1", "/pets/7", "1")
}

// A flush, a new deployment and another size of the cluster empty the cache.
func TestWhatEmptiesTheCache(t *testing.T) {
	c := withCache(t, cachingForAMinute)
	c.expect("at first", "/pets", "1", "/pets", "1")
	c.apply(apigateway.StageCacheFlushed{RestApiId: apiID, StageName: "dev"})
	c.expect("after a flush", "/pets", "2", "/pets", "2")
	c.apply(apigateway.DeploymentCreated{RestApiId: apiID, Deployment: apigateway.Deployment{Id: "dep2"}})
	c.expect("after a deployment that nobody serves", "/pets", "2")
	c.update(func(st *apigateway.Stage) { st.DeploymentId = "dep2" })
	c.expect("after a new deployment", "/pets", "3", "/pets", "3")
	c.update(func(st *apigateway.Stage) { st.CacheClusterSize = "1.6" })
	c.expect("with another size", "/pets", "4", "/pets", "4")
}

// The guide's three ways to handle clients that may not invalidate the cache.
func TestClientsAskForNewAnswers(t *testing.T) {
	const anew = "Cache-Control"
	c := withCache(t, cachingForAMinute)
	c.expect("at first", "/pets", "1")
	for _, h := range []string{"no-cache", "max-age=1", "max-age=00"} {
		if got := c.get("/pets", anew, h); got != "1" {
			t.Errorf("%s: %s", h, got)
		}
	}
	if got := c.get("/pets", anew, "no-transform, Max-Age=0"); got != "2" {
		t.Errorf("anybody may: %s", got)
	}
	c.expect("the new one is kept", "/pets", "2")

	guarded := cachingForAMinute
	guarded.RequireAuthorizationForCacheControl = true
	for strategy, want := range map[string]string{
		"FAIL_WITH_403": `403 {"message":"Unauthorized"}`, "SUCCEED_WITHOUT_RESPONSE_HEADER": "1", "SUCCEED_WITH_RESPONSE_HEADER": "1 with a warning", "": "1 with a warning",
	} {
		guarded.UnauthorizedCacheControlHeaderStrategy = strategy
		c := withCache(t, guarded)
		c.expect("at first", "/pets", "1")
		if got := c.get("/pets", anew, "max-age=0"); got != want {
			t.Errorf("%s: %s, want %s", strategy, got, want)
		}
		c.expect("afterwards", "/pets", "1")
	}

	guarded.UnauthorizedCacheControlHeaderStrategy = "SUCCEED_WITH_RESPONSE_HEADER"
	for allowed, want := range map[string]string{"execute-api:InvalidateCache": "2", "execute-api:Other": "1 with a warning"} {
		c := withCache(t, guarded)
		c.apply(apigateway.RestApiUpdated{RestApi: apigateway.RestApi{Id: apiID, RootResourceId: "root",
			Policy: `{"Statement":[{"Effect":"Allow","Principal":"*","Action":["execute-api:Invoke","` + allowed + `"],"Resource":"*"}]}`}})
		c.deploy(nil)
		c.update(nil)
		c.stage.DeploymentId = "dep2"
		c.update(nil)
		c.expect("at first", "/pets", "1")
		if got := c.get("/pets", anew, "max-age=0"); got != want {
			t.Errorf("with a policy that allows %s: %s, want %s", allowed, got, want)
		}
	}
}

// Recorded by users of AWS: what a backend says is kept whatever its status; what the
// gateway has to say for itself is not. The guide: nothing above 1048576 bytes.
func TestWhatIsCached(t *testing.T) {
	status, size := 429, 1
	c := withCache(t, cachingForAMinute)
	c.answer = func(gateway.Request) gateway.Response {
		return gateway.Response{Status: status, Header: http.Header{}, Body: []byte(strings.Repeat("x", size))}
	}
	c.expect("an error of the backend", "/pets", "429 x", "/pets", "429 x")
	if c.asked != 1 {
		t.Errorf("the backend was asked %d times for an error of its own", c.asked)
	}
	status = 1 // none that can be passed on
	for range 2 {
		if got := c.get("POST /pets"); !strings.HasPrefix(got, "500 ") {
			t.Errorf("a fault: %s", got)
		}
	}
	for n, want := range map[int]int{1 << 20: 1, 1<<20 + 1: 2} {
		c := withCache(t, cachingForAMinute)
		c.answer = func(gateway.Request) gateway.Response {
			return gateway.Response{Status: 200, Header: http.Header{}, Stream: closer{strings.NewReader(strings.Repeat("x", n))}, Length: -1}
		}
		for range 2 {
			if got := c.get("/pets"); len(got) != n {
				t.Errorf("%d bytes arrive as %d", n, len(got))
			}
		}
		if c.asked != want {
			t.Errorf("for %d bytes the backend was asked %d times, want %d", n, c.asked, want)
		}
	}
}

type closer struct{ *strings.Reader }

func (closer) Close() error { return nil }

// An answer from the cache has a call's own ids and the backend's headers.
func TestACachedAnswerIsOfThisCall(t *testing.T) {
	c := withCache(t, cachingForAMinute, func(i *apigateway.Integration) {
		i.Type = "HTTP"
		i.IntegrationResponses = map[string]*apigateway.IntegrationResponse{"200": {StatusCode: "200", ResponseParameters: map[string]string{"method.response.header.X-Own": "integration.response.header.X-From"},
			ResponseTemplates: map[string]*string{"application/json": text(`{"n":$input.body,"id":"$context.requestId"}`)}}}
	})
	first, one := do(t, c.gateway, c.call("GET", "/pets"))
	second, other := do(t, c.gateway, c.call("GET", "/pets"))
	if one != other || c.asked != 1 {
		t.Errorf("%s and %s, asked %d times", one, other, c.asked)
	}
	for _, name := range []string{"x-amzn-RequestId", "x-amz-apigw-id", "X-Amzn-Trace-Id"} {
		if a, b := value(first.Header, name), value(second.Header, name); a == "" || a == b {
			t.Errorf("%s is %q and %q", name, a, b)
		}
	}
	if value(second.Header, "X-Own") != "backend" || value(second.Header, "Content-Type") != "application/json" {
		t.Errorf("the header is %v", second.Header)
	}
}

// A stage keeps no more than its cluster's size allows, and the last used of it.
func TestTheCacheIsBounded(t *testing.T) {
	c := withCache(t, cachingForAMinute, func(i *apigateway.Integration) { i.CacheKeyParameters = []string{"method.request.querystring.q"} })
	c.answer = func(gateway.Request) gateway.Response {
		return gateway.Response{Status: 200, Header: http.Header{}, Body: make([]byte, 1<<20)}
	}
	for q := range 40 {
		c.get("/pets?q=" + strconv.Itoa(q))
		c.get("/pets?q=0")
	}
	if c.asked != 40 {
		t.Errorf("what was used last was asked for again: %d calls", c.asked)
	}
	if kept := c.gateway.CachedBytes(); kept > 32<<20 || kept < 16<<20 {
		t.Errorf("%d bytes are kept", kept)
	}
	c.get("/pets?q=1")
	if c.asked != 41 {
		t.Errorf("what was not used for long is still there")
	}
}

// A caller who has signed may invalidate what no policy keeps from it; the access log
// tells of the signature, and the signature is of the body as it was sent.
func TestSignedCallersAndTheCache(t *testing.T) {
	for effect, want := range map[string]string{"Allow": "2", "Deny": "1 with a warning"} {
		var line string
		c := &cachedAPI{api: newAPI(t, func(api *apigateway.RestApi) {
			api.Policy = `{"Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"*"},{"Effect":"` + effect + `","Principal":"*","Action":"execute-api:InvalidateCache","Resource":"*"}]}`
		})}
		c.gateway = atNoon(gateway.Options{Backends: c, Observe: func(e *traffic.Exchange) { line = e.AccessLog }})
		c.method("GET", "/pets", httpTo("HTTP_PROXY", "http://backend.example/"), iamMethod)
		c.method("POST", "/pets", httpTo("HTTP_PROXY", "http://backend.example/"), iamMethod)
		c.deploy(nil)
		setting := cachingForAMinute
		setting.RequireAuthorizationForCacheControl = true
		c.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1", CacheClusterEnabled: true,
			MethodSettings:    map[string]apigateway.MethodSetting{"*/*": setting},
			AccessLogSettings: &apigateway.AccessLogSettings{Format: "$context.authenticate.status $context.authenticate.error $context.authorize.status $context.authorize.latency $context.identity.userArn"}}})
		got := ""
		for _, header := range []string{"", "max-age=0"} {
			q := c.call("GET", "/pets")
			q.Header.Set("Cache-Control", header)
			r, body := do(t, c.gateway, signedBy(t, q, account, "test"))
			if got = body; r.Header["Warning"] != nil {
				got += " with a warning"
			}
		}
		if got != want || line != "200 - 200 0 arn:aws:iam::111122223333:root" {
			t.Errorf("%s: %s, want %s; logged as %s", effect, got, want, line)
		}
		if do(t, c.gateway, c.call("GET", "/pets")); line != "403 Missing Authentication Token - - -" {
			t.Errorf("unsigned: logged as %s", line)
		}
		q := withBody(c.call("POST", "/pets"), "text/plain", packed(t, "gzip", "hello"))
		q.Header.Set("Content-Encoding", "gzip")
		var sent string
		c.answer = func(q gateway.Request) gateway.Response {
			sent = string(q.Body)
			return gateway.Response{Status: 200, Header: http.Header{}}
		}
		if r, body := do(t, c.gateway, signedBy(t, q, account, "test")); r.Status != 200 || sent != "hello" {
			t.Errorf("a signed gzip: %d %s, and %q was sent", r.Status, body, sent)
		}
	}
}

// What is kept of now is not what was answered then.
func TestThePastHasNoCache(t *testing.T) {
	c := withCache(t, cachingForAMinute)
	then := c.state
	c.update(func(st *apigateway.Stage) { st.Variables = map[string]string{"a": "b"} })
	c.expect("now", "/pets", "1", "/pets", "1")
	q := c.call("GET", "/pets")
	q.State = then
	for _, want := range []string{"2", "3"} {
		if _, body := do(t, c.gateway, q); body != want {
			t.Errorf("then: %s, want %s", body, want)
		}
	}
	c.expect("now again", "/pets", "1")
}
