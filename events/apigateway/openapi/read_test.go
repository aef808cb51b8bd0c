package openapi_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"reel/events/apigateway/openapi"
)

const head3 = `"openapi":"3.0.1","info":{"title":"t"}`

const head2 = `"swagger":"2.0","info":{"title":"t"}`

// read reads the document with some members.
func read(t *testing.T, o openapi.Options, members ...string) *openapi.Definition {
	t.Helper()
	d, err := openapi.Read([]byte("{"+strings.Join(members, ",")+"}"), o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// method is the one method of a document, as JSON.
func method(t *testing.T, d *openapi.Definition) string {
	t.Helper()
	if len(d.Paths) == 0 || len(d.Paths[len(d.Paths)-1].Methods) != 1 {
		t.Fatalf("the paths are %+v", d.Paths)
	}
	out, err := json.Marshal(d.Paths[len(d.Paths)-1].Methods[0].Method)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func TestMethods(t *testing.T) {
	// What every method has, before and behind what a test is about.
	all := func(members string) string { return `{"apiKeyRequired":false,` + members + `}` }
	tests := []struct{ name, head, get, more, want string }{
		{"nothing", head3, `{}`, ``, all(`"authorizationType":"NONE","httpMethod":"GET"`)},
		{"parameters", head3, `{"parameters":[{"name":"a","in":"path"},{"name":"b","in":"query","required":true},{"name":"c","in":"header"}]}`, ``,
			all(`"authorizationType":"NONE","httpMethod":"GET","requestParameters":{"method.request.header.c":false,"method.request.path.a":true,"method.request.querystring.b":true}`)},
		{"bodies by type", head3, `{"requestBody":{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}},"text/xml":{"schema":{"$ref":"#/components/schemas/B"}},"text/plain":{}}}}`,
			`"components":{"schemas":{"A":{},"B":{}}}`, all(`"authorizationType":"NONE","httpMethod":"GET","requestModels":{"application/json":"A","text/xml":"B"}`)},
		{"a body for each type that is consumed", head2, `{"consumes":["application/json","text/json"],"parameters":[{"in":"body","name":"x","schema":{"$ref":"#/definitions/A"}}]}`,
			`"definitions":{"A":{}}`, all(`"authorizationType":"NONE","httpMethod":"GET","requestModels":{"application/json":"A","text/json":"A"}`)},
		{"a model for each type that is produced anywhere", head2, `{"responses":{"200":{"schema":{"$ref":"#/definitions/A"}}}}`,
			`"produces":["a/b","c/d"],"definitions":{"A":{}}`, all(`"authorizationType":"NONE","httpMethod":"GET","methodResponses":{"200":{"responseModels":{"a/b":"A","c/d":"A"},"statusCode":"200"}}`)},
		{"a model in place", head3, `{"requestBody":{"content":{"application/json":{"schema":{"type":"array"}}}}}`, ``,
			all(`"authorizationType":"NONE","httpMethod":"GET","requestModels":{"application/json":"MODEL6a7f71"}`)},
		{"an API key", head2, `{"security":[{"k":[]}]}`, `"securityDefinitions":{"k":{"type":"apiKey","in":"header","name":"X-Api-Key"}}`,
			`{"apiKeyRequired":true,"authorizationType":"NONE","httpMethod":"GET"}`},
		{"a signature", head2, `{"security":[{"k":[]}]}`, `"securityDefinitions":{"k":{"type":"apiKey","in":"header","name":"Authorization","x-amazon-apigateway-authtype":"awsSigv4"}}`,
			all(`"authorizationType":"AWS_IAM","httpMethod":"GET"`)},
		{"a signature by the method's own word", head2, `{"x-amazon-apigateway-auth":{"type":"aws_iam"}}`, ``, all(`"authorizationType":"AWS_IAM","httpMethod":"GET"`)},
		{"no authorizer in spite of all", head2, `{"x-amazon-apigateway-auth":{"type":"none"}}`, userPool + `,"security":[{"pool":["s"]}]`, all(`"authorizationType":"NONE","httpMethod":"GET"`)},
		{"user pools with scopes", head2, `{}`, userPool + `,"security":[{"pool":["s","t"]}]`,
			all(`"authorizationScopes":["s","t"],"authorizationType":"COGNITO_USER_POOLS","authorizerId":"pool","httpMethod":"GET"`)},
		{"none where the document asks for some", head2, `{"security":[]}`, userPool + `,"security":[{"pool":["s"]}]`, all(`"authorizationType":"NONE","httpMethod":"GET"`)},
		{"an authorizer and an API key, either way together", head2, `{"security":[{"pool":[],"key":[]}]}`,
			strings.Replace(userPool, `{"pool"`, `{"key":{"type":"apiKey","name":"x-api-key","in":"header"},"pool"`, 1),
			`{"apiKeyRequired":true,"authorizationType":"COGNITO_USER_POOLS","authorizerId":"pool","httpMethod":"GET"}`},
		{"the document's validator", head3, `{}`, `"x-amazon-apigateway-request-validator":"all"`, all(`"authorizationType":"NONE","httpMethod":"GET","requestValidatorId":"all"`)},
		{"the method's own", head3, `{"x-amazon-apigateway-request-validator":"some"}`, `"x-amazon-apigateway-request-validator":"all"`,
			all(`"authorizationType":"NONE","httpMethod":"GET","requestValidatorId":"some"`)},
		{"small letters", head3, `{"x-amazon-apigateway-integration":{"type":"http_proxy","httpMethod":"post","uri":"u","passthroughBehavior":"when_no_templates","contentHandling":"convert_to_text","connectionType":"vpc_link"}}`, ``,
			all(`"authorizationType":"NONE","httpMethod":"GET","methodIntegration":{"cacheKeyParameters":[],"connectionType":"VPC_LINK","contentHandling":"CONVERT_TO_TEXT","httpMethod":"POST","passthroughBehavior":"WHEN_NO_TEMPLATES","timeoutInMillis":29000,"type":"HTTP_PROXY","uri":"u"}`)},
		{"AWS's variables", head3, `{"x-amazon-apigateway-integration":{"type":"aws","uri":"arn:${AWS::Partition}:x:${AWS::Region}:${AWS::AccountId}:${stageVariables.v}"}}`, ``,
			all(`"authorizationType":"NONE","httpMethod":"GET","methodIntegration":{"cacheKeyParameters":[],"timeoutInMillis":29000,"type":"AWS","uri":"arn:aws-cn:x:cn-north-1:123456789012:${stageVariables.v}"}`)},
		{"empty templates are null", head3, `{"x-amazon-apigateway-integration":{"type":"mock","requestTemplates":{"a/b":"","c/d":null,"e/f":{"g":1}}}}`, ``,
			all(`"authorizationType":"NONE","httpMethod":"GET","methodIntegration":{"cacheKeyParameters":[],"requestTemplates":{"a/b":null,"c/d":null,"e/f":"{\"g\":1}"},"timeoutInMillis":29000,"type":"MOCK"}`)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			members := []string{tt.head, `"paths":{"/a":{"get":` + tt.get + `}}`}
			if tt.more != "" {
				members = append(members, tt.more)
			}
			d := read(t, openapi.Options{Account: "123456789012", Region: "cn-north-1"}, members...)
			if got := method(t, d); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
			if len(d.Errors)+len(d.Warnings) > 0 {
				t.Errorf("errors %q, warnings %q", d.Errors, d.Warnings)
			}
		})
	}
}

const userPool = `"securityDefinitions":{"pool":{"type":"apiKey","name":"Authorization","in":"header","x-amazon-apigateway-authtype":"cognito_user_pools","x-amazon-apigateway-authorizer":{"type":"cognito_user_pools","providerARNs":["arn:aws:cognito-idp:us-east-1:000000000000:userpool/p"]}}}`

func TestFindings(t *testing.T) {
	onPath := func(get string) string { return `"paths":{"/base/test":{"get":` + get + `}}` }
	tests := []struct {
		name     string
		members  []string
		warnings []string
		errors   []string
	}{
		// Recorded on AWS: test_import_rest_api_with_base_path_oas30 of LocalStack's suite.
		{"a mapping that is no text", []string{head3, onPath(`{"x-amazon-apigateway-integration":{"type":"mock","requestParameters":{"integration.request.header.nothing":true}}}`)},
			[]string{"Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '/base/test' and method 'GET' but got 'true'"}, nil},
		// These as users report them of imports into API Gateway.
		{"a security scheme of another kind", []string{head3, `"paths":{}`, `"components":{"securitySchemes":{"oauth":{"type":"oauth2"},"basicAuth":{"type":"http"}}}`},
			[]string{"Unsupported security definition type 'oauth2' for 'oauth'. Ignoring.", "Unsupported security definition type 'http' for 'basicAuth'. Ignoring."}, nil},
		{"an answer in place that is no object", []string{head3, onPath(`{"responses":{"201":{"content":{"a/b":{"schema":{"type":"string"}}}}}}`)},
			[]string{"Unsupported model type 'StringSchema' in 201 response to method 'GET /base/test'. Ignoring."}, nil},
		{"the same in Swagger", []string{head2, onPath(`{"responses":{"201":{"schema":{"type":"string","format":"date"}}}}`)},
			[]string{"Unsupported model type 'DateProperty' in 201 response to method 'GET /base/test'. Ignoring."}, nil},
		{"a parameter as Swagger has it", []string{head3, onPath(`{"parameters":[{"name":"zipCode","in":"path","required":true,"type":"string"}]}`)},
			[]string{"Parse issue: attribute paths.'/base/test'(get).parameters.[zipCode].type is unexpected"}, nil},
		{"a request of a model that is not there", []string{head2, onPath(`{"parameters":[{"in":"body","name":"x","schema":{"$ref":"#/definitions/None"}}]}`)},
			[]string{"Reference to model 'None' not found. Ignoring.", "Invalid format for model application/json for method GET"}, nil},
		{"servers", []string{head3, `"paths":{}`, `"servers":[{"url":"/a"},{"url":"/b"}]`},
			[]string{"More than one server provided. Ignoring all but the first for defining endpoint configuration"}, nil},
		{"a path without a slash", []string{head3, `"paths":{"a":{}}`}, []string{"Parse issue: attribute paths. Resource a should start with /"}, nil},

		{"no paths", []string{head3}, []string{"Parse issue: attribute paths is missing"}, nil},
		{"a keyword of later drafts", []string{head3, `"paths":{}`, `"components":{"schemas":{"A":{"properties":{"b":{"const":1}}}}}`},
			[]string{"Parse issue: attribute components.schemas.A.properties.b.const is unexpected"}, nil},
		{"a cookie and a form", []string{head3, onPath(`{"parameters":[{"name":"c","in":"cookie"},{"name":"f","in":"formData"}]}`)},
			[]string{"Unsupported parameter type 'cookie' for 'c' in method 'GET /base/test'. Ignoring.", "Unsupported parameter type 'formData' for 'f' in method 'GET /base/test'. Ignoring."}, nil},
		{"nothing where something is referred to", []string{head3, onPath(`{"parameters":[{"$ref":"#/components/parameters/none"}],"responses":{"200":{"$ref":"#/x/~1y~0z/0"}}}`)},
			[]string{"Parse issue: attribute paths.'/base/test'(get).parameters.[0].#/components/parameters/none is missing", "Parse issue: attribute paths.'/base/test'(get).responses.200.#/x/~1y~0z/0 is missing"}, nil},
		{"a circle of references", []string{head3, onPath(`{"parameters":[{"$ref":"#/x"}]}`), `"x":{"$ref":"#/y"}`, `"y":{"$ref":"#/x"}`}, nil,
			[]string{"Unable to resolve '#/x' at paths.'/base/test'(get).parameters.[0]: it refers to itself."}},
		{"another file", []string{head3, `"paths":{"/a":{"$ref":"a.yaml"},"/b":{"get":{"responses":{"200":{"content":{"a/b":{"schema":{"$ref":"b.json#/B"}}}}}}}}`}, nil,
			[]string{"Unable to resolve 'a.yaml' at paths.'/a': a reference must be within the document.", "Unable to resolve 'b.json#/B' at paths.'/b'(get).responses.200.content.schema: a reference must be within the document."}},
		{"long words", []string{head3, `"paths":{"` + strings.Repeat("x", 3000) + `":{}}`},
			[]string{("Parse issue: attribute paths. Resource " + strings.Repeat("x", 3000))[:1024]}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, openapi.Options{}, tt.members...)
			if !slices.Equal(d.Warnings, tt.warnings) {
				t.Errorf("warnings %q\nwant     %q", d.Warnings, tt.warnings)
			}
			if !slices.Equal(d.Errors, tt.errors) {
				t.Errorf("errors %q\nwant   %q", d.Errors, tt.errors)
			}
		})
	}
}

