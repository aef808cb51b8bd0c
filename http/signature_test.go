package http_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"reel/http/gateway/sigv4"
)

// A signature is of the path that the client asked for, whatever part of it names
// the API, its stage, a point of history or a custom domain's mapping.
func TestSignaturesAreOfThePathThatWasAskedFor(t *testing.T) {
	c := open(t)
	at := c.served(`{"type":"MOCK","requestTemplates":{"application/json":"{\"statusCode\":200}"}}`)
	api := strings.Split(at, "/")[2]
	var page struct{ Item []struct{ ID, Path string } }
	if err := json.Unmarshal([]byte(c.do("GET", "/restapis/"+api+"/resources", "").body), &page); err != nil || len(page.Item) != 2 {
		t.Fatal(page, err)
	}
	child := page.Item[slices.IndexFunc(page.Item, func(r struct{ ID, Path string }) bool { return r.Path == "/{proxy+}" })].ID
	method := "/restapis/" + api + "/resources/" + child + "/methods/ANY"
	for _, step := range []struct{ verb, path, body string }{
		{"PATCH", method, `{"patchOperations":[{"op":"replace","path":"/authorizationType","value":"AWS_IAM"}]}`},
		{"PUT", method + "/responses/200", `{}`},
		{"PUT", method + "/integration/responses/200", `{"responseTemplates":{"application/json":"$context.identity.userArn"}}`},
		{"POST", "/restapis/" + api + "/deployments", `{"stageName":"dev"}`},
		{"POST", "/domainnames", `{"domainName":"api.example.com","endpointConfiguration":{"types":["REGIONAL"]},"regionalCertificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/1"}`},
		{"POST", "/domainnames/api.example.com/basepathmappings", `{"basePath":"v1","restApiId":"` + api + `","stage":"dev"}`},
	} {
		if a := c.do(step.verb, step.path, step.body); a.status > 299 {
			t.Fatalf("%s %s: %d %s", step.verb, step.path, a.status, a.body)
		}
	}
	for _, tt := range []struct{ host, path string }{
		{"", at + "/a%20b?y=1&x"},
		{"", "/execute-api/" + api + "/dev/a"},
		{"", "/_aws/execute-api/" + api + "/dev//a/"},
		{"", fmt.Sprintf("/_reel/at/%d/execute-api/", c.Live.Head().Seq) + api + "/dev/a"},
		{api + ".execute-api.us-east-1.localhost", "/dev/a"},
		{api + ".execute-api.us-east-1.amazonaws.com", "//dev/%E4%BD%A0"},
		{"api.example.com", "/v1/a"},
	} {
		for _, body := range []string{"", "a body"} {
			if status, got := c.signed(tt.host, tt.path, body, "test", "us-east-1"); status != 200 || got != "arn:aws:iam::000000000000:user/test" {
				t.Errorf("%s%s: %d %s", tt.host, tt.path, status, got)
			}
		}
	}
	if status, got := c.signed("", at+"/a", "", "nobody", "us-east-1"); status != 403 || got != `{"message":"The security token included in the request is invalid."}` {
		t.Errorf("an unknown key: %d %s", status, got)
	}
	if status, got := c.signed("", at+"/a", "", "test", "eu-west-1"); status != 403 || got != `{"message":"Credential should be scoped to a valid region. "}` {
		t.Errorf("another region: %d %s", status, got)
	}
	if status, got := c.signed("", at+"/a", "", "111122223333", "us-east-1"); status != 403 || !strings.Contains(got, "User: arn:aws:iam::111122223333:root is not authorized") {
		t.Errorf("another account: %d %s", status, got)
	}
}

// signed posts what AWS's SDK has signed, and returns status and body.
func (c client) signed(host, path, body, key, region string) (int, string) {
	c.Helper()
	q, err := http.NewRequestWithContext(c.Context(), "POST", c.URL+path, strings.NewReader(body))
	if err != nil {
		c.Fatal(err)
	}
	if host != "" {
		q.Host = host
	}
	q.Header.Set("Content-Type", "application/json")
	q.Header.Set("X-Reel-Because", "1") // a signature covers it
	if err := v4.NewSigner().SignHTTP(c.Context(), aws.Credentials{AccessKeyID: key, SecretAccessKey: "test"}, q, sigv4.Hash([]byte(body)), "execute-api", region, time.Now()); err != nil {
		c.Fatal(err)
	}
	resp, err := http.DefaultTransport.RoundTrip(q)
	if err != nil {
		c.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		c.Fatal(err)
	}
	return resp.StatusCode, string(text)
}
