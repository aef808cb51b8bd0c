package gateway

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway/iam"
)

// What the method cache did for a call, as traffic shows it.
const (
	cacheHit     = "HIT"
	cacheMiss    = "MISS"
	cacheRefresh = "REFRESH" // the client had the answer made anew
)

// cacheDenied is for a client that may not have an answer made anew, where the
// stage wants such calls to fail. The guide says 403 Unauthorized; the words are ours.
var cacheDenied = newFault(http.StatusForbidden, "AccessDeniedException", "Unauthorized").of("ACCESS_DENIED")

// cacheWarning goes to a client whose Cache-Control was passed over. The guide says
// that there is such a header; its words are ours, in the form of RFC 7234, section 5.5.
const cacheWarning = `199 execute-api "Cache-Control was ignored: the client is not authorized to invalidate the cache"`

// answer is what the method's backend answers, or what the stage's cache keeps of
// its answers. What the gateway says for itself is never kept; what a backend says
// is, whatever its status
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-caching.html).
func (x *exchange) answer(ctx context.Context) (Reply, *fault) {
	setting, ok := x.caching()
	if !ok {
		return x.integrate(ctx)
	}
	at, f := x.cachePlace()
	if f != nil {
		return Reply{}, f
	}
	refresh, warn, f := x.invalidates(setting)
	if f != nil {
		return Reply{}, f
	}
	reply, ok := x.gateway.answers.get(at, x.begun)
	switch {
	case ok && !refresh:
		x.cached = cacheHit
		reply = x.again(reply)
	default:
		x.cached = cacheMiss
		if refresh {
			x.cached = cacheRefresh
		}
		if reply, f = x.integrate(ctx); f == nil {
			reply, f = x.keepAnswer(at, reply, time.Duration(setting.CacheTtlInSeconds)*time.Second)
		}
	}
	if f == nil && warn {
		reply.Header["Warning"] = []string{cacheWarning}
	}
	return reply, f
}

// caching is the setting by which the method's answers are cached; ok is false when
// they are not. The setting of all methods is meant for GET only. A call of the past
// neither takes nor leaves anything: what is kept was answered later.
func (x *exchange) caching() (setting apigateway.MethodSetting, ok bool) {
	if !x.stage.CacheClusterEnabled || x.method.backend == nil || x.gateway.answers.past(x.call.State.Seq) {
		return setting, false
	}
	setting, own, ok := x.setting()
	ok = ok && setting.CachingEnabled && setting.CacheTtlInSeconds > 0 && (own || x.call.Method == http.MethodGet)
	return setting, ok && x.call.Method != http.MethodHead
}

// cachePlace is where the call's answer is kept: by stage, deployment and verb, by
// the integration's namespace, which is its resource's own unless resources share
// one, and by the values of its cache key parameters. Nothing else of a request
// tells answers apart. A flushed cache counts on; one of another size is another.
func (x *exchange) cachePlace() (at cachePlace, f *fault) {
	b := x.method.backend
	of, deployment := "stage", x.deployment
	if x.canary && !x.stage.CanarySettings.UseStageCache {
		of, deployment = "canary", x.stage.DeploymentId
	}
	key := keyOf(of, deployment, strconv.FormatUint(x.stage.Caches.Data, 10), x.stage.CacheClusterSize, b.noun.CacheNamespace, x.call.Method)
	if b.noun.CacheNamespace == "" {
		key += keyOf(x.method.resourceID)
	}
	for _, e := range b.cacheKey {
		values, f := x.requestValues(e)
		if f != nil {
			return at, f
		}
		key += strconv.Itoa(len(values)) + "[" + keyOf(values...)
	}
	return cachePlace{x.call.ApiID + "/" + x.stage.StageName, key}, nil
}

// keyOf joins parts so that no two lists of them come to the same.
func keyOf(parts ...string) string {
	var key strings.Builder
	for _, part := range parts {
		key.WriteString(strconv.Itoa(len(part)))
		key.WriteByte(':')
		key.WriteString(part)
	}
	return key.String()
}

// cacheKey are the expressions of cache key parameters, which name what the method
// gets, or what the integration does: the latter is what is mapped to it.
func (c compiler) cacheKey(i *apigateway.Integration) (out []expression) {
	for _, name := range i.CacheKeyParameters {
		from := name
		if strings.HasPrefix(name, "integration.request.") {
			from = i.RequestParameters[name]
		}
		e, ok := parseExpression(from)
		if !ok {
			c.log.Warn("a cache key parameter names nothing, and tells no answers apart", "parameter", name)
			continue
		}
		e.multi = true
		out = append(out, e)
	}
	return out
}

