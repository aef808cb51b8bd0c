package decide_test

import (
	"encoding/json"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

func init() { scripts["domains"] = recordDomains }

const (
	domainsApi   = "domains001"
	otherAccount = "111122223333"
	regionalCert = "arn:aws:acm:us-east-1:000000000000:certificate/regional"
	edgeCert     = "arn:aws:acm:us-east-1:000000000000:certificate/edge"
	anyonePolicy = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "execute-api:Invoke", "Resource": ["execute-api:/*"]}]}`
	sharePolicy  = `{"Statement": {"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:root"]}, "Action": "apigateway:CreateAccessAssociation", "Resource": "*"}}`
)

// recordDomains goes through the life of custom domain names, their mappings and
// their associations, one of them of another account.
func recordDomains(r *recorder) {
	recordTwoStages(r) // 1 to 6
	recordPublicDomains(r)
	recordMappings(r)
	private := recordPrivateDomain(r)
	recordAssociations(r, private)
	recordDomainsGone(r, private)
}

// recordTwoStages makes an API with GET on its root and the stages dev and prod.
func recordTwoStages(r *recorder) {
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "domains", Tags: map[string]string{"_custom_id_": domainsApi},
	}).(apigateway.RestApiCreated).RestApi
	mock(r, api.Id, api.RootResourceId, "GET")
	deployment := do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: api.Id}).(apigateway.DeploymentCreated).Deployment
	for _, name := range []string{"dev", "prod"} {
		do(r, "CreateStage", decide.CreateStage, apigateway.CreateStage{RestApiId: api.Id, StageName: name, DeploymentId: deployment.Id})
	}
}

func regional(name string) apigateway.CreateDomainName {
	return apigateway.CreateDomainName{
		DomainName: name, RegionalCertificateArn: new(regionalCert), EndpointConfiguration: endpoint("REGIONAL"),
	}
}

func endpoint(types ...string) *apigateway.EndpointConfigurationInput {
	return &apigateway.EndpointConfigurationInput{Types: types}
}

func recordPublicDomains(r *recorder) {
	mutual := regional("api.example.com")
	mutual.MutualTlsAuthentication = &apigateway.MutualTlsAuthenticationInput{TruststoreUri: new("s3://trust/store.pem"), TruststoreVersion: new("1")}
	mutual.Tags = map[string]string{"team": "shop"}
	do(r, "CreateDomainName", decide.CreateDomainName, mutual)
	do(r, "CreateDomainName", decide.CreateDomainName, apigateway.CreateDomainName{
		DomainName: "*.example.com", CertificateArn: new(edgeCert), CertificateName: new("wild"),
	})
	if _, err := tryAs(r, otherAccount, "CreateDomainName", decide.CreateDomainName, regional("api.example.com")); err == nil {
		r.t.Fatal("a domain name was given twice")
	}
	do(r, "UpdateDomainName", decide.UpdateDomainName, apigateway.UpdateDomainName{
		DomainName:      "*.example.com",
		PatchOperations: patch("add", "/endpointConfiguration/types", "REGIONAL", "add", "/regionalCertificateArn", regionalCert),
	})
}

func recordMappings(r *recorder) {
	do(r, "CreateBasePathMapping", decide.CreateBasePathMapping, apigateway.CreateBasePathMapping{
		DomainName: "api.example.com", RestApiId: domainsApi, Stage: new("dev"),
	})
	do(r, "CreateBasePathMapping", decide.CreateBasePathMapping, apigateway.CreateBasePathMapping{
		DomainName: "api.example.com", BasePath: new("order"), RestApiId: domainsApi,
	})
	do(r, "UpdateBasePathMapping", decide.UpdateBasePathMapping, apigateway.UpdateBasePathMapping{
		DomainName: "api.example.com", BasePath: "order", PatchOperations: patch("replace", "/basePath", "orders", "replace", "/stage", "prod"),
	})
}

func recordPrivateDomain(r *recorder) apigateway.DomainName {
	made := do(r, "CreateDomainName", decide.CreateDomainName, apigateway.CreateDomainName{
		DomainName: "inside.example.com", CertificateArn: new(edgeCert), EndpointConfiguration: endpoint("PRIVATE"), Policy: new(anyonePolicy),
	}).(apigateway.DomainNameCreated).DomainName
	do(r, "UpdateDomainName", decide.UpdateDomainName, apigateway.UpdateDomainName{
		DomainName: made.DomainName, DomainNameId: &made.DomainNameId, PatchOperations: patch("replace", "/managementPolicy", sharePolicy),
	})
	return made
}

func recordAssociations(r *recorder, private apigateway.DomainName) {
	ask := apigateway.CreateDomainNameAccessAssociation{
		AccessAssociationSource: "vpce-theirs", AccessAssociationSourceType: "VPCE", DomainNameArn: private.DomainNameArn,
	}
	e, err := tryAs(r, otherAccount, "CreateDomainNameAccessAssociation", decide.CreateDomainNameAccessAssociation, ask)
	if err != nil {
		r.t.Fatal(err)
	}
	do(r, "RejectDomainNameAccessAssociation", decide.RejectDomainNameAccessAssociation, apigateway.RejectDomainNameAccessAssociation{
		DomainNameAccessAssociationArn: e.(apigateway.DomainNameAccessAssociationCreated).DomainNameAccessAssociation.DomainNameAccessAssociationArn,
		DomainNameArn:                  private.DomainNameArn,
	})
	ask.AccessAssociationSource, ask.Tags = "vpce-ours", map[string]string{"team": "shop"}
	own := do(r, "CreateDomainNameAccessAssociation", decide.CreateDomainNameAccessAssociation, ask).(apigateway.DomainNameAccessAssociationCreated)
	arn := own.DomainNameAccessAssociation.DomainNameAccessAssociationArn
	do(r, "TagResource", decide.TagResource, apigateway.TagResource{ResourceArn: arn, Tags: map[string]string{"tier": "1"}})
	do(r, "TagResource", decide.TagResource, apigateway.TagResource{ResourceArn: private.DomainNameArn, Tags: map[string]string{"tier": "2"}})
	do(r, "DeleteDomainNameAccessAssociation", decide.DeleteDomainNameAccessAssociation, apigateway.DeleteDomainNameAccessAssociation{DomainNameAccessAssociationArn: arn})
}

func recordDomainsGone(r *recorder, private apigateway.DomainName) {
	do(r, "DeleteDomainName", decide.DeleteDomainName, apigateway.DeleteDomainName{DomainName: private.DomainName, DomainNameId: &private.DomainNameId})
	do(r, "DeleteBasePathMapping", decide.DeleteBasePathMapping, apigateway.DeleteBasePathMapping{DomainName: "api.example.com", BasePath: "(none)"})
	do(r, "DeleteDomainName", decide.DeleteDomainName, apigateway.DeleteDomainName{DomainName: "api.example.com"})
}

// tryAs makes one call of another account, which may be refused.
func tryAs[C any](r *recorder, account, operation string, decide func(events.Env, projections.World, C) (events.Event, error), c C) (events.Event, error) {
	r.t.Helper()
	input, err := json.Marshal(c)
	if err != nil {
		r.t.Fatal(err)
	}
	call := events.Call{
		Account: account, Region: region, Operation: operation, Principal: account, UserAgent: "reel-test",
		Input: input, Service: "apigateway", Subject: "/domainnames",
	}
	recorded, err := r.live.Decide(r.t.Context(), call, func(env events.Env, w projections.World) (events.Event, error) {
		return decide(env, w, c)
	})
	return recorded.Event, err
}
