package decide_test

import (
	"reel/events/apigateway"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
)

const (
	zooApi   = "zoo0000001"
	zoo      = "zooportal1"
	animals  = "animals001"
	friend   = "111111111111"
	products = "arn:aws:apigateway:us-east-1:000000000000:/portalproducts/"
	animal   = products + animals
	shared   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"` + friend + `"},"Action":["apigateway:Get*","apigateway:ListProductPages"],"Resource":"` + animal + `"}]}`
)

var (
	colors = apigatewayv2.CustomColorsInput{
		AccentColor: "#112233", BackgroundColor: "#ffffff", ErrorValidationColor: "#ff0000", HeaderColor: "#000000", NavigationColor: "#00ff00", TextColor: "#333333",
	}
	zooContent = apigatewayv2.PortalContentInput{DisplayName: "The zoo", Description: new("all of it"), Theme: apigatewayv2.PortalThemeInput{CustomColors: colors}}
	visitors   = apigatewayv2.AuthorizationInput{CognitoConfig: &apigatewayv2.CognitoConfigInput{
		AppClientId: "visitors", UserPoolArn: "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_zoo", UserPoolDomain: "https://zoo.auth.us-east-1.amazoncognito.com",
	}}
	ownName = apigatewayv2.EndpointConfigurationRequestInput{AcmManaged: &apigatewayv2.ACMManagedInput{
		CertificateArn: "arn:aws:acm:us-east-1:000000000000:certificate/c0ffee00", DomainName: "portal.zoo.example",
	}}
	everybody = apigatewayv2.AuthorizationInput{None: &apigatewayv2.NoneInput{}}
	anyName   = apigatewayv2.EndpointConfigurationRequestInput{None: &apigatewayv2.NoneInput{}}
)

// getPets names GET / of the zoo's API on the stage prod.
func getPets() apigatewayv2.RestEndpointIdentifierInput {
	return apigatewayv2.RestEndpointIdentifierInput{IdentifierParts: &apigatewayv2.IdentifierPartsInput{Method: "get", Path: "/", RestApiId: zooApi, Stage: "prod"}}
}

// recordPortals goes through the life of a portal and of the product that it
// shows, which is made of a REST API.
func recordPortals(r *recorder) {
	root := do(r, "CreateRestApi", v1.CreateRestApi, apigateway.CreateRestApi{ // 1
		Name: "zoo", Tags: map[string]string{"_custom_id_": zooApi},
	}).(apigateway.RestApiCreated).RestApi.RootResourceId
	do(r, "PutMethod", v1.PutMethod, apigateway.PutMethod{ // 2
		RestApiId: zooApi, ResourceId: root, HttpMethod: "GET", AuthorizationType: "NONE", OperationName: new("GetPets"),
	})
	do(r, "PutIntegration", v1.PutIntegration, apigateway.PutIntegration{RestApiId: zooApi, ResourceId: root, HttpMethod: "GET", Type: "MOCK"}) // 3
	do(r, "CreateDeployment", v1.CreateDeployment, apigateway.CreateDeployment{RestApiId: zooApi, StageName: new("prod")})                      // 4
	do(r, "CreateDocumentationPart", v1.CreateDocumentationPart, apigateway.CreateDocumentationPart{                                            // 5
		RestApiId: zooApi, Location: apigateway.DocumentationPartLocationInput{Type: "METHOD", Path: new("/"), Method: new("GET")}, Properties: `{"description":"All pets."}`,
	})

	do(r, "CreatePortalProduct", decide.CreatePortalProduct, apigatewayv2.CreatePortalProduct{ // 6
		DisplayName: "Animals", Description: new("to adopt"), Tags: map[string]string{"_custom_id_": animals},
	})
	page := do(r, "CreateProductPage", decide.CreateProductPage, apigatewayv2.CreateProductPage{ // 7
		PortalProductId: animals, DisplayContent: apigatewayv2.DisplayContentInput{Title: "Welcome", Body: "# Welcome"},
	}).(apigatewayv2.ProductPageCreated).ProductPage
	plain := do(r, "CreateProductRestEndpointPage", decide.CreateProductRestEndpointPage, apigatewayv2.CreateProductRestEndpointPage{ // 8
		PortalProductId: animals, RestEndpointIdentifier: getPets(),
	}).(apigatewayv2.ProductRestEndpointPageCreated).ProductRestEndpointPage
	own := do(r, "CreateProductRestEndpointPage", decide.CreateProductRestEndpointPage, apigatewayv2.CreateProductRestEndpointPage{ // 9
		PortalProductId: animals, RestEndpointIdentifier: getPets(), TryItState: new("ENABLED"),
		DisplayContent: &apigatewayv2.EndpointDisplayContentInput{Overrides: &apigatewayv2.DisplayContentOverridesInput{
			Body: new("Ask us."), Endpoint: new("https://api.zoo.example"), OperationName: new("Pet summaries"),
		}},
	}).(apigatewayv2.ProductRestEndpointPageCreated).ProductRestEndpointPage
	do(r, "UpdatePortalProduct", decide.UpdatePortalProduct, apigatewayv2.UpdatePortalProduct{ // 10
		PortalProductId: animals, DisplayOrder: &apigatewayv2.DisplayOrderInput{
			OverviewPageArn: new(page.ProductPageArn), ProductPageArns: []string{page.ProductPageArn},
			Contents: []apigatewayv2.SectionInput{{SectionName: "Pets", ProductRestEndpointPageArns: []string{plain.ProductRestEndpointPageArn, own.ProductRestEndpointPageArn}}},
		},
	})
	do(r, "CreatePortal", decide.CreatePortal, apigatewayv2.CreatePortal{ // 11
		Authorization: visitors, EndpointConfiguration: ownName, PortalContent: zooContent, IncludedPortalProductArns: []string{animal},
		LogoUri: new("s3://zoo/logo.png"), RumAppMonitorName: new("zoo"), Tags: map[string]string{"_custom_id_": zoo},
	})
	do(r, "PutPortalProductSharingPolicy", decide.PutPortalProductSharingPolicy, apigatewayv2.PutPortalProductSharingPolicy{ // 12
		PortalProductId: animals, PolicyDocument: shared,
	})
	do(r, "UpdateProductPage", decide.UpdateProductPage, apigatewayv2.UpdateProductPage{ // 13
		PortalProductId: animals, ProductPageId: page.ProductPageId, DisplayContent: &apigatewayv2.DisplayContentInput{Title: "Hello", Body: "# Hello"},
	})
	do(r, "UpdateProductRestEndpointPage", decide.UpdateProductRestEndpointPage, apigatewayv2.UpdateProductRestEndpointPage{ // 14
		PortalProductId: animals, ProductRestEndpointPageId: own.ProductRestEndpointPageId, TryItState: new("DISABLED"),
		DisplayContent: &apigatewayv2.EndpointDisplayContentInput{None: &apigatewayv2.NoneInput{}},
	})
	do(r, "PreviewPortal", decide.PreviewPortal, apigatewayv2.PreviewPortal{PortalId: zoo})                                           // 15
	do(r, "PublishPortal", decide.PublishPortal, apigatewayv2.PublishPortal{PortalId: zoo, Description: new("open")})                 // 16
	do(r, "UpdatePortal", decide.UpdatePortal, apigatewayv2.UpdatePortal{PortalId: zoo, Authorization: &everybody, LogoUri: new("")}) // 17
	do(r, "TagResource", decide.TagResource, apigatewayv2.TagResource{                                                                // 18
		ResourceArn: "arn:aws:apigateway:us-east-1:000000000000:/portals/" + zoo, Tags: map[string]string{"season": "spring"},
	})
	do(r, "DeleteProductPage", decide.DeleteProductPage, apigatewayv2.DeleteProductPage{PortalProductId: animals, ProductPageId: page.ProductPageId}) // 19
	do(r, "DeleteProductRestEndpointPage", decide.DeleteProductRestEndpointPage, apigatewayv2.DeleteProductRestEndpointPage{                          // 20
		PortalProductId: animals, ProductRestEndpointPageId: plain.ProductRestEndpointPageId,
	})
	do(r, "DeletePortalProductSharingPolicy", decide.DeletePortalProductSharingPolicy, apigatewayv2.DeletePortalProductSharingPolicy{PortalProductId: animals}) // 21
	do(r, "DisablePortal", decide.DisablePortal, apigatewayv2.DisablePortal{PortalId: zoo})                                                                     // 22
	do(r, "DeletePortal", decide.DeletePortal, apigatewayv2.DeletePortal{PortalId: zoo})                                                                        // 23
	do(r, "DeletePortalProduct", decide.DeletePortalProduct, apigatewayv2.DeletePortalProduct{PortalProductId: animals})                                        // 24
}
