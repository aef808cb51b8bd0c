package http_test

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"
)

func TestSdkTypesThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	var ids []string
	for _, one := range answered(s.GetSdkTypes(ctx, &apigateway.GetSdkTypesInput{})).Items {
		ids = append(ids, *one.Id)
	}
	if want := []string{"android", "java", "javascript", "objectivec", "ruby", "swift"}; !slices.Equal(ids, want) {
		t.Errorf("got %v, want %v", ids, want)
	}
	// The SDK does not show the position of the next page, the wire does.
	page := s.client.do("GET", "/sdktypes?limit=5", "").body
	if rest := s.client.do("GET", "/sdktypes?position="+field(t, page, "position"), "").body; strings.Count(rest, `"id"`) != 1 || !strings.Contains(rest, `"swift"`) {
		t.Errorf("the second page is %s", rest)
	}
	s.read(answered(s.GetSdkType(ctx, &apigateway.GetSdkTypeInput{Id: new("javascript")})),
		`{"Description":"A client in JavaScript, for browsers and Node.","FriendlyName":"JavaScript","Id":"javascript"}`)
	s.read(answered(s.GetSdkType(ctx, &apigateway.GetSdkTypeInput{Id: new("swift")})),
		`{"ConfigurationProperties":[{"Description":"Class prefix of the generated client.","FriendlyName":"Class prefix","Name":"classPrefix","Required":true}],`+
			`"Description":"A client for iOS (Swift). reel does not generate it.","FriendlyName":"iOS (Swift)","Id":"swift"}`)
	_, err := s.GetSdkType(ctx, &apigateway.GetSdkTypeInput{Id: new("cobol")})
	s.refused(err, "NotFoundException: Invalid SDK type identifier specified")
}

func TestGetSdkThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	ask := &apigateway.GetSdkInput{RestApiId: &s.api, StageName: new("dev"), SdkType: new("javascript"), Parameters: map[string]string{"x": "y"}}
	got := answered(s.GetSdk(ctx, ask))
	if *got.ContentType != "application/octet-stream" || *got.ContentDisposition != `attachment; filename="javascript_2026-01-01_00-00Z.zip"` {
		t.Errorf("content %s, %s", *got.ContentType, *got.ContentDisposition)
	}
	if !bytes.Equal(got.Body, answered(s.GetSdk(ctx, ask)).Body) {
		t.Error("asked twice, the files differ")
	}
	names := unzipped(t, got.Body, t.TempDir())
	for _, name := range []string{"README.md", "apigClient.js", "lib/apiGatewayCore/apiGatewayClient.js", "lib/apiGatewayCore/sigV4Client.js", "lib/axios/dist/axios.standalone.js"} {
		if !slices.Contains(names, "apiGateway-js-sdk/"+name) {
			t.Errorf("there is no %s among %v", name, names)
		}
	}
	for _, tt := range []struct{ api, stage, kind, want string }{
		{s.api, "dev", "swift", "BadRequestException: SDKs of type swift are not supported by reel, which generates javascript only"},
		{s.api, "dev", "cobol", "BadRequestException: Invalid SDK type specified: cobol"},
		{s.api, "none", "javascript", "NotFoundException: Invalid Stage identifier specified"},
		{"none", "dev", "javascript", "NotFoundException: Invalid API identifier specified 000000000000:none"},
	} {
		_, err := s.GetSdk(ctx, &apigateway.GetSdkInput{RestApiId: &tt.api, StageName: &tt.stage, SdkType: &tt.kind})
		s.refused(err, tt.want)
	}
}

