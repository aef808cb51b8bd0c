package http_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2"
	"github.com/aws/aws-sdk-go-v2/service/apigatewayv2/types"

	"reel/cmd/emulator"
)

var portalColors = &types.CustomColors{
	AccentColor: new("#1"), BackgroundColor: new("#2"), ErrorValidationColor: new("#3"), HeaderColor: new("#4"), NavigationColor: new("#5"), TextColor: new("#6"),
}

func portalContent(name string) *types.PortalContent {
	return &types.PortalContent{DisplayName: &name, Description: new("all of it"), Theme: &types.PortalTheme{CustomColors: portalColors}}
}

const (
	portalTheme = `"Theme":{"CustomColors":{"AccentColor":"#1","BackgroundColor":"#2","ErrorValidationColor":"#3","HeaderColor":"#4","NavigationColor":"#5","TextColor":"#6"}`
	portalArn   = "arn:aws:apigateway:us-east-1:000000000000:/portals/zooportal1"
	productArn  = "arn:aws:apigateway:us-east-1:000000000000:/portalproducts/animals001"
)

func (s v2Test) product() {
	s.Helper()
	answered(s.CreatePortalProduct(s.Context(), &apigatewayv2.CreatePortalProductInput{
		DisplayName: new("Animals"), Description: new("to adopt"), Tags: map[string]string{"_custom_id_": "animals001"},
	}))
}

