package gateway_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"reel/events/apigateway"
	"reel/events/traffic"
	"reel/http/gateway"
)

// Whatever a stage's format is and a caller sends: a call has one line in the access
// log, an answer is in the coding that it says, and a cached one is the same.
func FuzzWhatAStageDoesWithCalls(f *testing.F) {
	a := newAPI(f, compressing(0))
	i := mock(`$context.path $input.params('q')`)
	i.CacheKeyParameters = []string{"method.request.querystring.q"}
	a.method("POST", "/{proxy+}", i)
	a.deploy(nil)
	f.Add(`$context.status $context.path "$context.identity.userAgent"`, "gzip;q=1.0,identity;q=0.5,*;q=0", "gzip", "max-age=0", "q=1", "x")
	f.Add("$context.\r\n$context.a..b$context.requestTime.", "deflate;q=nan,,gzip;q=", "deflate", "", "q=%0d%0a\x00", "\x1f\x8b")
	f.Add("\xff$", "*", "br, gzip", "no-cache, max-age=0", "", "")
	f.Fuzz(func(t *testing.T, format, accept, encoding, control, query, body string) {
		a := &api{t: t, state: a.state}
		a.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1", CacheClusterEnabled: true,
			AccessLogSettings: &apigateway.AccessLogSettings{Format: format},
			MethodSettings:    map[string]apigateway.MethodSetting{"~1{proxy+}/POST": cachingForAMinute}}})
		var lines []string
		g := gateway.New(gateway.Options{Observe: func(e *traffic.Exchange) { lines = append(lines, e.AccessLog) }})
		var answers []string
		for range 2 {
			c := withBody(a.call("POST", "/x?"+query), "text/plain", body)
			c.Header["Accept-Encoding"], c.Header["Content-Encoding"], c.Header["Cache-Control"] = []string{accept}, []string{encoding}, []string{control}
			c.Header["User-Agent"] = []string{query}
			r, got := do(t, g, c)
			answers = append(answers, unpacked(t, value(r.Header, "Content-Encoding"), got))
		}
		if answers[0] != answers[1] {
			t.Errorf("the first answer is %q, the second %q", answers[0], answers[1])
		}
		for _, line := range lines {
			if strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
				t.Errorf("%q is logged as %q", format, line)
			}
		}
	})
}
