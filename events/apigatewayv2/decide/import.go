package decide

import (
	"slices"
	"strings"

	"reel/events"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/openapi"
	"reel/events/oas"
	"reel/projections"
)

// ImportApi makes an HTTP API of an OpenAPI document. It has no stage. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-open-api.html.
func ImportApi(env events.Env, w projections.World, c apigatewayv2.ImportApi) (events.Event, error) {
	def, err := readDefinition(w, c.Body, deref(c.Basepath))
	if err != nil {
		return nil, err
	}
	id, err := env.ApiID(def.Tags)
	if err != nil {
		return nil, err
	}
	i := newImporting(env, def, apigatewayv2.Api{
		ApiId: id, ApiKeySelectionExpression: keySelection, CreatedDate: timestamp(env), IpAddressType: "ipv4",
		ProtocolType: apigatewayv2.HTTP, RouteSelectionExpression: httpSelection, Tags: map[string]string{},
	})
	if err := i.run(deref(c.FailOnWarnings)); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.ApiImported{ApiContent: i.content})
}

// ReimportApi puts an OpenAPI document in the place of an HTTP API. The API keeps
// its id, its stages, its deployments and how its endpoint is; what the document
// does not say is gone. What has the same name or key keeps its id.
//
// Q. What else does AWS keep? Terraform's provider restores the description and
// the version of an API after each import that says nothing of them, so that those
// are not kept; tags it leaves alone, so that a document without tags keeps them.
func ReimportApi(env events.Env, w projections.World, c apigatewayv2.ReimportApi) (events.Event, error) {
	was, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	if was.Tree.ProtocolType != apigatewayv2.HTTP {
		return nil, refuse("Import is not supported for APIs with a protocol type of %s", was.Tree.ProtocolType)
	}
	def, err := readDefinition(w, c.Body, deref(c.Basepath))
	if err != nil {
		return nil, err
	}
	api := was.Tree.Api
	api.CorsConfiguration, api.Description, api.Version = nil, "", ""
	i := newImporting(env, def, api)
	i.was = was.Tree
	if err := i.run(deref(c.FailOnWarnings)); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.ApiReimported{ApiContent: i.content})
}

// maxDefinition is how large an API definition may be, in bytes, as that of a REST
// API: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html
const maxDefinition = 6 << 20

// readDefinition reads a document as a call asks.
func readDefinition(w projections.World, body, basepath string) (*openapi.Definition, error) {
	if len(body) > maxDefinition {
		return nil, refuse("The API definition exceeds %d bytes.", maxDefinition)
	}
	if basepath != "" && !slices.Contains([]string{"ignore", "prepend", "split"}, basepath) {
		return nil, refuse("Invalid basepath specified. Valid options are ignore,prepend,split")
	}
	def, err := openapi.Read([]byte(body), openapi.Options{
		Variables: oas.Variables{Account: w.Account, Region: w.Region}, BasePath: basepath,
	})
	if err != nil {
		return nil, refuse("%s", err)
	}
	return def, nil
}

// An importing is an import while it is decided.
type importing struct {
	env events.Env
	def *openapi.Definition
	was *projections.ApiTree // nil for a new API

	content     apigatewayv2.ApiContent
	tree        *projections.ApiTree // what routes may refer to, and how they are told apart
	authorizers map[string]string    // ids by names, of those that were created
	placed      map[int]string       // ids of integrations by their places, "" for one that was not created
	taken       map[string]bool      // ids
}

func newImporting(env events.Env, def *openapi.Definition, api apigatewayv2.Api) *importing {
	return &importing{
		env: env, def: def, content: apigatewayv2.ApiContent{Api: api},
		authorizers: map[string]string{}, placed: map[int]string{}, taken: map[string]bool{},
	}
}

// run does the import part by part. What is wrong with the API is told at once;
// what is wrong with a part of it is a warning, and the part is not created.
func (i *importing) run(failOnWarnings bool) error {
	i.api()
	i.tree = projections.NewApiTree(i.content.Api)
	i.takeAuthorizers()
	i.routes()
	if len(i.def.Errors) > 0 {
		return i.refused()
	}
	if len(i.def.Warnings) > 0 && failOnWarnings {
		return refuse("Warnings found during import:\n\t%s", told(i.def.Warnings))
	}
	i.content.ImportInfo, i.content.Warnings = i.def.Info, i.def.Warnings
	return nil
}

// maxTold is how many findings of a kind a refusal tells.
const maxTold = 200

func told(findings []string) string {
	return strings.Join(findings[:min(len(findings), maxTold)], "\n\t")
}

// refused is the refusal of an import, with what was only passed over behind what
// was wrong.
func (i *importing) refused() error {
	text := "Errors found during import:\n\t" + told(i.def.Errors)
	if len(i.def.Warnings) > 0 {
		text += "\nAdditionally, these warnings were found:\n\t" + told(i.def.Warnings)
	}
	return refuse("%s", text)
}

// warn notes a refusal, if it is one, behind words that say what was not created.
func (i *importing) warn(err error, what string) (failed bool) {
	if err == nil {
		return false
	}
	i.def.Warn("%s: %s", what, events.Refusal(err).Message)
	return true
}

// api takes what the document says of the API itself.
func (i *importing) api() {
	api, def := &i.content.Api, i.def
	if def.Title != "" {
		api.Name = def.Title
	}
	if def.Description != "" {
		api.Description = def.Description
	}
	if def.Version != "" {
		api.Version = def.Version
	}
	if def.IpAddressType != "" {
		api.IpAddressType = def.IpAddressType
	}
	set(&api.DisableExecuteApiEndpoint, def.DisableExecuteApiEndpoint)
	if def.Tags != nil {
		api.Tags = def.Tags
	}
	cors, err := newCors(api.ProtocolType, def.Cors, nil)
	if !i.warn(err, "Unable to set CORS configuration") {
		api.CorsConfiguration = cors
	}
	if err := first(checkApi(api), v1.CheckTags(api.Tags)); err != nil {
		def.Fail("%s", events.Refusal(err).Message)
	}
}

// id is the first of those that is not taken yet, else a new one with so many
// characters: thousands may be drawn at once.
func (i *importing) id(n int, had ...string) string {
	for _, id := range had {
		if id != "" && !i.taken[id] {
			i.taken[id] = true
			return id
		}
	}
	for {
		if id := i.env.NewID(n); !i.taken[id] && !i.known(id) {
			i.taken[id] = true
			return id
		}
	}
}

// known tells whether the API had something with an id, which may still keep it.
func (i *importing) known(id string) bool {
	return i.was != nil && (i.was.Authorizers.Get(id) != nil || i.was.Integrations.Get(id) != nil || i.was.Routes.Get(id) != nil)
}
