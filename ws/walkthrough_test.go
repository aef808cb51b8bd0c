package ws_test

import (
	"errors"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigatewaymanagementapi"
	management "github.com/aws/aws-sdk-go-v2/service/apigatewaymanagementapi/types"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"

	"reel/cmd/emulator"
	"reel/http/lambda"
)

// chatProgram builds the chat function as one would for AWS.
func chatProgram(t *testing.T) lambda.Spec {
	t.Helper()
	program := filepath.Join(t.TempDir(), "chat")
	if runtime.GOOS == "windows" {
		program += ".exe"
	}
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./testdata/chat").CombinedOutput(); err != nil {
		t.Fatalf("the function does not build: %v\n%s", err, out)
	}
	spec, err := lambda.ParseSpec("my-ws-handler=" + program)
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

func (w *world) aws(endpoint string) aws.Config {
	return aws.Config{Region: "us-east-1", BaseEndpoint: &endpoint, RetryMaxAttempts: 1, Credentials: credentials.NewStaticCredentialsProvider("test", "test", "")}
}

// walkthrough makes the API of the walk-through with AWS's own SDK: three routes to
// one function, which answers, and a stage that was never deployed to.
func (w *world) walkthrough() (api string) {
	w.Helper()
	ctx, v2 := w.Context(), apigatewayv2.NewFromConfig(w.aws(w.URL))
	made, err := v2.CreateApi(ctx, &apigatewayv2.CreateApiInput{
		Name: aws.String("My WebSocket API"), ProtocolType: types.ProtocolTypeWebsocket, RouteSelectionExpression: aws.String("$request.body.action"),
	})
	if err != nil {
		w.Fatal(err)
	}
	in, err := v2.CreateIntegration(ctx, &apigatewayv2.CreateIntegrationInput{
		ApiId: made.ApiId, IntegrationType: types.IntegrationTypeAwsProxy, IntegrationUri: aws.String("arn:aws:lambda:us-east-1:000000000000:function:my-ws-handler"),
	})
	if err != nil {
		w.Fatal(err)
	}
	for _, key := range []string{"$connect", "$disconnect", "$default"} {
		if _, err := v2.CreateRoute(ctx, &apigatewayv2.CreateRouteInput{
			ApiId: made.ApiId, RouteKey: &key, Target: aws.String("integrations/" + *in.IntegrationId), RouteResponseSelectionExpression: aws.String("$default"),
		}); err != nil {
			w.Fatal(err)
		}
	}
	if _, err := v2.CreateStage(ctx, &apigatewayv2.CreateStageInput{ApiId: made.ApiId, StageName: aws.String("prod")}); err != nil {
		w.Fatal(err)
	}
	return *made.ApiId
}

// The walk-through: an API made by AWS's SDK, a function built for AWS, a client,
// and @connections by curl's means and by AWS's SDK.
func TestWalkthrough(t *testing.T) {
	program := chatProgram(t)
	w := open(t, func(c *emulator.Config) { c.Functions = []lambda.Spec{program} })
	api := w.walkthrough()
	c := w.met(w.url(api))
	path := "/execute-api/" + api + "/prod/@connections/" + c.id
	w.do("POST", path, "Hello from server!").check(t, 200, "")
	c.hears("Hello from server!")
	if a := w.do("GET", path, ""); a.status != 200 || !strings.Contains(a.body, `"connectedAt"`) {
		t.Errorf("GET: %d %s", a.status, a.body)
	}

	// A function answers by the address that its event names, over TLS.
	other := w.met(w.url(api))
	c.say(`{"to":"` + other.id + `","text":"hello, other"}`)
	other.hears("hello, other")
	c.hears("sent")

	w.do("DELETE", path, "").check(t, 204, "")
	c.hearsClose(1000, "Connection Closed Normally")
	other.say(`{"to":"` + c.id + `","text":"are you there?"}`)
	other.hearsError("Internal server error") // the function fails with AWS's 410
}

// AWS's SDK speaks to a connection by every endpoint that may be given to it.
func TestSDKSpeaksToConnections(t *testing.T) {
	w := open(t)
	api := w.whoami()
	for _, base := range []string{"/execute-api/" + api + "/prod", "/_aws/execute-api/" + api + "/prod", "/ws/" + api + "/prod", "/prod"} {
		t.Run(base, func(t *testing.T) {
			c := w.met(w.url(api), "User-Agent", "tester/1")
			ctx, client := t.Context(), apigatewaymanagementapi.NewFromConfig(w.aws(w.URL+base))
			if _, err := client.PostToConnection(ctx, &apigatewaymanagementapi.PostToConnectionInput{ConnectionId: &c.id, Data: []byte("hello")}); err != nil {
				t.Fatal(err)
			}
			c.hears("hello")
			got, err := client.GetConnection(ctx, &apigatewaymanagementapi.GetConnectionInput{ConnectionId: &c.id})
			if err != nil {
				t.Fatal(err)
			}
			if !got.ConnectedAt.Equal(begin) || !got.LastActiveAt.Equal(begin) || *got.Identity.SourceIp != "127.0.0.1" || *got.Identity.UserAgent != "tester/1" {
				t.Errorf("the connection is %+v of %+v", got, got.Identity)
			}
			var large *management.PayloadTooLargeException
			_, err = client.PostToConnection(ctx, &apigatewaymanagementapi.PostToConnectionInput{ConnectionId: &c.id, Data: make([]byte, 128<<10+1)})
			if !errors.As(err, &large) {
				t.Errorf("a post that is too long comes to %v", err)
			}
			if _, err := client.DeleteConnection(ctx, &apigatewaymanagementapi.DeleteConnectionInput{ConnectionId: &c.id}); err != nil {
				t.Fatal(err)
			}
			c.hearsClose(1000, "Connection Closed Normally")
			var gone *management.GoneException
			_, err = client.GetConnection(ctx, &apigatewaymanagementapi.GetConnectionInput{ConnectionId: &c.id})
			if !errors.As(err, &gone) {
				t.Errorf("a connection that is gone comes to %v", err)
			}
		})
	}
}
