package http_test

import (
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/apigateway"
	"github.com/aws/aws-sdk-go-v2/service/apigateway/types"
)

func TestDocumentationPartsThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	p := answered(s.CreateDocumentationPart(ctx, &apigateway.CreateDocumentationPartInput{
		RestApiId: &s.api, Properties: new(`{ "description": "all" }`),
		Location: &types.DocumentationPartLocation{Type: types.DocumentationPartTypeMethod, Method: new("GET")},
	}))
	members := func(properties string) string {
		return `{"Id":"` + *p.Id + `","Location":{"Method":"GET","Path":"/","Type":"METHOD"},"Properties":"` + strings.ReplaceAll(properties, `"`, `\"`) + `"}`
	}
	s.read(p, members(`{ "description": "all" }`))
	get := &apigateway.GetDocumentationPartInput{RestApiId: &s.api, DocumentationPartId: p.Id}
	s.read(answered(s.GetDocumentationPart(ctx, get)), members(`{ "description": "all" }`))
	s.read(answered(s.UpdateDocumentationPart(ctx, &apigateway.UpdateDocumentationPartInput{
		RestApiId: &s.api, DocumentationPartId: p.Id, PatchOperations: patches("replace", "/properties", `{"summary":"some"}`),
	})), members(`{"summary":"some"}`))

	imported := answered(s.ImportDocumentationParts(ctx, &apigateway.ImportDocumentationPartsInput{RestApiId: &s.api, Mode: types.PutModeMerge, Body: []byte(`{
		"openapi": "3.0.0", "info": {"title": "t", "version": "1"}, "paths": {},
		"x-amazon-apigateway-documentation": {"documentationParts": [
			{"location": {"type": "METHOD", "method": "GET"}, "properties": {"description": "Method description."}},
			{"location": {"type": "MODEL", "name": "Empty"}, "properties": {"title": "Empty Schema"}},
			{"location": {"type": "MODEL"}, "properties": {}}
		]}}`)}))
	if len(imported.Ids) != 2 || imported.Ids[0] != *p.Id || len(imported.Warnings) != 1 {
		t.Errorf("imported %v with the warnings %q", imported.Ids, imported.Warnings)
	}
	s.read(answered(s.GetDocumentationPart(ctx, get)), members(`{"description":"Method description.","summary":"some"}`))
	models := answered(s.GetDocumentationParts(ctx, &apigateway.GetDocumentationPartsInput{RestApiId: &s.api, Type: types.DocumentationPartTypeModel, NameQuery: new("Emp")})).Items
	s.read(models, `[{"Id":"`+imported.Ids[1]+`","Location":{"Name":"Empty","Type":"MODEL"},"Properties":"{\"title\":\"Empty Schema\"}"}]`)
	missing := answered(s.GetDocumentationParts(ctx, &apigateway.GetDocumentationPartsInput{RestApiId: &s.api, LocationStatus: types.LocationStatusTypeUndocumented})).Items
	s.read(missing, `[{"Location":{"Type":"API"}},{"Location":{"Name":"Error","Type":"MODEL"}},{"Location":{"Path":"/","Type":"RESOURCE"}}]`)

	del := &apigateway.DeleteDocumentationPartInput{RestApiId: &s.api, DocumentationPartId: p.Id}
	answered(s.DeleteDocumentationPart(ctx, del))
	_, err := s.DeleteDocumentationPart(ctx, del)
	s.refused(err, "NotFoundException: Invalid Documentation part identifier specified")
	_, err = s.CreateDocumentationPart(ctx, &apigateway.CreateDocumentationPartInput{
		RestApiId: &s.api, Properties: new(`{}`), Location: &types.DocumentationPartLocation{Type: types.DocumentationPartTypeModel, Name: new("Empty")},
	})
	s.refused(err, "ConflictException: Documentation part already exists for the specified location: type 'MODEL', name 'Empty'")
}

func TestDocumentationVersionsThroughTheSDK(t *testing.T) {
	s, ctx := openSDK(t), t.Context()
	v := answered(s.CreateDocumentationVersion(ctx, &apigateway.CreateDocumentationVersionInput{
		RestApiId: &s.api, DocumentationVersion: new("1.0"), Description: new("first"), StageName: new("dev"),
	}))
	members := func(description string) string {
		return `{"CreatedDate":"` + v.CreatedDate.Format("2006-01-02T15:04:05Z") + `","Description":"` + description + `","Version":"1.0"}`
	}
	s.read(v, members("first"))
	get := &apigateway.GetDocumentationVersionInput{RestApiId: &s.api, DocumentationVersion: new("1.0")}
	s.read(answered(s.GetDocumentationVersion(ctx, get)), members("first"))
	s.read(answered(s.UpdateDocumentationVersion(ctx, &apigateway.UpdateDocumentationVersionInput{
		RestApiId: &s.api, DocumentationVersion: new("1.0"), PatchOperations: patches("replace", "/description", "the first"),
	})), members("the first"))
	s.read(answered(s.GetDocumentationVersions(ctx, &apigateway.GetDocumentationVersionsInput{RestApiId: &s.api})).Items, `[`+members("the first")+`]`)

	shown := func(stage string) string {
		st := answered(s.GetStage(ctx, &apigateway.GetStageInput{RestApiId: &s.api, StageName: &stage}))
		if st.DocumentationVersion == nil {
			return ""
		}
		return *st.DocumentationVersion
	}
	if got := shown("dev") + "," + shown("prod"); got != "1.0," {
		t.Errorf("the stages show %s, want 1.0 and none", got)
	}
	show := func(stage, version string) error {
		_, err := s.UpdateStage(ctx, &apigateway.UpdateStageInput{RestApiId: &s.api, StageName: &stage, PatchOperations: patches("replace", "/documentationVersion", version)})
		return err
	}
	s.refused(show("prod", "2.0"), "NotFoundException: Invalid Documentation version specified")
	_, err := s.CreateStage(ctx, &apigateway.CreateStageInput{RestApiId: &s.api, StageName: new("new"), DeploymentId: &s.deployment, DocumentationVersion: new("2.0")})
	s.refused(err, "NotFoundException: Invalid Documentation version specified")
	del := &apigateway.DeleteDocumentationVersionInput{RestApiId: &s.api, DocumentationVersion: new("1.0")}
	_, err = s.DeleteDocumentationVersion(ctx, del)
	s.refused(err, "BadRequestException: Active stages pointing to this documentation version must be moved or deleted")
	if err := show("dev", ""); err != nil {
		t.Fatal(err)
	}
	answered(s.DeleteDocumentationVersion(ctx, del))
	_, err = s.GetDocumentationVersion(ctx, get)
	s.refused(err, "NotFoundException: Invalid Documentation version specified")
}
