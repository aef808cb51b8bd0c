package decide_test

import (
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

const (
	petEnd  = `"restEndpointIdentifier":{"identifierParts":{"method":"GET","path":"/","restApiId":"zoo0000001","stage":"prod"}},"status":"AVAILABLE",`
	newPet  = animal + "/productrestendpointpages/"
	overPet = `{"overrides":{"body":"Ask us.","endpoint":"https://api.zoo.example","operationName":"Pet summaries"},"portalProductId":"animals001",` +
		`"productRestEndpointPage":{"displayContent":{"body":"Ask us.","endpoint":"https://api.zoo.example","operationName":"Pet summaries"},`
)

// at names another method than GET / of the zoo on prod by one part.
func at(change func(*apigatewayv2.IdentifierPartsInput)) apigatewayv2.CreateProductRestEndpointPage {
	parts := getPets()
	change(parts.IdentifierParts)
	return apigatewayv2.CreateProductRestEndpointPage{PortalProductId: animals, RestEndpointIdentifier: parts}
}

func TestCreateProductRestEndpointPage(t *testing.T) {
	same := func(*apigatewayv2.IdentifierPartsInput) {}
	shows := func(content apigatewayv2.EndpointDisplayContentInput) apigatewayv2.CreateProductRestEndpointPage {
		c := at(same)
		c.DisplayContent = &content
		return c
	}
	try := at(same)
	try.TryItState = new("ENABLED")
	decides(t, decide.CreateProductRestEndpointPage, []test[apigatewayv2.CreateProductRestEndpointPage]{
		{name: "as the API is documented", given: "portals", at: 7, when: try,
			then: `{"portalProductId":"animals001","productRestEndpointPage":{"displayContent":{"body":"All pets.","operationName":"GetPets"},"lastModified":"2026-01-01T00:00:08Z",` +
				`"productRestEndpointPageArn":"` + plainPet + `","productRestEndpointPageId":"ryy6rptyyn",` + petEnd + `"tryItState":"ENABLED"}}`},
		{name: "with one override", given: "portals", at: 7, when: shows(apigatewayv2.EndpointDisplayContentInput{Overrides: &apigatewayv2.DisplayContentOverridesInput{OperationName: new("Pets")}}),
			then: `{"overrides":{"operationName":"Pets"},"portalProductId":"animals001","productRestEndpointPage":{"displayContent":{"body":"All pets.","operationName":"Pets"},"lastModified":"2026-01-01T00:00:08Z",` +
				`"productRestEndpointPageArn":"` + plainPet + `","productRestEndpointPageId":"ryy6rptyyn",` + petEnd + `"tryItState":"DISABLED"}}`},
		{name: "neither overrides nor none", given: "portals", at: 7, when: shows(apigatewayv2.EndpointDisplayContentInput{}),
			refused: "BadRequestException: Invalid displayContent specified. Specify exactly one of [none, overrides]"},
		{name: "no endpoint", given: "portals", at: 7, when: apigatewayv2.CreateProductRestEndpointPage{PortalProductId: animals},
			refused: "BadRequestException: Invalid restEndpointIdentifier specified. Specify identifierParts."},
		{name: "an unknown API", given: "portals", at: 7, when: at(func(p *apigatewayv2.IdentifierPartsInput) { p.RestApiId = "none" }),
			refused: "NotFoundException: Invalid API identifier specified 000000000000:none"},
		{name: "an unknown stage", given: "portals", at: 7, when: at(func(p *apigatewayv2.IdentifierPartsInput) { p.Stage = "none" }),
			refused: "NotFoundException: Invalid Stage identifier specified"},
		{name: "an unknown path", given: "portals", at: 7, when: at(func(p *apigatewayv2.IdentifierPartsInput) { p.Path = "/none" }),
			refused: "NotFoundException: Invalid Resource identifier specified"},
		{name: "an unknown method", given: "portals", at: 7, when: at(func(p *apigatewayv2.IdentifierPartsInput) { p.Method = "PUT" }),
			refused: "NotFoundException: Invalid Method identifier specified"},
		{name: "an unknown product", given: "portals", at: 7, when: apigatewayv2.CreateProductRestEndpointPage{PortalProductId: "none000000"}, refused: noAnimal},
	})
}

func TestUpdateProductRestEndpointPage(t *testing.T) {
	update := func(content *apigatewayv2.EndpointDisplayContentInput, try *string) apigatewayv2.UpdateProductRestEndpointPage {
		return apigatewayv2.UpdateProductRestEndpointPage{PortalProductId: animals, ProductRestEndpointPageId: "marsau1r4j", DisplayContent: content, TryItState: try}
	}
	const end = `"productRestEndpointPageArn":"` + ownPet + `","productRestEndpointPageId":"marsau1r4j",` + petEnd
	decides(t, decide.UpdateProductRestEndpointPage, []test[apigatewayv2.UpdateProductRestEndpointPage]{
		{name: "what is not given stays", given: "portals", at: 9, when: update(nil, new("DISABLED")), then: overPet + `"lastModified":"2026-01-01T00:00:10Z",` + end + `"tryItState":"DISABLED"}}`},
		{name: "overrides take the place of others", given: "portals", at: 9,
			when: update(&apigatewayv2.EndpointDisplayContentInput{Overrides: &apigatewayv2.DisplayContentOverridesInput{Body: new("Nothing.")}}, nil),
			then: `{"overrides":{"body":"Nothing."},"portalProductId":"animals001","productRestEndpointPage":{"displayContent":{"body":"Nothing.","operationName":"GetPets"},"lastModified":"2026-01-01T00:00:10Z",` + end + `"tryItState":"ENABLED"}}`},
		{name: "no overrides any more", given: "portals", at: 9, when: update(&apigatewayv2.EndpointDisplayContentInput{None: &apigatewayv2.NoneInput{}}, nil),
			then: `{"portalProductId":"animals001","productRestEndpointPage":{"displayContent":{"body":"All pets.","operationName":"GetPets"},"lastModified":"2026-01-01T00:00:10Z",` + end + `"tryItState":"ENABLED"}}`},
		{name: "both", given: "portals", at: 9, when: update(&apigatewayv2.EndpointDisplayContentInput{None: &apigatewayv2.NoneInput{}, Overrides: &apigatewayv2.DisplayContentOverridesInput{}}, nil),
			refused: "BadRequestException: Invalid displayContent specified. Specify exactly one of [none, overrides]"},
		{name: "another state", given: "portals", at: 9, when: update(nil, new("UNAVAILABLE")),
			refused: "BadRequestException: Invalid tryItState specified: UNAVAILABLE. Must be one of [ENABLED, DISABLED]"},
		{name: "unknown", given: "portals", at: 9, when: apigatewayv2.UpdateProductRestEndpointPage{PortalProductId: animals, ProductRestEndpointPageId: "none"},
			refused: "NotFoundException: Invalid ProductRestEndpointPage identifier specified none"},
	})
}

func TestDeleteProductRestEndpointPage(t *testing.T) {
	remove := apigatewayv2.DeleteProductRestEndpointPage{PortalProductId: animals, ProductRestEndpointPageId: "ryy6rptyyn"}
	decides(t, decide.DeleteProductRestEndpointPage, []test[apigatewayv2.DeleteProductRestEndpointPage]{
		{name: "in no order", given: "portals", at: 9, when: remove, then: `{"portalProductId":"animals001","productRestEndpointPageId":"ryy6rptyyn"}`},
		{name: "out of the order", given: "portals", at: 10, when: remove,
			then: `{"portalProduct":{"description":"to adopt","displayName":"Animals","displayOrder":{"contents":[{"productRestEndpointPageArns":["` + ownPet + `"],"sectionName":"Pets"}],` +
				`"overviewPageArn":"` + welcome + `","productPageArns":["` + welcome + `"]},"lastModified":"2026-01-01T00:00:11Z","portalProductArn":"` + animal + `","portalProductId":"animals001","tags":{"_custom_id_":"animals001"}},` +
				`"portalProductId":"animals001","productRestEndpointPageId":"ryy6rptyyn"}`},
		{name: "unknown", given: "portals", at: 20, when: remove, refused: "NotFoundException: Invalid ProductRestEndpointPage identifier specified ryy6rptyyn"},
	})
}

// Nobody can try a private API from a portal
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-portals-try-it.html),
// and what is gone has failed.
func TestAnEndpointMayBeOutOfReach(t *testing.T) {
	s := given(t, "portals", 9)
	update := func(name, want string) {
		t.Helper()
		e, err := decide.UpdateProductRestEndpointPage(envOf(s), s.World(account, region), apigatewayv2.UpdateProductRestEndpointPage{
			PortalProductId: animals, ProductRestEndpointPageId: "marsau1r4j", TryItState: new("ENABLED"),
		})
		if got := data(t, e); err != nil || got != want {
			t.Errorf("%s (%v)\n got %s\nwant %s", name, err, got, want)
		}
	}
	happens := func(e events.Event) {
		t.Helper()
		var err error
		if s, err = s.Apply(events.Recorded{Seq: s.Seq + 1, Account: account, Region: region, Event: e}); err != nil {
			t.Fatal(err)
		}
	}
	api, err := s.World(account, region).RestApi(zooApi)
	if err != nil {
		t.Fatal(err)
	}
	private := api.Tree.RestApi
	private.EndpointConfiguration = &apigateway.EndpointConfiguration{Types: []string{"PRIVATE"}}
	happens(apigateway.RestApiUpdated{RestApi: private})
	const start = overPet + `"lastModified":"2026-01-01T00:00:`
	const parts = `"productRestEndpointPageArn":"` + ownPet + `","productRestEndpointPageId":"marsau1r4j",`
	update("private", start+`11Z",`+parts+petEnd+`"tryItState":"DISABLED"}}`)
	happens(apigateway.RestApiDeleted{RestApiId: zooApi})
	update("gone", start+`12Z",`+parts+`"restEndpointIdentifier":{"identifierParts":{"method":"GET","path":"/","restApiId":"zoo0000001","stage":"prod"}},"status":"FAILED",`+
		`"statusException":{"exception":"NotFoundException","message":"Invalid API identifier specified 000000000000:zoo0000001"},"tryItState":"ENABLED"}}`)
}
