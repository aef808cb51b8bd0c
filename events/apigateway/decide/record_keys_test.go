package decide_test

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

func init() { scripts["keys"] = recordKeys }

const (
	keysApi  = "keys000001"
	tokenUri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:auth/invocations"
	poolArn  = "arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a1b2c3"
	keyValue = "bronze-0123456789abcdef"
)

// recordKeys goes through the life of authorizers, API keys and usage plans.
func recordKeys(r *recorder) {
	root := recordStage(r) // 1 to 6
	recordAuthorizers(r, root)
	bronze, silver := recordApiKeys(r)
	plan := recordUsagePlan(r, bronze, silver)
	recordGone(r, bronze, plan)
}

// recordStage makes an API with GET on its root and the stages dev and prod.
func recordStage(r *recorder) (root string) {
	api := do(r, "CreateRestApi", decide.CreateRestApi, apigateway.CreateRestApi{
		Name: "keys", Tags: map[string]string{"_custom_id_": keysApi},
	}).(apigateway.RestApiCreated).RestApi
	mock(r, api.Id, api.RootResourceId, "GET")
	deployment := do(r, "CreateDeployment", decide.CreateDeployment, apigateway.CreateDeployment{RestApiId: api.Id}).(apigateway.DeploymentCreated).Deployment
	for _, name := range []string{"dev", "prod"} {
		do(r, "CreateStage", decide.CreateStage, apigateway.CreateStage{RestApiId: api.Id, StageName: name, DeploymentId: deployment.Id})
	}
	return api.RootResourceId
}

func recordAuthorizers(r *recorder, root string) {
	make := func(c apigateway.CreateAuthorizer) apigateway.Authorizer {
		c.RestApiId = keysApi
		return do(r, "CreateAuthorizer", decide.CreateAuthorizer, c).(apigateway.AuthorizerCreated).Authorizer
	}
	token := make(apigateway.CreateAuthorizer{ // 7
		Name: "token", Type: "TOKEN", AuthorizerUri: new(tokenUri), IdentitySource: new("method.request.header.Auth"),
	})
	make(apigateway.CreateAuthorizer{ // 8
		Name: "pool", Type: "COGNITO_USER_POOLS", ProviderARNs: []string{poolArn}, IdentitySource: new("method.request.header.Authorization"),
	})
	request := make(apigateway.CreateAuthorizer{ // 9
		Name: "request", Type: "REQUEST", AuthorizerUri: new(tokenUri), AuthorizerResultTtlInSeconds: new(int64(60)),
		IdentitySource: new("method.request.header.Auth, context.path"),
	})
	do(r, "UpdateMethod", decide.UpdateMethod, apigateway.UpdateMethod{ // 10
		RestApiId: keysApi, ResourceId: root, HttpMethod: "GET",
		PatchOperations: patch("replace", "/authorizationType", "CUSTOM", "replace", "/authorizerId", token.Id, "replace", "/apiKeyRequired", "true"),
	})
	do(r, "UpdateAuthorizer", decide.UpdateAuthorizer, apigateway.UpdateAuthorizer{ // 11
		RestApiId: keysApi, AuthorizerId: request.Id, PatchOperations: patch("replace", "/name", "asks", "remove", "/identitySource", "context.path"),
	})
	do(r, "DeleteAuthorizer", decide.DeleteAuthorizer, apigateway.DeleteAuthorizer{RestApiId: keysApi, AuthorizerId: request.Id}) // 12
}

func recordApiKeys(r *recorder) (bronze, silver string) {
	make := func(c apigateway.CreateApiKey) string {
		return do(r, "CreateApiKey", decide.CreateApiKey, c).(apigateway.ApiKeyCreated).ApiKey.Id
	}
	bronze = make(apigateway.CreateApiKey{ // 13
		Name: new("bronze"), Value: new(keyValue), Enabled: new(true),
		StageKeys: []apigateway.StageKeyInput{{RestApiId: new(keysApi), StageName: new("dev")}},
	})
	silver = make(apigateway.CreateApiKey{Name: new("silver"), CustomerId: new("c1"), Tags: map[string]string{"team": "zoo"}}) // 14
	do(r, "UpdateApiKey", decide.UpdateApiKey, apigateway.UpdateApiKey{                                                        // 15
		ApiKey: silver, PatchOperations: patch("replace", "/enabled", "true", "replace", "/description", "shiny"),
	})
	return bronze, silver
}