func TestPortalsThroughTheSDK(t *testing.T) {
	s, ctx, id := openV2(t), t.Context(), new("zooportal1")
	s.product()
	created := answered(s.CreatePortal(ctx, &apigatewayv2.CreatePortalInput{
		Authorization: &types.Authorization{CognitoConfig: &types.CognitoConfig{
			AppClientId: new("visitors"), UserPoolArn: new("arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_zoo"), UserPoolDomain: new("https://zoo.auth.example"),
		}},
		EndpointConfiguration: &types.EndpointConfigurationRequest{AcmManaged: &types.ACMManaged{
			CertificateArn: new("arn:aws:acm:us-east-1:000000000000:certificate/c0ffee"), DomainName: new("portal.zoo.example"),
		}},
		PortalContent: portalContent("The zoo"), IncludedPortalProductArns: []string{productArn}, LogoUri: new("s3://zoo/logo.png"),
		RumAppMonitorName: new("zoo"), Tags: map[string]string{"_custom_id_": *id},
	}))
	const cognito = `{"Authorization":{"CognitoConfig":{"AppClientId":"visitors","UserPoolArn":"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_zoo","UserPoolDomain":"https://zoo.auth.example"}},`
	const endpoint = `"EndpointConfiguration":{"CertificateArn":"arn:aws:acm:us-east-1:000000000000:certificate/c0ffee","DomainName":"portal.zoo.example","PortalDefaultDomainName":"p-zooportal1.apigw-portal.us-east-1.on.aws","PortalDomainHostedZoneId":"Z2FDTNDATAQYW2"},`
	const included = `"IncludedPortalProductArns":["` + productArn + `"],`
	const content = `"PortalArn":"` + portalArn + `","PortalContent":{"Description":"all of it","DisplayName":"The zoo",` + portalTheme + `,"LogoLastUploaded":"2026-01-01T00:00:02Z"}},"PortalId":"zooportal1",`
	want := cognito + endpoint + included + `"LastModified":"2026-01-01T00:00:02Z",` + content + `"PublishStatus":"DISABLED","RumAppMonitorName":"zoo","Tags":{"_custom_id_":"zooportal1"}}`
	s.read(created, want)
	s.read(answered(s.GetPortal(ctx, &apigatewayv2.GetPortalInput{PortalId: id})), want)

	answered(s.PreviewPortal(ctx, &apigatewayv2.PreviewPortalInput{PortalId: id}))
	answered(s.PublishPortal(ctx, &apigatewayv2.PublishPortalInput{PortalId: id, Description: new("open")}))
	answered(s.TagResource(ctx, &apigatewayv2.TagResourceInput{ResourceArn: new(portalArn), Tags: map[string]string{"season": "spring", "guests": "many"}}))
	answered(s.UntagResource(ctx, &apigatewayv2.UntagResourceInput{ResourceArn: new(portalArn), TagKeys: []string{"guests"}}))
	s.read(answered(s.GetTags(ctx, &apigatewayv2.GetTagsInput{ResourceArn: new(portalArn)})), `{"Tags":{"_custom_id_":"zooportal1","season":"spring"}}`)
	got := answered(s.GetPortal(ctx, &apigatewayv2.GetPortalInput{PortalId: id}))
	if got.Preview == nil || !strings.HasPrefix(*got.Preview.PreviewUrl, "https://p-zooportal1.apigw-portal.us-east-1.on.aws/") {
		t.Fatalf("the preview is %s", plainJSON(t, got.Preview))
	}
	s.read(got, cognito+endpoint+included+`"LastModified":"2026-01-01T00:00:02Z","LastPublished":"2026-01-01T00:00:04Z","LastPublishedDescription":"open",`+content+
		`"Preview":{"PreviewStatus":"PREVIEW_READY","PreviewUrl":"`+*got.Preview.PreviewUrl+`"},"PublishStatus":"PUBLISHED","RumAppMonitorName":"zoo","Tags":{"_custom_id_":"zooportal1","season":"spring"}}`)

	_, err := s.DeletePortal(ctx, &apigatewayv2.DeletePortalInput{PortalId: id})
	s.refused(err, "BadRequestException: The portal zooportal1 is published. Disable it before you delete it.")
	updated := answered(s.UpdatePortal(ctx, &apigatewayv2.UpdatePortalInput{
		PortalId: id, Authorization: &types.Authorization{None: &types.None{}}, EndpointConfiguration: &types.EndpointConfigurationRequest{None: &types.None{}},
		IncludedPortalProductArns: []string{}, LogoUri: new(""), RumAppMonitorName: new(""), PortalContent: &types.PortalContent{DisplayName: new("Zoo"), Theme: &types.PortalTheme{CustomColors: portalColors}},
	}))
	const open = `{"Authorization":{"None":{}},"EndpointConfiguration":{"PortalDefaultDomainName":"p-zooportal1.apigw-portal.us-east-1.on.aws","PortalDomainHostedZoneId":"Z2FDTNDATAQYW2"},"IncludedPortalProductArns":[],`
	want = open + `"LastModified":"2026-01-01T00:00:08Z","LastPublished":"2026-01-01T00:00:04Z","LastPublishedDescription":"open","PortalArn":"` + portalArn + `","PortalContent":{"DisplayName":"Zoo",` + portalTheme +
		`}},"PortalId":"zooportal1","Preview":{"PreviewStatus":"PREVIEW_READY","PreviewUrl":"` + *got.Preview.PreviewUrl + `"},"PublishStatus":"PUBLISHED","Tags":{"_custom_id_":"zooportal1","season":"spring"}}`
	s.read(updated, want)

	other := answered(s.CreatePortal(ctx, &apigatewayv2.CreatePortalInput{
		Authorization: &types.Authorization{None: &types.None{}}, EndpointConfiguration: &types.EndpointConfigurationRequest{None: &types.None{}},
		PortalContent: portalContent("Another"), Tags: map[string]string{"_custom_id_": "anotherzoo"},
	}))
	page := answered(s.ListPortals(ctx, &apigatewayv2.ListPortalsInput{MaxResults: new("1")}))
	if len(page.Items) != 1 || *page.Items[0].PortalId != *other.PortalId || page.NextToken == nil {
		t.Errorf("the first page is %s", plainJSON(t, page))
	}
	page = answered(s.ListPortals(ctx, &apigatewayv2.ListPortalsInput{MaxResults: new("1"), NextToken: page.NextToken}))
	if page.NextToken != nil {
		t.Errorf("there is a third page: %s", plainJSON(t, page))
	}
	s.read(page.Items, "["+want+"]")

	answered(s.DisablePortal(ctx, &apigatewayv2.DisablePortalInput{PortalId: id}))
	answered(s.DeletePortal(ctx, &apigatewayv2.DeletePortalInput{PortalId: id}))
	_, err = s.GetPortal(ctx, &apigatewayv2.GetPortalInput{PortalId: id})
	s.refused(err, "NotFoundException: Invalid Portal identifier specified zooportal1")
}

