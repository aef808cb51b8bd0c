package decide_test

import (
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

const mapping = "BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : ["

// Recorded on AWS: the words about types, methods, time, versions, links, actions,
// mappings' left sides and statuses. Those about URIs, roles and right sides are
// what AWS says of REST APIs; those about enumerations are reel's own.
func TestCreateIntegrationOfHttpApi(t *testing.T) {
	web := func(change func(*apigatewayv2.CreateIntegration)) apigatewayv2.CreateIntegration {
		c := apigatewayv2.CreateIntegration{ApiId: httpApi, IntegrationType: "HTTP_PROXY", IntegrationMethod: new("GET"), IntegrationUri: new("https://zoo.example")}
		change(&c)
		return c
	}
	queue := func(change func(*apigatewayv2.CreateIntegration)) apigatewayv2.CreateIntegration {
		c := apigatewayv2.CreateIntegration{ApiId: httpApi, IntegrationType: "AWS_PROXY", IntegrationSubtype: new("SQS-SendMessage"), CredentialsArn: new(role),
			RequestParameters: map[string]string{"QueueUrl": "q", "MessageBody": "$request.body"}}
		change(&c)
		return c
	}
	decides(t, decide.CreateIntegration, []test[apigatewayv2.CreateIntegration]{
		{"web", "http", 1, web(func(*apigatewayv2.CreateIntegration) {}),
			`{"apiId":"http000001","integration":{"connectionType":"INTERNET","integrationId":"df14qir","integrationMethod":"GET","integrationType":"HTTP_PROXY","integrationUri":"https://zoo.example","payloadFormatVersion":"1.0","timeoutInMillis":30000}}`, ""},
		{"no type", "http", 1, apigatewayv2.CreateIntegration{ApiId: httpApi}, "", "BadRequestException: Invalid integrationType specified: . Must be one of [AWS, AWS_PROXY, HTTP, HTTP_PROXY, MOCK]"},
		{"MOCK", "http", 1, apigatewayv2.CreateIntegration{ApiId: httpApi, IntegrationType: "MOCK"}, "",
			"BadRequestException: Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)"},
		{"no method", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.IntegrationMethod = nil }), "",
			"BadRequestException: HttpMethod parameter method must be specified for integrationType HTTPPROXY"},
		{"no URL", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.IntegrationUri = new("ftp://zoo.example") }), "", "BadRequestException: Invalid HTTP endpoint specified for URI"},
		{"no time", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.TimeoutInMillis = new(int64(0)) }), "", "BadRequestException: Timeout should be between 50 ms and 30000 ms"},
		{"too much time", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.TimeoutInMillis = new(int64(30001)) }), "", "BadRequestException: Timeout should be between 50 ms and 30000 ms"},
		{"version 2.0 of the web", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.PayloadFormatVersion = new("2.0") }), "",
			"BadRequestException: PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY"},
		{"version 3.0", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.PayloadFormatVersion = new("3.0") }), "", "BadRequestException: Unsupported PayloadFormatVersion: 3.0"},
		{"no link", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.ConnectionType = new("VPC_LINK") }), "",
			"BadRequestException: ConnectionId must be set to vpcLinkId for ConnectionType VPC_LINK"},
		{"a link to the web", "http", 1, web(func(c *apigatewayv2.CreateIntegration) {
			c.ConnectionType, c.ConnectionId = new("VPC_LINK"), new("abc123")
		}), "",
			"BadRequestException: For VpcLink VPC_LINK, integration uri should be a valid ELB listener ARN or a valid Cloud Map service ARN."},
		{"another connection", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.ConnectionType = new("PHONE") }), "",
			"BadRequestException: Invalid connectionType specified: PHONE. Must be one of [INTERNET, VPC_LINK]"},
		{"no role", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.CredentialsArn = new("me") }), "", "BadRequestException: Invalid ARN specified in the request"},
		{"no function", "http", 1, apigatewayv2.CreateIntegration{ApiId: httpApi, IntegrationType: "AWS_PROXY", IntegrationUri: new("https://zoo.example")}, "",
			"BadRequestException: Invalid ARN specified in the request"},

		{"an action", "http", 1, queue(func(*apigatewayv2.CreateIntegration) {}),
			`{"apiId":"http000001","integration":{"connectionType":"INTERNET","credentialsArn":"arn:aws:iam::000000000000:role/caller","integrationId":"df14qir","integrationSubtype":"SQS-SendMessage","integrationType":"AWS_PROXY","payloadFormatVersion":"1.0","requestParameters":{"MessageBody":"$request.body","QueueUrl":"q"},"timeoutInMillis":30000}}`, ""},
		{"no action", "http", 1, queue(func(c *apigatewayv2.CreateIntegration) { c.IntegrationSubtype = new("SNS-Publish") }), "", "BadRequestException: Operation: SNS-Publish is not supported."},
		{"an action of version 2.0", "http", 1, queue(func(c *apigatewayv2.CreateIntegration) { c.PayloadFormatVersion = new("2.0") }), "",
			"BadRequestException: Operation: SQS-SendMessage is not supported."},
		{"an action without a role", "http", 1, queue(func(c *apigatewayv2.CreateIntegration) { c.CredentialsArn = nil }), "",
			"BadRequestException: Role ARN must be specified for AWS integration configuration with Subtype: SQS-SendMessage"},
		{"an action without parameters", "http", 1, queue(func(c *apigatewayv2.CreateIntegration) { c.RequestParameters = nil }), "",
			"BadRequestException: Operation: SQS-SendMessage requires enabling passthrough, or defining all of the following parameters: QueueUrl, MessageBody"},

		{"no mapping of a request", "http", 1, web(func(c *apigatewayv2.CreateIntegration) { c.RequestParameters = map[string]string{"header.X": "y"} }), "",
			mapping + "Invalid Request Actioned Parameter destination specified: header.X]"},
		{"a reserved header", "http", 1, web(func(c *apigatewayv2.CreateIntegration) {
			c.RequestParameters = map[string]string{"overwrite:header.Authorization": "y", "append:header.X-Amzn-A": "y"}
		}), "", mapping + "Operations on header X-Amzn-A are restricted, Operations on header Authorization are restricted]"},
		{"no source", "http", 1, web(func(c *apigatewayv2.CreateIntegration) {
			c.RequestParameters = map[string]string{"overwrite:header.X": "$request.cookie.a", "overwrite:path": "/${request.nothing}"}
		}), "", mapping + "Invalid mapping expression specified: $request.cookie.a, Invalid mapping expression specified: /${request.nothing}]"},
		{"no status", "http", 1, web(func(c *apigatewayv2.CreateIntegration) {
			c.ResponseParameters = map[string]map[string]string{"600": {}}
		}), "",
			"BadRequestException: Status Code 600 is not valid"},
		{"no mapping of a response", "http", 1, web(func(c *apigatewayv2.CreateIntegration) {
			c.ResponseParameters = map[string]map[string]string{"200": {"append:overwrite.static": "a", "append:header.X": "$request.header.Y"}}
		}), "", mapping + "Invalid mapping expression specified: $request.header.Y, Invalid Response Actioned Parameter destination specified: append:overwrite.static]"},
	})
}

