package openapi_test

import (
	"fmt"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/openapi"
)

// source is an API with one method, GET /pets/{id}.
func source(m apigateway.Method, parts ...apigateway.DocumentationPart) openapi.Source {
	m.HttpMethod, m.AuthorizationType = "GET", "NONE"
	return openapi.Source{
		RestApi: apigateway.RestApi{ApiKeySource: "HEADER", Id: "api", Name: "t", Version: "1"}, Region: "eu-west-1", StageName: "prod",
		Documentation: &openapi.Documentation{Version: "v", Parts: parts},
		Model: func(name string) *apigateway.Model {
			return &apigateway.Model{Name: name, Schema: `{"$schema":"x","type":"object","items":{"$ref":"https://apigateway.amazonaws.com/restapis/api/models/Other"}}`}
		},
		Resources: []*apigateway.Resource{{Id: "r", Path: "/pets/{id}", ResourceMethods: map[string]*apigateway.Method{"GET": &m}}},
	}
}

// written is one value of the document that is written.
func written(t *testing.T, s openapi.Source, f openapi.Form, path ...string) string {
	t.Helper()
	n, err := openapi.Write(s, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range path {
		n = n.Get(name)
	}
	return string(n.JSON())
}

// The table of precedence in
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-documenting-api-content-representation.html
func TestDocumentationIsInherited(t *testing.T) {
	part := func(typ, path, method, code, name string) apigateway.DocumentationPart {
		at := apigateway.DocumentationPartLocation{Type: typ, Path: path, Method: method, StatusCode: code, Name: name}
		return apigateway.DocumentationPart{Location: at, Properties: `{"description":"of ` + strings.Join(strings.Fields(path+" "+method+" "+code), " ") + `"}`}
	}
	m := apigateway.Method{
		MethodResponses:   map[string]*apigateway.MethodResponse{"200": {StatusCode: "200"}},
		RequestParameters: map[string]bool{"method.request.path.id": true},
	}
	response := []string{"paths", "/pets/{id}", "get", "responses", "200", "description"}
	tests := []struct {
		name  string
		parts []apigateway.DocumentationPart
		path  []string
		want  string
	}{
		{"none", nil, response, `"200 response"`},
		{"of all answers", []apigateway.DocumentationPart{part("RESPONSE", "/", "*", "*", "")}, response, `"of / * *"`},
		{"of a status before any", []apigateway.DocumentationPart{part("RESPONSE", "/", "*", "*", ""), part("RESPONSE", "/", "*", "200", "")}, response, `"of / * 200"`},
		{"of the longer path before the status", []apigateway.DocumentationPart{part("RESPONSE", "/", "*", "200", ""), part("RESPONSE", "/pets", "*", "*", "")}, response, `"of /pets * *"`},
		{"of the verb before any", []apigateway.DocumentationPart{part("RESPONSE", "/pets", "*", "200", ""), part("RESPONSE", "/pets", "GET", "200", "")}, response, `"of /pets GET 200"`},
		{"of another verb", []apigateway.DocumentationPart{part("RESPONSE", "/pets", "PUT", "200", "")}, response, `"200 response"`},
		{"of its own", []apigateway.DocumentationPart{part("RESPONSE", "/pets/{id}", "GET", "200", ""), part("RESPONSE", "/pets", "GET", "200", "")}, response, `"of /pets/{id} GET 200"`},
		{"of a method", []apigateway.DocumentationPart{part("METHOD", "/", "*", "", "")}, []string{"paths", "/pets/{id}", "get", "description"}, `"of / *"`},
		{"of a parameter", []apigateway.DocumentationPart{part("PATH_PARAMETER", "/pets", "*", "", "id")}, []string{"paths", "/pets/{id}", "get", "parameters"},
			`[{"name":"id","in":"path","description":"of /pets *","required":true,"schema":{"type":"string"}}]`},
		{"of another parameter", []apigateway.DocumentationPart{part("PATH_PARAMETER", "/pets", "*", "", "no")}, []string{"paths", "/pets/{id}", "get", "parameters"},
			`[{"name":"id","in":"path","required":true,"schema":{"type":"string"}}]`},
		{"of a resource, which is not inherited", []apigateway.DocumentationPart{part("RESOURCE", "/pets", "", "", "")}, []string{"paths", "/pets/{id}", "description"}, `null`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := written(t, source(m, tt.parts...), openapi.Form{}, tt.path...); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestWriteMethods(t *testing.T) {
	models := map[string]string{"application/json": "Pet", "application/xml": "PetXml"}
	tests := []struct {
		name   string
		method apigateway.Method
		form   openapi.Form
		path   []string
		want   string
	}{
		{"models by type", apigateway.Method{RequestModels: models}, openapi.Form{}, []string{"requestBody"},
			`{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Pet"}},"application/xml":{"schema":{"$ref":"#/components/schemas/PetXml"}}},"required":true}`},
		{"the one of JSON", apigateway.Method{RequestModels: models}, openapi.Form{Swagger: true}, nil,
			`{"consumes":["application/json","application/xml"],"parameters":[{"in":"body","name":"Pet","required":true,"schema":{"$ref":"#/definitions/Pet"}}],"responses":{}}`},
		{"types of templates", apigateway.Method{MethodIntegration: &apigateway.Integration{
			RequestTemplates: map[string]*string{"a/b": nil}, IntegrationResponses: map[string]*apigateway.IntegrationResponse{"200": {ResponseTemplates: map[string]*string{"c/d": nil}}},
		}}, openapi.Form{Swagger: true}, nil, `{"consumes":["a/b"],"produces":["c/d"],"responses":{}}`},
		{"parameters that need not be there", apigateway.Method{RequestParameters: map[string]bool{"method.request.querystring.q": false, "method.request.header.h": true}}, openapi.Form{Swagger: true}, []string{"parameters"},
			`[{"name":"h","in":"header","required":true,"type":"string"},{"name":"q","in":"query","required":false,"type":"string"}]`},
		{"an integration", apigateway.Method{MethodIntegration: &apigateway.Integration{
			Type: "HTTP", HttpMethod: "GET", Uri: "u", ConnectionType: "INTERNET", CacheNamespace: "r", PassthroughBehavior: "NEVER", TimeoutInMillis: 29000,
		}}, openapi.Form{Integrations: true}, []string{"x-amazon-apigateway-integration"}, `{"type":"http","httpMethod":"GET","uri":"u","passthroughBehavior":"never"}`},
		{"an integration as nothing is by default", apigateway.Method{MethodIntegration: &apigateway.Integration{
			Type: "HTTP_PROXY", HttpMethod: "ANY", Uri: "u", ConnectionType: "VPC_LINK", ConnectionId: "l", CacheNamespace: "n", CacheKeyParameters: []string{"method.request.path.id"},
			PassthroughBehavior: "WHEN_NO_MATCH", TimeoutInMillis: 50, TlsConfig: &apigateway.TlsConfig{InsecureSkipVerification: true}, ContentHandling: "CONVERT_TO_TEXT", Credentials: "c",
		}}, openapi.Form{Api: true}, []string{"x-amazon-apigateway-integration"},
			`{"type":"http_proxy","connectionId":"l","credentials":"c","httpMethod":"ANY","uri":"u","passthroughBehavior":"when_no_match","connectionType":"VPC_LINK","timeoutInMillis":50,"cacheNamespace":"n","cacheKeyParameters":["method.request.path.id"],"contentHandling":"CONVERT_TO_TEXT","tlsConfig":{"insecureSkipVerification":true}}`},
		{"no integration unless asked for", apigateway.Method{MethodIntegration: &apigateway.Integration{Type: "MOCK"}}, openapi.Form{Authorizers: true}, []string{"x-amazon-apigateway-integration"}, `null`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := append([]string{"paths", "/pets/{id}", "get"}, tt.path...)
			if got := written(t, source(tt.method), tt.form, path...); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// Models that models refer to are written, too, each once.
func TestWriteModels(t *testing.T) {
	const want = `{"Other":{"type":"object","items":{"$ref":"#/components/schemas/Other"}},"Pet":{"type":"object","items":{"$ref":"#/components/schemas/Other"}}}`
	s := source(apigateway.Method{RequestModels: map[string]string{"application/json": "Pet"}})
	if got := written(t, s, openapi.Form{}, "components", "schemas"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestPostmanSigns(t *testing.T) {
	s := source(apigateway.Method{})
	s.Resources[0].ResourceMethods["GET"].AuthorizationType = "AWS_IAM"
	if got, want := written(t, s, openapi.Form{Postman: true}, "paths", "/pets/{id}", "get", "x-postman-meta"), `{"currentHelper":"awsSigV4","helperAttributes":{"region":"eu-west-1","service":"execute-api"}}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestWriteRefuses(t *testing.T) {
	xml := map[string]string{"application/xml": "Pet"}
	for _, m := range []apigateway.Method{{RequestModels: xml}, {MethodResponses: map[string]*apigateway.MethodResponse{"200": {ResponseModels: xml, StatusCode: "200"}}}} {
		if _, err := openapi.Write(source(m), openapi.Form{Swagger: true}); err == nil || err.Error() != "Only found non-JSON body models for method 'GET /pets/{id}'" {
			t.Errorf("got %v", err)
		}
	}
	s := source(apigateway.Method{}, apigateway.DocumentationPart{
		Location: apigateway.DocumentationPartLocation{Type: "METHOD", Path: "/", Method: "*"}, Properties: `{"description":"` + strings.Repeat("x", 1<<20) + `"}`,
	})
	for i := range 100 {
		s.Resources = append(s.Resources, &apigateway.Resource{Path: fmt.Sprint("/", i), ResourceMethods: s.Resources[0].ResourceMethods})
	}
	if _, err := openapi.Write(s, openapi.Form{}); err == nil || err.Error() != "The documentation parts that methods inherit come to more than 64 MB." {
		t.Errorf("got %v", err)
	}
}

func TestWriteTheApi(t *testing.T) {
	s := source(apigateway.Method{})
	size := int64(0)
	s.ApiKeySource, s.BinaryMediaTypes, s.MinimumCompressionSize, s.DisableExecuteApiEndpoint = "AUTHORIZER", []string{"a/b"}, &size, true
	s.Policy, s.SecurityPolicy, s.EndpointAccessMode = `{\"Statement\":[]}`, "TLS_1_2", "BASIC"
	s.EndpointConfiguration = &apigateway.EndpointConfiguration{VpcEndpointIds: []string{"vpce-1"}}
	n, err := openapi.Write(s, openapi.Form{Api: true, Swagger: true})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"x-amazon-apigateway-api-key-source":           `"AUTHORIZER"`,
		"x-amazon-apigateway-binary-media-types":       `["a/b"]`,
		"x-amazon-apigateway-endpoint-access-mode":     `"BASIC"`,
		"x-amazon-apigateway-endpoint-configuration":   `{"disableExecuteApiEndpoint":true,"vpcEndpointIds":["vpce-1"]}`,
		"x-amazon-apigateway-minimum-compression-size": `0`,
		"x-amazon-apigateway-policy":                   `{"Statement":[]}`,
		"x-amazon-apigateway-security-policy":          `"TLS_1_2"`,
		"host":                                         `"api.execute-api.eu-west-1.amazonaws.com"`,
		"basePath":                                     `"/prod"`,
	} {
		if got := string(n.Get(name).JSON()); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if n.Get("x-amazon-apigateway-request-validators") != nil {
		t.Error("there are validators")
	}
}
