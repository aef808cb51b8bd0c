package decide

import (
	"fmt"
	"maps"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/openapi"
)

// paths takes the document's methods, with the resources that lead to them. What
// an overwritten API has at other paths is gone.
func (i *importing) paths() {
	root := &apigateway.Resource{Id: i.content.RestApi.RootResourceId, Path: "/"}
	i.resources["/"] = root
	if i.was != nil && !i.overwrite {
		for _, r := range i.was.Tree.Resources.All() {
			now := *r
			now.ResourceMethods = maps.Clone(r.ResourceMethods)
			i.resources[r.Path] = &now
		}
	}
	for n := range i.def.Paths {
		p := &i.def.Paths[n]
		r, err := i.resource(p.Path)
		if i.fail(err, "Unable to create resource at path '"+p.Path+"': ") {
			continue
		}
		for m := range p.Methods {
			i.method(r, &p.Methods[m])
		}
	}
}

// resource is the resource at a path, made with those that lead to it if it is
// not there. It keeps the id that the API had for its path.
func (i *importing) resource(path string) (*apigateway.Resource, error) {
	if r := i.resources[path]; r != nil {
		return r, nil
	}
	at := strings.LastIndexByte(path, '/')
	above, part := path[:at], path[at+1:]
	if above == "" {
		above = "/"
	}
	parent, err := i.resource(above)
	if err != nil {
		return nil, err
	}
	if err := checkPart(parent, part, nil, i.variableUnder(parent)); err != nil {
		return nil, err
	}
	r := &apigateway.Resource{ParentId: parent.Id, PathPart: part, Path: path}
	if i.was != nil && i.was.Tree.ByPath(path) != nil {
		r.Id = i.was.Tree.ByPath(path).Id
	} else {
		r.Id = i.id()
	}
	i.resources[path] = r
	if strings.HasPrefix(part, "{") {
		i.variables[parent.Id] = r
	}
	return r, nil
}

// variableUnder is the resource under a parent whose part is a variable, nil if
// there is none.
func (i *importing) variableUnder(parent *apigateway.Resource) *apigateway.Resource {
	if r := i.variables[parent.Id]; r != nil {
		return r
	}
	if i.was != nil && !i.overwrite {
		return i.was.Tree.VariableChild(parent.Id)
	}
	return nil
}

// method gives a resource a method of the document, whole: what it had of that
// verb is overwritten.
func (i *importing) method(r *apigateway.Resource, d *openapi.Method) {
	m := d.Method
	on := fmt.Sprintf("'%s' on resource at path '%s': ", m.HttpMethod, r.Path)
	m.AuthorizerId, m.RequestValidatorId = i.authorizers[d.AuthorizerId], i.validator(d.RequestValidatorId, on)
	if i.fail(checkMethod(i.tree, &m), "Unable to put method "+on) {
		return
	}
	for _, response := range m.MethodResponses {
		i.fail(checkMethodResponse(i.tree, response), "Unable to put method response on "+forResource(&m, r))
	}
	if m.MethodIntegration != nil {
		i.integration(r, &m, d.Responses)
	}
	if r.ResourceMethods == nil {
		r.ResourceMethods = map[string]*apigateway.Method{}
	}
	r.ResourceMethods[m.HttpMethod] = &m
}

func forResource(m *apigateway.Method, r *apigateway.Resource) string {
	return fmt.Sprintf("'%s' for resource at path '%s': ", m.HttpMethod, r.Path)
}

// validator is the id of the request validator of that name, "" for none.
func (i *importing) validator(name, on string) string {
	if name == "" {
		return ""
	}
	id, ok := i.validators[name]
	if !ok {
		i.fail(events.Refuse(events.BadRequest, "Invalid Request Validator identifier specified"), "Unable to put method "+on)
	}
	return id
}

func (i *importing) integration(r *apigateway.Resource, m *apigateway.Method, responses []apigateway.IntegrationResponse) {
	backend := m.MethodIntegration
	if i.fail(checkIntegrationType(backend.Type), "Unable to put integration on "+forResource(m, r)) {
		return
	}
	if i.fail(checkIntegration(i.world.Account, r.Id, m, backend), "Unable to put integration on "+forResource(m, r)) {
		return
	}
	for n := range responses {
		response := &responses[n]
		if i.fail(checkIntegrationResponse(m, response), "Unable to put integration response on "+forResource(m, r)) {
			continue
		}
		if backend.IntegrationResponses == nil {
			backend.IntegrationResponses = map[string]*apigateway.IntegrationResponse{}
		}
		backend.IntegrationResponses[response.StatusCode] = response
	}
}

// checkIntegrationType refuses a type that the model of PutIntegration would.
func checkIntegrationType(typ string) error {
	return validOption("IntegrationType", typ, []string{"HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY"})
}