// invalidates tells whether the client asks for a new answer and may, whether it is
// to be warned that it may not, and the fault when its call ends there.
func (x *exchange) invalidates(setting apigateway.MethodSetting) (refresh, warn bool, f *fault) {
	if !asksAnew(x.call.Header["Cache-Control"]) {
		return false, false, nil
	}
	if !setting.RequireAuthorizationForCacheControl || x.mayInvalidate() {
		return true, false, nil
	}
	switch setting.UnauthorizedCacheControlHeaderStrategy {
	case "FAIL_WITH_403":
		return false, false, cacheDenied.because("the client may not invalidate the cache: nothing allows it execute-api:InvalidateCache")
	case "SUCCEED_WITHOUT_RESPONSE_HEADER":
		return false, false, nil
	}
	return false, true, nil
}

func asksAnew(lines []string) bool {
	for _, line := range lines {
		for directive := range strings.SplitSeq(line, ",") {
			if strings.EqualFold(strings.TrimSpace(directive), "max-age=0") {
				return true
			}
		}
	}
	return false
}

// mayInvalidate tells whether the API's own policy, or the one that an authorizer
// gave the caller, allows execute-api:InvalidateCache. A caller who has signed is
// allowed everything that nothing denies, as for the call itself.
func (x *exchange) mayInvalidate() bool {
	q := iam.Request{Action: "execute-api:InvalidateCache", Resource: x.methodARN(), Keys: x.conditionKeys()}
	identity, resource := iam.ImplicitDeny, iam.ImplicitDeny
	if x.caller != nil {
		q.Principal, identity = x.caller.arn, iam.Allow
	}
	if x.tree.policy != nil {
		resource = x.tree.policy.Evaluate(q, true)
	}
	if x.granted != nil {
		q.Principal = x.granted.principal
		identity = x.granted.policy.Evaluate(q, false)
	}
	return together(identity, resource, x.caller != nil && x.caller.account != x.world.Account) == iam.Allow
}

// keepAnswer keeps a backend's answer that is not too long.
func (x *exchange) keepAnswer(at cachePlace, r Reply, ttl time.Duration) (Reply, *fault) {
	if r.Stream != nil {
		var f *fault
		if r, f = r.within(maxCached); f != nil {
			return r, f
		}
	}
	if r.Stream == nil && len(r.Body) <= maxCached {
		kept := Reply{Status: r.Status, Header: make(http.Header, len(r.Header)), Body: r.Body}
		for name, values := range r.Header {
			if name != "x-amzn-RequestId" && name != "x-amz-apigw-id" {
				kept.Header[name] = values
			}
		}
		x.gateway.answers.put(at, kept, x.gateway.Now().Add(ttl), clusterBytes(x.stage.CacheClusterSize))
	}
	return r, nil
}

// within reads a stream that has no more than so many bytes; a longer one it leaves
// a stream.
func (r Reply) within(most int64) (Reply, *fault) {
	if r.Length > most {
		return r, nil
	}
	body, err := io.ReadAll(io.LimitReader(r.Stream, most+1))
	if err != nil {
		r.Stream.Close()
		if err == errTooLong {
			return Reply{}, misconfigured.because("the backend's answer is " + err.Error())
		}
		return Reply{}, brokenOff(err)
	}
	if int64(len(body)) > most {
		r.Stream = &resumed{io.MultiReader(bytes.NewReader(body), r.Stream), r.Stream}
		return r, nil
	}
	r.Stream.Close()
	r.Body, r.Stream = body, nil
	return r, nil
}

// A resumed stream has had its beginning read.
type resumed struct {
	io.Reader
	io.Closer
}

// again is a kept answer to this call.
func (x *exchange) again(kept Reply) Reply {
	r := Reply{Status: kept.Status, Header: x.header(len(kept.Header) + 1), Body: kept.Body}
	for name, values := range kept.Header {
		r.Header[name] = values
	}
	if r.Header["X-Amzn-Trace-Id"] != nil {
		r.Header["X-Amzn-Trace-Id"] = []string{x.trace().String()}
	}
	return r
}

// clusterBytes is how much a stage may keep by the size of its cluster in GB.
func clusterBytes(size string) int64 {
	gb, err := strconv.ParseFloat(size, 64)
	if err != nil || gb <= 0 {
		gb = 0.5
	}
	return min(int64(gb*(1<<30)/16), maxAllCached)
}