// The table of
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html
// and what was recorded on AWS of servers' URLs.
func TestBasePath(t *testing.T) {
	const two = `"paths":{"/e":{},"/f":{}}`
	tests := []struct{ name, base, members, want string }{
		{"ignored by default", "", head2 + `,"basePath":"/a/b/c",` + two, "/e /f"},
		{"ignored", "ignore", head2 + `,"basePath":"/a/b/c",` + two, "/e /f"},
		{"prepended", "prepend", head2 + `,"basePath":"/a/b/c",` + two, "/a/b/c /a/b/c/e /a/b/c/f"},
		{"split", "split", head2 + `,"basePath":"/a/b/c",` + two, "/b/c /b/c/e /b/c/f"},
		{"split, with one part", "split", head2 + `,"basePath":"/base",` + two, "/e /f"},
		{"the root", "prepend", head2 + `,"basePath":"/",` + two, "/e /f"},
		{"a server's URL, prepended", "prepend", head3 + `,"servers":[{"url":"https://x.example/base-url/part"}],` + two, "/base-url/part /base-url/part/e /base-url/part/f"},
		{"a server's URL, split", "split", head3 + `,"servers":[{"url":"https://x.example/base-url/part"}],` + two, "/part /part/e /part/f"},
		{"a server's variables", "prepend", head3 + `,"servers":[{"url":"https://{host}/v/{version}","variables":{"host":{"default":"h.example"},"version":{"default":"2"}}}],` + two, "/v/2 /v/2/e /v/2/f"},
		{"a variable named basePath", "prepend", head3 + `,"servers":[{"url":"https://h.example/{basePath}","variables":{"basePath":{"default":"/prod"}}}],` + two, "/prod /prod/e /prod/f"},
		{"no server", "prepend", head3 + `,` + two, "/e /f"},
		{"no URL", "prepend", head3 + `,"servers":[{"url":"http://[::1"}],` + two, "/e /f"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var paths []string
			for _, p := range read(t, openapi.Options{BasePath: tt.base}, tt.members).Paths {
				paths = append(paths, p.Path)
			}
			if got := strings.Join(paths, " "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestSchemas(t *testing.T) {
	tests := []struct{ name, schema, want string }{
		{"references to models", `{"items":{"$ref":"#/components/schemas/B"}}`, `{"items":{"$ref":"https://apigateway.amazonaws.com/restapis/api/models/B"}}`},
		{"references within", `{"definitions":{"x":{}},"items":{"$ref":"#/components/schemas/A/definitions/x"}}`, `{"definitions":{"x":{}},"items":{"$ref":"#/definitions/x"}}`},
		{"what OpenAPI has for itself", `{"example":1,"nullable":true,"xml":{},"x-y":2,"type":"object","readOnly":true,"discriminator":{"propertyName":"p"}}`, `{"type":"object"}`},
		{"properties of such names", `{"properties":{"example":{"example":1,"type":"string"},"x-y":{}}}`, `{"properties":{"example":{"type":"string"},"x-y":{}}}`},
		{"values that look like schemas", `{"default":{"example":1,"$ref":"#/z"},"enum":[{"xml":1}]}`, `{"default":{"example":1,"$ref":"#/z"},"enum":[{"xml":1}]}`},
		{"additional properties, or none", `{"additionalProperties":false,"items":{"additionalProperties":{"example":1}}}`, `{"additionalProperties":false,"items":{"additionalProperties":{}}}`},
		{"compositions", `{"oneOf":[{"example":1},{"allOf":[{"$ref":"#/components/schemas/B"}]}],"not":{"example":1}}`, `{"oneOf":[{},{"allOf":[{"$ref":"https://apigateway.amazonaws.com/restapis/api/models/B"}]}],"not":{}}`},
		{"order", `{"type":"object","properties":{"z":{},"a":{}},"description":"d"}`, `{"type":"object","properties":{"z":{},"a":{}},"description":"d"}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, openapi.Options{RestApiId: "api"}, head3, `"paths":{}`, `"components":{"schemas":{"A":`+tt.schema+`,"B":{}}}`)
			if got := d.Models[0].Schema; got != tt.want || len(d.Models) != 2 {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// The same schema in place is one model, whoever has it.
func TestInlineModelsAreShared(t *testing.T) {
	const schema = `{"schema":{"type":"object","title":"x"}}`
	d := read(t, openapi.Options{}, head3, `"paths":{"/a":{"get":{"requestBody":{"content":{"a/b":`+schema+`}},"responses":{"200":{"content":{"a/b":`+schema+`,"c/d":{"schema":{"title":"y"}}}}}}}}`)
	if len(d.Models) != 2 || d.Models[0].Name == d.Models[1].Name || d.Models[0].Schema != `{"type":"object","title":"x"}` {
		t.Errorf("models %+v", d.Models)
	}
}

// What an attentive enemy writes: little text that stands for much.
func TestLittleTextForMuch(t *testing.T) {
	many := func(n int, format string) string {
		parts := make([]string, n)
		for i := range parts {
			parts[i] = strings.ReplaceAll(format, "%", fmt.Sprint(i))
		}
		return strings.Join(parts, ",")
	}
	ops := func(n int, get string) string { return `"paths":{` + many(n, `"/p%":{"get":`+get+`}`) + `}` }
	tests := []struct{ name, members string }{
		{"headers of a shared answer", ops(2000, `{"responses":{"200":{"$ref":"#/r"}}}`) + `,"r":{"headers":{` + many(2000, `"h%":{}`) + `}}`},
		{"answers of a shared path", `"paths":{` + many(2000, `"/p%":{"$ref":"#/p"}`) + `},"p":{"get":{"responses":{` + many(2000, `"x%":{}`) + `}}}`},
		{"parameters of a shared path", `"paths":{` + many(2000, `"/p%":{"$ref":"#/p"}`) + `},"p":{"parameters":[` + many(2000, `{"name":"n%","in":"query"}`) + `],"get":{}}`},
		{"references to nothing", `"paths":{` + many(2000, `"/p%":{"$ref":"#/p"}`) + `},"p":{"parameters":[` + many(2000, `{"$ref":"#/none"}`) + `],"get":{}}`},
		{"descriptions", ops(2000, `{"requestBody":{"$ref":"#/b"}}`) + `,"b":{"description":"` + strings.Repeat("d", 1<<20) + `"}`},
		{"integrations", ops(2000, `{"x-amazon-apigateway-integration":{"$ref":"#/i"}}`) + `,"i":{"type":"mock","requestTemplates":{"a/b":"` + strings.Repeat("d", 1<<20) + `"}}`},
		{"a schema in place", ops(2000, `{"requestBody":{"$ref":"#/b"}}`) + `,"b":{"content":{` + many(2000, `"a/b%":{"schema":{"$ref":"#/components/schemas/A"}}`) + `}},"components":{"schemas":{"A":{}}}`},
		{"parts of a path", `"paths":{` + many(500, `"/%`+strings.Repeat("/x", 2000)+`":{}`) + `}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := openapi.Read([]byte("{"+head3+","+tt.members+"}"), openapi.Options{Documentation: true})
			if err == nil || err.Error() != "The API definition comes to more than 20 MB of methods and models." {
				t.Errorf("got %v", err)
			}
		})
	}
}
