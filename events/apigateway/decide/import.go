package decide

import (
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/openapi"
	"reel/projections"
)

// maxDefinition is how large an API definition may be, in bytes:
// https://docs.aws.amazon.com/apigateway/latest/api/API_ImportRestApi.html
const maxDefinition = 6 << 20

// ImportRestApi makes a REST API of an OpenAPI document: with the models that the
// document has, and no others.
func ImportRestApi(env events.Env, w projections.World, c apigateway.ImportRestApi) (events.Event, error) {
	id := env.NewApiID()
	def, err := readDefinition(w, id, c.Body, c.Parameters)
	if err != nil {
		return nil, err
	}
	endpoint, err := importedEndpoint(def, c.Parameters["endpointConfigurationTypes"])
	if err != nil {
		return nil, err
	}
	i := newImporting(env, w, def)
	i.content.RestApi = apigateway.RestApi{
		ApiKeySource: "HEADER", CreatedDate: env.Now.Unix(), EndpointConfiguration: endpoint, Id: id, RootResourceId: env.NewID(10),
	}
	i.taken[i.content.RestApi.RootResourceId] = true
	if err := i.run(deref(c.FailOnWarnings)); err != nil {
		return nil, err
	}
	return apigateway.RestApiImported{RestApiContent: i.content}, nil
}

// PutRestApi merges an OpenAPI document into a REST API, or puts it in its place.
// Either way what has the same name or path keeps its id. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-update.html.
func PutRestApi(env events.Env, w projections.World, c apigateway.PutRestApi) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	def, err := readDefinition(w, c.RestApiId, c.Body, c.Parameters)
	if err != nil {
		return nil, err
	}
	i := newImporting(env, w, def)
	i.onto(api, deref(c.Mode) == "overwrite", c.Parameters["ignore"] == "documentation")
	if err := i.run(deref(c.FailOnWarnings)); err != nil {
		return nil, err
	}
	return apigateway.RestApiPut{RestApiContent: i.content}, nil
}

// readDefinition reads a document as the call's parameters ask.
func readDefinition(w projections.World, restApiID string, body []byte, parameters map[string]string) (*openapi.Definition, error) {
	if len(body) > maxDefinition {
		return nil, events.Refuse("RequestEntityTooLargeException", "The API definition exceeds %d bytes.", maxDefinition)
	}
	base := parameters["basepath"]
	if base != "" && !slices.Contains([]string{"ignore", "prepend", "split"}, base) {
		return nil, events.Refuse(events.BadRequest, "Invalid basepath specified. Valid options are ignore,prepend,split")
	}
	def, err := openapi.Read(body, openapi.Options{
		Account: w.Account, BasePath: base, Documentation: parameters["ignore"] != "documentation", Region: w.Region, RestApiId: restApiID,
	})
	if err != nil {
		return nil, events.Refuse(events.BadRequest, "%s", err)
	}
	return def, nil
}

// importedEndpoint is the endpoint configuration of a new API: EDGE unless the
// call or the document says else.
func importedEndpoint(def *openapi.Definition, types string) (*apigateway.EndpointConfiguration, error) {
	var c apigateway.EndpointConfigurationInput
	if types != "" {
		for typ := range strings.SplitSeq(types, ",") {
			if !slices.Contains([]string{"REGIONAL", "EDGE", "PRIVATE"}, typ) {
				return nil, events.Refuse(events.BadRequest, "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE")
			}
			c.Types = append(c.Types, typ)
		}
	}
	if def.IpAddressType != "" {
		c.IpAddressType = &def.IpAddressType
	}
	c.VpcEndpointIds = def.VpcEndpointIds
	return endpointConfiguration(&c)
}

// An importing is an import while it is decided.
type importing struct {
	env   events.Env
	world projections.World
	def   *openapi.Definition

	content   apigateway.RestApiContent
	overwrite bool
	was       *projections.RestApi // nil for a new API
	keepParts bool                 // whether documentation is left alone

	authorizers, validators map[string]string // ids by names
	resources               map[string]*apigateway.Resource
	taken                   map[string]bool                 // ids
	tree                    *projections.Tree               // what methods may refer to
	variables               map[string]*apigateway.Resource // new resources whose part is a variable, by their parents' ids
	errors                  []string
}

func newImporting(env events.Env, w projections.World, def *openapi.Definition) *importing {
	return &importing{
		env: env, world: w, def: def, errors: def.Errors,
		authorizers: map[string]string{}, validators: map[string]string{},
		resources: map[string]*apigateway.Resource{}, taken: map[string]bool{},
		variables: map[string]*apigateway.Resource{},
	}
}

// onto makes it an import onto an API that is there.
func (i *importing) onto(api *projections.RestApi, overwrite, keepParts bool) {
	i.was, i.overwrite, i.keepParts = api, overwrite, keepParts
	i.content.RestApi = api.Tree.RestApi
	for id := range api.Tree.Resources.All() {
		i.taken[id] = true
	}
}

// run does the import part by part. All that is wrong is told at once.
func (i *importing) run(failOnWarnings bool) error {
	i.tree = &projections.Tree{}
	i.api()
	i.tree.RestApi = i.content.RestApi
	i.models()
	i.requestValidators()
	i.takeAuthorizers()
	i.gatewayResponses()
	i.paths()
	i.documentation()
	i.content.Warnings = i.def.Warnings
	if len(i.errors) > 0 {
		return i.refused()
	}
	if len(i.def.Warnings) > 0 && failOnWarnings {
		return events.Refuse(events.BadRequest, "Warnings found during import:\n\t%s", strings.Join(i.def.Warnings, "\n\t"))
	}
	i.gather()
	return nil
}

// How many of an import's problems are told, and in how many bytes each.
const (
	maxTold    = 200
	maxFinding = 1024
)

// refused is AWS's refusal of an import, with what was only passed over behind
// what was wrong.
func (i *importing) refused() error {
	text := "Errors found during import:\n\t" + strings.Join(i.errors[:min(len(i.errors), maxTold)], "\n\t")
	if warnings := i.def.Warnings[:min(len(i.def.Warnings), maxTold)]; len(warnings) > 0 {
		text += "\nAdditionally, these warnings were found:\n\t" + strings.Join(warnings, "\n\t")
	}
	return events.Refuse(events.BadRequest, "%s", text)
}

// fail notes a refusal, if it is one, behind words that say of what.
func (i *importing) fail(err error, of string) (failed bool) {
	if err == nil {
		return false
	}
	if len(i.errors) < maxTold {
		text := of + messageOf(err)
		i.errors = append(i.errors, strings.ToValidUTF8(text[:min(len(text), maxFinding)], ""))
	}
	return true
}

// id draws an id that nothing of the API has: thousands may be drawn at once.
func (i *importing) id() string {
	for {
		if id := i.env.NewID(6); !i.taken[id] {
			i.taken[id] = true
			return id
		}
	}
}

// gather puts the parts into the event in the order in which they are told.
func (i *importing) gather() {
	c := &i.content
	c.Models, c.RequestValidators = rows(i.tree.Models), rows(i.tree.RequestValidators)
	c.Authorizers, c.GatewayResponses = rows(i.tree.Authorizers), rows(i.tree.GatewayResponses)
	for _, r := range i.resources {
		c.Resources = append(c.Resources, *r)
	}
	slices.SortFunc(c.Resources, func(a, b apigateway.Resource) int { return strings.Compare(a.Path, b.Path) })
}