func recordUsagePlan(r *recorder, bronze, silver string) string {
	plan := do(r, "CreateUsagePlan", decide.CreateUsagePlan, apigateway.CreateUsagePlan{ // 16
		Name: "basic", ApiStages: []apigateway.ApiStageInput{{ApiId: new(keysApi), Stage: new("dev")}},
		Quota: &apigateway.QuotaSettingsInput{Limit: new(int64(100)), Offset: new(int64(2)), Period: new("WEEK")},
	}).(apigateway.UsagePlanCreated).UsagePlan.Id
	for _, key := range []string{bronze, silver} { // 17, 18
		do(r, "CreateUsagePlanKey", decide.CreateUsagePlanKey, apigateway.CreateUsagePlanKey{UsagePlanId: plan, KeyId: key, KeyType: "API_KEY"})
	}
	do(r, "UpdateUsagePlan", decide.UpdateUsagePlan, apigateway.UpdateUsagePlan{UsagePlanId: plan, PatchOperations: patch( // 19
		"add", "/apiStages", keysApi+":prod", "replace", "/throttle/rateLimit", "10", "replace", "/throttle/burstLimit", "5",
		"replace", "/apiStages/"+keysApi+":prod/throttle//GET/rateLimit", "2.5",
	)})
	do(r, "UpdateUsage", decide.UpdateUsage, apigateway.UpdateUsage{UsagePlanId: plan, KeyId: bronze, PatchOperations: patch("replace", "/remaining", "7")}) // 20
	do(r, "ImportApiKeys", decide.ImportApiKeys, apigateway.ImportApiKeys{Format: "csv", Body: []byte(                                                       // 21
		"Name,key,description,Enabled,usageplanIds\n" +
			"gold,gold-0123456789abcdefgh,An imported key,TRUE," + plan + "\n" +
			"bronze,bronze-0123456789abcdef,again,false,\"" + plan + ",nosuch\"\n" +
			"tin,short,,,\n"),
	})
	do(r, "TagResource", decide.TagResource, apigateway.TagResource{ // 22
		ResourceArn: "arn:aws:apigateway:us-east-1::/usageplans/" + plan, Tags: map[string]string{"tier": "1"},
	})
	do(r, "TagResource", decide.TagResource, apigateway.TagResource{ // 23
		ResourceArn: "arn:aws:apigateway:us-east-1::/apikeys/" + bronze, Tags: map[string]string{"tier": "2"},
	})
	return plan
}

// recordGone takes things away that others point to.
func recordGone(r *recorder, bronze, plan string) {
	do(r, "DeleteStage", decide.DeleteStage, apigateway.DeleteStage{RestApiId: keysApi, StageName: "dev"})                  // 24
	do(r, "DeleteUsagePlanKey", decide.DeleteUsagePlanKey, apigateway.DeleteUsagePlanKey{UsagePlanId: plan, KeyId: bronze}) // 25
	do(r, "DeleteApiKey", decide.DeleteApiKey, apigateway.DeleteApiKey{ApiKey: bronze})                                     // 26
	do(r, "UntagResource", decide.UntagResource, apigateway.UntagResource{                                                  // 27
		ResourceArn: "arn:aws:apigateway:us-east-1::/usageplans/" + plan, TagKeys: []string{"tier"},
	})
	do(r, "DeleteRestApi", decide.DeleteRestApi, apigateway.DeleteRestApi{RestApiId: keysApi})      // 28
	do(r, "DeleteUsagePlan", decide.DeleteUsagePlan, apigateway.DeleteUsagePlan{UsagePlanId: plan}) // 29
}
