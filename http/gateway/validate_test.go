package gateway_test

import (
	"strings"
	"testing"
	"time"

	"reel/events/apigateway"
	"reel/http/gateway"
)

// validating is an API whose POST /{issuer} is validated, with models by name.
func validating(t *testing.T, v apigateway.RequestValidator, models map[string]string, change func(*apigateway.Method)) *api {
	a := newAPI(t)
	v.Id = "val"
	a.apply(apigateway.RequestValidatorCreated{RestApiId: apiID, RequestValidator: v})
	for name, schema := range models {
		a.apply(apigateway.ModelCreated{RestApiId: apiID, Model: apigateway.Model{Id: name, Name: name, ContentType: "application/json", Schema: schema}})
	}
	a.method("POST", "/{issuer}", mock("ok"), func(m *apigateway.Method) {
		m.RequestValidatorId = "val"
		change(m)
	})
	return a.deploy(nil)
}

// Recorded on AWS: which parameters are missing, headers first.
func TestRequiredParameters(t *testing.T) {
	a := validating(t, apigateway.RequestValidator{ValidateRequestParameters: true}, nil, func(m *apigateway.Method) {
		m.RequestParameters = map[string]bool{"method.request.header.x-header-param": true, "method.request.querystring.qs1": true,
			"method.request.querystring.qs2": false, "method.request.path.issuer": true, "method.request.path.other": true}
	})
	g := gateway.New(gateway.Options{})
	for _, tt := range []struct {
		target, header, missing string
	}{
		{"/a", "", "[x-header-param, other, qs1]"},
		{"/a?qs1=1", "x", "[other]"},
		{"/a?qs1=", "x", "[other, qs1]"},
	} {
		c := a.call("POST", tt.target)
		if tt.header != "" {
			c.Header.Set("x-header-param", tt.header)
		}
		r, body := do(t, g, c)
		if want := `{"message":"Missing required request parameters: ` + tt.missing + `"}`; r.Status != 400 || body != want || value(r.Header, "x-amzn-ErrorType") != "BadRequestException" {
			t.Errorf("%s: got %d %s, want %s", tt.target, r.Status, body, want)
		}
	}
}

const modelURL = "https://apigateway.amazonaws.com/restapis/" + apiID + "/models/"

func TestBodiesAreValidated(t *testing.T) {
	a := validating(t, apigateway.RequestValidator{ValidateRequestBody: true}, map[string]string{
		"Pet":    `{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","required":["name"],"properties":{"name":{"type":"string"},"age":{"type":"integer","minimum":0},"friends":{"type":"array","items":{"$ref":"` + modelURL + `Friend"}}}}`,
		"Friend": `{"type":"object","properties":{"of":{"$ref":"` + modelURL + `Pet"}}}`,
		"Other":  `{"type":"array"}`,
		"Either": `{"oneOf":[{"$ref":"` + modelURL + `Pet"},{"type":"object","required":["id"]}],"anyOf":[{"required":["statusCode"]},{"maxProperties":1}]}`,
		"Lost":   `{"$ref":"` + modelURL + `Nowhere"}`,
		"File":   `{"$ref":"file:///etc/passwd"}`,
	}, func(m *apigateway.Method) {
		m.RequestModels = map[string]string{"application/json": "Pet", "application/x-list": "Other", "application/x-either": "Either", "application/x-lost": "Lost", "application/x-file": "File"}
	})
	g := gateway.New(gateway.Options{})
	for _, tt := range []struct {
		contentType, body string
		status            int
	}{
		{"application/json", `{"name":"rex"}`, 200},
		{"application/json; charset=utf-8", `{"name":"rex","friends":[{"of":{"name":"max"}}]}`, 200},
		{"application/json", `{"name":"rex","friends":[{"of":{}}]}`, 400},
		{"", `{"nom":"rex"}`, 400},
		{"application/json", `{"name":"rex","age":-1}`, 400},
		{"application/json", `{"name":"rex","age":1e1000000000}`, 400},
		{"application/json", `{"name":`, 400},
		{"application/json", ``, 400},
		{"application/x-list", `{}`, 400},
		{"application/x-either", `{"name":"rex","statusCode":200}`, 200},
		{"application/x-either", `{"id":1,"statusCode":200}`, 200},
		{"application/x-either", `{"id":1,"name":"rex","statusCode":200}`, 400},
		{"application/x-either", `{"statusCode":200}`, 400},
		{"application/x-either", `{"name":"rex","age":1}`, 400},
		{"application/x-lost", `{}`, 500},
		{"application/x-file", `{}`, 500},
	} {
		r, body := do(t, g, withBody(a.call("POST", "/a"), tt.contentType, tt.body))
		if r.Status != tt.status {
			t.Errorf("%s %s: got %d %s, want %d", tt.contentType, tt.body, r.Status, body, tt.status)
		}
		if want := `{"message":"Invalid request body"}`; r.Status == 400 && body != want {
			t.Errorf("%s: got %s, want %s", tt.body, body, want)
		}
	}
	if r, _ := do(t, g, withBody(a.call("POST", "/a"), "text/plain", "whatever")); r.Status == 400 {
		t.Error("a body of a type without a model was validated")
	}
	said := testInvoke(t, g, a, apigateway.TestInvokeMethod{ResourceId: a.resource("/{issuer}"), HttpMethod: "POST", Body: text(`{"age":"x"}`)})
	if want := ` : Request body does not match model schema for content type application/json: [instance type (string) does not match any allowed primitive type (allowed: ["integer"]), object has missing required properties (["name"])]`; said.Status != 400 || !strings.Contains(said.Log, want) {
		t.Errorf("got %d %s, want %s", said.Status, said.Log, want)
	}
}

// A schema that doubles its work with every level cannot hold a call up.
func TestValidationIsBounded(t *testing.T) {
	self := modelURL + "Loop"
	a := validating(t, apigateway.RequestValidator{ValidateRequestBody: true}, map[string]string{
		"Loop": `{"anyOf":[{"properties":{"a":{"$ref":"` + self + `"}}},{"properties":{"a":{"$ref":"` + self + `"}}},{"required":["x"]}],"not":{"required":["stop"]}}`,
	}, func(m *apigateway.Method) { m.RequestModels = map[string]string{"application/json": "Loop"} })
	body := strings.Repeat(`{"a":`, 60) + `{"stop":1}` + strings.Repeat("}", 60)
	begun := time.Now()
	r, got := do(t, gateway.New(gateway.Options{}), withBody(a.call("POST", "/a"), "application/json", body))
	if r.Status != 400 || time.Since(begun) > 15*time.Second {
		t.Errorf("got %d %s after %v", r.Status, got, time.Since(begun))
	}
	said := testInvoke(t, gateway.New(gateway.Options{}), a, apigateway.TestInvokeMethod{ResourceId: a.resource("/{issuer}"), HttpMethod: "POST", Body: &body})
	if want := "[the validation takes too long]"; !strings.Contains(said.Log, want) {
		t.Errorf("log %s, want %s", said.Log, want)
	}
}
