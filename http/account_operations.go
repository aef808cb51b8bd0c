package http

import (
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// accountOperations are about what an account has besides its APIs and keys.
// GenerateClientCertificate, which needs a key, is in clientcertificate_operations.go.
var accountOperations = operations{
	"GetAccount":    read(projections.World.GetAccount),
	"UpdateAccount": command(decide.UpdateAccount),

	"CreateVpcLink": command(decide.CreateVpcLink),
	"DeleteVpcLink": command(decide.DeleteVpcLink),
	"GetVpcLink":    read(projections.World.GetVpcLink),
	"GetVpcLinks":   list(projections.World.GetVpcLinks),
	"UpdateVpcLink": showing(command(decide.UpdateVpcLink), showVpcLink),

	"DeleteClientCertificate": command(decide.DeleteClientCertificate),
	"GetClientCertificate":    read(projections.World.GetClientCertificate),
	"GetClientCertificates":   list(projections.World.GetClientCertificates),
	"UpdateClientCertificate": command(decide.UpdateClientCertificate),
}

// showVpcLink is a VPC link as UpdateVpcLink answers it: ready, and with tags,
// even none.
func showVpcLink(v apigateway.VpcLink) any { return projections.ShowVpcLink(v) }
