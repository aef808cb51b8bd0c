package projections_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
	"reel/projections"
)

const (
	animals = "animals001"
	friend  = "111111111111"
)

func TestPortalsAreShown(t *testing.T) {
	v2 := projections.V2(at(t, "portals", 18))
	got, err := v2.GetPortal(apigatewayv2.GetPortal{PortalId: "zooportal1"})
	if want := []string{`"lastPublished":"2026-01-01T00:00:16Z"`, `"preview":{`, `"publishStatus":"PUBLISHED"`, `"season":"spring"`}; !excerpt(answer(t, got, err), want...) {
		t.Errorf("got %s, want %s", answer(t, got, err), want)
	}
	list, err := v2.ListPortals(apigatewayv2.ListPortals{})
	if answer(t, list, err) != "["+answer(t, got, nil)+"]" {
		t.Errorf("listed as %s", answer(t, list, err))
	}
	if _, err := v2.GetPortal(apigatewayv2.GetPortal{PortalId: "none"}); answer(t, nil, err) != "NotFoundException: Invalid Portal identifier specified none" {
		t.Error(err)
	}
}

// What is said of a product that is not there changes nothing, and a product's
// pages go with it.
func TestEventsOfNoProductAreFoldedToNothing(t *testing.T) {
	states, _, _ := recordedStream(t, "portals")
	s := states[11]
	want := digest(t, s)
	for _, e := range []events.Event{
		apigatewayv2.PortalProductUpdated{PortalProduct: apigatewayv2.PortalProduct{PortalProductId: "none"}}, apigatewayv2.PortalProductSharingPolicyPut{PortalProductId: "none"},
		apigatewayv2.ProductPageCreated{PortalProductId: "none"}, apigatewayv2.ProductRestEndpointPageCreated{PortalProductId: "none"},
		apigatewayv2.PortalPublished{Portal: apigatewayv2.Portal{PortalId: "none"}}, apigatewayv2.PortalDeleted{PortalId: "none"},
		apigateway.ResourceTagged{ResourceSubject: "/portals/none"}, apigateway.ResourceTagged{ResourceSubject: "/portalproducts/none"},
	} {
		if got := digest(t, apply(t, s, events.Recorded{Seq: 12, Account: "000000000000", Region: "us-east-1", Event: e})); got != want {
			t.Errorf("%T: digest %s, want %s", e, got, want)
		}
	}
	if _, err := states[24].World("000000000000", "us-east-1").PortalProduct(animals); err == nil {
		t.Error("a deleted product is there")
	}
}

// Pages about endpoints show what the API says now, the raw content too, and
// fail when it is gone.
func TestPagesFollowTheApi(t *testing.T) {
	states, _, _ := recordedStream(t, "portals")
	s := states[10]
	happens := func(e events.Event) {
		s = apply(t, s, events.Recorded{Seq: s.Seq + 1, Account: "000000000000", Region: "us-east-1", Event: e})
	}
	page := func(id string) string {
		v, err := projections.V2(s.World("000000000000", "us-east-1")).GetProductRestEndpointPage(
			apigatewayv2.GetProductRestEndpointPage{PortalProductId: animals, ProductRestEndpointPageId: id, IncludeRawDisplayContent: new("true")})
		return answer(t, v, err)
	}
	const plain, own = "ryy6rptyyn", "marsau1r4j"
	check := func(when, id string, parts ...string) {
		t.Helper()
		if got := page(id); !excerpt(got, parts...) {
			t.Errorf("%s: got %s, want %s", when, got, parts)
		}
	}
	check("at first", plain, `"body":"All pets.","operationName":"GetPets"`, `"rawDisplayContent":"{\"description\":\"All pets.\"}"`, `"status":"AVAILABLE"`)
	check("overridden", own, `"body":"Ask us.","endpoint":"https://api.zoo.example","operationName":"Pet summaries"`, `"rawDisplayContent":"{\"description\":\"All pets.\"}"`)
	happens(apigateway.DocumentationPartUpdated{RestApiId: "zoo0000001", DocumentationPart: apigateway.DocumentationPart{
		Id: "ju4mne", Properties: `{"summary":"Every pet."}`, Location: apigateway.DocumentationPartLocation{Type: "METHOD", Path: "/", Method: "*"}}})
	check("documented anew", plain, `"body":"Every pet."`)
	happens(apigateway.DocumentationPartDeleted{RestApiId: "zoo0000001", DocumentationPartId: "ju4mne"})
	check("documented no more", plain, `"displayContent":{"operationName":"GetPets"}`)
	happens(apigateway.StageDeleted{RestApiId: "zoo0000001", StageName: "prod"})
	check("without its stage", plain, `"status":"FAILED","statusException":{"exception":"NotFoundException","message":"Invalid Stage identifier specified"}`)
	check("without its stage", own, `"endpoint":"https://api.zoo.example"`, `"status":"FAILED"`)
	list, err := projections.V2(s.World("000000000000", "us-east-1")).ListProductRestEndpointPages(apigatewayv2.ListProductRestEndpointPages{PortalProductId: animals})
	if got := answer(t, list, err); strings.Count(got, `"status":"FAILED"`) != 2 || strings.Contains(got, "body") {
		t.Errorf("listed as %s", got)
	}
}

