package http_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"
	"github.com/aws/smithy-go"
)

// sdkTest is AWS's own client of an emulator, and an API with GET on its root and
// the stages dev and prod.
type sdkTest struct {
	*testing.T
	*apigateway.Client
	client
	api, root, deployment string
}

func openSDK(t *testing.T) sdkTest {
	t.Helper()
	c := open(t)
	s := sdkTest{T: t, client: c, Client: apigateway.NewFromConfig(aws.Config{
		Region: "us-east-1", BaseEndpoint: &c.URL, RetryMaxAttempts: 1,
		Credentials: credentials.NewStaticCredentialsProvider("test", "test", ""),
	})}
	api := answered(s.CreateRestApi(t.Context(), &apigateway.CreateRestApiInput{Name: new("keys")}))
	s.api, s.root = *api.Id, *api.RootResourceId
	answered(s.PutMethod(t.Context(), &apigateway.PutMethodInput{RestApiId: &s.api, ResourceId: &s.root, HttpMethod: new("GET"), AuthorizationType: new("NONE")}))
	answered(s.PutIntegration(t.Context(), &apigateway.PutIntegrationInput{RestApiId: &s.api, ResourceId: &s.root, HttpMethod: new("GET"), Type: types.IntegrationTypeMock}))
	s.deployment = *answered(s.CreateDeployment(t.Context(), &apigateway.CreateDeploymentInput{RestApiId: &s.api, StageName: new("dev")})).Id
	answered(s.CreateStage(t.Context(), &apigateway.CreateStageInput{RestApiId: &s.api, StageName: new("prod"), DeploymentId: &s.deployment}))
	return s
}

