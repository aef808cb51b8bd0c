package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Q. How does AWS answer names and values that are too long, too short or empty?
// An empty one counts as not given; the rest in these words. [recorded on AWS]
//
// Q. And a value that another key has? "API Key already exists"
// (https://github.com/rrahul963/serverless-add-api-key/issues/27).
func TestCreateApiKey(t *testing.T) {
	key := func(tail string) string {
		return `{"apiKey":{"createdDate":1767225614,"enabled":false,"id":"ero9r9ktj0","lastUpdatedDate":1767225614,` + tail + `}}`
	}
	const drawn = `"value":"yZjFh8iVb6NVXFZYvOFWL4SYhneSGwTb8PqGHW73"`
	stage := func(api, name string) []apigateway.StageKeyInput {
		return []apigateway.StageKeyInput{{RestApiId: &api, StageName: &name}}
	}
	decides(t, decide.CreateApiKey, []test[apigateway.CreateApiKey]{
		{"nothing given", "keys", 13, apigateway.CreateApiKey{}, key(`"stageKeys":[],` + drawn), ""},
		{"empty name and value", "keys", 13, apigateway.CreateApiKey{Name: new(""), Value: new("")}, key(`"stageKeys":[],` + drawn), ""},
		{"a distinct id changes nothing", "keys", 13, apigateway.CreateApiKey{GenerateDistinctId: new(false)}, key(`"stageKeys":[],` + drawn), ""},
		{"all members", "keys", 13, apigateway.CreateApiKey{
			Name: new("n"), Description: new("d"), Enabled: new(true), CustomerId: new("c"), Value: new("01234567890123456789"),
			Tags: map[string]string{"a": "b"}, StageKeys: append(stage(keysApi, "prod"), stage(keysApi, "prod")...),
		}, `{"apiKey":{"createdDate":1767225614,"customerId":"c","description":"d","enabled":true,"id":"ero9r9ktj0","lastUpdatedDate":1767225614,` +
			`"name":"n","stageKeys":["keys000001/prod"],"tags":{"a":"b"},"value":"01234567890123456789"}}`, ""},
		{"the longest value", "keys", 13, apigateway.CreateApiKey{Value: new(strings.Repeat("é", 128))}, key(`"stageKeys":[],"value":"` + strings.Repeat("é", 128) + `"`), ""},

		{"a long name", "keys", 13, apigateway.CreateApiKey{Name: new(strings.Repeat("a", 1025))}, "", "BadRequestException: Invalid API Key name, can be at most 1024 characters."},
		{"a long description", "keys", 13, apigateway.CreateApiKey{Description: new(strings.Repeat("a", 125001))}, "", "BadRequestException: Invalid API Key description specified."},
		{"a short value", "keys", 13, apigateway.CreateApiKey{Value: new("short")}, "", "BadRequestException: API Key value should be at least 20 characters"},
		{"a long value", "keys", 13, apigateway.CreateApiKey{Value: new(strings.Repeat("a", 129))}, "", "BadRequestException: API Key value exceeds maximum size of 128 characters"},
		{"a value that is taken", "keys", 13, apigateway.CreateApiKey{Value: new(keyValue)}, "", "ConflictException: API Key already exists"},
		{"a value that was taken", "keys", 26, apigateway.CreateApiKey{Value: new(keyValue)},
			`{"apiKey":{"createdDate":1767225627,"enabled":false,"id":"` + events.NewEnv(recordedAt(27), seed, 27).NewID(10) + `","lastUpdatedDate":1767225627,"stageKeys":[],"value":"` + keyValue + `"}}`, ""},
		{"a stage of an unknown API", "keys", 13, apigateway.CreateApiKey{StageKeys: stage("none", "dev")}, "", "NotFoundException: Invalid API identifier specified 000000000000:none"},
		{"an unknown stage", "keys", 13, apigateway.CreateApiKey{StageKeys: stage(keysApi, "none")}, "", "NotFoundException: Invalid Stage identifier specified"},
		{"a reserved tag", "keys", 13, apigateway.CreateApiKey{Tags: map[string]string{"aws:x": ""}}, "", "BadRequestException: Invalid tag key specified. aws: is reserved for AWS use."},
	})
}

// bronze is the key with a known value.
func bronze(t *testing.T, w projections.World) projections.ApiKey {
	t.Helper()
	k := w.ApiKeyByValue(keyValue)
	if k == nil {
		t.Fatal("there is no such key")
	}
	return *k
}

