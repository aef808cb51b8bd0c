package decide_test

import (
	"testing"

	"reel/projections"
)

// integration is the data of an event about the backend of GET on /pets.
func integration(noun string) string {
	return `{"httpMethod":"GET","integration":` + noun + `,"resourceId":"df14qi","restApiId":"methods001"}`
}

func put(members string) call { return call{"PutIntegration", `{` + members + `}`} }
func patchBackend(ops string) call {
	return call{"UpdateIntegration", `{"patchOperations":[` + ops + `]}`}
}
func badRequest(message string) string { return "BadRequestException: " + message }

const (
	noIntegration = "NotFoundException: Invalid Integration identifier specified"
	noVerb        = "BadRequestException: Enumeration value for HttpMethod must be non-empty"
	noEndpoint    = "BadRequestException: Invalid HTTP endpoint specified for URI"
	noArn         = "BadRequestException: Invalid ARN specified in the request"
	noPath        = "BadRequestException: AWS ARN for integration must contain path or action"
	notProxied    = "BadRequestException: Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations."

	lambdaUri = `"uri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:MyLambda/invocations"`
	s3Uri     = `"uri":"arn:aws:apigateway:us-east-1:s3:path/b/k"`
	ownRole   = `"credentials":"arn:aws:iam::000000000000:role/service-role/r"`
	post      = `"integrationHttpMethod":"POST",`
	httpUri   = `"uri":"http://example.com"`
)

func TestPutIntegration(t *testing.T) {
	given := []call{plainMethod}
	run(t, []row{
		{"MOCK, what AWS fills in (recorded)", given, put(`"type":"MOCK"`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`), ""},
		{"MOCK drops uri and verb (recorded)", given, put(post + httpUri + `,"type":"MOCK"`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`), ""},
		{"only HTTP has a connection (recorded)", given, put(`"type":"MOCK","connectionType":"INTERNET","connectionId":"x"`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`), ""},
		{"HTTP is on the internet (recorded)", given, put(post + httpUri + `,"type":"HTTP"`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","connectionType":"INTERNET","httpMethod":"POST","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"HTTP","uri":"http://example.com"}`), ""},
		{"HTTP_PROXY through a VPC link that a stage variable names (recorded)", given,
			put(`"integrationHttpMethod":"GET","type":"HTTP_PROXY","uri":"http://nlb.us-east-1.amazonaws.com","connectionType":"VPC_LINK","connectionId":"${stageVariables.vpcLinkId}"`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","connectionId":"${stageVariables.vpcLinkId}","connectionType":"VPC_LINK","httpMethod":"GET","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"HTTP_PROXY","uri":"http://nlb.us-east-1.amazonaws.com"}`), ""},
		{"AWS to another service with a role (recorded)", given, put(post + s3Uri + `,` + ownRole + `,"type":"AWS"`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","credentials":"arn:aws:iam::000000000000:role/service-role/r","httpMethod":"POST","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"AWS","uri":"arn:aws:apigateway:us-east-1:s3:path/b/k"}`), ""},
		{"AWS_PROXY needs no role for Lambda (recorded)", given, put(post + lambdaUri + `,"type":"AWS_PROXY"`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","httpMethod":"POST","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"AWS_PROXY",` + lambdaUri + `}`), ""},
		{"every other member", []call{{"PutMethod", `{"authorizationType":"NONE","requestParameters":{"method.request.querystring.page":true}}`}},
			put(`"type":"HTTP","integrationHttpMethod":"ANY","uri":"https://${stageVariables.host}:${stageVariables.port}/{proxy}","cacheKeyParameters":["method.request.querystring.page"],
				"cacheNamespace":"ns","contentHandling":"CONVERT_TO_TEXT","passthroughBehavior":"NEVER","timeoutInMillis":50,"tlsConfig":{"insecureSkipVerification":true},
				"responseTransferMode":"BUFFERED","integrationTarget":"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/b",
				"requestParameters":{"integration.request.querystring.p":"method.request.querystring.page"},"requestTemplates":{"application/json":"{}","text/plain":"","text/html":null}`),
			integration(`{"cacheKeyParameters":["method.request.querystring.page"],"cacheNamespace":"ns","connectionType":"INTERNET","contentHandling":"CONVERT_TO_TEXT","httpMethod":"ANY","integrationTarget":"arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/a/b","passthroughBehavior":"NEVER","requestParameters":{"integration.request.querystring.p":"method.request.querystring.page"},"requestTemplates":{"application/json":"{}","text/html":null,"text/plain":null},"responseTransferMode":"BUFFERED","timeoutInMillis":50,"tlsConfig":{"insecureSkipVerification":true},"type":"HTTP","uri":"https://${stageVariables.host}:${stageVariables.port}/{proxy}"}`), ""},
		{"an overwrite is whole: the responses go too", append(given, put(post+httpUri+`,"type":"HTTP","cacheNamespace":"ns"`), call{"PutIntegrationResponse", `{"statusCode":"200"}`}),
			put(`"type":"MOCK"`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`), ""},

		{"unknown API (recorded)", given, call{"PutIntegration", `{"restApiId":"nowhere","type":"MOCK"}`}, "", noResource},
		{"unknown resource (recorded)", given, call{"PutIntegration", `{"resourceId":"badresource","type":"MOCK"}`}, "", noResource},
		{"unknown method (recorded)", given, call{"PutIntegration", `{"httpMethod":"POST","type":"MOCK"}`}, "", noMethod},
	})
}

