package openapi

import (
	"slices"
	"strconv"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

// extensions writes what OpenAPI has no place for of the API itself.
func (w *writer) extensions() {
	if w.ApiKeySource != "HEADER" {
		w.root.SetText(apiKeySource, w.ApiKeySource)
	}
	w.root.Set(requestValidators, w.validators())
	w.root.Set(gatewayResponses, w.gatewayResponses())
	if policy, err := document.Parse([]byte(w.PolicyDocument())); err == nil && policy.Is(document.Object) {
		w.root.Set(policyExtension, policy)
	}
	if len(w.BinaryMediaTypes) > 0 {
		w.root.Set(binaryMediaTypes, document.Texts(w.BinaryMediaTypes))
	}
	if w.MinimumCompressionSize != nil {
		w.root.Set(compressionSize, document.Literal(strconv.FormatInt(*w.MinimumCompressionSize, 10)))
	}
	if w.Swagger {
		w.root.Set(endpointExtension, w.endpoint())
	}
	w.root.SetText(securityPolicy, w.SecurityPolicy).SetText(endpointAccessMode, w.EndpointAccessMode)
}

// endpoint is the endpoint configuration, nil when it is as it is by default.
func (w *writer) endpoint() *document.Node {
	n := document.NewObject()
	if w.DisableExecuteApiEndpoint {
		n.Set("disableExecuteApiEndpoint", document.Flag(true))
	}
	if e := w.EndpointConfiguration; e != nil && len(e.VpcEndpointIds) > 0 {
		n.Set("vpcEndpointIds", document.Texts(e.VpcEndpointIds))
	}
	if len(n.Members) == 0 {
		return nil
	}
	return n
}

// validators are the request validators that have a name to be referred to by.
func (w *writer) validators() *document.Node {
	all := slices.DeleteFunc(slices.Clone(w.RequestValidators), func(v apigateway.RequestValidator) bool { return v.Name == "" })
	slices.SortFunc(all, func(a, b apigateway.RequestValidator) int { return strings.Compare(a.Name, b.Name) })
	if len(all) == 0 {
		return nil
	}
	out := document.NewObject()
	for _, v := range all {
		out.Set(v.Name, document.NewObject().
			Set("validateRequestParameters", document.Flag(v.ValidateRequestParameters)).
			Set("validateRequestBody", document.Flag(v.ValidateRequestBody)))
	}
	return out
}

func (w *writer) gatewayResponses() *document.Node {
	if len(w.GatewayResponses) == 0 {
		return nil
	}
	out := document.NewObject()
	for _, r := range w.GatewayResponses {
		n := document.NewObject()
		if r.StatusCode != "" {
			n.Set("statusCode", document.Literal(r.StatusCode))
		}
		out.Set(r.ResponseType, n.Set("responseParameters", sortedTexts(r.ResponseParameters)).
			Set("responseTemplates", sortedTexts(r.ResponseTemplates)))
	}
	return out
}
