package decide

import (
	"maps"
	"slices"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// api takes what the document says of the API itself. What it says nothing of is
// as it was, or by default when the document is put in the API's place.
func (i *importing) api() {
	api, def := &i.content.RestApi, i.def
	if i.overwrite {
		api.ApiKeySource, api.BinaryMediaTypes, api.Description, api.DisableExecuteApiEndpoint = "HEADER", nil, "", false
		api.MinimumCompressionSize, api.Policy = nil, ""
	}
	api.Name = valueOr(said(def.Title), api.Name)
	api.Version = valueOr(said(def.Version), api.Version)
	api.Description = valueOr(said(def.Description), api.Description)
	api.ApiKeySource = valueOr(said(def.ApiKeySource), api.ApiKeySource)
	api.SecurityPolicy = valueOr(said(def.SecurityPolicy), api.SecurityPolicy)
	api.EndpointAccessMode = valueOr(said(def.EndpointAccessMode), api.EndpointAccessMode)
	api.DisableExecuteApiEndpoint = valueOr(def.DisableExecuteApiEndpoint, api.DisableExecuteApiEndpoint)
	if def.MinimumCompressionSize != nil {
		api.MinimumCompressionSize = def.MinimumCompressionSize
	}
	i.binaryMediaTypes()
	i.vpcEndpoints()
	i.checkApi()
	if def.Policy != "" {
		policy, err := escapePolicy(i.world, api.Id, def.Policy)
		i.fail(err, "")
		api.Policy = policy
	}
}

// said is a text, nil when it is empty.
func said(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (i *importing) checkApi() {
	api := &i.content.RestApi
	i.fail(checkRestApi(apigateway.CreateRestApi{Name: api.Name, MinimumCompressionSize: api.MinimumCompressionSize}), "")
	i.fail(oneOf("apiKeySource", api.ApiKeySource, "HEADER", "AUTHORIZER"), "")
	if api.SecurityPolicy != "" {
		i.fail(oneOf("securityPolicy", api.SecurityPolicy, securityPolicies...), "")
	}
	if api.EndpointAccessMode != "" {
		i.fail(oneOf("endpointAccessMode", api.EndpointAccessMode, "BASIC", "STRICT"), "")
	}
}

// binaryMediaTypes adds the document's to those that the API has.
func (i *importing) binaryMediaTypes() {
	api := &i.content.RestApi
	types := slices.Clone(api.BinaryMediaTypes)
	for _, t := range i.def.BinaryMediaTypes {
		if !slices.Contains(types, t) {
			types = append(types, t)
		}
	}
	api.BinaryMediaTypes = types
}

// vpcEndpoints takes the endpoints of a private API that is there; the type of
// its endpoint does not change. Put in an API's place, a document without them
// takes them away.
func (i *importing) vpcEndpoints() {
	if i.was == nil || i.def.VpcEndpointIds == nil && !i.overwrite {
		return
	}
	e := cloneEndpoint(i.content.RestApi.EndpointConfiguration)
	e.VpcEndpointIds = slices.Clone(i.def.VpcEndpointIds)
	i.fail(checkEndpoint(e), "")
	i.content.RestApi.EndpointConfiguration = e
}

// models takes the document's models. They may refer to each other in any order,
// and to those that the API keeps.
func (i *importing) models() {
	if i.was != nil && !i.overwrite {
		i.tree.Models = i.was.Tree.Models
	}
	for n := range i.def.Models {
		m := &i.def.Models[n]
		if m.Id = i.idOf(m.Name); m.Id == "" {
			m.Id = i.id()
		}
		i.tree.Models = i.tree.Models.Set(m.Name, m)
	}
	for _, m := range i.def.Models {
		of := "Unable to create model for '" + m.Name + "': "
		if !i.fail(checkModelName(m.Name), of) {
			i.fail(checkSchema(i.tree, m), of)
		}
	}
}

// idOf is the id of the model of that name that the API had, "" if it had none.
func (i *importing) idOf(model string) string {
	if i.was != nil {
		if m := i.was.Tree.Models.Get(model); m != nil {
			return m.Id
		}
	}
	return ""
}

func (i *importing) requestValidators() {
	had := map[string]*apigateway.RequestValidator{}
	if i.was != nil {
		for id, v := range i.was.Tree.RequestValidators.All() {
			had[v.Name] = v
			if !i.overwrite {
				i.validators[v.Name] = id
				i.tree.RequestValidators = i.tree.RequestValidators.Set(id, v)
			}
		}
	}
	for n := range i.def.RequestValidators {
		v := &i.def.RequestValidators[n]
		if was := had[v.Name]; was != nil {
			v.Id = was.Id
		} else {
			v.Id = i.id()
		}
		if v.Name == "" { // no two of a document, or of what it is merged into, have one name
			i.fail(checkValidatorName(i.tree, *v), "Unable to create request validator '': ")
		}
		i.validators[v.Name] = v.Id
		i.tree.RequestValidators = i.tree.RequestValidators.Set(v.Id, v)
	}
}

func (i *importing) takeAuthorizers() {
	had := map[string]*apigateway.Authorizer{}
	if i.was != nil {
		for id, a := range i.was.Tree.Authorizers.All() {
			had[a.Name] = a
			if !i.overwrite {
				i.authorizers[a.Name] = id
				i.tree.Authorizers = i.tree.Authorizers.Set(id, a)
			}
		}
	}
	for n := range i.def.Authorizers {
		a := &i.def.Authorizers[n]
		if was := had[a.Name]; was != nil {
			a.Id = was.Id
		} else {
			a.Id = i.id()
		}
		if a.AuthType == "" {
			a.AuthType = authTypes[a.Type]
		}
		i.fail(checkAuthorizer(a), "Unable to create Authorizer '"+a.Name+"': ")
		i.authorizers[a.Name] = a.Id
		i.tree.Authorizers = i.tree.Authorizers.Set(a.Id, a)
	}
}

// gatewayResponses takes the document's. What one does not say is AWS's default.
func (i *importing) gatewayResponses() {
	if i.was != nil && !i.overwrite {
		i.tree.GatewayResponses = i.was.Tree.GatewayResponses
	}
	for _, g := range i.def.GatewayResponses {
		of := "Unable to put gateway response '" + g.ResponseType + "': "
		r := projections.DefaultGatewayResponse(g.ResponseType)
		if r.StatusCode == "" && !slices.Contains([]string{"DEFAULT_4XX", "DEFAULT_5XX"}, g.ResponseType) {
			i.fail(events.Refuse(events.BadRequest, "Invalid gateway response type specified"), of)
			continue
		}
		r.DefaultResponse = false
		r.StatusCode = valueOr(said(g.StatusCode), r.StatusCode)
		if g.Parameters != nil {
			r.ResponseParameters = maps.Clone(g.Parameters)
		}
		if g.Templates != nil {
			r.ResponseTemplates = maps.Clone(g.Templates)
		}
		i.fail(checkGatewayResponse(r), of)
		i.tree.GatewayResponses = i.tree.GatewayResponses.Set(r.ResponseType, &r)
	}
}
