package http

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

var domainNameOperations = operations{
	"CreateDomainName": command(decide.CreateDomainName),
	"DeleteDomainName": command(decide.DeleteDomainName),
	"GetDomainName":    read(projections.World.GetDomainName),
	"GetDomainNames":   list(projections.World.GetDomainNames),
	"UpdateDomainName": command(decide.UpdateDomainName),

	"CreateDomainNameAccessAssociation": command(decide.CreateDomainNameAccessAssociation),
	"DeleteDomainNameAccessAssociation": command(decide.DeleteDomainNameAccessAssociation),
	"GetDomainNameAccessAssociations":   list(projections.World.GetDomainNameAccessAssociations),
	"RejectDomainNameAccessAssociation": command(decide.RejectDomainNameAccessAssociation),

	"CreateBasePathMapping": showing(command(decide.CreateBasePathMapping), showBasePathMapping),
	"DeleteBasePathMapping": command(decide.DeleteBasePathMapping),
	"GetBasePathMapping":    read(projections.World.GetBasePathMapping),
	"GetBasePathMappings":   list(projections.World.GetBasePathMappings),
	"UpdateBasePathMapping": showing(command(decide.UpdateBasePathMapping), showBasePathMapping),
}

// showBasePathMapping is a mapping as version 1 answers it: without its id, and
// (none) for an empty base path.
func showBasePathMapping(m apigateway.BasePathMapping) any { return projections.ShowBasePathMapping(m) }
