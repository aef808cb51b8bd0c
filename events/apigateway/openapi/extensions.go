package openapi

import (
	"strconv"

	"reel/events/apigateway"
	"reel/events/document"
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
	r.ApiKeySource = upper(r.Root.Get(apiKeySource))
	r.EndpointAccessMode = upper(r.Root.Get(endpointAccessMode))
	r.SecurityPolicy = r.Root.Get(securityPolicy).Scalar()
	if types := r.Root.Get(binaryMediaTypes); types != nil {
		r.BinaryMediaTypes = append([]string{}, types.Strings()...)
	}
	if size := r.Root.Get(compressionSize); size != nil {
		n, err := strconv.ParseInt(size.Scalar(), 10, 64)
		if err != nil {
			n = -1 // which none may be
		}
		r.MinimumCompressionSize = &n
	}
	if policy := r.Root.Get(policyExtension); policy != nil {
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
	n := r.Root.Get(endpointExtension)
	if !r.Swagger {
		if servers := r.Root.Get("servers"); servers.Is(document.List) && len(servers.Items) > 1 {
			r.Warn("More than one server provided. Ignoring all but the first for defining endpoint configuration")
		}
		if own := r.Server().Get(endpointExtension); own != nil {
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
		r.VpcEndpointIds = append([]string{}, ids.Strings()...)
	}
	r.IpAddressType = n.Get("ipAddressType").Scalar()
}

// validators takes the request validators and the name of the one that stands
// where a method names none.
func (r *reader) validators() {
	r.defaultValidator = r.Root.Get(requestValidator).Scalar()
	all := r.Root.Get(requestValidators)
	if all == nil {
		return
	}
	for _, m := range all.Members {
		if r.Spend(len(m.Name)) {
			r.RequestValidators = append(r.RequestValidators, apigateway.RequestValidator{
				Name:                      m.Name,
				ValidateRequestBody:       m.Value.Get("validateRequestBody").Scalar() == "true",
				ValidateRequestParameters: m.Value.Get("validateRequestParameters").Scalar() == "true",
			})
		}
	}
}

func (r *reader) takeGatewayResponses() {
	all := r.Root.Get(gatewayResponses)
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
		if r.Spend(len(m.Name) + len(m.Value.Scalar())) {
			out[m.Name] = m.Value.Scalar()
		}
	}
	return out
}
