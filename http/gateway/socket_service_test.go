package gateway_test

import (
	"context"
	"net/http/httptest"
	"testing"
	"time"

	"reel/events/apigatewayv2"
	"reel/http/gateway"
)

// Messages and handshakes may go to other AWS services, as calls of REST APIs do;
// their answers are told apart by their status.
func TestMessagesToAWSServices(t *testing.T) {
	sqs := &service{name: "sqs", region: "eu-west-1", status: 200}
	server := httptest.NewServer(sqs)
	t.Cleanup(server.Close)
	to := func(what string, change ...func(*apigatewayv2.CreateIntegration)) apigatewayv2.CreateIntegration {
		c := apigatewayv2.CreateIntegration{IntegrationType: "AWS", IntegrationMethod: new("POST"), IntegrationUri: new("arn:aws:apigateway:eu-west-1:" + what), CredentialsArn: new("arn:aws:iam::111122223333:role/r")}
		for _, f := range change {
			f(&c)
		}
		return c
	}
	form := func(c *apigatewayv2.CreateIntegration) {
		c.RequestParameters = map[string]string{"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"}
		c.RequestTemplates = map[string]string{"$default": `Action=SendMessage&MessageBody=$util.urlEncode($input.body)&Id=$util.urlEncode($context.connectionId)`}
	}
	none := saying(`no`)
	none.IntegrationResponseKey = `/4\d\d/`
	answered := []apigatewayv2.CreateIntegrationResponse{saying(`queued by $input.path('$.by')`), none}
	a := newChat(t, "$request.body.action")
	a.route("$default", a.integration(to("sqs:path/111122223333/q", form), answered...), answers)
	a.route("action", a.integration(to("sqs:action/SendMessage", func(c *apigatewayv2.CreateIntegration) {
		c.RequestParameters = map[string]string{"integration.request.querystring.MessageBody": "route.request.body.text"}
	}), answered...), answers)
	a.route("unnamed", a.integration(to("sns:action/Publish"), answered...), answers)
	a.route("own", a.integration(to("sqs:path/111122223333/q", form, func(c *apigatewayv2.CreateIntegration) { c.CredentialsArn = new("arn:aws:iam::*:user/*") }), answered...), answers)
	a.deploy()
	g := atNoon(gateway.Options{Endpoints: gateway.Endpoints{"sqs": server.URL}})
	s := a.connect(g)
	for _, tt := range []struct {
		name, message string
		status        int
		asked, want   string
	}{
		{"by path", "hi you", 200, `POST /111122223333/q  application/x-www-form-urlencoded Action=SendMessage&MessageBody=hi+you&Id=eHrdFcnvvHcCE-w%3D`, "queued by sqs"},
		{"by action", `{"action":"action","text":"x y"}`, 200, `POST /  application/x-www-form-urlencoded Action=SendMessage&MessageBody=x+y`, "queued by sqs"},
		{"refused", "hi", 400, `POST /111122223333/q  application/x-www-form-urlencoded Action=SendMessage&MessageBody=hi&Id=eHrdFcnvvHcCE-w%3D`, "no"},
		{"a service that nobody names", `{"action":"unnamed"}`, 200, "", internalError},
		{"the caller's own, and nobody signed", `{"action":"own"}`, 200, "", internalError},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sqs.status, sqs.asked = tt.status, ""
			got := a.send(g, s, tt.message)
			if message := errorOf(t, got); message != "" {
				got = message
			}
			if got != tt.want || sqs.asked != tt.asked {
				t.Errorf("got %s and asked\n%s, want %s and\n%s", got, sqs.asked, tt.want, tt.asked)
			}
		})
	}
}

// A function may be asked without waiting for what it does
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integration-async.html).
func TestFunctionsThatNobodyWaitsFor(t *testing.T) {
	asked, done := make(chan string, 1), make(chan struct{})
	functions := newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"slow": func(_ context.Context, event []byte) ([]byte, error) { asked <- string(event); <-done; return nil, nil },
	})
	t.Cleanup(func() { close(done) })
	a := newChat(t, "$request.body.action")
	a.route("$default", a.integration(apigatewayv2.CreateIntegration{IntegrationType: "AWS", IntegrationMethod: new("POST"), IntegrationUri: new(functionARN + "slow/invocations"),
		RequestParameters: map[string]string{"integration.request.header.X-Amz-Invocation-Type": "'Event'"}}, saying("begun")), answers)
	a.deploy()
	g := gateway.New(gateway.Options{Functions: functions})
	if got := a.send(g, a.connect(g), `{"n":1}`); got != "begun" {
		t.Errorf("got %s", got)
	}
	select {
	case event := <-asked:
		if event != `{"n":1}` {
			t.Errorf("the function was asked %s", event)
		}
	case <-time.After(20 * time.Second):
		t.Error("the function was not asked")
	}
}