func TestCreateIntegrationOfWebSocketApi(t *testing.T) {
	mock := func(change func(*apigatewayv2.CreateIntegration)) apigatewayv2.CreateIntegration {
		c := apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: "MOCK"}
		change(&c)
		return c
	}
	created := func(rest string) string {
		return `{"apiId":"chat000001","integration":{"connectionType":"INTERNET","integrationId":"df14qir",` + rest + `}}`
	}
	const invocation = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:pets/invocations"
	decides(t, decide.CreateIntegration, []test[apigatewayv2.CreateIntegration]{
		{"MOCK", "websocket", 1, mock(func(*apigatewayv2.CreateIntegration) {}),
			created(`"integrationResponseSelectionExpression":"${integration.response.statuscode}","integrationType":"MOCK","passthroughBehavior":"WHEN_NO_MATCH","payloadFormatVersion":"1.0","timeoutInMillis":29000`), ""},
		{"a function", "websocket", 1, apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: "AWS_PROXY", IntegrationUri: new(invocation)},
			created(`"integrationMethod":"POST","integrationType":"AWS_PROXY","integrationUri":"` + invocation + `","passthroughBehavior":"WHEN_NO_MATCH","payloadFormatVersion":"1.0","timeoutInMillis":29000`), ""},
		{"a function by templates", "websocket", 1, apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: "AWS", IntegrationUri: new(function), RequestTemplates: map[string]string{"$default": "{}"}},
			created(`"integrationMethod":"POST","integrationResponseSelectionExpression":"${integration.response.body.errorMessage}","integrationType":"AWS","integrationUri":"` + function + `","passthroughBehavior":"WHEN_NO_MATCH","payloadFormatVersion":"1.0","requestTemplates":{"$default":"{}"},"timeoutInMillis":29000`), ""},
		{"a service", "websocket", 1, apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: "AWS", IntegrationUri: new("arn:aws:apigateway:us-east-1:sqs:path/1/q"), CredentialsArn: new(role), IntegrationMethod: new("POST"),
			RequestParameters: map[string]string{"integration.request.header.Content-Type": "'text/plain'", "integration.request.querystring.id": "route.request.body.id"}},
			`{"apiId":"chat000001","integration":{"connectionType":"INTERNET","credentialsArn":"arn:aws:iam::000000000000:role/caller","integrationId":"df14qir","integrationMethod":"POST","integrationResponseSelectionExpression":"${integration.response.statuscode}","integrationType":"AWS","integrationUri":"arn:aws:apigateway:us-east-1:sqs:path/1/q","passthroughBehavior":"WHEN_NO_MATCH","payloadFormatVersion":"1.0","requestParameters":{"integration.request.header.Content-Type":"'text/plain'","integration.request.querystring.id":"route.request.body.id"},"timeoutInMillis":29000}}`, ""},
		{"a service without a role", "websocket", 1, apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: "AWS", IntegrationUri: new("arn:aws:apigateway:us-east-1:sqs:path/1/q"), IntegrationMethod: new("POST")}, "",
			"BadRequestException: Role ARN must be specified for AWS integrations"},
		{"version 2.0", "websocket", 1, apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: "AWS_PROXY", IntegrationUri: new(function), PayloadFormatVersion: new("2.0")}, "",
			"BadRequestException: Unsupported PayloadFormatVersion: 2.0"},
		{"too much time", "websocket", 1, mock(func(c *apigatewayv2.CreateIntegration) { c.TimeoutInMillis = new(int64(29001)) }), "",
			"BadRequestException: Timeout should be between 50 ms and 29000 ms"},
		{"no handling", "websocket", 1, mock(func(c *apigatewayv2.CreateIntegration) { c.ContentHandlingStrategy = new("KEEP") }), "",
			"BadRequestException: Invalid contentHandlingStrategy specified: KEEP. Must be one of [CONVERT_TO_BINARY, CONVERT_TO_TEXT]"},
		{"no behavior", "websocket", 1, mock(func(c *apigatewayv2.CreateIntegration) { c.PassthroughBehavior = new("ALWAYS") }), "",
			"BadRequestException: Invalid passthroughBehavior specified: ALWAYS. Must be one of [WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER]"},
		{"an HTTP API's mapping", "websocket", 1, mock(func(c *apigatewayv2.CreateIntegration) {
			c.RequestParameters = map[string]string{"overwrite:header.X": "y"}
		}), "",
			mapping + "Invalid mapping expression specified: overwrite:header.X]"},
		{"an HTTP API's responses", "websocket", 1, mock(func(c *apigatewayv2.CreateIntegration) {
			c.ResponseParameters = map[string]map[string]string{"200": {"overwrite:statuscode": "201"}}
		}), "", "BadRequestException: ResponseParameters is only supported for integrations of HTTP APIs."},
		{"an action", "websocket", 1, apigatewayv2.CreateIntegration{ApiId: chatApi, IntegrationType: "AWS_PROXY", IntegrationSubtype: new("SQS-PurgeQueue")}, "",
			"BadRequestException: IntegrationSubtype is only supported for AWS_PROXY integrations of HTTP APIs"},
	})
}

