package decide_test

import (
	"testing"

	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

// Codes and members are those of AWS's model; the words of the refusals are ours
// where AWS documents none.

const (
	welcome  = animal + "/productpages/ygbyo7d7c5"
	plainPet = animal + "/productrestendpointpages/ryy6rptyyn"
	ownPet   = animal + "/productrestendpointpages/marsau1r4j"
	noAnimal = "NotFoundException: Invalid PortalProduct identifier specified none000000"
)

func TestCreatePortalProduct(t *testing.T) {
	decides(t, decide.CreatePortalProduct, []test[apigatewayv2.CreatePortalProduct]{
		{name: "minimal", when: apigatewayv2.CreatePortalProduct{DisplayName: "Birds"},
			then: `{"portalProduct":{"displayName":"Birds","lastModified":"2026-01-01T00:00:01Z","portalProductArn":"` + products + `hgvb6gk3za","portalProductId":"hgvb6gk3za","tags":{}}}`},
		{name: "with everything", when: apigatewayv2.CreatePortalProduct{DisplayName: "Birds", Description: new(""), Tags: map[string]string{"_custom_id_": "birds00001", "a": "b"}},
			then: `{"portalProduct":{"description":"","displayName":"Birds","lastModified":"2026-01-01T00:00:01Z","portalProductArn":"` + products + `birds00001","portalProductId":"birds00001","tags":{"_custom_id_":"birds00001","a":"b"}}}`},
		{name: "an id that is taken", given: "portals", at: 6, when: apigatewayv2.CreatePortalProduct{DisplayName: "Birds", Tags: map[string]string{"_custom_id_": animals}},
			refused: "BadRequestException: The identifier animals001 in tag _custom_id_ is already in use"},
		{name: "a tag of AWS's", when: apigatewayv2.CreatePortalProduct{DisplayName: "Birds", Tags: map[string]string{"aws:x": "y"}},
			refused: "BadRequestException: Invalid tag key specified. aws: is reserved for AWS use."},
	})
}

func TestUpdatePortalProduct(t *testing.T) {
	const end = `"portalProductArn":"` + animal + `","portalProductId":"animals001","tags":{"_custom_id_":"animals001"}}}`
	order := func(o apigatewayv2.DisplayOrderInput) apigatewayv2.UpdatePortalProduct {
		return apigatewayv2.UpdatePortalProduct{PortalProductId: animals, DisplayOrder: &o}
	}
	decides(t, decide.UpdatePortalProduct, []test[apigatewayv2.UpdatePortalProduct]{
		{name: "names", given: "portals", at: 6, when: apigatewayv2.UpdatePortalProduct{PortalProductId: animals, DisplayName: new("Birds"), Description: new("")},
			then: `{"portalProduct":{"description":"","displayName":"Birds","lastModified":"2026-01-01T00:00:07Z",` + end},
		{name: "a display order", given: "portals", at: 9, when: order(apigatewayv2.DisplayOrderInput{
			OverviewPageArn: new(welcome), ProductPageArns: []string{welcome},
			Contents: []apigatewayv2.SectionInput{{SectionName: "Pets", ProductRestEndpointPageArns: []string{ownPet, plainPet}}, {SectionName: "Nothing"}},
		}), then: `{"portalProduct":{"description":"to adopt","displayName":"Animals","displayOrder":{"contents":[{"productRestEndpointPageArns":["` + ownPet + `","` + plainPet + `"],"sectionName":"Pets"},` +
			`{"productRestEndpointPageArns":[],"sectionName":"Nothing"}],"overviewPageArn":"` + welcome + `","productPageArns":["` + welcome + `"]},"lastModified":"2026-01-01T00:00:10Z",` + end},
		{name: "the order taken away", given: "portals", at: 10, when: order(apigatewayv2.DisplayOrderInput{}),
			then: `{"portalProduct":{"description":"to adopt","displayName":"Animals","lastModified":"2026-01-01T00:00:11Z",` + end},
		{name: "an overview of another kind", given: "portals", at: 9, when: order(apigatewayv2.DisplayOrderInput{OverviewPageArn: new(ownPet)}),
			refused: "BadRequestException: Invalid overviewPageArn specified: " + ownPet},
		{name: "a page of nobody", given: "portals", at: 9, when: order(apigatewayv2.DisplayOrderInput{ProductPageArns: []string{welcome, welcome + "x"}}),
			refused: "BadRequestException: Invalid productPageArns specified: " + welcome + "x is no page of the portal product."},
		{name: "an endpoint of nobody", given: "portals", at: 9, when: order(apigatewayv2.DisplayOrderInput{Contents: []apigatewayv2.SectionInput{{SectionName: "x", ProductRestEndpointPageArns: []string{welcome}}}}),
			refused: "BadRequestException: Invalid productRestEndpointPageArns specified: " + welcome + " is no page of the portal product."},
		{name: "unknown", given: "portals", at: 9, when: apigatewayv2.UpdatePortalProduct{PortalProductId: "none000000"}, refused: noAnimal},
	})
}

// A product that portals include can be deleted: they must be published again
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-portals-delete-product.html).
func TestDeletePortalProduct(t *testing.T) {
	decides(t, decide.DeletePortalProduct, []test[apigatewayv2.DeletePortalProduct]{
		{name: "in use", given: "portals", at: 16, when: apigatewayv2.DeletePortalProduct{PortalProductId: animals}, then: `{"portalProductId":"animals001"}`},
		{name: "unknown", given: "portals", at: 16, when: apigatewayv2.DeletePortalProduct{PortalProductId: "none000000"}, refused: noAnimal},
	})
}

