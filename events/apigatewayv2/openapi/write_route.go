package openapi

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"reel/events/apigatewayv2"
	"reel/events/document"
)

// route writes one route.
func (w *writer) route(r *apigatewayv2.Route) *document.Node {
	op := document.NewObject()
	if r.RouteKey == "$default" {
		op.Set("isDefaultRoute", document.Flag(true))
	}
	answer := document.NewObject().SetText("description", "Default response for "+r.RouteKey)
	op.SetText("operationId", r.OperationName).Set("responses", document.NewObject().Set("default", answer))
	op.Set("security", w.security(r))
	id := strings.TrimPrefix(r.Target, "integrations/")
	if in := w.Integration(id); w.extended && in != nil {
		op.Set(integrationExtension, integrationOf(in))
	}
	return op
}

// defaultTimeout is how long a backend may take unless something else is said, in
// milliseconds. It is not written.
const defaultTimeout = 30000

// integrationOf is an integration in the order of AWS's exports.
func integrationOf(in *apigatewayv2.Integration) *document.Node {
	n := document.NewObject()
	n.SetText("integrationSubtype", in.IntegrationSubtype).SetText("credentials", in.CredentialsArn)
	if len(in.ResponseParameters) > 0 {
		answers := document.NewObject()
		for _, status := range slices.Sorted(maps.Keys(in.ResponseParameters)) {
			answers.Set(status, textsOf(in.ResponseParameters[status]))
		}
		n.Set("responseParameters", answers)
	}
	n.Set("requestParameters", textsOf(in.RequestParameters)).SetText("payloadFormatVersion", in.PayloadFormatVersion)
	n.SetText("connectionId", in.ConnectionId).SetText("type", strings.ToLower(in.IntegrationType))
	n.SetText("httpMethod", in.IntegrationMethod).SetText("uri", in.IntegrationUri).SetText("connectionType", in.ConnectionType)
	if in.TimeoutInMillis != defaultTimeout {
		n.Set("timeoutInMillis", document.Literal(strconv.FormatInt(in.TimeoutInMillis, 10)))
	}
	if in.TlsConfig != nil {
		n.Set("tlsConfig", document.NewObject().SetText("serverNameToVerify", in.TlsConfig.ServerNameToVerify))
	}
	return n
}

// textsOf is a map by its names, nil when it is empty.
func textsOf(m map[string]string) *document.Node {
	if len(m) == 0 {
		return nil
	}
	out := document.NewObject()
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out.Set(name, document.Text(m[name]))
	}
	return out
}
