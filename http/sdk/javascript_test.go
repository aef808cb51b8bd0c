package sdk_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/http/sdk"
	"reel/projections"
)

// tree is the tree of an API with methods at paths, as "VERB /path".
func tree(t *testing.T, parameters map[string]bool, methods ...string) *projections.Tree {
	t.Helper()
	e := apigateway.RestApiCreated{RestApi: apigateway.RestApi{Id: "api", RootResourceId: "root"}}
	byPath := map[string]map[string]*apigateway.Method{}
	for _, m := range methods {
		verb, path, _ := strings.Cut(m, " ")
		if byPath[path] == nil {
			byPath[path] = map[string]*apigateway.Method{}
			id := "r" + path
			if path == "/" {
				id = "root"
			}
			e.Resources = append(e.Resources, apigateway.Resource{Id: id, Path: path, ResourceMethods: byPath[path]})
		}
		byPath[path][verb] = &apigateway.Method{HttpMethod: verb, RequestParameters: parameters}
	}
	s, err := projections.State{}.Apply(events.Recorded{Account: "0", Region: "r", Seq: 1, Event: e})
	if err != nil {
		t.Fatal(err)
	}
	api, err := s.World("0", "r").RestApi("api")
	if err != nil {
		t.Fatal(err)
	}
	return api.Tree
}

// apigClient is the file of a client that is generated.
func apigClient(t *testing.T, text []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("apiGateway-js-sdk/apigClient.js")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// The names are those of AWS's clients: the parts of the path and the verb.
func TestFunctionsAreNamedByPathAndVerb(t *testing.T) {
	tests := []struct{ method, want string }{
		{"GET /", "rootGet"},
		{"GET /pets/{petId}", "petsPetIdGet"},
		{"POST /api_2/user_management/create-user", "api2UserManagementCreateUserPost"},
		{"PUT /Pets", "petsPut"},
		{"DELETE /2024/{a+}", "_2024ADelete"},
		{"HEAD /ä", "rootHead"},
	}
	for _, tt := range tests {
		if text := apigClient(t, sdk.JavaScript(tree(t, nil, tt.method), "http://h/s", time.Unix(0, 0))); !strings.Contains(text, "apigClient."+tt.want+" = function") {
			t.Errorf("%s is not %s in %s", tt.method, tt.want, text)
		}
	}
}

func TestAnyIsAFunctionForEachVerbThatHasNone(t *testing.T) {
	text := apigClient(t, sdk.JavaScript(tree(t, nil, "ANY /a", "GET /a"), "http://h/s", time.Unix(0, 0)))
	for _, verb := range []string{"Delete", "Get", "Head", "Options", "Patch", "Post", "Put"} {
		if n := strings.Count(text, "apigClient.a"+verb+" = function"); n != 1 {
			t.Errorf("a%s is there %d times", verb, n)
		}
	}
}

func TestFunctionsOfOneNameAreToldApart(t *testing.T) {
	text := apigClient(t, sdk.JavaScript(tree(t, nil, "GET /a-b", "GET /a_b"), "http://h/s", time.Unix(0, 0)))
	if !strings.Contains(text, "apigClient.aBGet = ") || !strings.Contains(text, "apigClient.aBGet_2 = ") {
		t.Errorf("they are not aBGet and aBGet_2: %s", text)
	}
}

// What an API is made of stays text in the client, whatever it is.
func TestNamesDoNotBecomeCode(t *testing.T) {
	text := apigClient(t, sdk.JavaScript(tree(t, map[string]bool{`method.request.querystring.");alert(1);//`: true}, `GET /{a"b</script>}`), "http://h/s", time.Unix(0, 0)))
	quoted := strings.Count(text, `"\");alert(1);//"`)
	if quoted != 2 || strings.Count(text, `");alert`) != quoted || strings.Contains(text, "</script>") || strings.Contains(text, `{a"b`) {
		t.Errorf("a name is not quoted: %s", text)
	}
}

func TestAClientOfNothing(t *testing.T) {
	if text := apigClient(t, sdk.JavaScript(nil, "http://h/s", time.Unix(0, 0))); strings.Contains(text, "client.call") {
		t.Errorf("there are functions: %s", text)
	}
}
