package gateway_test

import (
	"encoding/json"
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/events/traffic"
	"reel/http/gateway"
	"reel/projections"
)

// Messages are held to the model that the route's expression chooses, or to the one
// for $default, whatever their integration is
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html).
func TestMessagesAreValidated(t *testing.T) {
	const named, counted = "named", "counted"
	models := func(expression string, byKey map[string]string) func(*apigatewayv2.CreateRoute) {
		return func(c *apigatewayv2.CreateRoute) {
			answers(c)
			c.RequestModels = byKey
			if expression != "" {
				c.ModelSelectionExpression = &expression
			}
		}
	}
	chosen := models("$request.body.kind", map[string]string{"n": named, "$default": counted})
	tests := []struct {
		name    string
		route   func(*apigatewayv2.CreateRoute)
		message string
		valid   bool
	}{
		{"matches", chosen, `{"kind":"n","name":"x"}`, true},
		{"does not match", chosen, `{"kind":"n","count":1}`, false},
		{"a model that refers to another", chosen, `{"kind":"n","name":"x","more":{"count":"x"}}`, false},
		{"the fallback", chosen, `{"kind":"other","count":1}`, true},
		{"the fallback, not matched", chosen, `{"kind":"other"}`, false},
		{"not JSON", chosen, `hello`, false},
		{"no fallback", models("$request.body.kind", map[string]string{"n": named}), `{"kind":"other"}`, false},
		{"static", models("n", map[string]string{"n": named}), `{"name":"x"}`, true},
		{"no expression", models("", map[string]string{"$default": counted}), `{"count":1}`, true},
		{"no models", models("$request.body.kind", nil), `hello`, true},
	}
	g := gateway.New(gateway.Options{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := newChat(t, "$request.body.action")
			decided(a, decide.CreateModel, apigatewayv2.CreateModel{ApiId: a.id, Name: counted, ContentType: new("application/json"), Schema: `{"type":"object","properties":{"count":{"type":"integer"}},"required":["count"]}`})
			decided(a, decide.CreateModel, apigatewayv2.CreateModel{ApiId: a.id, Name: named, ContentType: new("application/json"),
				Schema: `{"type":"object","properties":{"name":{"type":"string"},"more":{"$ref":"` + projections.ModelURL(a.id, counted) + `"}},"required":["name"]}`})
			a.route("$default", a.says("ok"), tt.route)
			a.deploy()
			got := a.send(g, a.connect(g), tt.message)
			var m struct{ MessageID string }
			if err := json.Unmarshal([]byte(got), &m); !tt.valid && err != nil {
				t.Fatalf("got %s", got)
			}
			want := "ok"
			if !tt.valid {
				want = `{"message" : "Bad request body", "connectionId": "` + connectionID + `", "messageId": "` + m.MessageID + `"}`
			}
			if got != want || !tt.valid && len(m.MessageID) != 16 {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

// The access log says what was wrong with a message.
func TestTheAccessLogOfInvalidMessages(t *testing.T) {
	var line string
	g := gateway.New(gateway.Options{Observe: func(e *traffic.Exchange) { line = e.AccessLog }})
	a := newChat(t, "$request.body.action")
	decided(a, decide.CreateModel, apigatewayv2.CreateModel{ApiId: a.id, Name: "m", ContentType: new("application/json"), Schema: `{"required":["count"]}`})
	a.route("$default", a.says("ok"), func(c *apigatewayv2.CreateRoute) { c.RequestModels = map[string]string{"$default": "m"} })
	a.stage(func(c *apigatewayv2.UpdateStage) {
		c.AccessLogSettings = &apigatewayv2.AccessLogSettingsInput{DestinationArn: new("arn:aws:logs:us-east-1:111122223333:log-group:ws"),
			Format: new("$context.requestId|$context.error.message|$context.error.messageString|$context.error.responseType|$context.error.validationErrorString|$context.status")}
	})
	a.deploy()
	a.send(g, a.connect(g), "{}")
	_, got, _ := strings.Cut(line, "|")
	if want := `Bad request body|"Bad request body"|BAD_REQUEST_BODY|[object has missing required properties (["count"])]|400`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