// Which verb, uri and role go with which type.
func TestPutIntegrationBackend(t *testing.T) {
	tests := []struct{ name, members, refused string }{
		{"HTTP without a verb (recorded)", `"type":"HTTP",` + httpUri, noVerb},
		{"HTTP_PROXY without a verb (recorded)", `"type":"HTTP_PROXY",` + httpUri, noVerb},
		{"AWS asks for the verb before it looks at the uri (recorded)", `"type":"AWS",` + httpUri, noVerb},
		{"AWS_PROXY without a verb (documented)", `"type":"AWS_PROXY",` + lambdaUri, noVerb},
		{"AWS_PROXY looks at the uri first", `"type":"AWS_PROXY",` + httpUri, noArn},
		{"a verb that is none", `"type":"HTTP","integrationHttpMethod":"FETCH",` + httpUri, badRequest("Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY")},

		{"HTTP to no URL (recorded)", post + `"type":"HTTP","uri":"non-valid-http"`, noEndpoint},
		{"HTTP_PROXY to no URL (recorded)", post + `"type":"HTTP_PROXY","uri":"non-valid-http"`, noEndpoint},
		{"HTTP to nowhere", post + `"type":"HTTP"`, noEndpoint},
		{"HTTP without a host", post + `"type":"HTTP","uri":"http:///pets"`, noEndpoint},
		{"HTTP over another protocol", post + `"type":"HTTP","uri":"ftp://example.com"`, noEndpoint},
		{"a stage variable may not hold the protocol (documented)", post + `"type":"HTTP","uri":"${stageVariables.url}"`, noEndpoint},
		{"but all the rest (documented)", post + `"type":"HTTP","uri":"http://${stageVariables.url}"`, ""},
		{"a path parameter", post + `"type":"HTTP_PROXY","uri":"https://example.com/{proxy}?a={b}"`, ""},
		{"this machine", post + `"type":"HTTP_PROXY","uri":"http://localhost:8080/a"`, ""},
		{"an IPv6 address", post + `"type":"HTTP_PROXY","uri":"http://[::1]:8080/a"`, ""},

		{"AWS to no ARN (recorded)", post + `"type":"AWS","uri":"non-valid-arn"`, noArn},
		{"AWS to nowhere", post + `"type":"AWS"`, noArn},
		{"AWS to an ARN of another kind (recorded)", post + `"type":"AWS","uri":"arn:aws:iam::0000000000:role/service-role/asdf"`, noPath},
		{"AWS to a bare Lambda ARN (recorded)", post + `"type":"AWS","uri":"arn:aws:lambda:us-east-1:123456789012:function:f"`, noPath},
		{"AWS_PROXY to a bare Lambda ARN (recorded)", post + `"type":"AWS_PROXY","uri":"arn:aws:lambda:us-east-1:123456789012:function:f"`, noPath},
		{"AWS to neither path nor action", post + `"type":"AWS","uri":"arn:aws:apigateway:us-east-1:sqs:queue/a"`, noPath},
		{"AWS to an empty path", post + `"type":"AWS","uri":"arn:aws:apigateway:us-east-1:sqs:path/"`, noPath},
		{"AWS to an action", post + `"type":"AWS","uri":"arn:aws:apigateway:us-east-1:dynamodb:action/PutItem",` + ownRole, ""},
		{"AWS to Lambda needs no role (recorded)", post + `"type":"AWS",` + lambdaUri, ""},
		{"a function that a stage variable names (documented)", post + `"type":"AWS_PROXY","uri":"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}/invocations"`, ""},
		{"a function that streams (documented)", post + `"type":"AWS_PROXY","responseTransferMode":"STREAM","timeoutInMillis":900000,"uri":"arn:aws:apigateway:us-east-1:lambda:path/2021-11-15/functions/arn:aws:lambda:us-east-1:123456789012:function:f/response-streaming-invocations"`, ""},
		{"another partition", post + `"type":"AWS_PROXY","uri":"arn:aws-cn:apigateway:cn-north-1:lambda:path/2015-03-31/functions/arn:aws-cn:lambda:cn-north-1:123456789012:function:f/invocations"`, ""},

		{"AWS_PROXY to S3 (recorded)", post + `"type":"AWS_PROXY",` + s3Uri + `,` + ownRole, notProxied},
		{"AWS_PROXY to DynamoDB (recorded)", post + `"type":"AWS_PROXY","uri":"arn:aws:apigateway:us-east-1:dynamodb:action/PutItem",` + ownRole, notProxied},
		{"AWS_PROXY to Firehose, whatever the words say (recorded)", post + `"type":"AWS_PROXY","uri":"arn:aws:apigateway:us-east-1:firehose:path/x",` + ownRole, notProxied},
		{"AWS_PROXY to another path of Lambda (recorded)", post + `"type":"AWS_PROXY","uri":"arn:aws:apigateway:us-east-1:lambda:path/functions/f/invocations"`, notProxied},

		{"AWS without a role", post + `"type":"AWS",` + s3Uri, badRequest("Role ARN must be specified for AWS integrations")},
		{"a role of another account", post + `"type":"AWS",` + s3Uri + `,"credentials":"arn:aws:iam::123456789012:role/r"`, "AccessDeniedException: Cross-account pass role is not allowed."},
		{"a role of another account, before what AWS_PROXY supports", post + `"type":"AWS_PROXY",` + s3Uri + `,"credentials":"arn:aws:iam::123456789012:role/r"`, "AccessDeniedException: Cross-account pass role is not allowed."},
		{"a role that is none", post + `"type":"AWS",` + s3Uri + `,"credentials":"me"`, noArn},
		{"the caller's own (documented)", post + `"type":"AWS",` + s3Uri + `,"credentials":"arn:aws:iam::*:user/*"`, ""},
		{"a role that a stage variable names (documented)", post + `"type":"AWS",` + s3Uri + `,"credentials":"arn:aws:iam::000000000000:${stageVariables.role}"`, ""},

		{"too short a timeout (recorded)", `"type":"MOCK","timeoutInMillis":49`, badRequest("Timeout should be between 50 ms and 29000 ms")},
		{"too long a timeout (recorded)", `"type":"MOCK","timeoutInMillis":29001`, badRequest("Timeout should be between 50 ms and 29000 ms")},
		{"no timeout at all", `"type":"MOCK","timeoutInMillis":0`, badRequest("Timeout should be between 50 ms and 29000 ms")},
		{"a passthrough behavior that is none", `"type":"MOCK","passthroughBehavior":"ALWAYS"`, badRequest("Invalid PassthroughBehavior specified. Valid options are WHEN_NO_MATCH,WHEN_NO_TEMPLATES,NEVER")},
		{"a VPC link without an id", post + httpUri + `,"type":"HTTP","connectionType":"VPC_LINK"`, badRequest("ConnectionId must be specified when ConnectionType is VPC_LINK")},
		{"a template for no content type (recorded for responses)", `"type":"MOCK","requestTemplates":{"123":"{}"}`, badRequest("Validation Result: warnings : [], errors : [Invalid content type specified: 123]")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			h := newHistory(t)
			h.must(t, plainMethod)
			_, err := h.decide(t, put(tt.members))
			if got := refusal(err); got != tt.refused {
				t.Errorf("refused %q, want %q", got, tt.refused)
			}
		})
	}
}

