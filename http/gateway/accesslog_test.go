package gateway_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/events/traffic"
	"reel/http/gateway"
)

// A loggedAPI has a stage that keeps an access log.
type loggedAPI struct {
	*guarded
	seen []*traffic.Exchange
	log  bytes.Buffer
}

func withAccessLog(t testing.TB) *loggedAPI {
	l := &loggedAPI{guarded: guard(t, apigateway.Authorizer{Type: "TOKEN"}, func(e map[string]any) (string, error) {
		switch e["authorizationToken"] {
		case "ann":
			return strings.TrimSuffix(policy("Allow", "*"), "}") + `,"context":{"tenant":"acme\nforged line"}}`, nil
		case "bob":
			return policy("Deny", "*"), nil
		}
		return "", errors.New("boom")
	})}
	o := l.gateway.Options
	o.Observe = func(e *traffic.Exchange) { l.seen = append(l.seen, e) }
	o.Log = slog.New(slog.NewTextHandler(&l.log, nil))
	o.Backends = slow{gateway.Live(o.Functions), &l.now}
	l.gateway = gateway.New(o)
	return l
}

// slow lets 7 ms pass for every call of a backend.
type slow struct {
	gateway.Integration
	now *time.Time
}

func (s slow) Integrate(ctx context.Context, q gateway.Request) (gateway.Response, error) {
	*s.now = s.now.Add(7 * time.Millisecond)
	return s.Integration.Integrate(ctx, q)
}

func (l *loggedAPI) line(format, verb, target string, headers ...string) string {
	l.Helper()
	l.api.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1",
		Variables: map[string]string{"tenant": "acme"}, AccessLogSettings: &apigateway.AccessLogSettings{Format: format, DestinationArn: "arn:aws:logs:us-east-1:111122223333:log-group:x"}}})
	l.seen = nil
	l.call(verb, target, headers...)
	if len(l.seen) != 1 {
		l.Fatalf("%d calls were observed", len(l.seen))
	}
	return l.seen[0].AccessLog
}

// The styles that the guide shows.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#how-to-set-up-access-logging
func TestAccessLogStyles(t *testing.T) {
	const id = `[0-9a-f-]{36}`
	for name, style := range map[string][2]string{
		"CLF": {`$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime]"$context.httpMethod $context.resourcePath $context.protocol" $context.status $context.responseLength $context.requestId $context.extendedRequestId`,
			`192\.0\.2\.7 - - \[01/Jan/2026:00:00:00 \+0000\]"GET /pets HTTP/1\.1" 200 \d+ ` + id + ` \S{15}=`},
		"JSON": {`{ "requestId":"$context.requestId", "ip": "$context.identity.sourceIp", "caller":"$context.identity.caller", "requestTime":"$context.requestTime", "httpMethod":"$context.httpMethod","resourcePath":"$context.resourcePath", "status":"$context.status","protocol":"$context.protocol", "responseLength":"$context.responseLength" }`,
			`\{ "requestId":"` + id + `", "ip": "192\.0\.2\.7", "caller":"-", "requestTime":"[^"]+", "httpMethod":"GET","resourcePath":"/pets", "status":"200","protocol":"HTTP/1\.1", "responseLength":"\d+" \}`},
		"XML": {`<request id="$context.requestId">` + "\n" + `<ip>$context.identity.sourceIp</ip> <status>$context.status</status>` + "\r\n" + `</request>`,
			`<request id="` + id + `"> <ip>192\.0\.2\.7</ip> <status>200</status> </request>`},
		"CSV":                   {`$context.identity.sourceIp,$context.httpMethod,$context.resourcePath,$context.status,$context.stage.`, `192\.0\.2\.7,GET,/pets,200,dev\.`},
		"none of its variables": {`$context $context. $ctx.stage $stageVariables.tenant $context.nothing-$context.stage`, `\$context \$context\. \$ctx\.stage \$stageVariables\.tenant --dev`},
	} {
		l := withAccessLog(t)
		got := l.line(style[0], "GET", "/pets", "Authorization", "ann")
		if !regexp.MustCompile(`^` + style[1] + `$`).MatchString(got) {
			t.Errorf("%s: %s", name, got)
		}
		if n := strings.Count(l.log.String(), "msg=access "); n != 1 {
			t.Errorf("%s: %d lines in the log: %s", name, n, l.log.String())
		}
	}
}

