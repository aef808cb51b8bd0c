package gateway

import (
	"crypto/tls"
	"strings"
	"sync"

	"reel/projections"
)

// clientCertificate is the certificate that the stage shows to HTTP backends, nil
// when it shows none. One without its key, such as one that was recorded elsewhere,
// cannot be shown: the backend is asked all the same, and the log says so
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html).
func (x *exchange) clientCertificate(q *Request) *tls.Certificate {
	shown, id := x.gateway.stageCertificate(x.world, x.stage.ClientCertificateId, q)
	if shown != nil {
		x.shown = id
	}
	return shown
}

// stageCertificate is the certificate that a stage has the id of, with its id; nil
// and "" when it is not to be shown, or cannot be.
func (g *Gateway) stageCertificate(w projections.World, id string, q *Request) (*tls.Certificate, string) {
	if id == "" || !strings.HasPrefix(q.Type, "HTTP") || !isHTTPS(q.URI) {
		return nil, ""
	}
	noun, err := w.ClientCertificate(id)
	if err == nil {
		var shown *tls.Certificate
		if shown, err = g.certificates.get(noun.PemEncodedCertificate, g.ClientKeys); err == nil {
			return shown, id
		}
	}
	g.Log.Warn("the stage's client certificate is not shown to the backend", "account", w.Account, "certificate", id, "reason", err, "uri", q.URI)
	return nil, ""
}

func isHTTPS(uri string) bool {
	const scheme = "https:"
	return len(uri) > len(scheme) && strings.EqualFold(uri[:len(scheme)], scheme)
}

// maxCertificates bounds the certificates, and the connections' pools, that are kept.
const maxCertificates = 64

// certificates are client certificates with their keys, by the former in PEM.
type certificates struct {
	mu   sync.Mutex
	kept map[string]*tls.Certificate
}

func (s *certificates) get(pem string, find func(pem string) (*tls.Certificate, error)) (*tls.Certificate, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if c := s.kept[pem]; c != nil {
		return c, nil
	}
	c, err := find(pem)
	if err != nil {
		return nil, err
	}
	if s.kept == nil || len(s.kept) >= maxCertificates {
		s.kept = map[string]*tls.Certificate{}
	}
	s.kept[pem] = c
	return c, nil
}