func TestUpdateIntegration(t *testing.T) {
	mock := []call{{"PutMethod", `{"authorizationType":"NONE","requestParameters":{"method.request.header.a":false,"method.request.header.b":false}}`}, put(`"type":"MOCK"`)}
	web := []call{plainMethod, put(post + httpUri + `,"type":"HTTP"`)}
	link := []call{plainMethod, put(post + httpUri + `,"type":"HTTP_PROXY","connectionType":"VPC_LINK","connectionId":"${stageVariables.vpcLinkId}"`)}
	run(t, []row{
		{"the VPC link (recorded)", link, patchBackend(`{"op":"replace","path":"/connectionId","value":"${stageVariables.vpcLinkIdBeta}"}`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","connectionId":"${stageVariables.vpcLinkIdBeta}","connectionType":"VPC_LINK","httpMethod":"POST","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"HTTP_PROXY","uri":"http://example.com"}`), ""},
		{"back to the internet", link, patchBackend(`{"op":"replace","path":"/connectionType","value":"INTERNET"}`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","connectionType":"INTERNET","httpMethod":"POST","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"HTTP_PROXY","uri":"http://example.com"}`), ""},
		{"every member", web, patchBackend(`{"op":"replace","path":"/uri","value":"https://example.org"},{"op":"replace","path":"/httpMethod","value":"PUT"},
			{"op":"replace","path":"/cacheNamespace","value":"ns"},{"op":"replace","path":"/contentHandling","value":"CONVERT_TO_BINARY"},
			{"op":"replace","path":"/credentials","value":"arn:aws:iam::000000000000:role/r"},{"op":"replace","path":"/passthroughBehavior","value":"WHEN_NO_TEMPLATES"},
			{"op":"replace","path":"/timeoutInMillis","value":"100"},{"op":"replace","path":"/tlsConfig/insecureSkipVerification","value":"true"},
			{"op":"replace","path":"/responseTransferMode","value":"BUFFERED"},{"op":"replace","path":"/integrationTarget","value":"arn:x"},
			{"op":"replace","path":"/connectionId","value":"l1"},{"op":"replace","path":"/connectionType","value":"VPC_LINK"},
			{"op":"add","path":"/requestTemplates/application~1json","value":"{}"},{"op":"add","path":"/requestParameters/integration.request.header.x","value":"'1'"}`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"ns","connectionId":"l1","connectionType":"VPC_LINK","contentHandling":"CONVERT_TO_BINARY","credentials":"arn:aws:iam::000000000000:role/r","httpMethod":"PUT","integrationTarget":"arn:x","passthroughBehavior":"WHEN_NO_TEMPLATES","requestParameters":{"integration.request.header.x":"'1'"},"requestTemplates":{"application/json":"{}"},"responseTransferMode":"BUFFERED","timeoutInMillis":100,"tlsConfig":{"insecureSkipVerification":true},"type":"HTTP","uri":"https://example.org"}`), ""},
		{"an empty value takes a member away, or gives it its default", append(web, patchBackend(`{"op":"replace","path":"/contentHandling","value":"CONVERT_TO_TEXT"},{"op":"replace","path":"/cacheNamespace","value":"ns"},{"op":"replace","path":"/passthroughBehavior","value":"NEVER"}`)),
			patchBackend(`{"op":"replace","path":"/contentHandling","value":""},{"op":"replace","path":"/cacheNamespace"},{"op":"replace","path":"/passthroughBehavior","value":""}`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","connectionType":"INTERNET","httpMethod":"POST","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"HTTP","uri":"http://example.com"}`), ""},
		{"cache keys are named by path", mock, patchBackend(`{"op":"add","path":"/cacheKeyParameters/method.request.header.a","value":""},{"op":"add","path":"/cacheKeyParameters/method.request.header.b","value":""},
			{"op":"add","path":"/cacheKeyParameters/method.request.header.b"},{"op":"remove","path":"/cacheKeyParameters/method.request.header.a","value":""}`),
			integration(`{"cacheKeyParameters":["method.request.header.b"],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`), ""},
		{"a cache key in the place of another", append(mock, patchBackend(`{"op":"add","path":"/cacheKeyParameters/method.request.header.a"}`)),
			patchBackend(`{"op":"replace","path":"/cacheKeyParameters/method.request.header.a","value":"method.request.header.b"}`),
			integration(`{"cacheKeyParameters":["method.request.header.b"],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`), ""},
		{"maps: replace, and remove the last entry", []call{plainMethod, put(`"type":"MOCK","requestTemplates":{"application/json":"{}"},"requestParameters":{"integration.request.header.x":"'1'"}`)},
			patchBackend(`{"op":"replace","path":"/requestTemplates/application~1json","value":""},{"op":"remove","path":"/requestParameters/integration.request.header.x"}`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","requestTemplates":{"application/json":null},"timeoutInMillis":29000,"type":"MOCK"}`), ""},
		{"the responses stay", append(web, call{"PutIntegrationResponse", `{"statusCode":"200","selectionPattern":""}`}), patchBackend(`{"op":"replace","path":"/timeoutInMillis","value":"100"}`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","connectionType":"INTERNET","httpMethod":"POST","integrationResponses":{"200":{"selectionPattern":"","statusCode":"200"}},"passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":100,"type":"HTTP","uri":"http://example.com"}`), ""},
		{"MOCK has no use for a uri", mock, patchBackend(`{"op":"replace","path":"/uri","value":"http://example.com"}`),
			integration(`{"cacheKeyParameters":[],"cacheNamespace":"df14qi","passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`), ""},

		{"unknown method", web, call{"UpdateIntegration", `{"httpMethod":"POST"}`}, "", noMethod},
		{"no integration", []call{plainMethod}, call{"UpdateIntegration", ``}, "", noIntegration},
		{"the type may not change (documented)", web, patchBackend(`{"op":"replace","path":"/type","value":"MOCK"}`), "", badRequest("Invalid patch path /type")},
		{"add what is replaced (documented)", web, patchBackend(`{"op":"add","path":"/uri","value":"http://example.org"}`), "", badRequest("Invalid patch operation specified. Must be one of: [replace]")},
		{"a uri that is none", web, patchBackend(`{"op":"replace","path":"/uri","value":"example"}`), "", noEndpoint},
		{"a timeout that is no number", web, patchBackend(`{"op":"replace","path":"/timeoutInMillis","value":"soon"}`), "", badRequest("Timeout should be between 50 ms and 29000 ms")},
		{"a connection type that is none", web, patchBackend(`{"op":"replace","path":"/connectionType","value":"TIN_CAN"},{"op":"replace","path":"/connectionId","value":"x"}`), "", badRequest("Invalid ConnectionType specified. Valid options are INTERNET,VPC_LINK")},
		{"a content handling that is none", web, patchBackend(`{"op":"replace","path":"/contentHandling","value":"x"}`), "", badRequest("Invalid ContentHandling specified. Valid options are CONVERT_TO_BINARY,CONVERT_TO_TEXT")},
		{"a parameter that is not there (recorded)", web, patchBackend(`{"op":"replace","path":"/requestParameters/integration.request.header.x","value":"'1'"}`), "", "NotFoundException: Invalid parameter name specified"},
		{"a template that is not there", web, patchBackend(`{"op":"remove","path":"/requestTemplates/application~1json"}`), "", "NotFoundException: Content-Type specified was not found"},
		{"a cache key that is not there", web, patchBackend(`{"op":"remove","path":"/cacheKeyParameters/method.request.header.a"}`), "", "NotFoundException: Invalid parameter name specified"},
	})
}

func TestDeleteIntegration(t *testing.T) {
	run(t, []row{
		{"", []call{plainMethod, put(`"type":"MOCK"`)}, call{"DeleteIntegration", ``}, `{"httpMethod":"GET","resourceId":"df14qi","restApiId":"methods001"}`, ""},
		{"twice", []call{plainMethod, put(`"type":"MOCK"`), {"DeleteIntegration", ``}}, call{"DeleteIntegration", ``}, "", noIntegration},
		{"unknown method", nil, call{"DeleteIntegration", ``}, "", noMethod},
	})
}

func TestGetIntegration(t *testing.T) {
	h := newHistory(t)
	query := func(input string) string { return answer(t, h.world(), projections.World.GetIntegration, input) }
	if got := query(``); got != noMethod { // recorded
		t.Errorf("without a method got %s, want %s", got, noMethod)
	}
	h.must(t, plainMethod)
	if got := query(``); got != noIntegration { // recorded
		t.Errorf("without an integration got %s, want %s", got, noIntegration)
	}
	h.must(t, put(`"type":"MOCK"`))
	h.must(t, call{"PutIntegrationResponse", `{"statusCode":"200"}`})
	want := `{"cacheKeyParameters":[],"cacheNamespace":"df14qi","integrationResponses":{"200":{"statusCode":"200"}},"passthroughBehavior":"WHEN_NO_MATCH","timeoutInMillis":29000,"type":"MOCK"}`
	if got := query(``); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, input := range []string{`{"restApiId":"nowhere"}`, `{"resourceId":"nothing"}`} { // recorded
		if got := query(input); got != noResource {
			t.Errorf("%s got %s, want %s", input, got, noResource)
		}
	}
}
