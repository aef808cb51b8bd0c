package projections

import (
	"reel/events"
	"reel/events/apigateway"
)

// ClientCertificate is the client certificate with the given id, or AWS's refusal.
func (w World) ClientCertificate(id string) (*apigateway.ClientCertificate, error) {
	if c := w.region.ClientCertificates.Get(id); c != nil {
		return c, nil
	}
	return nil, events.Refuse(events.NotFound, "Invalid Client Certificate identifier specified")
}

// GetClientCertificate answers GetClientCertificate.
func (w World) GetClientCertificate(c apigateway.GetClientCertificate) (*apigateway.ClientCertificate, error) {
	return w.ClientCertificate(c.ClientCertificateId)
}

// GetClientCertificates answers GetClientCertificates, by id.
func (w World) GetClientCertificates(apigateway.GetClientCertificates) (Listing, error) {
	return listing(w.region.ClientCertificates, func(c *apigateway.ClientCertificate) any { return c }), nil
}
