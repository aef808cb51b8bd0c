package decide_test

import (
	"encoding/json"
	"testing"

	"reel/events"
	"reel/events/apigatewayv2/decide"
	"reel/projections"
)

// anyOf is a decision of a command that is read from JSON.
func anyOf[C any](decide func(events.Env, projections.World, C) (events.Event, error)) func(events.Env, projections.World, []byte) (events.Event, error) {
	return func(env events.Env, w projections.World, input []byte) (events.Event, error) {
		var c C
		if err := json.Unmarshal(input, &c); err != nil {
			return nil, err
		}
		return decide(env, w, c)
	}
}

// Whatever a caller sends, a decision refuses it in words of its own, or comes to
// an event that folds and can be written.
func FuzzDecisions(f *testing.F) {
	decisions := []func(events.Env, projections.World, []byte) (events.Event, error){
		anyOf(decide.CreateApi), anyOf(decide.UpdateApi), anyOf(decide.CreateRoute), anyOf(decide.UpdateRoute), anyOf(decide.CreateRouteResponse),
		anyOf(decide.CreateIntegration), anyOf(decide.UpdateIntegration), anyOf(decide.CreateIntegrationResponse), anyOf(decide.CreateModel),
		anyOf(decide.CreateAuthorizer), anyOf(decide.UpdateAuthorizer), anyOf(decide.CreateStage), anyOf(decide.UpdateStage),
		anyOf(decide.CreatePortal), anyOf(decide.UpdatePortal), anyOf(decide.CreatePortalProduct), anyOf(decide.UpdatePortalProduct), anyOf(decide.PutPortalProductSharingPolicy),
		anyOf(decide.CreateProductPage), anyOf(decide.UpdateProductPage), anyOf(decide.DeleteProductPage),
		anyOf(decide.CreateDomainName), anyOf(decide.UpdateDomainName), anyOf(decide.CreateApiMapping), anyOf(decide.UpdateApiMapping),
		anyOf(decide.CreateRoutingRule), anyOf(decide.PutRoutingRule), anyOf(decide.CreateVpcLink), anyOf(decide.UpdateVpcLink), anyOf(decide.DeleteVpcLink),
		anyOf(decide.CreateProductRestEndpointPage), anyOf(decide.UpdateProductRestEndpointPage), anyOf(decide.DeleteProductRestEndpointPage),
	}
	for _, seed := range []string{
		`{}`,
		`{"name":"x","protocolType":"HTTP","target":"https://x","routeKey":"GET /{a}","corsConfiguration":{"allowOrigins":["*"],"allowHeaders":["É"]}}`,
		`{"apiId":"http000001","routeKey":"GET /pets/{id}/{x+}","target":"integrations/62kfurq"}`,
		`{"apiId":"chat000001","routeKey":"$disconnect","routeId":"e1c7y0c","requestParameters":{"route.request.header.A":{}}}`,
		`{"apiId":"http000001","integrationId":"62kfurq","integrationType":"HTTP_PROXY","integrationMethod":"GET","integrationUri":"http://{a}:${stageVariables.b}/","requestParameters":{"overwrite:path":"${request.path.a}"},"responseParameters":{"200":{"append:header.a":"$response.body.b"}}}`,
		`{"apiId":"chat000001","integrationId":"uoldxuu","integrationResponseKey":"/a/","responseParameters":{"method.response.header.a":"''"}}`,
		`{"apiId":"chat000001","name":"m","schema":"{\"$ref\":\"#\"}"}`,
		`{"apiId":"http000001","name":"a","authorizerType":"JWT","jwtConfiguration":{"issuer":"https://[::1]","audience":["a"]},"identitySource":["$request.header.a"]}`,
		`{"apiId":"http000001","stageName":"$default","routeSettings":{"$default":{"throttlingRateLimit":1e300}},"accessLogSettings":{"format":"$context.requestId"}}`,
		`{"portalId":"zooportal1","authorization":{"none":{}},"endpointConfiguration":{"acmManaged":{"certificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/a","domainName":"a.b"}},"includedPortalProductArns":["` + animal + `"],"logoUri":"s3://a"}`,
		`{"portalProductId":"animals001","displayOrder":{"overviewPageArn":"` + animal + `/productpages/ygbyo7d7c5","contents":[{"sectionName":"a"}]},"policyDocument":"{\"Statement\":{\"Principal\":\"*\"}}"}`,
		`{"portalProductId":"animals001","productRestEndpointPageId":"marsau1r4j","restEndpointIdentifier":{"identifierParts":{"method":"ANY","path":"/","restApiId":"zoo0000001","stage":"prod"}},"displayContent":{"overrides":{"body":"a"}},"tryItState":"ENABLED"}`,
		`{"domainName":"chat.example.com","domainNameConfigurations":[{"certificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/a","endpointType":"REGIONAL","ipAddressType":"dualstack"}],"mutualTlsAuthentication":{"truststoreUri":"s3://a/b"},"routingMode":"ROUTING_RULE_ONLY"}`,
		`{"domainName":"api.example.com","apiMappingId":"j09jm9","apiId":"http000002","stage":"$default","apiMappingKey":"a/b$,"}`,
		`{"domainName":"rules.example.com","routingRuleId":"vbqjm0","priority":7,"actions":[{"invokeApi":{"apiId":"rest000001","stage":"prod"}}],"conditions":[{"matchHeaders":{"anyOf":[{"header":"a","valueGlob":"*b*"}]},"matchBasePaths":{"anyOf":["a/b"]}}]}`,
		`{"vpcLinkId":"ewu4m0","name":"a","subnetIds":["subnet-1"]}`,
	} {
		f.Add(seed)
	}
	states := []projections.State{given(f, "http", 10), given(f, "websocket", 10), given(f, "portals", 11), given(f, "apidomains", 28)}
	f.Fuzz(func(t *testing.T, input string) {
		for _, s := range states {
			for _, decide := range decisions {
				e, err := decide(envOf(s), s.World(account, region), []byte(input))
				if err != nil {
					continue
				}
				if text := data(t, e); len(text) > 64*len(input)+4096 {
					t.Errorf("%d bytes have become %d", len(input), len(text))
				}
				if _, err := s.Apply(events.Recorded{Seq: s.Seq + 1, Account: account, Region: region, Event: e}); err != nil {
					t.Error(err)
				}
			}
		}
	})
}
