package decide_test

import (
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Q36. What is a gateway response that is given in part? The rest is AWS's default
// for its type, not the API's DEFAULT_5XX. [recorded on AWS]
//
// Q37. Which words meet a header that cannot be mapped? Those of integrations.
// [gh: aws-cli#2879, aws-cdk#11306]
func TestPutGatewayResponse(t *testing.T) {
	put := func(typ string, change func(*apigateway.PutGatewayResponse)) apigateway.PutGatewayResponse {
		c := apigateway.PutGatewayResponse{RestApiId: modelsApi, ResponseType: typ}
		change(&c)
		return c
	}
	header := func(name, value string) apigateway.PutGatewayResponse {
		return put("THROTTLED", func(c *apigateway.PutGatewayResponse) { c.ResponseParameters = map[string]string{name: value} })
	}
	template := func(contentType string, t *string) apigateway.PutGatewayResponse {
		return put("THROTTLED", func(c *apigateway.PutGatewayResponse) { c.ResponseTemplates = map[string]*string{contentType: t} })
	}
	const (
		plain   = `"responseTemplates":{"application/json":"{\"message\":$context.error.messageString}"}`
		invalid = "BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: "
	)
	decides(t, decide.PutGatewayResponse, []test[apigateway.PutGatewayResponse]{
		{name: "nothing", given: "models", at: 15, when: put("AUTHORIZER_FAILURE", func(*apigateway.PutGatewayResponse) {}),
			then: `{"gatewayResponse":{"defaultResponse":false,"responseParameters":{},` + plain + `,"responseType":"AUTHORIZER_FAILURE","statusCode":"500"},"restApiId":"models0001"}`},
		{name: "parameters beside DEFAULT_5XX (Q36)", given: "models", at: 15, when: put("AUTHORIZER_FAILURE", func(c *apigateway.PutGatewayResponse) {
			c.ResponseParameters = map[string]string{"gatewayresponse.header.foo": "'bar'"}
		}), then: `{"gatewayResponse":{"defaultResponse":false,"responseParameters":{"gatewayresponse.header.foo":"'bar'"},` + plain + `,"responseType":"AUTHORIZER_FAILURE","statusCode":"500"},"restApiId":"models0001"}`},
		{name: "only a status, over one with more (Q36)", given: "models", at: 16, when: put("AUTHORIZER_FAILURE", func(c *apigateway.PutGatewayResponse) { c.StatusCode = new("404") }),
			then: `{"gatewayResponse":{"defaultResponse":false,"responseParameters":{},` + plain + `,"responseType":"AUTHORIZER_FAILURE","statusCode":"404"},"restApiId":"models0001"}`},
		{name: "only templates", given: "models", at: 15, when: template("text/plain", new("no")),
			then: `{"gatewayResponse":{"defaultResponse":false,"responseParameters":{},"responseTemplates":{"text/plain":"no"},"responseType":"THROTTLED","statusCode":"429"},"restApiId":"models0001"}`},
		{name: "no status", given: "models", at: 15, when: put("DEFAULT_4XX", func(*apigateway.PutGatewayResponse) {}),
			then: `{"gatewayResponse":{"defaultResponse":false,"responseParameters":{},` + plain + `,"responseType":"DEFAULT_4XX"},"restApiId":"models0001"}`},
		{name: "from the context", given: "models", at: 15, when: header("gatewayresponse.header.id", "context.requestId"),
			then: `{"gatewayResponse":{"defaultResponse":false,"responseParameters":{"gatewayresponse.header.id":"context.requestId"},` + plain + `,"responseType":"THROTTLED","statusCode":"429"},"restApiId":"models0001"}`},
		{name: "a header of the method's (Q37)", given: "models", at: 15, when: header("method.response.header.Access-Control-Allow-Origin", "'*'"), refused: invalid + "method.response.header.Access-Control-Allow-Origin]"},
		{name: "a value without quotes (Q37)", given: "models", at: 15, when: header("gatewayresponse.header.test-key", "test-value"), refused: invalid + "test-value]"},
		{name: "an empty value", given: "models", at: 15, when: header("gatewayresponse.header.foo", ""), refused: "BadRequestException: Invalid null or empty value in responseParameters"},
		{name: "a null template", given: "models", at: 15, when: template("application/json", nil), refused: "BadRequestException: Invalid null or empty value in responseTemplates"},
		{name: "no content type", given: "models", at: 15, when: template("json", new("{}")), refused: "BadRequestException: Validation Result: warnings : [], errors : [Invalid content type specified: json]"},
		{name: "unknown API", given: "models", at: 15, when: apigateway.PutGatewayResponse{RestApiId: "none", ResponseType: "THROTTLED"}, refused: "NotFoundException: Invalid API identifier specified 000000000000:none"},
	})
}

// Q38. What does a patch of a response come to that the API has not? It makes one.
// [recorded on AWS]
func TestUpdateGatewayResponse(t *testing.T) {
	update := func(typ string, parts ...string) apigateway.UpdateGatewayResponse {
		return apigateway.UpdateGatewayResponse{RestApiId: modelsApi, ResponseType: typ, PatchOperations: patch(parts...)}
	}
	own := func(parts ...string) apigateway.UpdateGatewayResponse { return update("DEFAULT_5XX", parts...) }
	noPath := own()
	noPath.PatchOperations = []apigateway.PatchOperation{{Op: new("add"), Value: new("'example.com'")}}
	changes(t, "models", 19, decide.UpdateGatewayResponse,
		func(w projections.World) any {
			r, err := w.GetGatewayResponse(apigateway.GetGatewayResponse{RestApiId: modelsApi, ResponseType: "DEFAULT_5XX"})
			if err != nil {
				t.Fatal(err)
			}
			return r
		},
		func(e events.Event) any { return e.(apigateway.GatewayResponseUpdated).GatewayResponse },
		[]change[apigateway.UpdateGatewayResponse]{
			{"status", own("replace", "/statusCode", "500"), `{"statusCode":"500"}`, ""},
			{"a parameter", own("replace", "/responseParameters/gatewayresponse.header.x-request-header", "'a'"),
				`{"responseParameters":{"gatewayresponse.header.x-request-header":"'a'"}}`, ""},
			{"the last parameter", own("remove", "/responseParameters/gatewayresponse.header.x-request-header", "-"), `{"responseParameters":{}}`, ""},
			{"one template more", own("add", "/responseTemplates/application~1xml", "<no/>"),
				`{"responseTemplates":{"application/json":"{\"oops\":$context.error.messageString}","application/xml":"\u003cno/\u003e"}}`, ""},
			{"of a type that is not set (Q38)", update("DEFAULT_4XX", "replace", "/statusCode", "444", "remove", "/responseTemplates/application~1xml", "-"),
				`{"responseParameters":{},"responseTemplates":{"application/json":"{\"message\":$context.error.messageString}"},"responseType":"DEFAULT_4XX","statusCode":"444"}`, ""},
			{"of a type with a DEFAULT_5XX (Q38)", update("INTEGRATION_FAILURE", "replace", "/statusCode", "500"),
				`{"responseParameters":{},"responseTemplates":{"application/json":"{\"message\":$context.error.messageString}"},"responseType":"INTEGRATION_FAILURE","statusCode":"500"}`, ""},
			{"add a status", own("add", "/statusCode", "444"), "", "BadRequestException: Invalid patch path /statusCode"},
			{"remove the status", own("remove", "/statusCode", "-"), "", "BadRequestException: Invalid patch path /statusCode"},
			{"a status that is none", own("replace", "/statusCode", "600"), "", "BadRequestException: Invalid status code specified: 600"},
			{"no status", own("replace", "/statusCode", "-"), "", "BadRequestException: Invalid null or empty value in statusCode"},
			{"unknown parameter", own("replace", "/responseParameters/gatewayresponse.header.Access-Control-Allow-Origin", "'example.com'"), "", "NotFoundException: Invalid parameter name specified"},
			{"unknown template", own("remove", "/responseTemplates/application~1xml", "-"), "", "NotFoundException: Content-Type specified was not found"},
			{"no path", noPath, "", "BadRequestException: Invalid patch path null"},
			{"wrong path", own("add", "/wrongPath", "'example.com'"), "", "BadRequestException: Invalid patch path /wrongPath"},
			{"null template", own("replace", "/responseTemplates/application~1json", "-"), "", "BadRequestException: Invalid null or empty value in responseTemplates"},
			{"null parameter", own("replace", "/responseParameters/gatewayresponse.header.x-request-header", "-"), "", "BadRequestException: Invalid null or empty value in responseParameters"},
			{"a bad parameter", own("add", "/responseParameters/gatewayresponse.header.foo", "bar"), "",
				"BadRequestException: Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: bar]"},
			{"unknown API", apigateway.UpdateGatewayResponse{RestApiId: "none", ResponseType: "DEFAULT_4XX"}, "", "NotFoundException: Invalid API identifier specified 000000000000:none"},
		})
}

func TestDeleteGatewayResponse(t *testing.T) {
	del := func(api, typ string) apigateway.DeleteGatewayResponse {
		return apigateway.DeleteGatewayResponse{RestApiId: api, ResponseType: typ}
	}
	decides(t, decide.DeleteGatewayResponse, []test[apigateway.DeleteGatewayResponse]{
		{name: "set", given: "models", at: 18, when: del(modelsApi, "THROTTLED"), then: `{"responseType":"THROTTLED","restApiId":"models0001"}`},
		{name: "not set", given: "models", at: 19, when: del(modelsApi, "THROTTLED"), refused: "NotFoundException: Gateway response type not defined on api"},
		{name: "unknown API", given: "models", at: 19, when: del("none", "THROTTLED"), refused: "NotFoundException: Invalid API identifier specified 000000000000:none"},
	})
}