func TestPortalProductsThroughTheSDK(t *testing.T) {
	s, ctx, id := openV2(t), t.Context(), new("animals001")
	s.product()
	const end = `"PortalProductArn":"` + productArn + `","PortalProductId":"animals001","Tags":{"_custom_id_":"animals001"}}`
	const want = `{"Description":"to adopt","DisplayName":"Animals","LastModified":"2026-01-01T00:00:01Z",` + end
	s.read(answered(s.GetPortalProduct(ctx, &apigatewayv2.GetPortalProductInput{PortalProductId: id})), want)

	page := answered(s.CreateProductPage(ctx, &apigatewayv2.CreateProductPageInput{
		PortalProductId: id, DisplayContent: &types.DisplayContent{Title: new("Welcome"), Body: new("# Welcome")},
	}))
	pageEnd := `"ProductPageArn":"` + productArn + `/productpages/` + *page.ProductPageId + `","ProductPageId":"` + *page.ProductPageId + `"}`
	s.read(page, `{"DisplayContent":{"Body":"# Welcome","Title":"Welcome"},"LastModified":"2026-01-01T00:00:02Z",`+pageEnd)
	s.read(answered(s.UpdateProductPage(ctx, &apigatewayv2.UpdateProductPageInput{
		PortalProductId: id, ProductPageId: page.ProductPageId, DisplayContent: &types.DisplayContent{Title: new("Hello"), Body: new("# Hello")},
	})), `{"DisplayContent":{"Body":"# Hello","Title":"Hello"},"LastModified":"2026-01-01T00:00:03Z",`+pageEnd)
	s.read(answered(s.GetProductPage(ctx, &apigatewayv2.GetProductPageInput{PortalProductId: id, ProductPageId: page.ProductPageId})),
		`{"DisplayContent":{"Body":"# Hello","Title":"Hello"},"LastModified":"2026-01-01T00:00:03Z",`+pageEnd)
	s.read(answered(s.ListProductPages(ctx, &apigatewayv2.ListProductPagesInput{PortalProductId: id})).Items,
		`[{"LastModified":"2026-01-01T00:00:03Z","PageTitle":"Hello",`+pageEnd+`]`)

	ordered := answered(s.UpdatePortalProduct(ctx, &apigatewayv2.UpdatePortalProductInput{
		PortalProductId: id, DisplayName: new("Beasts"), Description: new(""),
		DisplayOrder: &types.DisplayOrder{OverviewPageArn: page.ProductPageArn, ProductPageArns: []string{*page.ProductPageArn}},
	}))
	if ordered.Description == nil || *ordered.Description != "" {
		t.Errorf("the description is %v", ordered.Description)
	}
	s.read(ordered, `{"DisplayName":"Beasts","DisplayOrder":{"OverviewPageArn":"`+*page.ProductPageArn+`","ProductPageArns":["`+*page.ProductPageArn+`"]},"LastModified":"2026-01-01T00:00:04Z",`+end)
	answered(s.DeleteProductPage(ctx, &apigatewayv2.DeleteProductPageInput{PortalProductId: id, ProductPageId: page.ProductPageId}))
	const bare = `{"DisplayName":"Beasts","LastModified":"2026-01-01T00:00:05Z",` + end
	s.read(answered(s.GetPortalProduct(ctx, &apigatewayv2.GetPortalProductInput{PortalProductId: id})), bare)
	s.read(answered(s.ListPortalProducts(ctx, &apigatewayv2.ListPortalProductsInput{})).Items, "["+bare+"]")

	answered(s.TagResource(ctx, &apigatewayv2.TagResourceInput{ResourceArn: new(productArn), Tags: map[string]string{"a": "b"}}))
	s.read(answered(s.GetTags(ctx, &apigatewayv2.GetTagsInput{ResourceArn: new(productArn)})), `{"Tags":{"_custom_id_":"animals001","a":"b"}}`)
	answered(s.DeletePortalProduct(ctx, &apigatewayv2.DeletePortalProductInput{PortalProductId: id}))
	_, err := s.GetPortalProduct(ctx, &apigatewayv2.GetPortalProductInput{PortalProductId: id})
	s.refused(err, "NotFoundException: Invalid PortalProduct identifier specified animals001")
	_, err = s.GetTags(ctx, &apigatewayv2.GetTagsInput{ResourceArn: new(productArn)})
	s.refused(err, "NotFoundException: Invalid PortalProduct identifier specified animals001")
}

