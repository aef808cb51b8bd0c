package http

import (
	"reel/events/apigateway"
	decide2 "reel/events/apigatewayv2/decide"
	"reel/projections"
)

// apiDomainOperations are version 2's of custom domain names, of what leads from
// them to stages, and of VPC links.
var apiDomainOperations = operations{
	"CreateDomainName": showing(command(decide2.CreateDomainName), showDomainNameV2),
	"DeleteDomainName": command(decide2.DeleteDomainName),
	"GetDomainName":    read(projections.V2.GetDomainName),
	"GetDomainNames":   list(projections.V2.GetDomainNames),
	"UpdateDomainName": showing(command(decide2.UpdateDomainName), showDomainNameV2),

	"CreateApiMapping": showing(command(decide2.CreateApiMapping), showApiMapping),
	"DeleteApiMapping": command(decide2.DeleteApiMapping),
	"GetApiMapping":    read(projections.V2.GetApiMapping),
	"GetApiMappings":   list(projections.V2.GetApiMappings),
	"UpdateApiMapping": showing(command(decide2.UpdateApiMapping), showApiMapping),

	"CreateRoutingRule": command(decide2.CreateRoutingRule),
	"DeleteRoutingRule": command(decide2.DeleteRoutingRule),
	"GetRoutingRule":    read(projections.V2.GetRoutingRule),
	"ListRoutingRules":  list(projections.V2.ListRoutingRules),
	"PutRoutingRule":    command(decide2.PutRoutingRule),

	"CreateVpcLink": command(decide2.CreateVpcLink),
	"DeleteVpcLink": command(decide2.DeleteVpcLink),
	"GetVpcLink":    read(projections.V2.GetVpcLink),
	"GetVpcLinks":   list(projections.V2.GetVpcLinks),
	"UpdateVpcLink": command(decide2.UpdateVpcLink),
}

// showDomainNameV2 is a domain name, which is recorded as version 1 shows it, as
// version 2 does.
func showDomainNameV2(d apigateway.DomainName) any { return projections.ShowDomainNameV2(d) }

// showApiMapping is a mapping, which is recorded as version 1's, as version 2
// shows it.
func showApiMapping(m apigateway.BasePathMapping) any { return projections.ShowApiMapping(m) }
