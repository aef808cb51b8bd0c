package decide_test

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"os"
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

func init() { scripts["account"] = recordAccount }

const (
	accountApi = "account001"
	balancer   = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/my-lb/12a456s89aaa12345"
)

// clientKey is the key of all client certificates of tests. Whoever has it has
// the same certificates, byte by byte.
func clientKey(t testing.TB) *rsa.PrivateKey {
	t.Helper()
	text, err := os.ReadFile("testdata/client-key.pem")
	if err != nil {
		t.Fatal(err)
	}
	block, _ := pem.Decode(text)
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		t.Fatal(err)
	}
	return key.(*rsa.PrivateKey)
}

// recordAccount goes through the life of VPC links, client certificates and the
// account's settings.
func recordAccount(r *recorder) {
	link := recordVpcLink(r)
	certificate := recordCertificate(r)
	recordUsers(r, link, certificate)
	do(r, "UpdateAccount", decide.UpdateAccount, apigateway.UpdateAccount{
		PatchOperations: patch("replace", "/cloudwatchRoleArn", "arn:aws:iam::000000000000:role/logs"),
	})
	recordAccountGone(r, link, certificate)
}

func recordVpcLink(r *recorder) apigateway.VpcLink {
	link := do(r, "CreateVpcLink", decide.CreateVpcLink, apigateway.CreateVpcLink{
		Name: "inside", TargetArns: []string{balancer},
	}).(apigateway.VpcLinkCreated).VpcLink
	do(r, "TagResource", decide.TagResource, apigateway.TagResource{
		ResourceArn: "arn:aws:apigateway:us-east-1::/vpclinks/" + link.Id, Tags: map[string]string{"team": "shop"},
	})
	do(r, "UpdateVpcLink", decide.UpdateVpcLink, apigateway.UpdateVpcLink{
		VpcLinkId: link.Id, PatchOperations: patch("replace", "/name", "within", "replace", "/description", "to the shop"),
	})
	return link
}

func recordCertificate(r *recorder) apigateway.ClientCertificate {
	certificate := do(r, "GenerateClientCertificate", decide.GenerateClientCertificate(clientKey(r.t)), apigateway.GenerateClientCertificate{
		Description: new("the first"), Tags: map[string]string{"team": "shop"},
	}).(apigateway.ClientCertificateGenerated).ClientCertificate
	do(r, "TagResource", decide.TagResource, apigateway.TagResource{
		ResourceArn: "arn:aws:apigateway:us-east-1::/clientcertificates/" + certificate.ClientCertificateId, Tags: map[string]string{"tier": "1"},
	})
	do(r, "UpdateClientCertificate", decide.UpdateClientCertificate, apigateway.UpdateClientCertificate{
		ClientCertificateId: certificate.ClientCertificateId, PatchOperations: patch("replace", "/description", "the only"),
	})
	return certificate
}

// recordUsers makes a stage that shows the certificate and whose GET goes through
// the link that a stage variable names: events 7 to 11.
func recordUsers(r *recorder, link apigateway.VpcLink, certificate apigateway.ClientCertificate) {
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "account", Tags: map[string]string{"_custom_id_": accountApi},
	}).(apigateway.RestApiCreated).RestApi
	do(r, "PutMethod", decide.PutMethod, apigateway.PutMethod{
		RestApiId: api.Id, ResourceId: api.RootResourceId, HttpMethod: "GET", AuthorizationType: "NONE",
	})
	do(r, "PutIntegration", decide.PutIntegration, apigateway.PutIntegration{
		RestApiId: api.Id, ResourceId: api.RootResourceId, HttpMethod: "GET", Type: "HTTP_PROXY", IntegrationHttpMethod: new("GET"),
		Uri: new("http://shop.internal/"), ConnectionType: new("VPC_LINK"), ConnectionId: new("${stageVariables.link}"),
	})
	do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{
		RestApiId: api.Id, StageName: new("prod"), Variables: map[string]string{"link": link.Id},
	})
	do(r, "UpdateStage", decide.UpdateStage, apigateway.UpdateStage{
		RestApiId: api.Id, StageName: "prod", PatchOperations: patch("replace", "/clientCertificateId", certificate.ClientCertificateId),
	})
}

func recordAccountGone(r *recorder, link apigateway.VpcLink, certificate apigateway.ClientCertificate) {
	do(r, "DeleteStage", decide.DeleteStage, apigateway.DeleteStage{RestApiId: accountApi, StageName: "prod"})
	do(r, "DeleteVpcLink", decide.DeleteVpcLink, apigateway.DeleteVpcLink{VpcLinkId: link.Id})
	do(r, "DeleteClientCertificate", decide.DeleteClientCertificate, apigateway.DeleteClientCertificate{ClientCertificateId: certificate.ClientCertificateId})
}
