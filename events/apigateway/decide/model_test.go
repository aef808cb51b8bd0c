package decide_test

import (
	"encoding/json"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Q30. What does CreateModel refuse, and in which words? A name that is empty or
// taken, a schema that is empty. [recorded on AWS] A name that is not
// alphanumeric. [gh: fcd-classic#36] A schema that is none of draft 4, that has
// keywords the draft has not, or refers to what is no model. [gh: aws-cdk#27433,
// aws-apigateway-importer#126, #200; fcd-classic#36]
func TestCreateModel(t *testing.T) {
	model := func(name, schema string) apigateway.CreateModel {
		return apigateway.CreateModel{RestApiId: modelsApi, Name: name, ContentType: "application/json", Schema: &schema}
	}
	const (
		empty   = "BadRequestException: Model schema must have at least 1 property or array items defined"
		invalid = "BadRequestException: Invalid model specified: Validation Result: warnings : [], errors : "
		pets    = "https://apigateway.amazonaws.com/restapis/models0001/models/"
	)
	described := model("Cat", `{"type":"object"}`)
	described.Description = new("a cat")
	xml := model("Cat", `<xs:element name="cat"/>`)
	xml.ContentType = "application/xml"
	noXml := xml
	noXml.Schema = nil
	nowhere := model("Cat", `{}`)
	nowhere.RestApiId = "abcde0"
	decides(t, decide.CreateModel, []test[apigateway.CreateModel]{
		{name: "bare", given: "models", at: 7, when: model("Cat", `{}`),
			then: `{"model":{"contentType":"application/json","id":"ryy6rp","name":"Cat","schema":"{}"},"restApiId":"models0001"}`},
		{name: "described", given: "models", at: 7, when: described,
			then: `{"model":{"contentType":"application/json","description":"a cat","id":"ryy6rp","name":"Cat","schema":"{\"type\":\"object\"}"},"restApiId":"models0001"}`},
		{name: "not JSON", given: "models", at: 7, when: xml,
			then: `{"model":{"contentType":"application/xml","id":"ryy6rp","name":"Cat","schema":"<xs:element name=\"cat\"/>"},"restApiId":"models0001"}`},
		{name: "unknown API", given: "models", at: 7, when: nowhere, refused: "NotFoundException: Invalid API identifier specified 000000000000:abcde0"},
		{name: "no name", given: "models", at: 7, when: model("", "{}"), refused: "BadRequestException: Model name must be non-empty"},
		{name: "a name with a blank", given: "models", at: 7, when: model("my cat", "{}"), refused: "BadRequestException: Model name must be alphanumeric: my cat"},
		{name: "twice", given: "models", at: 7, when: model("Pet", "{}"), refused: "ConflictException: Model name already exists for this REST API"},
		{name: "as every API has", given: "models", at: 1, when: model("Empty", "{}"), refused: "ConflictException: Model name already exists for this REST API"},
		{name: "empty schema", given: "models", at: 7, when: model("Cat", ""), refused: empty},
		{name: "no schema of XML", given: "models", at: 7, when: noXml, refused: empty},
		{name: "long schema", given: "models", at: 7, when: model("Cat", `{"title":"`+strings.Repeat("a", 400<<10)+`"}`),
			refused: "BadRequestException: Invalid model schema specified. A schema can have at most 409600 bytes."},
		{name: "no JSON", given: "models", at: 7, when: model("Cat", "{'type': 'object'}"), refused: invalid + "[Invalid model schema specified]"},
		{name: "no object", given: "models", at: 7, when: model("Cat", "[]"), refused: invalid + "[Invalid model schema specified]"},
		{name: "two", given: "models", at: 7, when: model("Cat", "{}{}"), refused: invalid + "[Invalid model schema specified]"},
		{name: "an empty list of required members", given: "models", at: 7, when: model("Cat", `{"required":[]}`), refused: invalid + "[Invalid model schema specified]"},
		{name: "one value twice", given: "models", at: 7, when: model("Cat", `{"properties":{"a":{"enum":["A","A"]}}}`), refused: invalid + "[Invalid model schema specified]"},
		{name: "a number as text", given: "models", at: 7, when: model("Cat", `{"maxLength":"35"}`), refused: invalid + "[Invalid model schema specified]"},
		{name: "keywords of other drafts", given: "models", at: 7, when: model("Cat", `{"properties":{"example":{"example":1,"const":2}},"items":[{"nullable":true}],"title":"t"}`),
			refused: invalid + `[Invalid model schema specified. Unsupported keyword(s): ["nullable"], Invalid model schema specified. Unsupported keyword(s): ["const","example"]]`},
		{name: "keywords where names stand", given: "models", at: 7, when: model("Cat", `{"definitions":{"const":{"dependencies":{"if":["then"]}}},"enum":[{"example":1}]}`),
			then: `{"model":{"contentType":"application/json","id":"ryy6rp","name":"Cat","schema":"{\"definitions\":{\"const\":{\"dependencies\":{\"if\":[\"then\"]}}},\"enum\":[{\"example\":1}]}"},"restApiId":"models0001"}`},
		{name: "a reference to a model", given: "models", at: 7, when: model("Cat", `{"$ref":"`+pets+`Pet"}`),
			then: `{"model":{"contentType":"application/json","id":"ryy6rp","name":"Cat","schema":"{\"$ref\":\"` + pets + `Pet\"}"},"restApiId":"models0001"}`},
		{name: "a reference to itself", given: "models", at: 7, when: model("Cat", `{"items":{"$ref":"`+pets+`Cat"}}`),
			then: `{"model":{"contentType":"application/json","id":"ryy6rp","name":"Cat","schema":"{\"items\":{\"$ref\":\"` + pets + `Cat\"}}"},"restApiId":"models0001"}`},
		{name: "a reference within", given: "models", at: 7, when: model("Cat", `{"$ref":"#/definitions/a","definitions":{"a":{}}}`),
			then: `{"model":{"contentType":"application/json","id":"ryy6rp","name":"Cat","schema":"{\"$ref\":\"#/definitions/a\",\"definitions\":{\"a\":{}}}"},"restApiId":"models0001"}`},
		{name: "a reference to no model", given: "models", at: 7, when: model("Cat", `{"items":{"$ref":"`+pets+`Dog"}}`), refused: invalid + "[Invalid model specified: Dog]"},
		{name: "a reference of another form", given: "models", at: 7, when: model("Cat", `{"items":{"$ref":"Pet"}}`), refused: invalid + "[Model reference must be in canonical form]"},
	})
}

// Q31. What may be patched of a model? Its description and schema, by replace;
// another op is refused before the path is looked at. [recorded on AWS]
func TestUpdateModel(t *testing.T) {
	update := func(parts ...string) apigateway.UpdateModel {
		return apigateway.UpdateModel{RestApiId: modelsApi, ModelName: "Pets", PatchOperations: patch(parts...)}
	}
	changes(t, "models", 5, decide.UpdateModel,
		func(w projections.World) any {
			m, err := w.GetModel(apigateway.GetModel{RestApiId: modelsApi, ModelName: "Pets"})
			if err != nil {
				t.Fatal(err)
			}
			return m
		},
		func(e events.Event) any { return e.(apigateway.ModelUpdated).Model },
		[]change[apigateway.UpdateModel]{
			{"description", update("replace", "/description", "some"), `{"description":"some"}`, ""},
			{"no description", update("replace", "/description", "-"), `{"description":null}`, ""},
			{"schema", update("replace", "/schema", `{"type":"array"}`), `{"schema":"{\"type\":\"array\"}"}`, ""},
			{"empty schema (Q31)", update("replace", "/schema", ""), "", "BadRequestException: Model schema must have at least 1 property or array items defined"},
			{"no schema", update("replace", "/schema", "{"), "", "BadRequestException: Invalid model specified: Validation Result: warnings : [], errors : [Invalid model schema specified]"},
			{"name (Q31)", update("replace", "/name", "Dogs"), "", "BadRequestException: Invalid patch path  '/name' specified for op 'replace'. Must be one of: [/description, /schema]"},
			{"another op (Q31)", update("add", "/wrong-path", "x"), "", "BadRequestException: Invalid patch path  '/wrong-path' specified for op 'add'. Please choose supported operations"},
			{"another op of a path", update("remove", "/description", "-"), "", "BadRequestException: Invalid patch path  '/description' specified for op 'remove'. Please choose supported operations"},
			{"unknown model (Q31)", apigateway.UpdateModel{RestApiId: modelsApi, ModelName: "mySchema"}, "", "NotFoundException: Invalid model name specified: mySchema"},
			{"unknown API (Q31)", apigateway.UpdateModel{RestApiId: "none", ModelName: "Pets"}, "", "NotFoundException: Invalid model name specified: Pets"},
		})
}

// Q32. In which words is a model in use kept? By the method that uses it, a slash
// between the path and the verb. [recorded on AWS; gh: aws-apigateway-importer#113
// for responses]
func TestDeleteModel(t *testing.T) {
	del := func(name string) apigateway.DeleteModel {
		return apigateway.DeleteModel{RestApiId: modelsApi, ModelName: name}
	}
	decides(t, decide.DeleteModel, []test[apigateway.DeleteModel]{
		{name: "unused", given: "models", at: 6, when: del("Gone"), then: `{"modelName":"Gone","restApiId":"models0001"}`},
		{name: "as every API has", given: "models", at: 7, when: del("Empty"), then: `{"modelName":"Empty","restApiId":"models0001"}`},
		{name: "in a request (Q32)", given: "models", at: 12, when: del("Pet"), refused: "ConflictException: Cannot delete model 'Pet', is referenced in method request: //ANY"},
		{name: "in a response (Q32)", given: "models", at: 13, when: del("Error"), refused: "ConflictException: Cannot delete model 'Error', is referenced in method response: //ANY"},
		{name: "in another model", given: "models", at: 5, when: del("Pets"), refused: "ConflictException: Cannot delete model 'Pets', is referenced in model: Pet"},
		{name: "deleted", given: "models", at: 7, when: del("Gone"), refused: "NotFoundException: Invalid model name specified: Gone"},
		{name: "unknown API (Q30)", given: "models", at: 7, when: apigateway.DeleteModel{RestApiId: "none", ModelName: "Pet"}, refused: "NotFoundException: Invalid model name specified: Pet"},
	})
}

// Methods may name models and request validators as soon as there are any.
func TestMethodsReferToModelsAndValidators(t *testing.T) {
	put := func(model, validator string) apigateway.PutMethod {
		return apigateway.PutMethod{
			RestApiId: modelsApi, ResourceId: "hgvb6gk3za", HttpMethod: "GET", AuthorizationType: "NONE",
			RequestModels: map[string]string{"application/json": model}, RequestValidatorId: &validator,
		}
	}
	decides(t, decide.PutMethod, []test[apigateway.PutMethod]{
		{name: "both there", given: "models", at: 11, when: put("Pet", "ryy6rp"),
			then: `{"method":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET","requestModels":{"application/json":"Pet"},"requestValidatorId":"ryy6rp"},"resourceId":"hgvb6gk3za","restApiId":"models0001"}`},
		{name: "a deleted model", given: "models", at: 11, when: put("Gone", "ryy6rp"), refused: "BadRequestException: Invalid model identifier specified: Gone"},
		{name: "a deleted validator", given: "models", at: 11, when: put("Pet", "u2n1qg"), refused: "BadRequestException: Invalid Request Validator identifier specified"},
	})
}

// A clone has the models, validators and gateway responses of its origin under
// their ids; its models refer to each other.
func TestClonesHaveModels(t *testing.T) {
	w := given(t, "models", 25).World(account, region)
	origin, err := w.RestApi(modelsApi)
	if err != nil {
		t.Fatal(err)
	}
	clone, err := w.RestApi("models0002")
	if err != nil {
		t.Fatal(err)
	}
	for name, tables := range map[string][2]any{
		"request validators": {origin.Tree.RequestValidators, clone.Tree.RequestValidators},
		"gateway responses":  {origin.Tree.GatewayResponses, clone.Tree.GatewayResponses},
		"models":             {origin.Tree.Models, clone.Tree.Models},
	} {
		want, got := marshaled(t, tables[0]), marshaled(t, tables[1])
		if want = strings.ReplaceAll(want, "/restapis/models0001/", "/restapis/models0002/"); got != want {
			t.Errorf("%s of the clone\n got %s\nwant %s", name, got, want)
		}
	}
	if origin.Tree.Models.Len() != 4 || !strings.Contains(clone.Tree.Models.Get("Pet").Schema, "/restapis/models0002/models/Pets") {
		t.Errorf("%d models, and Pet of the clone is %s", origin.Tree.Models.Len(), clone.Tree.Models.Get("Pet").Schema)
	}
}

func marshaled(t *testing.T, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// No schema makes a decision panic, and one that is accepted folds to a model
// that can be flattened and sampled.
func FuzzSchema(f *testing.F) {
	for _, s := range []string{petSchema, `{}`, `[]`, `{"$ref":"#"}`, `{"items":{"$ref":"https://apigateway.amazonaws.com/restapis/models0001/models/Pet"},"type":"array"}`,
		`{"properties":{"a":{"$ref":"#/definitions/b/c~1d"}},"definitions":{"b":{"c/d":{}}}}`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, schema string) {
		s := given(t, "models", 7)
		e, err := decide.UpdateModel(events.NewEnv(recordedAt(8), seed, 8), s.World(account, region), apigateway.UpdateModel{
			RestApiId: modelsApi, ModelName: "Pets", PatchOperations: patch("replace", "/schema", schema),
		})
		if err != nil {
			return
		}
		w := applied(t, s, events.Recorded{Seq: 8, Account: account, Region: region, Event: e}).World(account, region)
		for _, name := range []string{"Pet", "Pets"} {
			m, err := w.GetModel(apigateway.GetModel{RestApiId: modelsApi, ModelName: name, Flatten: new(true)})
			if err != nil || !json.Valid([]byte(m.Schema)) {
				t.Fatalf("%s flattened is %s (%v)", name, m.Schema, err)
			}
			if _, err := w.GetModelTemplate(apigateway.GetModelTemplate{RestApiId: modelsApi, ModelName: name}); err != nil {
				t.Fatal(err)
			}
		}
	})
}