// Q. Which words for a path that cannot be patched? Those that list the paths of
// the op. [recorded on AWS, for /id]
func TestUpdateApiKey(t *testing.T) {
	id := bronze(t, given(t, "keys", 15).World(account, region)).Id
	update := func(parts ...string) apigateway.UpdateApiKey {
		return apigateway.UpdateApiKey{ApiKey: id, PatchOperations: patch(parts...)}
	}
	const now = `"lastUpdatedDate":1767225616`
	changes(t, "keys", 15, decide.UpdateApiKey, func(w projections.World) any { return bronze(t, w).ApiKey },
		func(e events.Event) any { return e.(apigateway.ApiKeyUpdated).ApiKey }, []change[apigateway.UpdateApiKey]{
			{"nothing", update(), `{` + now + `}`, ""},
			{"name", update("replace", "/name", "n"), `{` + now + `,"name":"n"}`, ""},
			{"no name", update("replace", "/name", ""), `{` + now + `,"name":null}`, ""},
			{"description", update("replace", "/description", "d"), `{"description":"d",` + now + `}`, ""},
			{"customer", update("replace", "/customerId", "c"), `{"customerId":"c",` + now + `}`, ""},
			{"enabled, not a boolean", update("replace", "/enabled", "not-a-boolean"), `{"enabled":false,` + now + `}`, ""},
			{"labels, which no answer shows", update("add", "/labels", "l", "remove", "/labels", "l"), `{` + now + `}`, ""},
			{"a stage more", update("add", "/stages", keysApi+"/prod"), `{` + now + `,"stageKeys":["keys000001/dev","keys000001/prod"]}`, ""},
			{"a stage less", update("remove", "/stages", keysApi+"/dev"), `{` + now + `,"stageKeys":[]}`, ""},
			{"a stage it has not", update("remove", "/stages", keysApi+"/prod"), "", "NotFoundException: Invalid Stage identifier specified"},
			{"an unknown stage", update("add", "/stages", keysApi+"/none"), "", "NotFoundException: Invalid Stage identifier specified"},
			{"a stage without an API", update("add", "/stages", "dev"), "", "BadRequestException: Invalid stage key specified: dev"},
			{"a long description", update("replace", "/description", strings.Repeat("a", 125001)), "", "BadRequestException: Invalid API Key description specified."},
			{"immutable", update("replace", "/id", "x"), "", "BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]"},
			{"another op", update("remove", "/name", "-"), "", "BadRequestException: Invalid patch path  '/name' specified for op 'remove'. Must be one of: [/stages, /labels]"},
			{"unknown", apigateway.UpdateApiKey{ApiKey: "none"}, "", "NotFoundException: Invalid API Key identifier specified"},
		})
}

