package decide_test

import (
	"strings"
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/projections"
)

// An API without a version is exported with a date: that of the stage's deployment,
// else its own.
func TestExportsOfNoVersionHaveADate(t *testing.T) {
	r := newRecorder(t)
	id := do(r, "ImportApi", decide.ImportApi, apigatewayv2.ImportApi{Body: read(t, "v2-catchall.json")}).(apigatewayv2.ApiImported).Api.ApiId // at 1 s
	do(r, "CreateStage", decide.CreateStage, apigatewayv2.CreateStage{ApiId: id, StageName: "prod"})
	do(r, "CreateDeployment", decide.CreateDeployment, apigatewayv2.CreateDeployment{ApiId: id, StageName: new("prod")}) // at 3 s
	for stage, want := range map[string]string{"": "2026-01-01 00:00:01UTC", "prod": "2026-01-01 00:00:03UTC"} {
		if got := string(export(r, id, "JSON", stage)); !strings.Contains(got, `"version" : "`+want+`"`) {
			t.Errorf("of %q it is\n%s, want %s", stage, got, want)
		}
	}
}

// The route $default is written where no other route is.
func TestTheDefaultRouteIsWrittenBesideOneOfItsPath(t *testing.T) {
	r := newRecorder(t)
	id := do(r, "ImportApi", decide.ImportApi, apigatewayv2.ImportApi{Body: doc(`"paths":{"/$default":{"x-amazon-apigateway-any-method":{},"get":{}},"/x":{"x-amazon-apigateway-any-method":{"isDefaultRoute":true}}}`)}).(apigatewayv2.ApiImported).Api.ApiId
	first := string(export(r, id, "YAML", ""))
	if !strings.Contains(first, "  /$default$default:\n    x-amazon-apigateway-any-method:\n      isDefaultRoute: true\n") {
		t.Errorf("it is\n%s", first)
	}
	e := do(r, "ImportApi", decide.ImportApi, apigatewayv2.ImportApi{Body: first, FailOnWarnings: new(true)}).(apigatewayv2.ApiImported)
	var keys []string
	for _, route := range e.Routes {
		keys = append(keys, route.RouteKey)
	}
	if got, want := strings.Join(keys, ", "), "GET /$default, ANY /$default, $default"; got != want {
		t.Errorf("routes %s, want %s", got, want)
	}
}

// Without extensions a document says what an API is called by, and not what is
// behind it. The tags that choose an id are in no document.
func TestExportsWithoutExtensions(t *testing.T) {
	s := given(t, "httpimports", 10)
	text := func(id string, extensions bool) string {
		e, err := projections.V2(s.World(account, region)).ExportApi(apigatewayv2.ExportApi{ApiId: id, OutputType: "JSON", Specification: "OAS30", IncludeExtensions: &extensions})
		if err != nil {
			t.Fatal(err)
		}
		return string(e.Body)
	}
	plain := text(ordersApi, false)
	for _, part := range []string{"x-amazon", "cognito-idp", "lambda", "team"} {
		if strings.Contains(plain, part) {
			t.Errorf("it says %s in\n%s", part, plain)
		}
	}
	if !strings.Contains(plain, `"cognito" : [ "orders/write", "orders/admin" ]`) || !strings.Contains(plain, `"auth0" : {`) {
		t.Errorf("it does not say who may call:\n%s", plain)
	}
	if whole := text(shelterId, true); strings.Contains(whole, "_custom_id_") {
		t.Errorf("it chooses an id:\n%s", whole)
	}
}