func TestChangesOfIntegrations(t *testing.T) {
	decides(t, decide.UpdateIntegration, []test[apigatewayv2.UpdateIntegration]{
		{"not there", "http", 3, apigatewayv2.UpdateIntegration{ApiId: httpApi, IntegrationId: "nosuch"}, "", "NotFoundException: Invalid Integration identifier specified nosuch"},
		{"no time", "http", 3, apigatewayv2.UpdateIntegration{ApiId: httpApi, IntegrationId: integrationId, TimeoutInMillis: new(int64(0))}, "",
			"BadRequestException: Timeout should be between 50 ms and 30000 ms"},
	})
	decides(t, decide.DeleteIntegration, []test[apigatewayv2.DeleteIntegration]{
		// Recorded on AWS.
		{"in use", "http", 6, apigatewayv2.DeleteIntegration{ApiId: httpApi, IntegrationId: integrationId}, "",
			"ConflictException: Cannot delete Integration because it is referenced by the following Routes with Ids: [e1c7y0c]"},
	})
	decides(t, decide.CreateIntegrationResponse, []test[apigatewayv2.CreateIntegrationResponse]{
		{"of an HTTP API", "http", 3, apigatewayv2.CreateIntegrationResponse{ApiId: httpApi, IntegrationId: integrationId, IntegrationResponseKey: "$default"}, "",
			"BadRequestException: IntegrationResponses are currently not supported for this API protocol type."},
		{"no key", "websocket", 4, apigatewayv2.CreateIntegrationResponse{ApiId: chatApi, IntegrationId: mockId, IntegrationResponseKey: "200"}, "",
			"BadRequestException: Invalid IntegrationResponseKey specified: 200. It must be $default or a regular expression between slashes."},
		{"no pattern", "websocket", 4, apigatewayv2.CreateIntegrationResponse{ApiId: chatApi, IntegrationId: mockId, IntegrationResponseKey: "//"}, "",
			"BadRequestException: Invalid IntegrationResponseKey specified: //. It must be $default or a regular expression between slashes."},
		{"a second", "websocket", 5, apigatewayv2.CreateIntegrationResponse{ApiId: chatApi, IntegrationId: mockId, IntegrationResponseKey: `/2\d\d/`}, "",
			`ConflictException: IntegrationResponse with key /2\d\d/ already exists for this Integration`},
		{"no mapping", "websocket", 4, apigatewayv2.CreateIntegrationResponse{ApiId: chatApi, IntegrationId: mockId, IntegrationResponseKey: "$default",
			ResponseParameters: map[string]string{"method.response.header.X": "y", "header.Y": "'z'"}}, "",
			mapping + "Invalid mapping expression specified: header.Y, Invalid mapping expression specified: y]"},
	})
}
