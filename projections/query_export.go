package projections

import (
	"slices"
	"strings"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/openapi"
)

// An Export is a document as GetExport answers it: its members but the body are
// headers.
type Export struct {
	Body               []byte `json:"body"`
	ContentDisposition string `json:"contentDisposition"`
	ContentType        string `json:"contentType"`
}

// GetExport answers GetExport: the OpenAPI document of what a stage serves. An API
// without a version has the date of the stage's deployment for it (recorded on AWS).
func (w World) GetExport(c apigateway.GetExport) (Export, error) {
	st, err := w.Stage(c.RestApiId, c.StageName)
	if err != nil {
		return Export{}, err
	}
	form, err := exportForm(c)
	if err != nil {
		return Export{}, err
	}
	d := st.api.Deployments.Get(st.DeploymentId)
	if d == nil {
		return Export{}, events.Refuse(events.NotFound, "Invalid Deployment identifier specified")
	}
	source := d.Tree.source(w.Region, st)
	if source.Version == "" {
		source.Version = documentDate(d.CreatedDate)
	}
	if asked := extensions(c); len(asked) == 0 || slices.Contains(asked, "documentation") {
		source.Documentation = st.documentation()
	}
	n, err := openapi.Write(source, form)
	if err != nil {
		return Export{}, events.Refuse(events.BadRequest, "%s", err)
	}
	out := Export{Body: n.Pretty(), ContentType: "application/octet-stream"}
	kind := "json"
	if accepts(c) == "application/yaml" {
		out.Body, kind = n.YAML(), "yaml"
	}
	out.ContentDisposition = `attachment; filename="` + c.ExportType + "_" + source.Version + "." + kind + `"`
	return out, nil
}

// exportForm is which document is asked for. What an extension is called is in
// https://docs.aws.amazon.com/apigateway/latest/api/API_GetExport.html.
func exportForm(c apigateway.GetExport) (f openapi.Form, err error) {
	if c.ExportType != "oas30" && c.ExportType != "swagger" {
		return f, events.Refuse(events.BadRequest, "Invalid export type specified. Valid options are oas30,swagger")
	}
	if a := accepts(c); a != "application/json" && a != "application/yaml" {
		return f, events.Refuse(events.BadRequest, "Invalid Accept specified. Valid options are application/json,application/yaml")
	}
	f.Swagger = c.ExportType == "swagger"
	for _, name := range extensions(c) {
		switch name {
		case "apigateway":
			f.Api = true
		case "authorizers":
			f.Authorizers = true
		case "integrations":
			f.Integrations = true
		case "postman":
			f.Postman = true
		}
	}
	return f, nil
}

// extensions are the names in the parameter extensions.
func extensions(c apigateway.GetExport) []string {
	return strings.FieldsFunc(c.Parameters["extensions"], func(r rune) bool { return r == ',' || r == ' ' })
}

// accepts is the content type that is asked for. A client that takes anything, or
// names several, gets the first that there is.
func accepts(c apigateway.GetExport) string {
	if c.Accepts == nil || *c.Accepts == "" {
		return "application/json"
	}
	for one := range strings.SplitSeq(*c.Accepts, ",") {
		one, _, _ = strings.Cut(strings.ToLower(strings.TrimSpace(one)), ";")
		switch one {
		case "*/*", "application/*", "application/json":
			return "application/json"
		case "application/yaml":
			return one
		}
	}
	return *c.Accepts
}

// source is the tree as a document is written of it.
func (t *Tree) source(region string, st Stage) openapi.Source {
	s := openapi.Source{
		RestApi: t.RestApi, Model: t.Models.Get, Region: region, StageName: st.StageName,
		Resources: slices.Collect(t.Subtree("/")),
	}
	for _, a := range t.Authorizers.All() {
		s.Authorizers = append(s.Authorizers, *a)
	}
	for _, r := range t.GatewayResponses.All() {
		s.GatewayResponses = append(s.GatewayResponses, *r)
	}
	for _, v := range t.RequestValidators.All() {
		s.RequestValidators = append(s.RequestValidators, *v)
	}
	return s
}

// documentation is the version of the documentation that the stage shows, nil if
// it shows none.
func (s Stage) documentation() *openapi.Documentation {
	v := s.api.DocumentationVersions.Get(s.DocumentationVersion)
	if v == nil {
		return nil
	}
	d := &openapi.Documentation{CreatedDate: documentDate(v.CreatedDate), Version: v.Version}
	for _, p := range v.Parts.All() {
		d.Parts = append(d.Parts, *p)
	}
	return d
}

// documentDate is a date as documents have it.
func documentDate(seconds int64) string { return time.Unix(seconds, 0).UTC().Format(time.RFC3339) }
