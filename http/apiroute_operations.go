package http

import (
	decide2 "reel/events/apigatewayv2/decide"
	"reel/projections"
)

// apiRouteOperations are those of what an HTTP or WebSocket API is made of.
var apiRouteOperations = operations{
	"CreateAuthorizer":            command(decide2.CreateAuthorizer),
	"CreateIntegration":           command(decide2.CreateIntegration),
	"CreateIntegrationResponse":   command(decide2.CreateIntegrationResponse),
	"CreateModel":                 command(decide2.CreateModel),
	"CreateRoute":                 command(decide2.CreateRoute),
	"CreateRouteResponse":         command(decide2.CreateRouteResponse),
	"DeleteAuthorizer":            command(decide2.DeleteAuthorizer),
	"DeleteIntegration":           command(decide2.DeleteIntegration),
	"DeleteIntegrationResponse":   command(decide2.DeleteIntegrationResponse),
	"DeleteModel":                 command(decide2.DeleteModel),
	"DeleteRoute":                 command(decide2.DeleteRoute),
	"DeleteRouteRequestParameter": command(decide2.DeleteRouteRequestParameter),
	"DeleteRouteResponse":         command(decide2.DeleteRouteResponse),
	"GetAuthorizer":               read(projections.V2.GetAuthorizer),
	"GetAuthorizers":              list(projections.V2.GetAuthorizers),
	"GetIntegration":              read(projections.V2.GetIntegration),
	"GetIntegrationResponse":      read(projections.V2.GetIntegrationResponse),
	"GetIntegrationResponses":     list(projections.V2.GetIntegrationResponses),
	"GetIntegrations":             list(projections.V2.GetIntegrations),
	"GetModel":                    read(projections.V2.GetModel),
	"GetModelTemplate":            read(projections.V2.GetModelTemplate),
	"GetModels":                   list(projections.V2.GetModels),
	"GetRoute":                    read(projections.V2.GetRoute),
	"GetRouteResponse":            read(projections.V2.GetRouteResponse),
	"GetRouteResponses":           list(projections.V2.GetRouteResponses),
	"GetRoutes":                   list(projections.V2.GetRoutes),
	"UpdateAuthorizer":            command(decide2.UpdateAuthorizer),
	"UpdateIntegration":           command(decide2.UpdateIntegration),
	"UpdateIntegrationResponse":   command(decide2.UpdateIntegrationResponse),
	"UpdateModel":                 command(decide2.UpdateModel),
	"UpdateRoute":                 command(decide2.UpdateRoute),
	"UpdateRouteResponse":         command(decide2.UpdateRouteResponse),
}
