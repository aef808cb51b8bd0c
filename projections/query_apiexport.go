package projections

import (
	"strings"
	"time"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/openapi"
)

// An ApiExport is a document as ExportApi answers it: its body is the whole answer.
type ApiExport struct {
	Body []byte `json:"body"`

	mediaType string
}

// MediaType is what the body is.
func (e ApiExport) MediaType() string { return e.mediaType }

// ExportApi answers ExportApi: the OpenAPI document of what a stage serves, or of
// the API as it is now when no stage is named. An API without a version has a date
// for it, as AWS writes it: 2026-01-11 06:08:40UTC.
//
// Q. Which date? It differs between AWS's exports of one API. Here it is the
// deployment's, or the API's own when no stage is named.
func (w V2) ExportApi(c apigatewayv2.ExportApi) (ApiExport, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return ApiExport{}, err
	}
	if err := checkExport(api, c); err != nil {
		return ApiExport{}, err
	}
	tree, date := api.Tree, api.Tree.CreatedDate
	stage := ""
	if c.StageName != nil {
		stage = *c.StageName
	}
	if stage != "" {
		st, err := api.Stage(stage)
		if err != nil {
			return ApiExport{}, err
		}
		d := api.Deployments.Get(st.DeploymentId)
		if d == nil {
			return ApiExport{}, notFound("Deployment", "Invalid Deployment identifier specified "+st.DeploymentId)
		}
		tree, date = d.Tree, d.CreatedDate
	}
	source := tree.source(w.Region, stage)
	if source.Version == "" {
		source.Version = exportDate(date)
	}
	n := openapi.Write(source, c.IncludeExtensions == nil || *c.IncludeExtensions)
	if c.OutputType == "YAML" {
		return ApiExport{n.YAML(), "application/yaml"}, nil
	}
	return ApiExport{n.Pretty(), "application/json"}, nil
}

// checkExport refuses what there is no document of.
func checkExport(api *Api, c apigatewayv2.ExportApi) error {
	switch {
	case c.Specification != "OAS30":
		return events.Refuse(events.BadRequest, "Invalid specification specified. Valid options are OAS30")
	case c.OutputType != "JSON" && c.OutputType != "YAML":
		return events.Refuse(events.BadRequest, "Invalid outputType specified. Valid options are JSON,YAML")
	case c.ExportVersion != nil && *c.ExportVersion != "" && *c.ExportVersion != "1.0":
		return events.Refuse(events.BadRequest, "Invalid exportVersion specified. Valid options are 1.0")
	case api.Tree.ProtocolType != apigatewayv2.HTTP:
		return events.Refuse(events.BadRequest, "Export is not supported for APIs with a protocol type of %s", api.Tree.ProtocolType)
	}
	return nil
}

// source is the tree as a document is written of it.
func (t *ApiTree) source(region, stage string) openapi.Source {
	s := openapi.Source{Api: t.Api, Region: region, StageName: stage, Tags: events.WithoutIDTags(t.Tags)}
	for _, a := range t.Authorizers.All() {
		s.Authorizers = append(s.Authorizers, *a)
	}
	for _, r := range t.Routes.All() {
		s.Routes = append(s.Routes, r.Route)
	}
	s.Integration = func(id string) *apigatewayv2.Integration {
		if in := t.Integrations.Get(id); in != nil {
			return &in.Integration
		}
		return nil
	}
	return s
}

// exportDate is a date as AWS's exports have it.
func exportDate(date string) string {
	t, err := time.Parse(time.RFC3339, date)
	if err != nil {
		return strings.ToValidUTF8(date, "")
	}
	return t.UTC().Format("2006-01-02 15:04:05") + "UTC"
}
