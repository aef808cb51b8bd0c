package restjson_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"reel/events"
	"reel/http/restjson"
)

func TestWriteError(t *testing.T) {
	tests := []struct {
		name    string
		service *restjson.Service
		refusal events.Error
		status  int
		body    string
		header  string // one more, name: value
	}{
		{"modelled", restjson.APIGateway, events.Error{Code: events.NotFound, Message: "Invalid \"x\" <é>"}, 404, `{"message":"Invalid \"x\" <é>"}`, ""},
		{"limits differ by service: v1", restjson.APIGateway, events.Error{Code: events.LimitExceeded, Message: "m"}, 429, `{"message":"m"}`, ""},
		{"a member in a header", restjson.APIGateway, events.Error{Code: events.TooManyRequests, Message: "m", Members: map[string]string{"Retry-After": "3"}}, 429, `{"message":"m"}`, "Retry-After: 3"},
		{"v2 has more members", restjson.APIGatewayV2, events.Error{Code: events.NotFound, Message: "m", Members: map[string]string{"resourceType": "Api"}}, 404, `{"message":"m","resourceType":"Api"}`, ""},
		{"v2 forbids", restjson.APIGatewayV2, events.Error{Code: events.AccessDenied, Message: "m"}, 403, `{"message":"m"}`, ""},
		{"validation is in no model", restjson.APIGateway, events.Error{Code: events.Validation, Message: "m"}, 400, `{"message":"m"}`, ""},
		{"not built", restjson.APIGatewayV2, events.Error{Code: events.NotBuilt, Message: "CreatePortal is not built"}, 501, `{"message":"CreatePortal is not built"}`, ""},
		{"internal", restjson.APIGateway, events.Error{Code: events.Internal, Message: "m"}, 500, `{"message":"m"}`, ""},
		{"unknown code", restjson.APIGateway, events.Error{Code: "OddException", Message: "m"}, 400, `{"message":"m"}`, ""},
		{"gone has no members and no body", restjson.APIGatewayManagementAPI, events.Error{Code: "GoneException"}, 410, "", ""},
		{"too large", restjson.APIGatewayManagementAPI, events.Error{Code: "PayloadTooLargeException", Message: "m"}, 413, `{"message":"m"}`, ""},
		{"Lambda: Message with a capital, and whose error it is", restjson.Lambda, events.Error{Code: "ResourceNotFoundException", Message: "m"}, 404, `{"Message":"m","Type":"User"}`, ""},
		{"Lambda: message without", restjson.Lambda, events.Error{Code: "InvalidParameterValueException", Message: "m"}, 400, `{"Type":"User","message":"m"}`, ""},
		{"Lambda: conflict", restjson.Lambda, events.Error{Code: "ResourceConflictException", Message: "m"}, 409, `{"Type":"User","message":"m"}`, ""},
		{"Lambda: the server's fault", restjson.Lambda, events.Error{Code: "ServiceException", Message: "m"}, 500, `{"Message":"m","Type":"Server"}`, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := httptest.NewRecorder()
			restjson.WriteError(rec, tt.service, &tt.refusal, "id-1")
			if rec.Code != tt.status || rec.Body.String() != tt.body {
				t.Errorf("got %d %s, want %d %s", rec.Code, rec.Body, tt.status, tt.body)
			}
			h := rec.Header()
			if exact(h, "x-amzn-ErrorType") != string(tt.refusal.Code) || exact(h, "x-amzn-RequestId") != "id-1" {
				t.Errorf("got headers %v", h)
			}
			if hasBody := h.Get("Content-Type") == "application/json"; hasBody != (tt.body != "") {
				t.Errorf("Content-Type %q with body %q", h.Get("Content-Type"), tt.body)
			}
			if got := tt.service.Status(tt.refusal.Code); got != tt.status {
				t.Errorf("Status: %d", got)
			}
			if tt.header != "" && tt.header != "Retry-After: "+exact(h, "Retry-After") {
				t.Errorf("got %v, want %s", h, tt.header)
			}
		})
	}
}

