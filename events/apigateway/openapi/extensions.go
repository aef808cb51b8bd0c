package openapi

import (
	"strconv"

	"reel/events/apigateway"
	"reel/events/apigateway/openapi/document"
)

// Extensions of the whole API.
const (
	apiKeySource       = "x-amazon-apigateway-api-key-source"
	binaryMediaTypes   = "x-amazon-apigateway-binary-media-types"
	compressionSize    = "x-amazon-apigateway-minimum-compression-size"
	endpointAccessMode = "x-amazon-apigateway-endpoint-access-mode"
	endpointExtension  = "x-amazon-apigateway-endpoint-configuration"
	gatewayResponses   = "x-amazon-apigateway-gateway-responses"
	policyExtension    = "x-amazon-apigateway-policy"
	requestValidator   = "x-amazon-apigateway-request-validator"
	requestValidators  = "x-amazon-apigateway-request-validators"
	securityPolicy     = "x-amazon-apigateway-security-policy"
)

// extensions takes what the document says of the API itself.
func (r *reader) extensions() {
	r.ApiKeySource = upper(r.root.Get(apiKeySource))
	r.EndpointAccessMode = upper(r.root.Get(endpointAccessMode))
	r.SecurityPolicy = r.root.Get(securityPolicy).Scalar()
	if types := r.root.Get(binaryMediaTypes); types != nil {
		r.BinaryMediaTypes = append([]string{}, texts(types)...)
	}
	if size := r.root.Get(compressionSize); size != nil {
		n, err := strconv.ParseInt(size.Scalar(), 10, 64)
		if err != nil {
			n = -1 // which none may be
		}
		r.MinimumCompressionSize = &n
	}
	if policy := r.root.Get(policyExtension); policy != nil {
		if r.Policy = policy.Scalar(); policy.Is(document.Object) {
			r.Policy = string(policy.JSON())
		}
	}
	r.endpoint()
	r.takeGatewayResponses()
}

// endpoint takes the endpoint configuration: it is an extension of the document
// in Swagger, and of the first server in OpenAPI 3.
func (r *reader) endpoint() {
	n := r.root.Get(endpointExtension)
	if !r.swagger {
		if servers := r.root.Get("servers"); servers.Is(document.List) && len(servers.Items) > 1 {
			r.warn("More than one server provided. Ignoring all but the first for defining endpoint configuration")
		}
		if own := r.server().Get(endpointExtension); own != nil {
			n = own
		}
	}
	if n == nil {
		return
	}
	if disabled := n.Get("disableExecuteApiEndpoint"); disabled != nil {
		value := disabled.Scalar() == "true"
		r.DisableExecuteApiEndpoint = &value
	}
	if ids := n.Get("vpcEndpointIds"); ids != nil {
		r.VpcEndpointIds = append([]string{}, texts(ids)...)
	}
	r.IpAddressType = n.Get("ipAddressType").Scalar()
}

// validators takes the request validators and the name of the one that stands
// where a method names none.
func (r *reader) validators() {
	r.defaultValidator = r.root.Get(requestValidator).Scalar()
	all := r.root.Get(requestValidators)
	if all == nil {
		return
	}
	for _, m := range all.Members {
		if r.spend(len(m.Name)) {
			r.RequestValidators = append(r.RequestValidators, apigateway.RequestValidator{
				Name:                      m.Name,
				ValidateRequestBody:       m.Value.Get("validateRequestBody").Scalar() == "true",
				ValidateRequestParameters: m.Value.Get("validateRequestParameters").Scalar() == "true",
			})
		}
	}
}

func (r *reader) takeGatewayResponses() {
	all := r.root.Get(gatewayResponses)
	if all == nil {
		return
	}
	for _, m := range all.Members {
		r.GatewayResponses = append(r.GatewayResponses, GatewayResponse{
			Parameters:   r.strings(m.Value.Get("responseParameters")),
			ResponseType: m.Name,
			StatusCode:   m.Value.Get("statusCode").Scalar(),
			Templates:    r.strings(m.Value.Get("responseTemplates")),
		})
	}
}

// strings is an object of strings.
func (r *reader) strings(n *document.Node) map[string]string {
	if !n.Is(document.Object) || len(n.Members) == 0 {
		return nil
	}
	out := map[string]string{}
	for _, m := range n.Members {
		if r.spend(len(m.Name) + len(m.Value.Scalar())) {
			out[m.Name] = m.Value.Scalar()
		}
	}
	return out
}
