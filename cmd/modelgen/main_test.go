package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestGeneratedFilesAreUpToDate(t *testing.T) {
	if err := run(true); err != nil {
		t.Error(err)
	}
}

func TestGenerateIsDeterministic(t *testing.T) {
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	first, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	second, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range first {
		if f.path != second[i].path || string(f.text) != string(second[i].text) {
			t.Errorf("%s differs from run to run", f.path)
		}
	}
}

func TestCompareNamesTheFilesThatDiffer(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"same.go": "a", "changed.go": "a"} {
		if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	files := []file{{"same.go", []byte("a")}, {"changed.go", []byte("b")}, {"missing.go", []byte("c")}}
	err := compare(root, files)
	if err == nil {
		t.Fatal("got no error")
	}
	for name, want := range map[string]bool{"same.go": false, "changed.go": true, "missing.go": true} {
		if got := strings.Contains(err.Error(), name); got != want {
			t.Errorf("names %s: %v, want %v, in %q", name, got, want, err)
		}
	}
}

// The orders are recorded on AWS: the first six of API Gateway, the last of
// EventBridge, whose framework is the same.
func TestPrintedOrder(t *testing.T) {
	tests := []struct{ values, want string }{
		{"add remove replace move copy test", "add remove move test replace copy"},
		{"HTTP AWS MOCK HTTP_PROXY AWS_PROXY", "HTTP MOCK AWS_PROXY HTTP_PROXY AWS"},
		{"REGIONAL EDGE PRIVATE", "PRIVATE EDGE REGIONAL"},
		{"HEADER AUTHORIZER", "AUTHORIZER HEADER"},
		{"API AUTHORIZER MODEL RESOURCE METHOD PATH_PARAMETER QUERY_PARAMETER REQUEST_HEADER REQUEST_BODY RESPONSE RESPONSE_HEADER RESPONSE_BODY",
			"RESPONSE_BODY RESPONSE METHOD MODEL AUTHORIZER RESPONSE_HEADER RESOURCE PATH_PARAMETER REQUEST_BODY QUERY_PARAMETER API REQUEST_HEADER"},
		{"DEFAULT_4XX DEFAULT_5XX RESOURCE_NOT_FOUND UNAUTHORIZED INVALID_API_KEY ACCESS_DENIED AUTHORIZER_FAILURE AUTHORIZER_CONFIGURATION_ERROR INVALID_SIGNATURE EXPIRED_TOKEN MISSING_AUTHENTICATION_TOKEN INTEGRATION_FAILURE INTEGRATION_TIMEOUT API_CONFIGURATION_ERROR UNSUPPORTED_MEDIA_TYPE BAD_REQUEST_PARAMETERS BAD_REQUEST_BODY REQUEST_TOO_LARGE THROTTLED QUOTA_EXCEEDED WAF_FILTERED",
			"REQUEST_TOO_LARGE RESOURCE_NOT_FOUND AUTHORIZER_CONFIGURATION_ERROR MISSING_AUTHENTICATION_TOKEN BAD_REQUEST_BODY INVALID_SIGNATURE INVALID_API_KEY BAD_REQUEST_PARAMETERS AUTHORIZER_FAILURE UNAUTHORIZED INTEGRATION_TIMEOUT ACCESS_DENIED DEFAULT_4XX DEFAULT_5XX WAF_FILTERED QUOTA_EXCEEDED THROTTLED API_CONFIGURATION_ERROR UNSUPPORTED_MEDIA_TYPE INTEGRATION_FAILURE EXPIRED_TOKEN"},
		{"POST HEAD PATCH GET PUT DELETE OPTIONS", "HEAD POST PATCH DELETE PUT GET OPTIONS"},
	}
	for _, tt := range tests {
		if got := strings.Join(printedOrder(strings.Fields(tt.values)), " "); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
}

func TestReadModelRefuses(t *testing.T) {
	tests := []struct{ name, model, want string }{
		{"an unknown shape", `{"operations":{"A":{"name":"A","input":{"shape":"S"}}},"shapes":{}}`, `no shape "S"`},
		{"a circle", `{"operations":{"A":{"name":"A","input":{"shape":"S"}}},"shapes":{"S":{"type":"list","member":{"shape":"S"}}}}`, `"S" holds itself`},
		{"an operation without input", `{"operations":{"A":{"name":"A"}}}`, "operation A has no input"},
		{"no JSON", `{`, "unexpected end"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "model.json")
			if err := os.WriteFile(path, []byte(tt.model), 0o644); err != nil {
				t.Fatal(err)
			}
			if _, err := readModel(path); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestReadModelKeepsTheOrderOfMembers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "model.json")
	model := `{"operations":{"A":{"name":"A","input":{"shape":"S"}}},"shapes":{"T":{"type":"string"},"S":{"type":"structure","members":{"z":{"shape":"T","locationName":"a"},"a":{"shape":"T"},"shape":{"shape":"T"}}}}}`
	if err := os.WriteFile(path, []byte(model), 0o644); err != nil {
		t.Fatal(err)
	}
	m, err := readModel(path)
	if err != nil {
		t.Fatal(err)
	}
	if got := m.Shapes["S"].Members.names; !slices.Equal(got, []string{"z", "a", "shape"}) {
		t.Errorf("got %q", got)
	}
}

func TestPages(t *testing.T) {
	var o operation
	o.Name = "CreateApiMapping"
	o.HTTP.RequestURI = "/v2/domainnames/{domainName}/apimappings"
	if got, want := pageV2(o), "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/domainnames-domainname-apimappings.html"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got, want := pageV1(o), "https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiMapping.html"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
