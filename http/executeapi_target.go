package http

import (
	"net/http"
	"net/url"
	"strings"

	"reel/events/apigateway"
	"reel/projections"
)

// An apiTarget is whom a data-plane request is for.
type apiTarget struct {
	API   string
	Stage string
	Path  string // what follows the stage, percent-encoded as it came
	// Custom says that a custom domain name led here.
	Custom   bool
	BasePath string // of the mapping that was chosen
	Rule     string // the id of the routing rule that was, if one was
	Via      string // the subject of the one or the other
	// Socket says that only a WebSocket API can be meant.
	Socket bool
}

// customTargetOf tells where a request to a custom domain name is led by the
// name's routing rules and mappings. Where none answers, the target is no API: AWS
// says Forbidden. reel's own pages stay reachable under every name.
func customTargetOf(q *http.Request, s projections.State) (t apiTarget, ok bool) {
	if strings.HasPrefix(q.URL.Path, pages) {
		return t, false
	}
	_, d, ok := s.DomainName(q.Host)
	if !ok {
		return t, false
	}
	m, _ := d.Resolve(q.URL.EscapedPath(), headersOf(q))
	return apiTarget{API: m.ApiId, Stage: m.Stage, Path: m.Path, Custom: true, BasePath: m.BasePath, Rule: m.RoutingRuleId,
		Via: via(d.Key(), m)}, true
}

// via is the subject of what led from a domain name to a stage.
func via(domain string, m projections.MappedPath) string {
	if m.RoutingRuleId != "" {
		return apigateway.DomainNameSubject(domain) + "/routingrules/" + m.RoutingRuleId
	}
	return apigateway.BasePathMappingSubject(domain, m.BasePath)
}

// headersOf are a request's headers as routing rules look at them: the Host, which
// Go keeps apart, is one, without the port that a domain name of AWS's never has.
func headersOf(q *http.Request) func(name string) []string {
	return func(name string) []string {
		if strings.EqualFold(name, "Host") {
			return []string{hostOf(q.Host)}
		}
		return q.Header.Values(name)
	}
}

// targetOf tells which API and stage a request is for, by its host or by its
// path; ok is false when it is for none.
func targetOf(q *http.Request) (t apiTarget, ok bool) {
	path := q.URL.EscapedPath()
	if t, ok := targetOfPath(path); ok {
		return t, true
	}
	if api, ok := apiOfEndpoint(q); ok {
		// More slashes than one before the stage are one (recorded on AWS).
		stage, rest := cutSegment(strings.TrimLeft(path, "/"))
		return apiTarget{API: api, Stage: unescaped(stage), Path: rest}, true
	}
	return apiTarget{}, false
}

// targetOfPath reads the forms that name the API in the path.
func targetOfPath(path string) (t apiTarget, ok bool) {
	var rest string
	switch {
	case strings.HasPrefix(path, "/execute-api/"):
		t.API, rest = cutSegment(path[len("/execute-api"):])
	case strings.HasPrefix(path, "/_aws/execute-api/"):
		t.API, rest = cutSegment(path[len("/_aws/execute-api"):])
	case strings.HasPrefix(path, "/ws/"):
		t.Socket = true
		t.API, rest = cutSegment(path[len("/ws"):])
	case strings.HasPrefix(path, "/restapis/"):
		return targetOfUserRequest(path)
	default:
		return t, false
	}
	t.API = unescaped(t.API)
	t.Stage, t.Path = cutSegment(rest)
	t.Stage = unescaped(t.Stage)
	return t, t.API != ""
}

// targetOfUserRequest reads /restapis/{api}/{stage}/_user_request_/…, which
// shares its beginning with the management API.
func targetOfUserRequest(path string) (t apiTarget, ok bool) {
	api, rest := cutSegment(path[len("/restapis"):])
	stage, rest := cutSegment(rest)
	const mark = "/_user_request_"
	tail, ok := strings.CutPrefix(rest, mark)
	if !ok || tail != "" && tail[0] != '/' {
		return t, false
	}
	return apiTarget{API: unescaped(api), Stage: unescaped(stage), Path: tail}, true
}

// cutSegment cuts the first segment off a path that begins with a slash.
func cutSegment(path string) (segment, rest string) {
	path = strings.TrimPrefix(path, "/")
	if i := strings.IndexByte(path, '/'); i >= 0 {
		return path[:i], path[i:]
	}
	return path, ""
}

func unescaped(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// apiOfEndpoint is the API of a host, or of the header that names one where the host
// is a VPC endpoint's own
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-api-test-invoke-url.html).
func apiOfEndpoint(q *http.Request) (api string, ok bool) {
	if api, ok := apiOfHost(q.Host); ok {
		api, _, _ = strings.Cut(api, "-vpce-")
		return api, true
	}
	_, rest, ok := strings.Cut(strings.ToLower(hostOf(q.Host)), ".execute-api.")
	_, domain, _ := strings.Cut(rest, ".")
	if !ok || domain != "vpce.amazonaws.com" {
		return "", false
	}
	return q.Header.Get("X-Apigw-Api-Id"), true
}

// apiOfHost reads the hosts that name an API: {api}.execute-api.{region}.localhost,
// .amazonaws.com, .localhost.localstack.cloud, and {api}.execute-api.localhost.
func apiOfHost(host string) (api string, ok bool) {
	if i := strings.LastIndexByte(host, ':'); i >= 0 && !strings.HasSuffix(host, "]") {
		host = host[:i]
	}
	api, rest, ok := strings.Cut(strings.ToLower(strings.TrimSuffix(host, ".")), ".execute-api.")
	if !ok || api == "" || strings.Contains(api, ".") {
		return "", false
	}
	if rest == "localhost" || rest == "localhost.localstack.cloud" {
		return api, true
	}
	_, domain, _ := strings.Cut(rest, ".")
	switch domain {
	case "localhost", "localhost.localstack.cloud", "amazonaws.com", "amazonaws.com.cn":
		return api, true
	}
	return "", false
}
