package openapi

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"reel/events/apigateway"
	"reel/events/document"
)

// integrationOf is a backend as an export writes it: what is as it is by default
// is left out.
func integrationOf(i *apigateway.Integration, resourceID string) *document.Node {
	n := document.NewObject().SetText("type", strings.ToLower(i.Type))
	n.SetText("connectionId", i.ConnectionId).SetText("credentials", i.Credentials)
	n.SetText("httpMethod", i.HttpMethod).SetText("uri", i.Uri).SetText("integrationTarget", i.IntegrationTarget)
	n.Set("responses", integrationResponses(i.IntegrationResponses))
	n.Set("requestParameters", sortedTexts(i.RequestParameters)).Set("requestTemplates", sortedTemplates(i.RequestTemplates))
	n.SetText("passthroughBehavior", strings.ToLower(i.PassthroughBehavior))
	if i.ConnectionType != "INTERNET" {
		n.SetText("connectionType", i.ConnectionType)
	}
	if i.TimeoutInMillis != defaultTimeout {
		n.Set("timeoutInMillis", document.Literal(strconv.FormatInt(i.TimeoutInMillis, 10)))
	}
	if i.CacheNamespace != resourceID {
		n.SetText("cacheNamespace", i.CacheNamespace)
	}
	if len(i.CacheKeyParameters) > 0 {
		n.Set("cacheKeyParameters", document.Texts(i.CacheKeyParameters))
	}
	n.SetText("contentHandling", i.ContentHandling).SetText("responseTransferMode", i.ResponseTransferMode)
	if i.TlsConfig != nil {
		n.Set("tlsConfig", document.NewObject().Set("insecureSkipVerification", document.Flag(i.TlsConfig.InsecureSkipVerification)))
	}
	return n
}

// integrationResponses are by the patterns that select them. A pattern names one
// of them only.
func integrationResponses(responses map[string]*apigateway.IntegrationResponse) *document.Node {
	if len(responses) == 0 {
		return nil
	}
	byPattern := map[string]*document.Node{}
	for _, code := range slices.Sorted(maps.Keys(responses)) {
		r := responses[code]
		pattern := "default"
		if r.SelectionPattern != nil && *r.SelectionPattern != "" {
			pattern = *r.SelectionPattern
		}
		n := document.NewObject().SetText("statusCode", code)
		n.Set("responseParameters", sortedTexts(r.ResponseParameters)).Set("responseTemplates", sortedTemplates(r.ResponseTemplates))
		byPattern[pattern] = n.SetText("contentHandling", r.ContentHandling)
	}
	out := document.NewObject()
	for _, pattern := range slices.Sorted(maps.Keys(byPattern)) {
		out.Set(pattern, byPattern[pattern])
	}
	return out
}

func sortedTexts(m map[string]string) *document.Node {
	if len(m) == 0 {
		return nil
	}
	out := document.NewObject()
	for _, name := range slices.Sorted(maps.Keys(m)) {
		out.Set(name, document.Text(m[name]))
	}
	return out
}

// sortedTemplates are templates by content type; one that is null is empty.
func sortedTemplates(m map[string]*string) *document.Node {
	texts := make(map[string]string, len(m))
	for contentType, t := range m {
		texts[contentType] = ""
		if t != nil {
			texts[contentType] = *t
		}
	}
	return sortedTexts(texts)
}
