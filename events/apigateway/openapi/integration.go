package openapi

import (
	"strconv"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

const (
	integrationExtension = "x-amazon-apigateway-integration"
	defaultTimeout       = 29000 // milliseconds
)

// integration takes the backend of the method. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-swagger-extensions-integration.html.
func (op *operation) integration() {
	n := op.node.Get(integrationExtension)
	if n == nil {
		return
	}
	n = op.Resolve(n, func() string { return op.where() + "." + integrationExtension })
	if !n.Is(document.Object) || n.Get("type").Scalar() == "" {
		op.malformed()
		return
	}
	i := &apigateway.Integration{
		CacheKeyParameters:   append([]string{}, n.Get("cacheKeyParameters").Strings()...),
		CacheNamespace:       n.Get("cacheNamespace").Scalar(),
		ConnectionId:         n.Get("connectionId").Scalar(),
		ConnectionType:       upper(n.Get("connectionType")),
		ContentHandling:      upper(n.Get("contentHandling")),
		Credentials:          n.Get("credentials").Scalar(),
		HttpMethod:           upper(n.Get("httpMethod")),
		IntegrationTarget:    n.Get("integrationTarget").Scalar(),
		PassthroughBehavior:  upper(n.Get("passthroughBehavior")),
		RequestParameters:    op.mappings(n, "requestParameters"),
		RequestTemplates:     op.templates(n.Get("requestTemplates")),
		ResponseTransferMode: upper(n.Get("responseTransferMode")),
		TimeoutInMillis:      op.timeout(n.Get("timeoutInMillis")),
		Type:                 upper(n.Get("type")),
		Uri:                  n.Get("uri").Scalar(),
	}
	if tls := n.Get("tlsConfig"); tls != nil {
		i.TlsConfig = &apigateway.TlsConfig{InsecureSkipVerification: tls.Get("insecureSkipVerification").Scalar() == "true"}
	}
	op.Spend(len(i.Uri) + len(i.Credentials) + integrationSize)
	for _, key := range i.CacheKeyParameters {
		op.Spend(len(key))
	}
	op.MethodIntegration = i
	op.integrationResponses(n.Get("responses"))
}

// upper is a word that documents may spell in small letters.
func upper(n *document.Node) string { return strings.ToUpper(n.Scalar()) }

func (op *operation) timeout(n *document.Node) int64 {
	if n == nil {
		return defaultTimeout
	}
	millis, err := strconv.ParseInt(n.Scalar(), 10, 64)
	if err != nil {
		op.malformed()
	}
	return millis
}

// mappings are an object of strings; others are passed over (recorded on AWS, of
// a boolean in requestParameters).
func (op *operation) mappings(n *document.Node, member string) map[string]string {
	return op.Texts(n.Get(member), func(m document.Member) {
		op.Warn("Invalid format for '%s'. Expected type string for property '%s' of resource '%s' and method '%s' but got '%s'",
			member, m.Name, op.path, op.verb, document.Excerpt{Of: m.Value})
	})
}

// templates are an object of texts, of which empty ones are null.
func (op *operation) templates(object *document.Node) map[string]*string {
	if !object.Is(document.Object) || len(object.Members) == 0 {
		return nil
	}
	out := map[string]*string{}
	for _, m := range object.Members {
		if !op.Spend(len(m.Name)) {
			break
		}
		text := m.Value.Scalar()
		if m.Value.Is(document.Object) || m.Value.Is(document.List) {
			text = string(m.Value.JSON())
		}
		switch {
		case text == "":
			out[m.Name] = nil
		case op.Spend(escaped(text)):
			out[m.Name] = &text
		}
	}
	return out
}

// integrationResponses are by the pattern that selects them; default is the one
// that is taken when none does.
func (op *operation) integrationResponses(responses *document.Node) {
	if responses == nil {
		return
	}
	if !responses.Is(document.Object) {
		op.malformed()
		return
	}
	for _, m := range responses.Members {
		if !op.Spend(len(m.Name) + integrationResponseSize) {
			return
		}
		n := m.Value
		r := apigateway.IntegrationResponse{
			ContentHandling:    upper(n.Get("contentHandling")),
			ResponseParameters: op.mappings(n, "responseParameters"),
			ResponseTemplates:  op.templates(n.Get("responseTemplates")),
			StatusCode:         n.Get("statusCode").Scalar(),
		}
		if m.Name != "default" {
			r.SelectionPattern = &m.Name
		}
		if !status.MatchString(r.StatusCode) {
			op.malformed()
			return
		}
		op.Responses = append(op.Responses, r)
	}
}
