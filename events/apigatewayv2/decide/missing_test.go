package decide_test

import (
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// Every command about something that is not there is refused by what is missing,
// in the order of the path: the API first.
func TestWhatIsNotThere(t *testing.T) {
	const (
		api         = "NotFoundException: Invalid API identifier specified 000000000000:nosuch"
		route       = "NotFoundException: Invalid Route identifier specified nosuch"
		integration = "NotFoundException: Invalid Integration identifier specified nosuch"
		deployment  = "NotFoundException: Invalid Deployment identifier specified nosuch"
		authorizer  = "NotFoundException: Invalid Authorizer identifier specified nosuch"
		model       = "NotFoundException: Invalid Model identifier specified nosuch"
		stage       = "NotFoundException: Invalid stage identifier specified"
		no          = "nosuch"
	)
	decides(t, decide.UpdateDeployment, []test[apigatewayv2.UpdateDeployment]{
		{"API", "http", 13, apigatewayv2.UpdateDeployment{ApiId: no}, "", api},
		{"deployment", "http", 13, apigatewayv2.UpdateDeployment{ApiId: httpApi, DeploymentId: no}, "", deployment},
	})
	decides(t, decide.DeleteDeployment, []test[apigatewayv2.DeleteDeployment]{
		{"API", "http", 13, apigatewayv2.DeleteDeployment{ApiId: no}, "", api},
		{"deployment", "http", 13, apigatewayv2.DeleteDeployment{ApiId: httpApi, DeploymentId: no}, "", deployment},
	})
	decides(t, decide.DeleteRoute, []test[apigatewayv2.DeleteRoute]{
		{"API", "http", 13, apigatewayv2.DeleteRoute{ApiId: no}, "", api},
		{"route", "http", 13, apigatewayv2.DeleteRoute{ApiId: httpApi, RouteId: no}, "", route},
	})
	decides(t, decide.UpdateRoute, []test[apigatewayv2.UpdateRoute]{
		{"route", "http", 13, apigatewayv2.UpdateRoute{ApiId: httpApi, RouteId: no}, "", route},
	})
	decides(t, decide.DeleteRouteRequestParameter, []test[apigatewayv2.DeleteRouteRequestParameter]{
		{"route", "websocket", 11, apigatewayv2.DeleteRouteRequestParameter{ApiId: chatApi, RouteId: no}, "", route},
	})
	decides(t, decide.DeleteRouteResponse, []test[apigatewayv2.DeleteRouteResponse]{
		{"response", "websocket", 11, apigatewayv2.DeleteRouteResponse{ApiId: chatApi, RouteId: routeId, RouteResponseId: no}, "", "NotFoundException: Invalid RouteResponse identifier specified nosuch"},
	})
	decides(t, decide.UpdateRouteResponse, []test[apigatewayv2.UpdateRouteResponse]{
		{"route", "websocket", 11, apigatewayv2.UpdateRouteResponse{ApiId: chatApi, RouteId: no}, "", route},
	})
	decides(t, decide.DeleteIntegrationResponse, []test[apigatewayv2.DeleteIntegrationResponse]{
		{"response", "websocket", 11, apigatewayv2.DeleteIntegrationResponse{ApiId: chatApi, IntegrationId: mockId, IntegrationResponseId: no}, "", "NotFoundException: Invalid IntegrationResponse identifier specified nosuch"},
	})
	decides(t, decide.UpdateIntegrationResponse, []test[apigatewayv2.UpdateIntegrationResponse]{
		{"integration", "websocket", 11, apigatewayv2.UpdateIntegrationResponse{ApiId: chatApi, IntegrationId: no}, "", integration},
	})
	decides(t, decide.DeleteIntegration, []test[apigatewayv2.DeleteIntegration]{
		{"integration", "http", 13, apigatewayv2.DeleteIntegration{ApiId: httpApi, IntegrationId: no}, "", integration},
	})
	decides(t, decide.DeleteAuthorizer, []test[apigatewayv2.DeleteAuthorizer]{
		{"authorizer", "http", 13, apigatewayv2.DeleteAuthorizer{ApiId: httpApi, AuthorizerId: no}, "", authorizer},
	})
	decides(t, decide.UpdateAuthorizer, []test[apigatewayv2.UpdateAuthorizer]{
		{"authorizer", "http", 13, apigatewayv2.UpdateAuthorizer{ApiId: httpApi, AuthorizerId: no}, "", authorizer},
	})
	decides(t, decide.UpdateModel, []test[apigatewayv2.UpdateModel]{
		{"model", "websocket", 11, apigatewayv2.UpdateModel{ApiId: chatApi, ModelId: no}, "", model},
	})
	decides(t, decide.DeleteStage, []test[apigatewayv2.DeleteStage]{
		{"API", "http", 13, apigatewayv2.DeleteStage{ApiId: no}, "", api},
		{"stage", "http", 13, apigatewayv2.DeleteStage{ApiId: httpApi, StageName: no}, "", stage},
	})
	decides(t, decide.DeleteAccessLogSettings, []test[apigatewayv2.DeleteAccessLogSettings]{
		{"stage", "http", 13, apigatewayv2.DeleteAccessLogSettings{ApiId: httpApi, StageName: no}, "", stage},
	})
	decides(t, decide.ResetAuthorizersCache, []test[apigatewayv2.ResetAuthorizersCache]{
		{"stage", "http", 13, apigatewayv2.ResetAuthorizersCache{ApiId: httpApi, StageName: no}, "", stage},
	})
	decides(t, decide.UpdateStage, []test[apigatewayv2.UpdateStage]{
		{"deployment", "http", 13, apigatewayv2.UpdateStage{ApiId: httpApi, StageName: "prod", DeploymentId: new(no)}, "", deployment},
		{"certificate", "http", 13, apigatewayv2.UpdateStage{ApiId: httpApi, StageName: "prod", ClientCertificateId: new(no)}, "", "NotFoundException: Invalid Client Certificate identifier specified"},
	})
}

// A variable has one name at its level, whichever route has it there. A greedy one
// may stand beside a plain one.
func TestAVariableHasOneNameAtItsLevel(t *testing.T) {
	r := newRecorder(t)
	id := do(r, "CreateApi", decide.CreateApi, apigatewayv2.CreateApi{Name: "a", ProtocolType: "HTTP"}).(apigatewayv2.ApiCreated).Api.ApiId
	create := func(key string) string {
		return do(r, "CreateRoute", decide.CreateRoute, apigatewayv2.CreateRoute{ApiId: id, RouteKey: key}).(apigatewayv2.RouteCreated).Route.RouteId
	}
	conflicts := func(err error, key, with string) {
		t.Helper()
		want := `ConflictException: The provided route key "` + key + `" has a conflicting variable on the same hierarchical level as "` + with + `"`
		if refusal(err) != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	first, second := create("GET /a/{id}"), create("GET /a/{id}/b")
	create("GET /a/{id}/{part}/c")
	create("GET /a/{rest+}")
	create("PUT /a/{other}") // of another method
	for _, tt := range []struct{ key, with string }{
		{"GET /a/{x}", "GET /a/{id}"},
		{"GET /a/{x+}", "GET /a/{rest+}"},
		{"GET /a/{id}/{piece}", "GET /a/{id}/{part}/c"},
		{"PUT /a/{id}/z", "PUT /a/{other}"},
	} {
		_, err := try(r, "CreateRoute", decide.CreateRoute, apigatewayv2.CreateRoute{ApiId: id, RouteKey: tt.key})
		conflicts(err, tt.key, tt.with)
	}
	rename := func(route, key string) error {
		_, err := try(r, "UpdateRoute", decide.UpdateRoute, apigatewayv2.UpdateRoute{ApiId: id, RouteId: route, RouteKey: &key})
		return err
	}
	conflicts(rename(first, "GET /a/{x}"), "GET /a/{x}", "GET /a/{id}/b")
	conflicts(rename(second, "GET /a/{x}/b"), "GET /a/{x}/b", "GET /a/{id}")
	if err := rename(second, "GET /a/{id}/d"); err != nil {
		t.Error(err)
	}
}

// Methods of a CORS configuration may be in small letters, and stay so (Terraform's
// tests on AWS).
func TestCorsMethodsInSmallLetters(t *testing.T) {
	r := newRecorder(t)
	e := do(r, "CreateApi", decide.CreateApi, apigatewayv2.CreateApi{Name: "a", ProtocolType: "HTTP", CorsConfiguration: &apigatewayv2.CorsInput{AllowMethods: []string{"GET", "put"}}})
	if got := e.(apigatewayv2.ApiCreated).Api.CorsConfiguration.AllowMethods; len(got) != 2 || got[1] != "put" {
		t.Errorf("methods %v", got)
	}
}
