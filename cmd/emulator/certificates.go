package emulator

import (
	"crypto/tls"
	"errors"
	"os"

	"reel/http"
)

type certificates = func(*tls.ClientHelloInfo) (*tls.Certificate, error)

// openCertificates is how the server shows who it is, and the authority that
// functions must trust for it; no authority when the user brought a certificate.
func (e *Emulator) openCertificates() (certificates, []byte, error) {
	c := e.config
	if c.TLSCert == "" && c.TLSKey == "" {
		a, err := http.OpenAuthority(c.Dir)
		if err != nil {
			return nil, nil, err
		}
		return a.Certificate, a.PEM, nil
	}
	if c.TLSCert == "" || c.TLSKey == "" {
		return nil, nil, errors.New("a certificate needs its key: give both --tls-cert and --tls-key")
	}
	cert, err := tls.LoadX509KeyPair(c.TLSCert, c.TLSKey)
	if err != nil {
		return nil, nil, err
	}
	return func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return &cert, nil }, nil, nil
}

// systemRoots are the certificates that this machine trusts, as far as they are
// in a file: where Linux, the BSDs and macOS keep it.
func systemRoots() []byte {
	for _, path := range []string{
		os.Getenv("SSL_CERT_FILE"),
		"/etc/ssl/certs/ca-certificates.crt",
		"/etc/pki/tls/certs/ca-bundle.crt",
		"/etc/ssl/ca-bundle.pem",
		"/etc/ssl/cert.pem",
	} {
		if text, err := os.ReadFile(path); err == nil {
			return append(text, '\n')
		}
	}
	return nil
}
