package gateway_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"reel/http/gateway"
)

// served makes an API of "VERB /path" lines, each answering with its own line.
func served(t testing.TB, routes ...string) *api {
	a := newAPI(t)
	for _, r := range routes {
		verb, path, _ := strings.Cut(r, " ")
		if verb == "-" {
			a.resource(path)
			continue
		}
		a.method(verb, path, mock(r))
	}
	return a.deploy(nil)
}

// A resource and a verb are matched as a pair. The first two groups were measured on
// AWS, as the comment of match tells.
func TestRouting(t *testing.T) {
	tests := []struct {
		name   string
		routes []string
		want   map[string]string // request to route; "" is 403
	}{
		{"a greedy resource serves what nobody closer does", []string{"ANY /{proxy+}", "- /jobs", "GET /jobs/{op}", "OPTIONS /cors"}, map[string]string{
			"GET /jobs/reboot":  "GET /jobs/{op}",
			"GET /jobs":         "ANY /{proxy+}",
			"POST /jobs":        "ANY /{proxy+}",
			"POST /jobs/reboot": "ANY /{proxy+}",
			"GET /cors":         "ANY /{proxy+}",
			"OPTIONS /cors":     "OPTIONS /cors",
			"GET /jobs/a/b":     "ANY /{proxy+}",
		}},
		{"a literal without the verb yields to a variable", []string{"GET /users/{id}", "PATCH /users/me", "POST /roles/provision", "GET /roles/{id}", "GET /things/real", "POST /things/{proxy+}"}, map[string]string{
			"GET /users/me":         "GET /users/{id}",
			"PATCH /users/me":       "PATCH /users/me",
			"POST /users/me":        "",
			"POST /roles/provision": "POST /roles/provision",
			"GET /roles/provision":  "GET /roles/{id}",
			"GET /things/real":      "GET /things/real",
			"POST /things/real":     "POST /things/{proxy+}",
		}},
		{"literal before variable before greedy, at each level", []string{"GET /a/{x}/c", "GET /a/b/{y}", "GET /{z}/b/d", "GET /{p+}"}, map[string]string{
			"GET /a/b/c": "GET /a/b/{y}",
			"GET /a/x/c": "GET /a/{x}/c",
			"GET /a/x/d": "GET /{p+}",
			"GET /q/b/d": "GET /{z}/b/d",
		}},
		{"a way that fails is taken back", []string{"GET /a/b/c", "GET /a/{x}/d", "GET /{y}/b/e"}, map[string]string{
			"GET /a/b/c": "GET /a/b/c",
			"GET /a/b/d": "GET /a/{x}/d",
			"GET /a/b/e": "GET /{y}/b/e",
			"GET /a/b/f": "",
		}},
		{"ANY is the fallback of a verb", []string{"ANY /a", "GET /a"}, map[string]string{
			"GET /a": "GET /a", "POST /a": "ANY /a", "HEAD /a": "ANY /a", "OPTIONS /a": "ANY /a", "PURGE /a": "ANY /a",
		}},
		{"HEAD and OPTIONS are verbs like others", []string{"GET /a"}, map[string]string{"HEAD /a": "", "OPTIONS /a": "", "GET /a": "GET /a"}},
		{"slashes around a path mean nothing", []string{"GET /", "GET /a", "GET /a/{p+}"}, map[string]string{
			"GET ": "GET /", "GET /": "GET /", "GET //": "GET /", "GET /a/": "GET /a", "GET //a": "GET /a", "GET /a//": "GET /a",
			"GET /a//b": "GET /a/{p+}",
		}},
		{"a greedy variable needs something to take", []string{"GET /a/{p+}"}, map[string]string{"GET /a": "", "GET /a/": "", "GET /a/b": "GET /a/{p+}"}},
		{"an encoded slash stays in its segment", []string{"GET /{one}", "GET /a/b"}, map[string]string{
			"GET /a%2Fb": "GET /{one}", "GET /a%2fb": "GET /{one}", "GET /a/b": "GET /a/b",
		}},
		{"dot segments are segments", []string{"GET /a", "GET /{x}/{y}"}, map[string]string{
			"GET /b/../a": "", "GET /../a": "GET /{x}/{y}", "GET /./a": "GET /{x}/{y}", "GET /%2e%2e/a": "GET /{x}/{y}",
		}},
		{"needless encoding is seen through", []string{"GET /users:batch"}, map[string]string{
			"GET /users:batch": "GET /users:batch", "GET /users%3Abatch": "GET /users:batch", "GET /users%3abatc%68": "GET /users:batch",
			"GET /users%3": "",
		}},
		{"letters are not folded", []string{"GET /Pets"}, map[string]string{"GET /Pets": "GET /Pets", "GET /pets": ""}},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := served(t, tt.routes...)
			for _, request := range slices.Sorted(maps.Keys(tt.want)) {
				verb, path, _ := strings.Cut(request, " ")
				r, body := do(t, g, a.call(verb, path))
				if r.Status == 403 {
					body = ""
				}
				if want := tt.want[request]; body != want {
					t.Errorf("%s is served by %q (%d), want %q", request, body, r.Status, want)
				}
			}
		})
	}
}

// The tree a test serves is the deployment's: an edit shows after the next one.
func TestAStageServesItsDeployment(t *testing.T) {
	g := gateway.New(gateway.Options{})
	a := newAPI(t)
	a.method("GET", "/pets", mock("one"))
	a.deploy(nil)
	before := a.state
	a.method("GET", "/pets", mock("two"))
	if _, body := do(t, g, a.call("GET", "/pets")); body != "one" {
		t.Errorf("after an edit the stage serves %q, want what was deployed", body)
	}
	a.deploy(nil)
	if _, body := do(t, g, a.call("GET", "/pets")); body != "two" {
		t.Errorf("after a deployment the stage serves %q, want the edit", body)
	}
	a.state = before
	if _, body := do(t, g, a.call("GET", "/pets")); body != "one" {
		t.Errorf("the past serves %q, want what was deployed then", body)
	}
}