func TestProductRestEndpointPagesThroughTheSDK(t *testing.T) {
	s, ctx, id := openV2(t), t.Context(), new("animals001")
	s.product()
	must := func(method, path, body string) string {
		t.Helper()
		a := s.do(method, path, body)
		if a.status >= 300 {
			t.Fatalf("%s %s: %d %s", method, path, a.status, a.body)
		}
		return a.body
	}
	root := field(t, must("POST", "/restapis", `{"name":"zoo","tags":{"_custom_id_":"zoo0000001"}}`), "rootResourceId")
	at := "/restapis/zoo0000001/resources/" + root + "/methods/GET"
	must("PUT", at, `{"authorizationType":"NONE","operationName":"GetPets"}`)
	must("PUT", at+"/integration", `{"type":"MOCK"}`)
	must("POST", "/restapis/zoo0000001/deployments", `{"stageName":"prod"}`)
	must("POST", "/restapis/zoo0000001/documentation/parts", `{"location":{"type":"METHOD","path":"/","method":"GET"},"properties":"{\"description\":\"All pets.\"}"}`)

	named := &types.RestEndpointIdentifier{IdentifierParts: &types.IdentifierParts{Method: new("GET"), Path: new("/"), RestApiId: new("zoo0000001"), Stage: new("prod")}}
	page := answered(s.CreateProductRestEndpointPage(ctx, &apigatewayv2.CreateProductRestEndpointPageInput{PortalProductId: id, RestEndpointIdentifier: named, TryItState: types.TryItStateEnabled}))
	arns := `"ProductRestEndpointPageArn":"` + productArn + `/productrestendpointpages/` + *page.ProductRestEndpointPageId + `","ProductRestEndpointPageId":"` + *page.ProductRestEndpointPageId + `",`
	const parts = `"RestEndpointIdentifier":{"IdentifierParts":{"Method":"GET","Path":"/","RestApiId":"zoo0000001","Stage":"prod"}},"Status":"AVAILABLE",`
	const shown = `{"DisplayContent":{"Body":"All pets.","Endpoint":"http://localhost:4566/execute-api/zoo0000001/prod","OperationName":"GetPets"},`
	const since = `"LastModified":"2026-01-01T00:00:07Z",`
	s.read(page, shown+since+arns+parts+`"TryItState":"ENABLED"}`)
	get := &apigatewayv2.GetProductRestEndpointPageInput{PortalProductId: id, ProductRestEndpointPageId: page.ProductRestEndpointPageId}
	s.read(answered(s.GetProductRestEndpointPage(ctx, get)), shown+since+arns+parts+`"TryItState":"ENABLED"}`)
	get.IncludeRawDisplayContent = new("true")
	s.read(answered(s.GetProductRestEndpointPage(ctx, get)), shown+since+arns+`"RawDisplayContent":"{\"description\":\"All pets.\"}",`+parts+`"TryItState":"ENABLED"}`)
	s.read(answered(s.ListProductRestEndpointPages(ctx, &apigatewayv2.ListProductRestEndpointPagesInput{PortalProductId: id})).Items,
		`[{"Endpoint":"http://localhost:4566/execute-api/zoo0000001/prod",`+since+`"OperationName":"GetPets",`+arns+parts+`"TryItState":"ENABLED"}]`)

	updated := answered(s.UpdateProductRestEndpointPage(ctx, &apigatewayv2.UpdateProductRestEndpointPageInput{
		PortalProductId: id, ProductRestEndpointPageId: page.ProductRestEndpointPageId, TryItState: types.TryItStateDisabled,
		DisplayContent: &types.EndpointDisplayContent{Overrides: &types.DisplayContentOverrides{Body: new("Ask."), Endpoint: new("https://api.zoo.example"), OperationName: new("Pets")}},
	}))
	s.read(updated, `{"DisplayContent":{"Body":"Ask.","Endpoint":"https://api.zoo.example","OperationName":"Pets"},"LastModified":"2026-01-01T00:00:08Z",`+arns+parts+`"TryItState":"DISABLED"}`)
	answered(s.UpdatePortalProduct(ctx, &apigatewayv2.UpdatePortalProductInput{PortalProductId: id, DisplayOrder: &types.DisplayOrder{
		Contents: []types.Section{{SectionName: new("Pets"), ProductRestEndpointPageArns: []string{*page.ProductRestEndpointPageArn}}}}}))
	must("DELETE", "/restapis/zoo0000001/stages/prod", "")
	s.read(answered(s.ListProductRestEndpointPages(ctx, &apigatewayv2.ListProductRestEndpointPagesInput{PortalProductId: id})).Items,
		`[{"Endpoint":"https://api.zoo.example","LastModified":"2026-01-01T00:00:08Z","OperationName":"Pets",`+arns+`"RestEndpointIdentifier":{"IdentifierParts":{"Method":"GET","Path":"/","RestApiId":"zoo0000001","Stage":"prod"}},`+
			`"Status":"FAILED","StatusException":{"Exception":"NotFoundException","Message":"Invalid Stage identifier specified"},"TryItState":"DISABLED"}]`)
	answered(s.DeleteProductRestEndpointPage(ctx, &apigatewayv2.DeleteProductRestEndpointPageInput{PortalProductId: id, ProductRestEndpointPageId: page.ProductRestEndpointPageId}))
	_, err := s.GetProductRestEndpointPage(ctx, get)
	s.refused(err, "NotFoundException: Invalid ProductRestEndpointPage identifier specified "+*page.ProductRestEndpointPageId)
}