// Which accounts see a product.
func TestSharingPolicies(t *testing.T) {
	policy := func(statements string) string { return `{"Version":"2012-10-17","Statement":` + statements + `}` }
	const get = "GetPortalProduct"
	for _, tt := range []struct {
		name, policy string
		want         bool
	}{
		{"none", "", false},
		{"everybody", policy(`{"Effect":"Allow","Principal":"*","Action":"*"}`), true},
		{"the account", policy(`[{"Effect":"Allow","Principal":{"AWS":["` + friend + `"]},"Action":["apigateway:getportalproduct"]}]`), true},
		{"a role of the account", policy(`[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::` + friend + `:root"},"Action":"apigateway:*"}]`), true},
		{"another account", policy(`[{"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"*"}]`), false},
		{"another action", policy(`[{"Effect":"Allow","Principal":"*","Action":"apigateway:GetPortal"}]`), false},
		{"on a condition", policy(`[{"Effect":"Allow","Principal":"*","Action":"*","Condition":{"Bool":{"a":"b"}}}]`), false},
		{"denied", policy(`[{"Effect":"Allow","Principal":"*","Action":"*"},{"Effect":"Deny","Principal":"*","Action":"apigateway:Get*"}]`), false},
	} {
		if got := (&projections.PortalProduct{SharingPolicy: tt.policy}).SharedWith(friend, get); got != tt.want {
			t.Errorf("%s: %t, want %t", tt.name, got, tt.want)
		}
	}
}

func TestProductsOfOtherAccounts(t *testing.T) {
	states, _, _ := recordedStream(t, "portals")
	owner, others := new("000000000000"), new("OTHER_ACCOUNTS")
	const denied = "AccessDeniedException: The portal product is not shared with this account."
	ask := func(at uint64) (got [6]string) {
		v2 := projections.V2(states[at].World(friend, "us-east-1"))
		product, err := v2.GetPortalProduct(apigatewayv2.GetPortalProduct{PortalProductId: animals, ResourceOwnerAccountId: owner})
		got[0] = answer(t, product, err)
		page, err := v2.GetProductPage(apigatewayv2.GetProductPage{PortalProductId: animals, ProductPageId: "ygbyo7d7c5", ResourceOwnerAccountId: owner})
		got[1] = answer(t, page, err)
		pages, err := v2.ListProductPages(apigatewayv2.ListProductPages{PortalProductId: animals, ResourceOwnerAccountId: owner})
		got[2] = answer(t, pages, err)
		endpoint, err := v2.GetProductRestEndpointPage(apigatewayv2.GetProductRestEndpointPage{PortalProductId: animals, ProductRestEndpointPageId: "ryy6rptyyn", ResourceOwnerAccountId: owner})
		got[3] = answer(t, endpoint, err)
		endpoints, err := v2.ListProductRestEndpointPages(apigatewayv2.ListProductRestEndpointPages{PortalProductId: animals, ResourceOwnerAccountId: owner})
		got[4] = answer(t, endpoints, err)
		products, err := v2.ListPortalProducts(apigatewayv2.ListPortalProducts{ResourceOwner: others})
		got[5] = answer(t, products, err)
		return got
	}
	if got, want := ask(11), [6]string{denied, denied, denied, denied, denied, "null"}; got != want {
		t.Errorf("before it is shared: %q", got)
	}
	got := ask(12) // Get* and ListProductPages
	for i, want := range []string{`"portalProductId":"animals001"`, `"title":"Welcome"`, `"pageTitle":"Welcome"`, `"body":"All pets."`, denied, `"description":"to adopt","displayName":"Animals"`} {
		if !strings.Contains(got[i], want) {
			t.Errorf("shared: got %s, want %s", got[i], want)
		}
	}
	own := projections.V2(states[12].World("000000000000", "us-east-1"))
	if l, err := own.ListPortalProducts(apigatewayv2.ListPortalProducts{ResourceOwner: others}); answer(t, l, err) != "null" {
		t.Errorf("its owner is offered %s", answer(t, l, err))
	}
	if l, err := own.ListPortalProducts(apigatewayv2.ListPortalProducts{ResourceOwner: new("NOBODY")}); answer(t, l, err) != "BadRequestException: Invalid resourceOwner specified. Must be one of [SELF, OTHER_ACCOUNTS]" {
		t.Errorf("of nobody: %s", answer(t, l, err))
	}
}