// The client calls the stage: parameters go to their places, bodies and keys
// along, and a status that is not 2xx rejects the promise.
func TestTheClientInJavaScriptWorks(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("there is no Node on this machine to run the client in JavaScript with")
	}
	s, ctx := openSDK(t), t.Context()
	dir := t.TempDir()
	deployEcho(s)
	unzipped(t, answered(s.GetSdk(ctx, &apigateway.GetSdkInput{RestApiId: &s.api, StageName: new("dev"), SdkType: new("javascript")})).Body, dir)
	const script = `
const client = require("./apigClient.js").newClient({ accessKey: "test", secretKey: "secret", apiKey: "key" });
const say = (what, r) => console.log(what, r.status, JSON.stringify(r.data));
(async () => {
	say("post", await client.petsPetIdPost({ petId: "a b/c", page: "2 & 3", "X-Trace": "t" }, { name: "Rex" }, { queryParams: { extra: "1" } }));
	say("any", await client.filesProxyPut({ proxy: "a/b c" }, "text", { headers: { "Content-Type": "text/plain" } }));
	try { say("no", await client.petsPetIdPost({ petId: "1" }, {})); } catch (e) { console.log(e.message); }
	try { say("no", await client.rootGet()); } catch (e) { say("rejected", e); }
})();`
	if err := os.WriteFile(filepath.Join(dir, "apiGateway-js-sdk", "run.js"), []byte(script), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, node, "run.js")
	cmd.Dir = filepath.Join(dir, "apiGateway-js-sdk")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := strings.Join([]string{
		`post 200 {"auth":"AWS4-HMAC-SHA256","body":"{\"name\":\"Rex\"}","key":"key","path":"/pets/a%20b%2Fc","query":"extra=1&page=2%20%26%203","trace":"t","verb":"POST"}`,
		`any 200 {"auth":"AWS4-HMAC-SHA256","body":"text","key":"key","path":"/files/a/b%20c","query":"","verb":"PUT"}`,
		`Missing required parameter 'page'`,
		`rejected 500 {"message":"Internal server error"}`, "",
	}, "\n")
	if string(out) != want {
		t.Errorf("\n got %s\nwant %s", out, want)
	}
}

// deployEcho gives the API POST on /pets/{petId} and ANY on /files/{proxy+}, both
// of which a backend echoes, and moves the stage dev to them.
func deployEcho(s sdkTest) {
	ctx := s.T.Context()
	backend := echo(s.T)
	for _, m := range []struct {
		parent, part, verb string
		parameters         map[string]bool
	}{
		{"pets", "{petId}", "POST", map[string]bool{"method.request.path.petId": true, "method.request.querystring.page": true, "method.request.header.X-Trace": false}},
		{"files", "{proxy+}", "ANY", map[string]bool{"method.request.path.proxy": true}},
	} {
		parent := answered(s.CreateResource(ctx, &apigateway.CreateResourceInput{RestApiId: &s.api, ParentId: &s.root, PathPart: &m.parent}))
		r := answered(s.CreateResource(ctx, &apigateway.CreateResourceInput{RestApiId: &s.api, ParentId: parent.Id, PathPart: &m.part}))
		answered(s.PutMethod(ctx, &apigateway.PutMethodInput{RestApiId: &s.api, ResourceId: r.Id, HttpMethod: &m.verb, AuthorizationType: new("NONE"), RequestParameters: m.parameters}))
		name := strings.Trim(m.part, "{}+")
		answered(s.PutIntegration(ctx, &apigateway.PutIntegrationInput{
			RestApiId: &s.api, ResourceId: r.Id, HttpMethod: &m.verb, Type: types.IntegrationTypeHttpProxy, IntegrationHttpMethod: &m.verb,
			Uri: new(backend + "/" + m.parent + "/{" + name + "}"), RequestParameters: map[string]string{"integration.request.path." + name: "method.request.path." + name},
		}))
	}
	answered(s.CreateDeployment(ctx, &apigateway.CreateDeploymentInput{RestApiId: &s.api, StageName: new("dev")}))
}

// unzipped are the names in a zip file, whose files it writes to a folder.
func unzipped(t *testing.T, text []byte, dir string) (names []string) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	if err := os.CopyFS(dir, z); err != nil {
		t.Fatal(err)
	}
	return names
}
