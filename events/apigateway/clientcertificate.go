package apigateway

import "reel/events"

// A ClientCertificate is what a stage shows to its HTTP backends, as
// GetClientCertificate shows it. Its private key is in no event and in no stream
// file: the data folder of the process that generated it keeps it, so that a
// replayed certificate can be read but not used.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_ClientCertificate.html.
type ClientCertificate struct {
	ClientCertificateId   string            `json:"clientCertificateId"`
	CreatedDate           int64             `json:"createdDate"` // seconds since 1970
	Description           string            `json:"description,omitempty"`
	ExpirationDate        int64             `json:"expirationDate"` // seconds since 1970
	PemEncodedCertificate string            `json:"pemEncodedCertificate"`
	Tags                  map[string]string `json:"tags,omitempty"`
}

// ClientCertificateGenerated says that there is a new client certificate. It is
// the one event that two recordings of the same calls have otherwise, because its
// key is random.
type ClientCertificateGenerated struct {
	ClientCertificate ClientCertificate `json:"clientCertificate"`
}

// ClientCertificateUpdated says that a client certificate is described otherwise.
type ClientCertificateUpdated struct {
	ClientCertificate ClientCertificate `json:"clientCertificate"`
}

// ClientCertificateDeleted says that a client certificate is gone.
type ClientCertificateDeleted struct {
	ClientCertificateId string `json:"clientCertificateId"`
}

// ClientCertificateSubject is the subject of a client certificate.
func ClientCertificateSubject(id string) string { return "/clientcertificates/" + id }

// Subject is the new client certificate.
func (e ClientCertificateGenerated) Subject() string {
	return ClientCertificateSubject(e.ClientCertificate.ClientCertificateId)
}

// Subject is the changed client certificate.
func (e ClientCertificateUpdated) Subject() string {
	return ClientCertificateSubject(e.ClientCertificate.ClientCertificateId)
}

// Subject is the client certificate that is gone.
func (e ClientCertificateDeleted) Subject() string {
	return ClientCertificateSubject(e.ClientCertificateId)
}

// Noun is the new client certificate.
func (e ClientCertificateGenerated) Noun() any { return e.ClientCertificate }

// Noun is the client certificate as it is afterwards.
func (e ClientCertificateUpdated) Noun() any { return e.ClientCertificate }

func init() {
	events.Register[ClientCertificateGenerated]("apigateway.ClientCertificateGenerated")
	events.Register[ClientCertificateUpdated]("apigateway.ClientCertificateUpdated")
	events.Register[ClientCertificateDeleted]("apigateway.ClientCertificateDeleted")
}