// answered is an answer that must not be an error.
func answered[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// read compares an answer with its members as JSON, under the SDK's names.
func (s sdkTest) read(answer any, want string) {
	s.Helper()
	if text := plainJSON(s.T, answer); text != want {
		s.Errorf("\n got %s\nwant %s", text, want)
	}
}

// plainJSON is an answer without the members that AWS left out.
func plainJSON(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var members any
	if err := json.Unmarshal(data, &members); err != nil {
		t.Fatal(err)
	}
	data, err = json.Marshal(withoutNulls(members))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func withoutNulls(v any) any {
	switch v := v.(type) {
	case map[string]any:
		delete(v, "ResultMetadata")
		for name, member := range v {
			if member == nil {
				delete(v, name)
				continue
			}
			v[name] = withoutNulls(member)
		}
	case []any:
		for i := range v {
			v[i] = withoutNulls(v[i])
		}
	}
	return v
}

// refused compares an error with its code and message.
func (s sdkTest) refused(err error, want string) {
	s.Helper()
	var e smithy.APIError
	if !errors.As(err, &e) {
		s.Errorf("got %v, want %s", err, want)
		return
	}
	if text := e.ErrorCode() + ": " + e.ErrorMessage(); text != want {
		s.Errorf("refused with\n got %s\nwant %s", text, want)
	}
}

// patches are patch operations of op, path and value each.
func patches(parts ...string) (ops []types.PatchOperation) {
	for ; len(parts) >= 3; parts = parts[3:] {
		ops = append(ops, types.PatchOperation{Op: types.Op(parts[0]), Path: &parts[1], Value: &parts[2]})
	}
	return ops
}

func TestAuthorizersThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	const uri = "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/arn:aws:lambda:us-east-1:000000000000:function:auth/invocations"
	a := answered(s.CreateAuthorizer(ctx, &apigateway.CreateAuthorizerInput{
		RestApiId: &s.api, Name: new("token"), Type: types.AuthorizerTypeToken, AuthorizerUri: new(uri), AuthType: new("oauth2"),
		AuthorizerCredentials: new("arn:aws:iam::000000000000:role/r"), AuthorizerResultTtlInSeconds: new(int32(60)),
		IdentitySource: new("method.request.header.Auth"), IdentityValidationExpression: new("^Bearer .+$"),
	}))
	members := func(name string) string {
		return `{"AuthType":"oauth2","AuthorizerCredentials":"arn:aws:iam::000000000000:role/r","AuthorizerResultTtlInSeconds":60,"AuthorizerUri":"` + uri +
			`","Id":"` + *a.Id + `","IdentitySource":"method.request.header.Auth","IdentityValidationExpression":"^Bearer .+$","Name":"` + name + `","Type":"TOKEN"}`
	}
	s.read(a, members("token"))
	s.read(answered(s.GetAuthorizer(ctx, &apigateway.GetAuthorizerInput{RestApiId: &s.api, AuthorizerId: a.Id})), members("token"))
	s.read(answered(s.UpdateAuthorizer(ctx, &apigateway.UpdateAuthorizerInput{
		RestApiId: &s.api, AuthorizerId: a.Id, PatchOperations: patches("replace", "/name", "renamed"),
	})), members("renamed"))
	pool := answered(s.CreateAuthorizer(ctx, &apigateway.CreateAuthorizerInput{
		RestApiId: &s.api, Name: new("pool"), Type: types.AuthorizerTypeCognitoUserPools, IdentitySource: new("method.request.header.Authorization"),
		ProviderARNs: []string{"arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a1b2c3"},
	}))
	s.read(pool, `{"AuthType":"cognito_user_pools","Id":"`+*pool.Id+`","IdentitySource":"method.request.header.Authorization","Name":"pool",`+
		`"ProviderARNs":["arn:aws:cognito-idp:us-east-1:000000000000:userpool/us-east-1_a1b2c3"],"Type":"COGNITO_USER_POOLS"}`)
	all := answered(s.GetAuthorizers(ctx, &apigateway.GetAuthorizersInput{RestApiId: &s.api, Limit: new(int32(1))}))
	rest := answered(s.GetAuthorizers(ctx, &apigateway.GetAuthorizersInput{RestApiId: &s.api, Limit: new(int32(1)), Position: all.Position}))
	if len(all.Items) != 1 || len(rest.Items) != 1 || *all.Items[0].Id == *rest.Items[0].Id || rest.Position != nil {
		t.Errorf("pages of %d and %d, at the end %v", len(all.Items), len(rest.Items), rest.Position)
	}

	answered(s.UpdateMethod(ctx, &apigateway.UpdateMethodInput{RestApiId: &s.api, ResourceId: &s.root, HttpMethod: new("GET"),
		PatchOperations: patches("replace", "/authorizationType", "CUSTOM", "replace", "/authorizerId", *a.Id)}))
	_, err := s.DeleteAuthorizer(ctx, &apigateway.DeleteAuthorizerInput{RestApiId: &s.api, AuthorizerId: a.Id})
	s.refused(err, "ConflictException: Cannot delete authorizer 'renamed', is referenced in method: GET//")
	answered(s.DeleteAuthorizer(ctx, &apigateway.DeleteAuthorizerInput{RestApiId: &s.api, AuthorizerId: pool.Id}))
	_, err = s.GetAuthorizer(ctx, &apigateway.GetAuthorizerInput{RestApiId: &s.api, AuthorizerId: pool.Id})
	s.refused(err, "NotFoundException: Invalid Authorizer identifier specified")
	_, err = s.GetAuthorizers(ctx, &apigateway.GetAuthorizersInput{RestApiId: new("none")})
	s.refused(err, "NotFoundException: Invalid API identifier specified 000000000000:none")
}

func TestApiKeysThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	const value = "0123456789abcdefghij"
	k := answered(s.CreateApiKey(ctx, &apigateway.CreateApiKeyInput{
		Name: new("bronze"), Description: new("d"), CustomerId: new("c"), Enabled: true, GenerateDistinctId: true, Value: new(value),
		StageKeys: []types.StageKey{{RestApiId: &s.api, StageName: new("dev")}}, Tags: map[string]string{"a": "b"},
	}))
	members := func(name, stages, tags, value string) string {
		return `{"CreatedDate":"` + k.CreatedDate.Format("2006-01-02T15:04:05Z") + `","CustomerId":"c","Description":"d","Enabled":true,"Id":"` + *k.Id + `","LastUpdatedDate":"` +
			k.LastUpdatedDate.Format("2006-01-02T15:04:05Z") + `","Name":"` + name + `","StageKeys":[` + stages + `],"Tags":` + tags + value + `}`
	}
	stage := `"` + s.api + `/dev"`
	s.read(k, members("bronze", stage, `{"a":"b"}`, `,"Value":"`+value+`"`))
	s.read(answered(s.GetApiKey(ctx, &apigateway.GetApiKeyInput{ApiKey: k.Id})), members("bronze", stage, `{"a":"b"}`, ""))
	s.read(answered(s.GetApiKey(ctx, &apigateway.GetApiKeyInput{ApiKey: k.Id, IncludeValue: new(true)})), members("bronze", stage, `{"a":"b"}`, `,"Value":"`+value+`"`))

	answered(s.TagResource(ctx, &apigateway.TagResourceInput{ResourceArn: new("arn:aws:apigateway:us-east-1::/apikeys/" + *k.Id), Tags: map[string]string{"c": "d"}}))
	answered(s.UntagResource(ctx, &apigateway.UntagResourceInput{ResourceArn: new("arn:aws:apigateway:us-east-1::/apikeys/" + *k.Id), TagKeys: []string{"a"}}))
	s.read(answered(s.GetTags(ctx, &apigateway.GetTagsInput{ResourceArn: new("arn:aws:apigateway:us-east-1::/apikeys/" + *k.Id)})), `{"Tags":{"c":"d"}}`)
	u := answered(s.UpdateApiKey(ctx, &apigateway.UpdateApiKeyInput{ApiKey: k.Id,
		PatchOperations: patches("replace", "/name", "bronze 2", "remove", "/stages", s.api+"/dev", "add", "/stages", s.api+"/prod")}))
	k.LastUpdatedDate = u.LastUpdatedDate
	s.read(u, members("bronze 2", `"`+s.api+`/prod"`, `{"c":"d"}`, ""))

	imported := answered(s.ImportApiKeys(ctx, &apigateway.ImportApiKeysInput{
		Format: types.ApiKeysFormatCsv, Body: []byte("Key,name\n" + value + "gold,gold\nshort,tin\n"),
	}))
	if len(imported.Ids) != 1 || plainJSON(t, imported.Warnings) != `["Line 3: API Key value should be at least 20 characters"]` {
		t.Errorf("imported %s", plainJSON(t, imported))
	}
	_, err := s.ImportApiKeys(ctx, &apigateway.ImportApiKeysInput{Format: types.ApiKeysFormatCsv, FailOnWarnings: true, Body: []byte("Key,name\n" + value + "lead,lead\nshort,tin\n")})
	s.refused(err, "BadRequestException: Warnings found during import:\n\tLine 3: API Key value should be at least 20 characters")
	page := answered(s.GetApiKeys(ctx, &apigateway.GetApiKeysInput{Limit: new(int32(1)), IncludeValues: new(true)}))
	if len(page.Items) != 1 || *page.Items[0].Name != "gold" || *page.Items[0].Value != value+"gold" {
		t.Errorf("first page %s", plainJSON(t, page))
	}
	page = answered(s.GetApiKeys(ctx, &apigateway.GetApiKeysInput{Limit: new(int32(1)), Position: page.Position}))
	if len(page.Items) != 1 || *page.Items[0].Name != "bronze 2" || page.Items[0].Value != nil || page.Position != nil {
		t.Errorf("second page %s", plainJSON(t, page))
	}
	page = answered(s.GetApiKeys(ctx, &apigateway.GetApiKeysInput{NameQuery: new("gol"), Limit: new(int32(-1))}))
	if len(page.Items) != 1 || *page.Items[0].Id != imported.Ids[0] {
		t.Errorf("by name %s", plainJSON(t, page))
	}

	_, err = s.CreateApiKey(ctx, &apigateway.CreateApiKeyInput{Value: new(value)})
	s.refused(err, "ConflictException: API Key already exists")
	answered(s.DeleteApiKey(ctx, &apigateway.DeleteApiKeyInput{ApiKey: k.Id}))
	_, err = s.GetApiKey(ctx, &apigateway.GetApiKeyInput{ApiKey: k.Id})
	s.refused(err, "NotFoundException: Invalid API Key identifier specified")
}

func TestUsagePlansThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	p := answered(s.CreateUsagePlan(ctx, &apigateway.CreateUsagePlanInput{
		Name: new("basic"), Description: new("d"), Tags: map[string]string{"a": "b"},
		ApiStages: []types.ApiStage{{ApiId: &s.api, Stage: new("dev"), Throttle: map[string]types.ThrottleSettings{"//GET": {RateLimit: 1.5, BurstLimit: 2}}}},
		Quota:     &types.QuotaSettings{Limit: 10, Period: types.QuotaPeriodTypeDay}, Throttle: &types.ThrottleSettings{RateLimit: 2, BurstLimit: 1},
	}))
	plan := func(stages, name, tags string) string {
		return `{"ApiStages":[` + stages + `],"Description":"d","Id":"` + *p.Id + `","Name":"` + name +
			`","Quota":{"Limit":10,"Offset":0,"Period":"DAY"},"Tags":` + tags + `,"Throttle":{"BurstLimit":1,"RateLimit":2}}`
	}
	dev := `{"ApiId":"` + s.api + `","Stage":"dev","Throttle":{"//GET":{"BurstLimit":2,"RateLimit":1.5}}}`
	s.read(p, plan(dev, "basic", `{"a":"b"}`))
	s.read(answered(s.GetUsagePlan(ctx, &apigateway.GetUsagePlanInput{UsagePlanId: p.Id})), plan(dev, "basic", `{"a":"b"}`))
	answered(s.UntagResource(ctx, &apigateway.UntagResourceInput{ResourceArn: new("arn:aws:apigateway:us-east-1::/usageplans/" + *p.Id), TagKeys: []string{"a"}}))
	s.read(answered(s.UpdateUsagePlan(ctx, &apigateway.UpdateUsagePlanInput{UsagePlanId: p.Id,
		PatchOperations: patches("replace", "/name", "more", "add", "/apiStages", s.api+":prod")})), plan(dev+`,{"ApiId":"`+s.api+`","Stage":"prod"}`, "more", `{}`))

	key := answered(s.CreateApiKey(ctx, &apigateway.CreateApiKeyInput{Name: new("bronze"), Enabled: true}))
	member := `{"Id":"` + *key.Id + `","Name":"bronze","Type":"API_KEY","Value":"` + *key.Value + `"}`
	s.read(answered(s.CreateUsagePlanKey(ctx, &apigateway.CreateUsagePlanKeyInput{UsagePlanId: p.Id, KeyId: key.Id, KeyType: new("API_KEY")})), member)
	s.read(answered(s.GetUsagePlanKey(ctx, &apigateway.GetUsagePlanKeyInput{UsagePlanId: p.Id, KeyId: key.Id})), member)
	s.read(answered(s.GetUsagePlanKeys(ctx, &apigateway.GetUsagePlanKeysInput{UsagePlanId: p.Id, NameQuery: new("bro")})), `{"Items":[`+member+`]}`)
	s.read(answered(s.GetUsagePlanKeys(ctx, &apigateway.GetUsagePlanKeysInput{UsagePlanId: new("none")})), `{"Items":[]}`)
	for keyID, n := range map[string]int{*key.Id: 1, "none": 0} {
		if plans := answered(s.GetUsagePlans(ctx, &apigateway.GetUsagePlansInput{KeyId: &keyID})); len(plans.Items) != n {
			t.Errorf("%d plans of key %s, want %d", len(plans.Items), keyID, n)
		}
	}

	_, err := s.DeleteUsagePlan(ctx, &apigateway.DeleteUsagePlanInput{UsagePlanId: p.Id})
	s.refused(err, "BadRequestException: Cannot delete Usage Plan "+*p.Id+" because there are API Stages associated with it, including "+s.api+":dev")
	answered(s.DeleteStage(ctx, &apigateway.DeleteStageInput{RestApiId: &s.api, StageName: new("dev")}))
	if now := answered(s.GetUsagePlan(ctx, &apigateway.GetUsagePlanInput{UsagePlanId: p.Id})); len(now.ApiStages) != 1 || *now.ApiStages[0].Stage != "prod" {
		t.Errorf("stages after one was deleted: %s", plainJSON(t, now.ApiStages))
	}
	answered(s.DeleteUsagePlanKey(ctx, &apigateway.DeleteUsagePlanKeyInput{UsagePlanId: p.Id, KeyId: key.Id}))
	_, err = s.GetUsagePlanKey(ctx, &apigateway.GetUsagePlanKeyInput{UsagePlanId: p.Id, KeyId: key.Id})
	s.refused(err, "NotFoundException: Invalid Usage Plan ID specified")
	answered(s.DeleteRestApi(ctx, &apigateway.DeleteRestApiInput{RestApiId: &s.api}))
	answered(s.DeleteUsagePlan(ctx, &apigateway.DeleteUsagePlanInput{UsagePlanId: p.Id}))
	_, err = s.GetUsagePlan(ctx, &apigateway.GetUsagePlanInput{UsagePlanId: p.Id})
	s.refused(err, "NotFoundException: Invalid Usage Plan ID specified")
}

func TestUsageThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	p := answered(s.CreateUsagePlan(ctx, &apigateway.CreateUsagePlanInput{
		Name: new("basic"), Quota: &types.QuotaSettings{Limit: 10, Period: types.QuotaPeriodTypeMonth},
	}))
	var keys []string
	for i := range 3 {
		key := answered(s.CreateApiKey(ctx, &apigateway.CreateApiKeyInput{Name: new(fmt.Sprint("key ", i))}))
		answered(s.CreateUsagePlanKey(ctx, &apigateway.CreateUsagePlanKeyInput{UsagePlanId: p.Id, KeyId: key.Id, KeyType: new("API_KEY")}))
		keys = append(keys, *key.Id)
	}
	usage := func(from, to string, change func(*apigateway.GetUsageInput)) (*apigateway.GetUsageOutput, error) {
		in := &apigateway.GetUsageInput{UsagePlanId: p.Id, StartDate: &from, EndDate: &to}
		change(in)
		return s.GetUsage(ctx, in)
	}
	days := func(more string) string {
		return `{"EndDate":"2026-01-02","Items":{` + more + `},"StartDate":"2026-01-01","UsagePlanId":"` + *p.Id + `"}`
	}
	// The clock stands at 2026-01-01: UpdateUsage is recorded on that day.
	s.read(answered(s.UpdateUsage(ctx, &apigateway.UpdateUsageInput{UsagePlanId: p.Id, KeyId: &keys[0], PatchOperations: patches("replace", "/remaining", "3")})),
		`{"EndDate":"2026-01-01","Items":{"`+keys[0]+`":[[0,3]]},"StartDate":"2026-01-01","UsagePlanId":"`+*p.Id+`"}`)
	s.read(answered(usage("2026-01-01", "2026-01-02", func(in *apigateway.GetUsageInput) { in.KeyId = &keys[0] })), days(`"`+keys[0]+`":[[0,3],[0,3]]`))
	s.read(answered(usage("2026-01-01", "2026-01-02", func(in *apigateway.GetUsageInput) { in.KeyId = &keys[1] })), days(`"`+keys[1]+`":[[0,10],[0,10]]`))
	seen := map[string]bool{}
	var position *string
	for range 3 {
		page := answered(usage("2026-02-01", "2026-02-01", func(in *apigateway.GetUsageInput) { in.Limit, in.Position = new(int32(1)), position }))
		for id, log := range page.Items {
			if seen[id] = true; plainJSON(t, log) != "[[0,10]]" {
				t.Errorf("key %s: %s", id, plainJSON(t, log))
			}
		}
		position = page.Position
	}
	if len(seen) != 3 || position != nil {
		t.Errorf("pages of %v, at the end %v", seen, position)
	}

	none := func(*apigateway.GetUsageInput) {}
	for _, tt := range []struct {
		from, to string
		change   func(*apigateway.GetUsageInput)
		want     string
	}{
		{"yesterday", "2026-01-01", none, "BadRequestException: Invalid startDate specified: yesterday. It must be of the form yyyy-MM-dd"},
		{"2026-01-01", "2026-13-01", none, "BadRequestException: Invalid endDate specified: 2026-13-01. It must be of the form yyyy-MM-dd"},
		{"2026-01-02", "2026-01-01", none, "BadRequestException: Invalid dates specified: the endDate 2026-01-01 is before the startDate 2026-01-02"},
		{"0001-01-01", "9999-12-31", none, "BadRequestException: Invalid dates specified: at most 366 days can be asked for"},
		{"2026-01-01", "2026-01-01", func(in *apigateway.GetUsageInput) { in.KeyId = new("none") }, "NotFoundException: Invalid Key identifier specified"},
		{"2026-01-01", "2026-01-01", func(in *apigateway.GetUsageInput) { in.UsagePlanId = new("none") }, "NotFoundException: Invalid Usage Plan ID specified"},
		{"2026-01-01", "2026-01-01", func(in *apigateway.GetUsageInput) { in.Position = new("!") }, "BadRequestException: Invalid position parameter specified"},
	} {
		_, err := usage(tt.from, tt.to, tt.change)
		s.refused(err, tt.want)
	}
	_, err := s.UpdateUsage(ctx, &apigateway.UpdateUsageInput{UsagePlanId: p.Id, KeyId: &keys[0], PatchOperations: patches("add", "/remaining", "3")})
	s.refused(err, "BadRequestException: Invalid patch path  '/remaining' specified for op 'add'. Must be one of: []")
}

