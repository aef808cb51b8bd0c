package decide_test

import (
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Q44. In which words is a documentation version unknown? "Invalid Documentation
// version specified". [gh: serverless-aws-documentation, which waits for them]
func TestCreateDocumentationVersion(t *testing.T) {
	version := func(name string, stage *string) apigateway.CreateDocumentationVersion {
		return apigateway.CreateDocumentationVersion{RestApiId: documentationApi, DocumentationVersion: name, StageName: stage}
	}
	described := version("1.1", nil)
	described.Description = new("d")
	nowhere := version("1.1", nil)
	nowhere.RestApiId = "none"
	decides(t, decide.CreateDocumentationVersion, []test[apigateway.CreateDocumentationVersion]{
		{name: "bare", given: "documentation", at: 8, when: version("1.1", nil), then: `{"documentationVersion":{"createdDate":1767225609,"version":"1.1"},"restApiId":"docs000001"}`},
		{name: "described", given: "documentation", at: 8, when: described, then: `{"documentationVersion":{"createdDate":1767225609,"description":"d","version":"1.1"},"restApiId":"docs000001"}`},
		{name: "for a stage", given: "documentation", at: 8, when: version("1.1", new("dev")),
			then: `{"documentationVersion":{"createdDate":1767225609,"version":"1.1"},"restApiId":"docs000001","stage":{"cacheClusterEnabled":false,"cacheClusterStatus":"NOT_AVAILABLE","createdDate":1767225604,"deploymentId":"uoldxu","documentationVersion":"1.1","lastUpdatedDate":1767225609,"methodSettings":{},"stageName":"dev","tracingEnabled":false}}`},
		{name: "for no stage", given: "documentation", at: 8, when: version("1.1", new("none")), refused: "NotFoundException: Invalid Stage identifier specified"},
		{name: "twice", given: "documentation", at: 8, when: version("1.0", nil), refused: "ConflictException: Documentation version already exists"},
		{name: "no name", given: "documentation", at: 8, when: version("", nil), refused: "BadRequestException: Documentation version must be non-empty"},
		{name: "unknown API", given: "documentation", at: 8, when: nowhere, refused: "NotFoundException: Invalid API identifier specified 000000000000:none"},
	})
}

func TestUpdateDocumentationVersion(t *testing.T) {
	update := func(version string, parts ...string) apigateway.UpdateDocumentationVersion {
		return apigateway.UpdateDocumentationVersion{RestApiId: documentationApi, DocumentationVersion: version, PatchOperations: patch(parts...)}
	}
	changes(t, "documentation", 8, decide.UpdateDocumentationVersion,
		func(w projections.World) any {
			v, err := w.GetDocumentationVersion(apigateway.GetDocumentationVersion{RestApiId: documentationApi, DocumentationVersion: "1.0"})
			if err != nil {
				t.Fatal(err)
			}
			return v
		},
		func(e events.Event) any { return e.(apigateway.DocumentationVersionUpdated).DocumentationVersion },
		[]change[apigateway.UpdateDocumentationVersion]{
			{"description", update("1.0", "replace", "/description", "x"), `{"description":"x"}`, ""},
			{"another path", update("1.0", "replace", "/version", "x"), "", "BadRequestException: Invalid patch path  '/version' specified for op 'replace'. Must be one of: [/description]"},
			{"another op", update("1.0", "add", "/description", "x"), "", "BadRequestException: Invalid patch path  '/description' specified for op 'add'. Please choose supported operations"},
			{"unknown (Q44)", update("none"), "", "NotFoundException: Invalid Documentation version specified"},
		})
}

func TestDeleteDocumentationVersion(t *testing.T) {
	del := func(version string) apigateway.DeleteDocumentationVersion {
		return apigateway.DeleteDocumentationVersion{RestApiId: documentationApi, DocumentationVersion: version}
	}
	decides(t, decide.DeleteDocumentationVersion, []test[apigateway.DeleteDocumentationVersion]{
		{name: "unused", given: "documentation", at: 12, when: del("2.0"), then: `{"documentationVersion":"2.0","restApiId":"docs000001"}`},
		{name: "of a stage", given: "documentation", at: 12, when: del("1.0"), refused: "BadRequestException: Active stages pointing to this documentation version must be moved or deleted"},
		{name: "deleted (Q44)", given: "documentation", at: 14, when: del("2.0"), refused: "NotFoundException: Invalid Documentation version specified"},
	})
}

// A stage shows no documentation that is not there.
func TestStagesShowDocumentationThatIsThere(t *testing.T) {
	create := func(version string) apigateway.CreateStage {
		return apigateway.CreateStage{RestApiId: documentationApi, StageName: "prod", DeploymentId: "uoldxu", DocumentationVersion: &version}
	}
	decides(t, decide.CreateStage, []test[apigateway.CreateStage]{
		{name: "there", given: "documentation", at: 12, when: create("2.0"),
			then: `{"restApiId":"docs000001","stage":{"cacheClusterEnabled":false,"cacheClusterStatus":"NOT_AVAILABLE","createdDate":1767225613,"deploymentId":"uoldxu","documentationVersion":"2.0","lastUpdatedDate":1767225613,"methodSettings":{},"stageName":"prod","tracingEnabled":false}}`},
		{name: "deleted", given: "documentation", at: 14, when: create("2.0"), refused: "NotFoundException: Invalid Documentation version specified"},
	})
	update := func(version string) apigateway.UpdateStage {
		return apigateway.UpdateStage{RestApiId: documentationApi, StageName: "dev", PatchOperations: patch("replace", "/documentationVersion", version)}
	}
	changes(t, "documentation", 12, decide.UpdateStage,
		func(w projections.World) any {
			st, err := w.GetStage(apigateway.GetStage{RestApiId: documentationApi, StageName: "dev"})
			if err != nil {
				t.Fatal(err)
			}
			return st
		},
		func(e events.Event) any { return e.(apigateway.StageUpdated).Stage },
		[]change[apigateway.UpdateStage]{
			{"another", update("2.0"), `{"documentationVersion":"2.0","lastUpdatedDate":1767225613}`, ""},
			{"none", update(""), `{"documentationVersion":null,"lastUpdatedDate":1767225613}`, ""},
			{"unknown", update("3.0"), "", "NotFoundException: Invalid Documentation version specified"},
		})
}

// A documentation version keeps the parts as they were.
func TestDocumentationVersionsKeepParts(t *testing.T) {
	api, err := given(t, "documentation", 14).World(account, region).RestApi(documentationApi)
	if err != nil {
		t.Fatal(err)
	}
	got := marshaled(t, api.DocumentationVersions.Get("1.0").Parts)
	want := `{"e1c7y0":{"id":"e1c7y0","location":{"method":"GET","path":"/","type":"METHOD"},"properties":"{\"summary\":\"what there is\",\"tags\":[\"a\"]}"},"ju4mne":{"id":"ju4mne","location":{"type":"API"},"properties":"{\"description\":\"updated\",\"info\":{\"version\":\"1\"}}"}}`
	if got != want {
		t.Errorf("parts\n got %s\nwant %s", got, want)
	}
	if n := api.DocumentationParts.Len(); n != 1 {
		t.Errorf("there are %d parts now, want 1", n)
	}
}