func TestSharingPoliciesThroughTheSDK(t *testing.T) {
	s, ctx, id, owner := openV2(t), t.Context(), new("animals001"), new("000000000000")
	s.product()
	friend := apigatewayv2.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &s.URL, RetryMaxAttempts: 1, Credentials: credentials.NewStaticCredentialsProvider("111111111111", "test", ""),
	})
	const policy = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"111111111111"},"Action":"apigateway:*"}]}`
	theirs := &apigatewayv2.GetPortalProductInput{PortalProductId: id, ResourceOwnerAccountId: owner}
	_, err := friend.GetPortalProduct(ctx, theirs)
	s.refused(err, "AccessDeniedException: The portal product is not shared with this account.")
	_, err = s.GetPortalProductSharingPolicy(ctx, &apigatewayv2.GetPortalProductSharingPolicyInput{PortalProductId: id})
	s.refused(err, "NotFoundException: No sharing policy was found for the PortalProduct animals001")
	answered(s.PutPortalProductSharingPolicy(ctx, &apigatewayv2.PutPortalProductSharingPolicyInput{PortalProductId: id, PolicyDocument: new(policy)}))
	s.read(answered(s.GetPortalProductSharingPolicy(ctx, &apigatewayv2.GetPortalProductSharingPolicyInput{PortalProductId: id})),
		`{"PolicyDocument":"`+strings.ReplaceAll(policy, `"`, `\"`)+`","PortalProductId":"animals001"}`)
	if got := answered(friend.GetPortalProduct(ctx, theirs)); *got.PortalProductArn != productArn {
		t.Errorf("the friend sees %s", plainJSON(t, got))
	}
	if got := answered(friend.ListPortalProducts(ctx, &apigatewayv2.ListPortalProductsInput{ResourceOwner: new("OTHER_ACCOUNTS")})).Items; len(got) != 1 || *got[0].PortalProductId != *id {
		t.Errorf("the friend is offered %s", plainJSON(t, got))
	}
	answered(s.CreatePortalProduct(ctx, &apigatewayv2.CreatePortalProductInput{DisplayName: new("Plants"), Tags: map[string]string{"_custom_id_": "plants0001"}}))
	answered(s.PutPortalProductSharingPolicy(ctx, &apigatewayv2.PutPortalProductSharingPolicyInput{PortalProductId: new("plants0001"), PolicyDocument: new(policy)}))
	offered := &apigatewayv2.ListPortalProductsInput{ResourceOwner: new("OTHER_ACCOUNTS"), MaxResults: new("1")}
	for i, want := range []string{"animals001", "plants0001"} {
		page := answered(friend.ListPortalProducts(ctx, offered))
		if len(page.Items) != 1 || *page.Items[0].PortalProductId != want || (page.NextToken == nil) != (i == 1) {
			t.Errorf("page %d is %s", i+1, plainJSON(t, page))
		}
		offered.NextToken = page.NextToken
	}
	if got := answered(friend.ListPortalProducts(ctx, &apigatewayv2.ListPortalProductsInput{ResourceOwner: new("SELF")})).Items; len(got) != 0 {
		t.Errorf("the friend has %s", plainJSON(t, got))
	}
	answered(s.DeletePortalProductSharingPolicy(ctx, &apigatewayv2.DeletePortalProductSharingPolicyInput{PortalProductId: id}))
	_, err = friend.GetPortalProduct(ctx, theirs)
	s.refused(err, "AccessDeniedException: The portal product is not shared with this account.")
}

// What AWS's model says of portals is checked before anything is decided. Its
// code is the only one that the model gives a wrong input; the words are those of
// REST APIs.
func TestInputsOfPortalsAreValidated(t *testing.T) {
	c := open(t)
	colors := `"customColors":{"accentColor":"#1","backgroundColor":"#2","errorValidationColor":"#3","headerColor":"#4","navigationColor":"#5","textColor":"#6"}`
	for _, tt := range []struct{ method, path, body, want string }{
		{"POST", "/v2/portals", `{}`, `3 validation errors detected: Value null at 'createPortalInput.authorization' failed to satisfy constraint: Member must not be null; ` +
			`Value null at 'createPortalInput.endpointConfiguration' failed to satisfy constraint: Member must not be null; Value null at 'createPortalInput.portalContent' failed to satisfy constraint: Member must not be null`},
		{"POST", "/v2/portals", `{"authorization":{"none":{}},"endpointConfiguration":{"none":{}},"portalContent":{"displayName":"ab","theme":{` + colors + `}}}`,
			`1 validation error detected: Value 'ab' at 'createPortalInput.portalContent.displayName' failed to satisfy constraint: Member must have length greater than or equal to 3`},
		{"POST", "/v2/portalproducts", `{"displayName":""}`, `1 validation error detected: Value '' at 'createPortalProductInput.displayName' failed to satisfy constraint: Member must have length greater than or equal to 1`},
		{"POST", "/v2/portalproducts/none000000/productrestendpointpages", `{"restEndpointIdentifier":{"identifierParts":{"method":"GET","path":"/","restApiId":"a","stage":"b"}},"tryItState":"MAYBE"}`,
			`1 validation error detected: Value 'MAYBE' at 'createProductRestEndpointPageInput.tryItState' failed to satisfy constraint: Member must satisfy enum value set: [ENABLED, DISABLED]`},
		{"PUT", "/v2/portalproducts/none000000/sharingpolicy", `{}`, `1 validation error detected: Value null at 'putPortalProductSharingPolicyInput.policyDocument' failed to satisfy constraint: Member must not be null`},
	} {
		a := c.do(tt.method, tt.path, tt.body)
		if a.status != 400 || a.header.Get("x-amzn-ErrorType") != "BadRequestException" || field(t, a.body, "message") != tt.want {
			t.Errorf("%s %s: %d %s\n got %s\nwant %s", tt.method, tt.path, a.status, a.header.Get("x-amzn-ErrorType"), field(t, a.body, "message"), tt.want)
		}
	}
}

// Where AWS's own hosts are asked for, pages name them, as APIs do.
func TestEndpointsMayBeAWSs(t *testing.T) {
	c := client{t, emulator.OpenWith(t, emulator.Config{Seed: 7, Clock: "2026-01-01T00:00:00Z", AWSEndpoints: true})}
	r := recording{c}
	root := r.api("zoo0000001")
	r.mock("/restapis/zoo0000001/resources/" + root + "/methods/GET")
	r.says("POST /restapis/zoo0000001/deployments", `{"stageName":"prod"}`, 201)
	r.says("POST /v2/portalproducts", `{"displayName":"Animals","tags":{"_custom_id_":"animals001"}}`, 201)
	const url = `"endpoint":"https://zoo0000001.execute-api.us-east-1.amazonaws.com/prod"`
	r.says("POST /v2/portalproducts/animals001/productrestendpointpages", `{"restEndpointIdentifier":{"identifierParts":{"method":"GET","path":"/","restApiId":"zoo0000001","stage":"prod"}}}`, 201, url)
	r.says("GET /v2/portalproducts/animals001/productrestendpointpages", "", 200, url)
	r.says("POST /v2/apis", `{"name":"h","protocolType":"HTTP","tags":{"_custom_id_":"http000001"}}`, 201, `"apiEndpoint":"https://http000001.execute-api.us-east-1.amazonaws.com"`)
}