func TestPutPortalProductSharingPolicy(t *testing.T) {
	const invalid = "BadRequestException: Invalid policy document. Please check the policy syntax and ensure that Principals are valid."
	put := func(policy string) apigatewayv2.PutPortalProductSharingPolicy {
		return apigatewayv2.PutPortalProductSharingPolicy{PortalProductId: animals, PolicyDocument: policy}
	}
	decides(t, decide.PutPortalProductSharingPolicy, []test[apigatewayv2.PutPortalProductSharingPolicy]{
		{name: "as it is written", given: "portals", at: 6, when: put(`{ "Statement": [] }`), then: `{"policyDocument":"{ \"Statement\": [] }","portalProductId":"animals001"}`},
		{name: "no JSON", given: "portals", at: 6, when: put(`{`), refused: invalid},
		{name: "no policy", given: "portals", at: 6, when: put(`{"Version":"2012-10-17"}`), refused: invalid},
		{name: "unknown", given: "portals", at: 6, when: apigatewayv2.PutPortalProductSharingPolicy{PortalProductId: "none000000"}, refused: noAnimal},
	})
}

func TestDeletePortalProductSharingPolicy(t *testing.T) {
	decides(t, decide.DeletePortalProductSharingPolicy, []test[apigatewayv2.DeletePortalProductSharingPolicy]{
		{name: "put before", given: "portals", at: 12, when: apigatewayv2.DeletePortalProductSharingPolicy{PortalProductId: animals}, then: `{"portalProductId":"animals001"}`},
		{name: "never put", given: "portals", at: 11, when: apigatewayv2.DeletePortalProductSharingPolicy{PortalProductId: animals},
			refused: "NotFoundException: No sharing policy was found for the PortalProduct animals001"},
		{name: "unknown", given: "portals", at: 11, when: apigatewayv2.DeletePortalProductSharingPolicy{PortalProductId: "none000000"}, refused: noAnimal},
	})
}

func TestProductPages(t *testing.T) {
	content := apigatewayv2.DisplayContentInput{Title: "Rules", Body: "Feed nobody."}
	decides(t, decide.CreateProductPage, []test[apigatewayv2.CreateProductPage]{
		{name: "created", given: "portals", at: 6, when: apigatewayv2.CreateProductPage{PortalProductId: animals, DisplayContent: content},
			then: `{"portalProductId":"animals001","productPage":{"displayContent":{"body":"Feed nobody.","title":"Rules"},"lastModified":"2026-01-01T00:00:07Z","productPageArn":"` + welcome + `","productPageId":"ygbyo7d7c5"}}`},
		{name: "created in no product", given: "portals", at: 6, when: apigatewayv2.CreateProductPage{PortalProductId: "none000000"}, refused: noAnimal},
	})
	decides(t, decide.UpdateProductPage, []test[apigatewayv2.UpdateProductPage]{
		{name: "changed", given: "portals", at: 10, when: apigatewayv2.UpdateProductPage{PortalProductId: animals, ProductPageId: "ygbyo7d7c5", DisplayContent: &content},
			then: `{"portalProductId":"animals001","productPage":{"displayContent":{"body":"Feed nobody.","title":"Rules"},"lastModified":"2026-01-01T00:00:11Z","productPageArn":"` + welcome + `","productPageId":"ygbyo7d7c5"}}`},
		{name: "touched", given: "portals", at: 10, when: apigatewayv2.UpdateProductPage{PortalProductId: animals, ProductPageId: "ygbyo7d7c5"},
			then: `{"portalProductId":"animals001","productPage":{"displayContent":{"body":"# Welcome","title":"Welcome"},"lastModified":"2026-01-01T00:00:11Z","productPageArn":"` + welcome + `","productPageId":"ygbyo7d7c5"}}`},
		{name: "changed though unknown", given: "portals", at: 10, when: apigatewayv2.UpdateProductPage{PortalProductId: animals, ProductPageId: "none"},
			refused: "NotFoundException: Invalid ProductPage identifier specified none"},
	})
	decides(t, decide.DeleteProductPage, []test[apigatewayv2.DeleteProductPage]{
		{name: "deleted", given: "portals", at: 9, when: apigatewayv2.DeleteProductPage{PortalProductId: animals, ProductPageId: "ygbyo7d7c5"},
			then: `{"portalProductId":"animals001","productPageId":"ygbyo7d7c5"}`},
		{name: "deleted out of the order", given: "portals", at: 10, when: apigatewayv2.DeleteProductPage{PortalProductId: animals, ProductPageId: "ygbyo7d7c5"},
			then: `{"portalProduct":{"description":"to adopt","displayName":"Animals","displayOrder":{"contents":[{"productRestEndpointPageArns":["` + plainPet + `","` + ownPet + `"],"sectionName":"Pets"}]},` +
				`"lastModified":"2026-01-01T00:00:11Z","portalProductArn":"` + animal + `","portalProductId":"animals001","tags":{"_custom_id_":"animals001"}},"portalProductId":"animals001","productPageId":"ygbyo7d7c5"}`},
		{name: "deleted though unknown", given: "portals", at: 10, when: apigatewayv2.DeleteProductPage{PortalProductId: animals, ProductPageId: "none"},
			refused: "NotFoundException: Invalid ProductPage identifier specified none"},
		{name: "deleted from no product", given: "portals", at: 10, when: apigatewayv2.DeleteProductPage{PortalProductId: "none000000", ProductPageId: "none"}, refused: noAnimal},
	})
}