func TestDeleteApiKey(t *testing.T) {
	id := bronze(t, given(t, "keys", 15).World(account, region)).Id
	decides(t, decide.DeleteApiKey, []test[apigateway.DeleteApiKey]{
		{"of no plan", "keys", 15, apigateway.DeleteApiKey{ApiKey: id}, `{"apiKeyId":"` + id + `"}`, ""},
		{"of a plan", "keys", 18, apigateway.DeleteApiKey{ApiKey: id}, `{"apiKeyId":"` + id + `"}`, ""},
		{"gone", "keys", 26, apigateway.DeleteApiKey{ApiKey: id}, "", "NotFoundException: Invalid API Key identifier specified"},
	})
}

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-key-file-format.html
func TestImportApiKeys(t *testing.T) {
	world := given(t, "keys", 18).World(account, region)
	id := bronze(t, world).Id
	env := events.NewEnv(recordedAt(19), seed, 19)
	first := env.NewID(10)
	_ = env.NewKey(40)
	second := env.NewID(10)
	file := func(lines ...string) apigateway.ImportApiKeys {
		return apigateway.ImportApiKeys{Format: "csv", Body: []byte(strings.Join(lines, "\n"))}
	}
	strict := file("key,name", "short,a")
	strict.FailOnWarnings = new(true)
	made := func(id, name, value, more string) string {
		return `{"createdDate":1767225619,` + more + `"id":"` + id + `","lastUpdatedDate":1767225619,"name":"` + name + `","stageKeys":[],"value":"` + value + `"}`
	}
	const a, b = "apikey1234abcdefghij0123456789", "apikey1234abcdefghij012345678b"
	decides(t, decide.ImportApiKeys, []test[apigateway.ImportApiKeys]{
		{"columns in any order and case", "keys", 18, file("Key,name", a+",MyFirstApiKey"), `{"apiKeys":[` + made(first, "MyFirstApiKey", a, `"enabled":true,`) + `]}`, ""},
		{"a byte order mark, carriage returns and blanks", "keys", 18, file("\ufeffName , KEY\r", " one , "+a+" \r", "\r"), `{"apiKeys":[` + made(first, "one", a, `"enabled":true,`) + `]}`, ""},
		{"quotes of both kinds", "keys", 18, file("name,key,description,usageplanids", `"a, b",`+a+`,'c, d',`, `'e',`+b+`,',`),
			`{"apiKeys":[` + made(first, "a, b", a, `"description":"c, d","enabled":true,`) + `,` + made(second, "e", b, `"description":"'","enabled":true,`) + `]}`, ""},
		{"unknown columns and short rows", "keys", 18, file("colour,enabled,key,name,description", "red,no,"+a), `{"apiKeys":[{"createdDate":1767225619,"enabled":false,"id":"` + first +
			`","lastUpdatedDate":1767225619,"stageKeys":[],"value":"` + a + `"}]}`, ""},
		{"of one value the later row counts", "keys", 18, file("key,name", a+",one", a+",two"), `{"apiKeys":[` + made(first, "two", a, `"enabled":true,`) + `]}`, ""},
		{"a key that is there", "keys", 18, file("key,name,enabled", keyValue+",again,FALSE"), `{"apiKeys":[{"createdDate":1767225613,"enabled":false,"id":"` + id +
			`","lastUpdatedDate":1767225619,"name":"again","stageKeys":["keys000001/dev"],"value":"` + keyValue + `"}]}`, ""},
		{"a usage plan, twice", "keys", 18, file("key,name,usageplanids", a+`,a,"0tqg94,0tqg94"`), `{"apiKeys":[` + made(first, "a", a, `"enabled":true,`) +
			`],"usagePlanKeys":[{"keyId":"` + first + `","usagePlanId":"0tqg94"}]}`, ""},
		{"a usage plan it has", "keys", 18, file("key,name,usageplanids", keyValue+`,bronze,'0tqg94'`), `{"apiKeys":[{"createdDate":1767225613,"enabled":true,"id":"` + id +
			`","lastUpdatedDate":1767225619,"name":"bronze","stageKeys":["keys000001/dev"],"value":"` + keyValue + `"}]}`, ""},
		{"warnings", "keys", 18, file("key,name,usageplanids", "short,a,", a+",b,'none,0tqg94'", b+","+strings.Repeat("x", 1025)+","),
			`{"apiKeys":[` + made(second, "b", a, `"enabled":true,`) + `],"usagePlanKeys":[{"keyId":"` + second + `","usagePlanId":"0tqg94"}],"warnings":["Line 2: API Key value should be at least 20 characters",` +
				`"Line 3: Invalid Usage Plan ID specified","Line 4: Invalid API Key name, can be at most 1024 characters."]}`, ""},
		{"more plans than there can be", "keys", 18, file("key,name,usageplanids", a+`,a,"`+strings.Repeat("x,", 301)+`"`),
			`{"apiKeys":[` + made(first, "a", a, `"enabled":true,`) + `],"warnings":["Line 2: An API key can have at most 300 usage plans"]}`, ""},
		{"failonwarnings", "keys", 18, strict, "", "BadRequestException: Warnings found during import:\n\tLine 2: API Key value should be at least 20 characters"},
		{"no rows", "keys", 18, file("name,key"), `{"apiKeys":[]}`, ""},
		{"no key column", "keys", 18, file("/tmp/apikey.csv"), "", "BadRequestException: Missing required column 'Key'"},
		{"no name column", "keys", 18, file("key", a), "", "BadRequestException: Missing required column 'Name'"},
		{"nothing", "keys", 18, file(""), "", "BadRequestException: Missing required column 'Key'"},
		{"too many rows", "keys", 18, file("key,name" + strings.Repeat("\na,b", 10001)), "", "LimitExceededException: A file can have at most 10000 API keys"},
	})
}

// A file of quotes that never close must not take more than one pass.
func TestImportOfUnclosedQuotes(t *testing.T) {
	body := []byte("key,name\n" + strings.Repeat("'a,", 2<<20))
	_, err := decide.ImportApiKeys(events.NewEnv(recordedAt(1), seed, 1), projections.State{}.World(account, region), apigateway.ImportApiKeys{Body: body})
	if err != nil {
		t.Error(err)
	}
}