// The variables that only access logs have; - for what is not set.
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
func TestAccessLogVariables(t *testing.T) {
	l := withAccessLog(t)
	const phases = "$context.authorizer.status $context.authorizer.integrationStatus $context.authorizer.latency $context.authorizer.integrationLatency $context.authorizer.error"
	const integration = "$context.integration.status $context.integration.integrationStatus $context.integrationStatus $context.integration.latency $context.integrationLatency $context.integration.error $context.integrationErrorMessage"
	for _, tt := range []struct {
		format string
		call   []string
		want   string
	}{
		{"$context.authorizer.principalId $context.authorizer.tenant $context.authorizer.nobody", []string{"GET", "/pets", "Authorization", "ann"}, "ann acme forged line -"},
		{phases, []string{"GET", "/pets", "Authorization", "ann"}, "200 - 0 0 -"}, // its verdict was kept
		{phases, []string{"GET", "/pets", "Authorization", "bob"}, "403 200 7 7 the authorizer's policy denies arn:aws:execute-api:us-east-1:111122223333:abc123defg/dev/GET/pets"},
		{phases, []string{"GET", "/pets"}, "401 - 0 0 an identity source of the authorizer is missing"},
		{phases, []string{"GET", "/nowhere"}, "- - - - -"},
		{"$context.authorizer.status $context.error.responseType $context.error.message $context.error.messageString", []string{"GET", "/pets", "Authorization", "eve"}, "500 AUTHORIZER_CONFIGURATION_ERROR - null"},
		{"$context.error.responseType $context.error.message $context.error.messageString $context.resourcePath $context.status", []string{"GET", "/nowhere"}, `MISSING_AUTHENTICATION_TOKEN Missing Authentication Token "Missing Authentication Token" - 403`},
		{integration, []string{"GET", "/pets", "Authorization", "ann"}, "200 200 200 7 7 - -"},
		{integration, []string{"GET", "/pets"}, "- - - - - - -"},
		{"$context.responseLatency $context.waf.status $context.wafResponseCode $context.webaclArn $context.authorize.status $context.authenticate.status $context.isCanaryRequest", []string{"GET", "/pets", "Authorization", "ann"}, "7 - - - - - -"},
		{"$context.path $context.customDomain.basePathMatched $context.apiId $context.accountId $context.deploymentId $context.domainName", []string{"GET", "/pets", "Authorization", "ann"}, "/dev/pets - abc123defg 111122223333 dep1 localhost:4566"},
	} {
		if got := l.line(tt.format, tt.call[0], tt.call[1], tt.call[2:]...); got != tt.want {
			t.Errorf("%s of %v: %s, want %s", tt.format, tt.call, got, tt.want)
		}
	}
	if got := l.line("$context.integration.requestId $context.awsEndpointRequestId $context.authorizer.requestId", "GET", "/pets", "Authorization", "ann"); len(strings.Fields(got)) != 3 || len(strings.Fields(got)[0]) != 36 || strings.Fields(got)[0] != strings.Fields(got)[1] {
		t.Errorf("request ids: %s", got)
	}
}

// A function's own status is not Lambda's, and a backend's failure is told.
func TestAccessLogsOfIntegrations(t *testing.T) {
	answers := map[string]gateway.Response{
		"teapot": {Status: 200, Body: []byte(`{"statusCode":418}`)},
		"broken": {Status: 200, Body: []byte(`{"errorMessage":"boom"}`), Header: http.Header{"X-Amz-Function-Error": {"Unhandled"}}},
	}
	a := newAPI(t)
	for name := range answers {
		a.method("GET", "/"+name, proxyTo(name))
	}
	a.method("GET", "/mock", mock("x"))
	a.deploy(nil)
	a.apply(apigateway.StageUpdated{RestApiId: apiID, Stage: apigateway.Stage{StageName: "dev", DeploymentId: "dep1",
		AccessLogSettings: &apigateway.AccessLogSettings{Format: "$context.status $context.integration.status $context.integrationStatus $context.integrationErrorMessage"}}})
	var line string
	g := gateway.New(gateway.Options{Observe: func(e *traffic.Exchange) { line = e.AccessLog },
		Backends: asking(func(q gateway.Request) gateway.Response {
			for name, r := range answers {
				if strings.Contains(q.URI, name) {
					return r
				}
			}
			return gateway.Response{}
		})})
	for path, want := range map[string]string{"/teapot": "418 418 200 -", "/broken": `502 - 200 the function failed (Unhandled): {"errorMessage":"boom"}`, "/mock": "200 - - -"} {
		do(t, g, a.call("GET", path))
		if line != want {
			t.Errorf("%s: %s, want %s", path, line, want)
		}
	}
}

type asking func(gateway.Request) gateway.Response

func (f asking) Integrate(_ context.Context, q gateway.Request) (gateway.Response, error) {
	return f(q), nil
}
