package openapi

import (
	"strconv"

	"reel/events/apigatewayv2"
	"reel/events/document"
)

const integrationExtension = "x-amazon-apigateway-integration"

// integration takes the backend of the route. One that is among the components'
// is of all the routes that refer to it. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html.
func (op *operation) integration() {
	op.Integration = -1
	n := op.node.Get(integrationExtension)
	if n == nil {
		return
	}
	where := func() string { return op.where() + "." + integrationExtension }
	named := n.Get("$ref") != nil
	if n = op.Resolve(n, where); n == nil {
		return
	}
	if at, ok := op.shared[n]; ok && named {
		op.Integration = at
		return
	}
	if !n.Is(document.Object) || n.Get("type").Scalar() == "" {
		op.malformed()
		return
	}
	in := op.backend(n)
	for _, member := range restMembers {
		if n.Get(member) != nil {
			op.useless(where() + "." + member)
		}
	}
	op.Spend(len(in.IntegrationUri) + len(in.CredentialsArn) + len(in.ConnectionId) + integrationSize)
	op.Integration = len(op.Integrations)
	op.Integrations = append(op.Integrations, in)
	if named {
		op.shared[n] = op.Integration
	}
}

// restMembers are members of integrations that only REST APIs have.
var restMembers = []string{"cacheKeyParameters", "cacheNamespace", "contentHandling", "requestTemplates", "responses"}

// backend is an integration as an HTTP API has it.
func (op *operation) backend(n *document.Node) apigatewayv2.Integration {
	in := apigatewayv2.Integration{
		ConnectionId:         n.Get("connectionId").Scalar(),
		ConnectionType:       upper(n.Get("connectionType")),
		CredentialsArn:       n.Get("credentials").Scalar(),
		IntegrationMethod:    upper(n.Get("httpMethod")),
		IntegrationSubtype:   n.Get("integrationSubtype").Scalar(),
		IntegrationType:      upper(n.Get("type")),
		IntegrationUri:       n.Get("uri").Scalar(),
		PassthroughBehavior:  upper(n.Get("passthroughBehavior")),
		PayloadFormatVersion: n.Get("payloadFormatVersion").Scalar(),
		RequestParameters:    op.mappings(n.Get("requestParameters"), "requestParameters"),
		ResponseParameters:   op.byStatus(n.Get("responseParameters")),
		TimeoutInMillis:      timeout(n.Get("timeoutInMillis")),
	}
	if name := n.Get("tlsConfig").Get("serverNameToVerify").Scalar(); name != "" {
		op.Spend(len(name))
		in.TlsConfig = &apigatewayv2.TlsConfig{ServerNameToVerify: name}
	}
	return in
}

// malformed is AWS's refusal of an integration that cannot be read.
func (op *operation) malformed() {
	op.Fail("Unable to parse API definition because of a malformed integration at path %s.", op.path)
}

// timeout is a number of milliseconds, 0 when there is none, -1, which none may
// be, for what is no such number.
func timeout(n *document.Node) int64 {
	if n == nil {
		return 0
	}
	millis, err := strconv.ParseInt(n.Scalar(), 10, 64)
	if err != nil || millis == 0 {
		return -1
	}
	return millis
}

// mappings are an object of strings; others are passed over.
func (op *operation) mappings(n *document.Node, member string) map[string]string {
	return op.Texts(n, func(m document.Member) {
		op.Warn("Invalid format for '%s'. Expected type string for property '%s' of resource '%s' and method '%s' but got '%s'",
			member, m.Name, op.path, op.verb, document.Excerpt{Of: m.Value})
	})
}

// byStatus are mappings of answers by their status.
func (op *operation) byStatus(n *document.Node) map[string]map[string]string {
	out := map[string]map[string]string{}
	if n.Is(document.Object) {
		for _, m := range n.Members {
			if !op.Spend(len(m.Name)) {
				break
			}
			if mapped := op.mappings(m.Value, "responseParameters"); len(mapped) > 0 {
				out[m.Name] = mapped
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}