func TestWriteJSON(t *testing.T) {
	v1 := restjson.APIGateway
	tests := []struct {
		name      string
		service   *restjson.Service
		operation string
		output    string
		status    int
		body      string
		headers   map[string]string
	}{
		{"created", v1, "CreateResource", `{"id":"r"}`, 201, `{"id":"r"}`, map[string]string{"Content-Type": "application/json", "Content-Length": "10"}},
		{"an update that AWS answers with 201", v1, "UpdateMethodResponse", `{}`, 201, `{}`, nil},
		{"accepted without a body", v1, "DeleteRestApi", "", 202, "", map[string]string{"Content-Length": "0"}},
		{"no content", v1, "DeleteMethod", "", 204, "", map[string]string{"Content-Type": "", "Content-Length": ""}},
		{"headers and a raw body", v1, "GetExport", `{"body":"e30=","contentDisposition":"attachment; filename=\"a\r\nb.json\"","contentType":"application/octet-stream"}`,
			200, `{}`, map[string]string{"Content-Type": "application/octet-stream", "Content-Disposition": `attachment; filename="a  b.json"`, "Content-Length": "2"}},
		{"Lambda's own status and headers", restjson.Lambda, "Invoke", `{"statusCode":202,"functionError":"Unhandled","payload":"aGk="}`,
			202, "hi", map[string]string{"X-Amz-Function-Error": "Unhandled"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rec := httptest.NewRecorder()
			if err := restjson.WriteJSON(rec, operation(t, tt.service, tt.operation), []byte(tt.output), "id-1"); err != nil {
				t.Fatal(err)
			}
			if rec.Code != tt.status || rec.Body.String() != tt.body {
				t.Errorf("got %d %s, want %d %s", rec.Code, rec.Body, tt.status, tt.body)
			}
			for name, want := range tt.headers {
				if got := exact(rec.Header(), name); got != want {
					t.Errorf("%s: got %q, want %q", name, got, want)
				}
			}
			if got := exact(rec.Header(), "x-amzn-RequestId"); got != "id-1" {
				t.Errorf("request id: got %q", got)
			}
		})
	}
}

func TestWriteJSONRefusesAnOutputThatIsNone(t *testing.T) {
	rec := httptest.NewRecorder()
	if err := restjson.WriteJSON(rec, operation(t, restjson.APIGateway, "GetExport"), []byte(`[]`), "id-1"); err == nil {
		t.Error("got no error")
	}
}

func TestPrincipal(t *testing.T) {
	const v4 = "AWS4-HMAC-SHA256 "
	tests := []struct {
		name          string
		authorization string
		query         string
		want          [4]string
		signed        bool
	}{
		{"header", v4 + "Credential=AKIAEXAMPLE/20260101/eu-west-1/apigateway/aws4_request, SignedHeaders=host, Signature=ab", "",
			[4]string{"AKIAEXAMPLE", "000000000000", "eu-west-1", "apigateway"}, true},
		{"an account for a key, and no blanks", v4 + "SignedHeaders=host,Credential=123456789012/20260101/us-east-2/execute-api/aws4_request,Signature=ab", "",
			[4]string{"123456789012", "123456789012", "us-east-2", "execute-api"}, true},
		{"presigned", "", "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Fus-west-2%2Flambda%2Faws4_request",
			[4]string{"test", "000000000000", "us-west-2", "lambda"}, true},
		{"asymmetric, without a region", "AWS4-ECDSA-P256-SHA256 Credential=a.b/20260101/apigateway/aws4_request, Signature=ab", "",
			[4]string{"a.b", "000000000000", "us-east-1", "apigateway"}, true},
		{"13 digits are no account", v4 + "Credential=1234567890123/20260101/us-east-1/lambda/aws4_request", "",
			[4]string{"1234567890123", "000000000000", "us-east-1", "lambda"}, true},
		{"nothing", "", "", [4]string{"", "000000000000", "us-east-1", ""}, false},
		{"a bearer", "Bearer Credential=a/b/c/d/aws4_request", "", [4]string{"", "000000000000", "us-east-1", ""}, false},
		{"no credential", v4, "", [4]string{"", "000000000000", "us-east-1", ""}, false},
		{"another ending", v4 + "Credential=a/20260101/us-east-1/lambda/aws5_request", "", [4]string{"", "000000000000", "us-east-1", ""}, false},
		{"too few parts", v4 + "Credential=a/aws4_request", "", [4]string{"", "000000000000", "us-east-1", ""}, false},
		{"a region that would end a subject", v4 + "Credential=a/20260101/us.east.*/lambda/aws4_request", "", [4]string{"", "000000000000", "us-east-1", ""}, false},
		{"no region in its place", v4 + "Credential=a/20260101//lambda/aws4_request", "", [4]string{"", "000000000000", "us-east-1", ""}, false},
		{"no key", v4 + "Credential=/20260101/us-east-1/lambda/aws4_request", "", [4]string{"", "000000000000", "us-east-1", ""}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := httptest.NewRequest(http.MethodGet, "/?"+tt.query, nil)
			if tt.authorization != "" {
				q.Header.Set("Authorization", tt.authorization)
			}
			key, account, region, service, signed := restjson.Principal(q)
			if got := [4]string{key, account, region, service}; got != tt.want || signed != tt.signed {
				t.Errorf("got %q %v, want %q %v", got, signed, tt.want, tt.signed)
			}
		})
	}
}

// exact is a header in the very case that it will be sent in.
func exact(h http.Header, name string) string { return strings.Join(h[name], ", ") }
