package http

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// maxLeaves bounds the certificates held for names that clients asked for.
const maxLeaves = 256

// An Authority is reel's own certificate authority: it signs a certificate for
// whatever name a client asks for, so that execute-api hosts and custom domains
// work over TLS for everyone who trusts it once.
type Authority struct {
	PEM []byte // its certificate, to be trusted

	cert *x509.Certificate
	key  *ecdsa.PrivateKey

	mu     sync.Mutex
	leaves map[string]*tls.Certificate
}

// OpenAuthority reads the authority kept in a folder, or makes one and keeps it
// there as ca.pem and ca-key.pem. With no folder it is made anew.
func OpenAuthority(dir string) (*Authority, error) {
	if dir == "" {
		return newAuthority()
	}
	cert, err := tls.LoadX509KeyPair(filepath.Join(dir, "ca.pem"), filepath.Join(dir, "ca-key.pem"))
	if errors.Is(err, fs.ErrNotExist) {
		return keepAuthority(dir)
	}
	if err != nil {
		return nil, fmt.Errorf("the certificate authority in %s: %w", dir, err)
	}
	key, ok := cert.PrivateKey.(*ecdsa.PrivateKey)
	if !ok || cert.Leaf == nil {
		return nil, fmt.Errorf("the certificate authority in %s is not one of reel's", dir)
	}
	return authority(cert.Leaf, key), nil
}

func keepAuthority(dir string) (*Authority, error) {
	a, err := newAuthority()
	if err != nil {
		return nil, err
	}
	key, err := x509.MarshalPKCS8PrivateKey(a.key)
	if err != nil {
		return nil, err
	}
	keyPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})
	return a, errors.Join(
		os.WriteFile(filepath.Join(dir, "ca-key.pem"), keyPEM, 0o600),
		os.WriteFile(filepath.Join(dir, "ca.pem"), a.PEM, 0o644),
	)
}

func newAuthority() (*Authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	der, err := sign(&x509.Certificate{
		Subject: pkix.Name{CommonName: "reel local authority"}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(10, 0, 0),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}, nil, key, key)
	if err != nil {
		return nil, err
	}
	cert, err := x509.ParseCertificate(der)
	return authority(cert, key), err
}

func authority(cert *x509.Certificate, key *ecdsa.PrivateKey) *Authority {
	text := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert.Raw})
	return &Authority{PEM: text, cert: cert, key: key, leaves: map[string]*tls.Certificate{}}
}

func sign(template, parent *x509.Certificate, key, parentKey *ecdsa.PrivateKey) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	template.SerialNumber = serial
	if parent == nil {
		parent = template
	}
	return x509.CreateCertificate(rand.Reader, template, parent, &key.PublicKey, parentKey)
}

// Certificate is the certificate for the name in a handshake, or for this
// machine when there is none.
func (a *Authority) Certificate(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
	name := hello.ServerName
	if name == "" || len(name) > 253 {
		name = "localhost"
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if leaf := a.leaves[name]; leaf != nil {
		return leaf, nil
	}
	leaf, err := a.issue(name)
	if err != nil {
		return nil, err
	}
	if len(a.leaves) >= maxLeaves {
		clear(a.leaves)
	}
	a.leaves[name] = leaf
	return leaf, nil
}

func (a *Authority) issue(name string) (*tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	der, err := sign(&x509.Certificate{
		Subject: pkix.Name{Organization: []string{"reel"}}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames:    []string{name, "localhost"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}, a.cert, key, a.key)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{der, a.cert.Raw}, PrivateKey: key}, nil
}
