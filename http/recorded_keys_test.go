package http_test

import (
	"strings"
	"testing"
)

func TestRecordedApiKeys(t *testing.T) {
	r := openRecording(t)
	first := field(t, r.says("POST /apikeys", `{}`, 201, `"enabled":false`, `"value":"`, `"stageKeys":[]`, `"createdDate":`, `"lastUpdatedDate":`, "!tags", `!"name"`), "id")
	r.says("POST /apikeys", `{"name":"","value":""}`, 201, `!"name"`, `!"value":""`)
	second := field(t, r.says("POST /apikeys", `{"name":"Annabel","value":"01234567890123456789"}`, 201), "id")
	list := r.says("GET /apikeys", "", 200, `!"value"`)
	if strings.Index(list, second) > strings.Index(list, first) {
		t.Errorf("the newest is not first: %s", list)
	}
	r.says("GET /apikeys?includeValues=true", "", 200, `"value":"01234567890123456789"`)
	r.says("GET /apikeys?name=Anna", "", 200, second)
	for _, prefix := range []string{"anna", "bel"} {
		r.says("GET /apikeys?name="+prefix, "", 200, `"item":[]`)
	}
	for _, limit := range []string{"0", "501", "-1"} {
		r.says("GET /apikeys?limit="+limit, "", 200, first, second, "!position")
	}
	r.says("GET /apikeys?limit=1", "", 200, `"position":"`)

	r.bad("POST /apikeys", `{"name":"`+strings.Repeat("a", 1025)+`"}`, "Invalid API Key name, can be at most 1024 characters.")
	r.bad("POST /apikeys", `{"value":"short"}`, "API Key value should be at least 20 characters")
	r.bad("POST /apikeys", `{"value":"`+strings.Repeat("a", 129)+`"}`, "API Key value exceeds maximum size of 128 characters")
	long := strings.Repeat("a", 126000)
	r.bad("POST /apikeys", `{"description":"`+long+`"}`, "Invalid API Key description specified.")
	r.bad("PATCH /apikeys/"+first, patch("replace", "/description", long), "Invalid API Key description specified.")
	r.bad("PATCH /apikeys/"+first, patch("replace", "/id", "x"), "Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]")
	r.says("PATCH /apikeys/"+first, patch("replace", "/enabled", "whatever"), 200, `"enabled":false`, `"tags":{}`, `!"value"`)
	if a := r.ask("POST /apikeys", `{"value":"01234567890123456789"}`); a.status != 409 || a.header.Get("x-amzn-ErrorType") != "ConflictException" {
		t.Errorf("a value twice: %d %s", a.status, a.body)
	}
}

func TestRecordedUsagePlans(t *testing.T) {
	r := openRecording(t)
	root := r.api("pets000001")
	const api = "/restapis/pets000001"
	r.mock(api + "/resources/" + root + "/methods/GET")
	r.says("POST "+api+"/deployments", `{"stageName":"dev"}`, 201)
	id := field(t, r.says("POST /usageplans", `{"name":"p","throttle":{"rateLimit":2,"burstLimit":9},"quota":{"limit":3,"period":"DAY"}}`, 201,
		`"apiStages":[]`, `"quota":{"limit":3,"offset":0,"period":"DAY"}`, `"throttle":{"burstLimit":9,"rateLimit":2.0}`), "id")
	plan := "/usageplans/" + id
	r.missing("GET /usageplans/none", "", "Invalid Usage Plan ID specified")
	r.missing("PATCH /usageplans/none", patch("replace", "/name", "x"), "Invalid Usage Plan ID specified")
	r.missing("DELETE /usageplans/none", "", "Invalid Usage Plan ID specified")
	r.bad("PATCH "+plan, patchOnly("remove", "/apiStages"), "Invalid API Stage specified")
	r.bad("PATCH "+plan, patch("remove", "/apiStages", "pets000001"), "Invalid API Stage specified")
	r.missing("PATCH "+plan, patch("remove", "/apiStages", "pets000001:none"), "Invalid API Stage {api: pets000001, stage: none} specified for usageplan "+id)
	r.missing("PATCH "+plan, patch("remove", "/apiStages", "none:dev"), "Invalid API Stage {api: none, stage: dev} specified for usageplan "+id)
	r.says("PATCH "+plan, patch("add", "/apiStages", "pets000001:dev"), 200, `"apiStages":[{"apiId":"pets000001","stage":"dev"}]`)
	if a := r.ask("DELETE "+plan, ""); a.status != 400 {
		t.Errorf("a plan with a stage is deleted: %d %s", a.status, a.body)
	}
	r.says("GET /usageplans/none/keys", "", 200, `"item":[]`)
	var keys []string
	for _, name := range []string{"a", "b"} {
		key := field(t, r.says("POST /apikeys", `{"name":"`+name+`"}`, 201), "id")
		r.says("POST "+plan+"/keys", `{"keyId":"`+key+`","keyType":"API_KEY"}`, 201)
		keys = append(keys, key)
	}
	list := r.says("GET "+plan+"/keys", "", 200)
	if strings.Index(list, keys[1]) > strings.Index(list, keys[0]) {
		t.Errorf("the newest is not first: %s", list)
	}
	r.says("PATCH "+plan, patch("remove", "/apiStages", "pets000001:dev"), 200, `"apiStages":[]`)
	r.says("DELETE "+plan, "", 202)
}

func TestRecordedVpcLinks(t *testing.T) {
	r := openRecording(t)
	const target = "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/a/1"
	id := field(t, r.says("POST /vpclinks", `{"name":"v","targetArns":["`+target+`"]}`, 202, `"status":"PENDING"`, `"targetArns":["`+target+`"]`), "id")
	r.says("GET /vpclinks/"+id, "", 200, `"status":"AVAILABLE"`, `"statusMessage":"Your vpc link is ready for use"`)
	r.bad("POST /vpclinks", `{"name":"v","targetArns":["invalid-arn"]}`, "Invalid ARN. ARN is not well formed invalid-arn")
	r.bad("POST /vpclinks", `{"name":"","targetArns":["`+target+`"]}`, "Name cannot be empty")
	const unknown = "Invalid Vpc Link identifier specified"
	r.missing("GET /vpclinks/none", "", unknown)
	r.missing("PATCH /vpclinks/none", patch("replace", "/name", "x"), unknown)
	r.missing("DELETE /vpclinks/none", "", unknown)
}
