package http

import (
	"net/http"

	"reel/events/apigatewayv2"
	decide2 "reel/events/apigatewayv2/decide"
	"reel/http/restjson"
	"reel/projections"
)

// apiOperations are those whose answers name the API's endpoint.
func (s *Server) apiOperations() operations {
	all := operations{
		"CreateApi":   command(decide2.CreateApi),
		"GetApi":      read(projections.V2.GetApi),
		"GetApis":     list(projections.V2.GetApis),
		"ImportApi":   command(decide2.ImportApi),
		"ReimportApi": command(decide2.ReimportApi),
		"UpdateApi":   command(decide2.UpdateApi),
	}
	for name, r := range all {
		r.show = s.showApi
		all[name] = r
	}
	return all
}

var apiOperations = operations{
	"DeleteApi":               command(decide2.DeleteApi),
	"DeleteCorsConfiguration": command(decide2.DeleteCorsConfiguration),
	"ExportApi":               read(projections.V2.ExportApi),
	"GetTags":                 read(projections.V2.GetTags),
	"TagResource":             command(decide2.TagResource),
	"UntagResource":           command(decide2.UntagResource),
}

// An apiView is an HTTP or WebSocket API as an answer shows it.
type apiView struct {
	ApiEndpoint string `json:"apiEndpoint"`
	apigatewayv2.Api
}

// showApi is an API with its endpoint: the host that the client has used for the
// question, because that one leads here, or AWS's own.
func (s *Server) showApi(q *http.Request, noun any) any {
	api, ok := noun.(apigatewayv2.Api)
	if !ok {
		return noun
	}
	scheme, path := "http", "/execute-api/"
	if api.ProtocolType == apigatewayv2.WebSocket {
		scheme, path = "ws", "/ws/"
	}
	if s.AWSEndpoints {
		_, _, region, _, _ := restjson.Principal(q)
		return apiView{scheme + "s://" + api.ApiId + ".execute-api." + region + ".amazonaws.com", api}
	}
	if q.TLS != nil {
		scheme += "s"
	}
	return apiView{scheme + "://" + q.Host + path + api.ApiId, api}
}