// AWS's own statuses and shapes on the wire, and what cannot be read.
func TestKeysOverTheWire(t *testing.T) {
	c := open(t)
	for _, q := range []struct {
		method, path, body string
		status             int
		code               string
	}{
		{"POST", "/apikeys", `{"enabled":{}}`, 400, "SerializationException"},
		{"POST", "/apikeys", `{"name":`, 400, "SerializationException"},
		{"POST", "/apikeys?mode=import", `Key,name`, 400, "ValidationException"},
		{"POST", "/apikeys?mode=import&format=xml", `Key,name`, 400, "ValidationException"},
		{"POST", "/apikeys?mode=import&format=csv", `nothing`, 400, "BadRequestException"},
		{"PATCH", "/apikeys/none", `{"patchOperations":[{"op":"set"}]}`, 400, "ValidationException"},
		{"POST", "/usageplans", `{}`, 400, "ValidationException"},
		{"POST", "/usageplans", `{"name":"a","quota":{"period":"YEAR"}}`, 400, "ValidationException"},
		{"POST", "/usageplans", `{"name":"a","throttle":[]}`, 400, "SerializationException"},
		{"POST", "/usageplans/none/keys", `{"keyId":"a"}`, 400, "ValidationException"},
		{"GET", "/usageplans/none/usage", ``, 400, "ValidationException"},
		{"POST", "/restapis/none/authorizers", `{"name":"a","type":"JWT"}`, 400, "ValidationException"},
		{"POST", "/restapis/none/authorizers", `[]`, 400, "SerializationException"},
		{"PATCH", "/restapis/none/authorizers/none", `{"patchOperations":[{}]}`, 404, "NotFoundException"},
	} {
		a := c.do(q.method, q.path, q.body)
		if code := a.header.Get("x-amzn-ErrorType"); a.status != q.status || code != q.code || !strings.HasPrefix(a.body, `{"message":"`) {
			t.Errorf("%s %s %s: %d %s, want %d %s (%s)", q.method, q.path, q.body, a.status, code, q.status, q.code, a.body)
		}
	}
	key := field(t, c.do("POST", "/apikeys", `{}`).body, "id")
	c.do("GET", "/apikeys", "").check(t, 200, `{"item":[{"createdDate":1767225614,"enabled":false,"id":"`+key+`","lastUpdatedDate":1767225614,"stageKeys":[]}]}`)
	plan := c.do("POST", "/usageplans", `{"name":"p"}`)
	id := field(t, plan.body, "id")
	plan.check(t, 201, `{"apiStages":[],"id":"`+id+`","name":"p"}`)
	for path, want := range map[string]int{"/apikeys/" + key: 202, "/usageplans/" + id: 202} {
		if a := c.do("DELETE", path, ""); a.status != want || a.body != "" {
			t.Errorf("DELETE %s: %d %q", path, a.status, a.body)
		}
	}
}
