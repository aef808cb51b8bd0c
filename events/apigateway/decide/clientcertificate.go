package decide

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"maps"
	"math/big"
	"strings"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// GenerateClientCertificate is the decision that makes a client certificate of a
// key. The same key, env and command give the same certificate: what is random
// comes in with the key, and the key does not get into the event.
func GenerateClientCertificate(key *rsa.PrivateKey) func(events.Env, projections.World, apigateway.GenerateClientCertificate) (events.Event, error) {
	return func(env events.Env, _ projections.World, c apigateway.GenerateClientCertificate) (events.Event, error) {
		if err := checkTags(c.Tags); err != nil {
			return nil, err
		}
		id, expires := env.NewID(6), env.Now.AddDate(0, 0, certificateDays)
		certificate, err := selfSigned(key, env.NewUUID(), env.Now, expires)
		if err != nil {
			return nil, err
		}
		return apigateway.ClientCertificateGenerated{ClientCertificate: apigateway.ClientCertificate{
			ClientCertificateId:   id,
			CreatedDate:           env.Now.Unix(),
			Description:           deref(c.Description),
			ExpirationDate:        expires.Unix(),
			PemEncodedCertificate: certificate,
			Tags:                  maps.Clone(c.Tags),
		}}, nil
	}
}

// certificateDays is how long a client certificate is good for:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html
const certificateDays = 365

// selfSigned is a certificate as AWS's are: signed by itself, for ApiGateway.
func selfSigned(key *rsa.PrivateKey, serial string, from, to time.Time) (string, error) {
	number, ok := new(big.Int).SetString(strings.ReplaceAll(serial, "-", ""), 16)
	if !ok {
		return "", fmt.Errorf("a client certificate: %q is no serial number", serial)
	}
	template := &x509.Certificate{
		ExtKeyUsage:        []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
		KeyUsage:           x509.KeyUsageDigitalSignature,
		NotBefore:          from,
		NotAfter:           to,
		SerialNumber:       number.Add(number, big.NewInt(1)), // zero is none
		SignatureAlgorithm: x509.SHA256WithRSA,
		Subject: pkix.Name{
			CommonName: "ApiGateway", Country: []string{"US"}, Locality: []string{"Seattle"},
			Organization: []string{"Amazon.com"}, Province: []string{"Washington"},
		},
	}
	// A signature of this kind takes nothing from the random source.
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		return "", fmt.Errorf("a client certificate: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), nil
}

// UpdateClientCertificate patches a client certificate.
func UpdateClientCertificate(_ events.Env, w projections.World, c apigateway.UpdateClientCertificate) (events.Event, error) {
	was, err := w.ClientCertificate(c.ClientCertificateId)
	if err != nil {
		return nil, err
	}
	certificate := *was
	if err := clientCertificatePatch.apply(&certificate, c.PatchOperations); err != nil {
		return nil, err
	}
	return apigateway.ClientCertificateUpdated{ClientCertificate: certificate}, nil
}

// clientCertificatePatch is all that UpdateClientCertificate may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateClientCertificate-Patch
var clientCertificatePatch = newClientCertificatePatch()

func newClientCertificatePatch() patcher[apigateway.ClientCertificate] {
	p := patcher[apigateway.ClientCertificate]{rules: []rule[apigateway.ClientCertificate]{
		texts("/description", func(c *apigateway.ClientCertificate) *string { return &c.Description }),
	}}
	p.unknownPath, p.wrongOp = byOp(map[string]string{"replace": "/description"})
	return p
}

// DeleteClientCertificate takes a client certificate away that no stage shows.
//
// Q. In which words does AWS refuse one that a stage shows? They were not found
// in public; the code is the one that AWS's page names for what is in use.
func DeleteClientCertificate(_ events.Env, w projections.World, c apigateway.DeleteClientCertificate) (events.Event, error) {
	if _, err := w.ClientCertificate(c.ClientCertificateId); err != nil {
		return nil, err
	}
	for st := range w.Stages() {
		if st.ClientCertificateId == c.ClientCertificateId {
			return nil, events.Refuse(events.Conflict, "Client certificate %s is in use by stage %s of RestApi %s",
				c.ClientCertificateId, st.StageName, st.RestApiId)
		}
	}
	return apigateway.ClientCertificateDeleted{ClientCertificateId: c.ClientCertificateId}, nil
}
