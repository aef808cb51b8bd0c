package http

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

// ErrNoClientKey is the answer for a client certificate that this reel has no key
// of: it was recorded elsewhere, by another process or in a stream file. Stages
// that show it cannot; a certificate generated here takes its place.
var ErrNoClientKey = errors.New("the private key of the client certificate is not on this machine: generate a new one and give it to the stage")

// ClientKeys are the private keys of client certificates. No event holds them:
// they are in files of their own, named by the SHA-256 of the public key so that
// a certificate alone finds its key, or in memory where there is no data folder.
// A key outlives its certificate, because the past can be asked too.
type ClientKeys struct {
	dir string

	generating sync.Mutex // one at a time: it takes a processor for a while
	mu         sync.Mutex
	held       map[string]*rsa.PrivateKey // by the name of their files
}

// OpenClientKeys are the keys in the folder client-keys of a data folder, or, with
// no folder, none yet.
func OpenClientKeys(dataDir string) *ClientKeys {
	k := &ClientKeys{held: map[string]*rsa.PrivateKey{}}
	if dataDir != "" {
		k.dir = filepath.Join(dataDir, "client-keys")
	}
	return k
}

// keyBits is the length of AWS's client certificates' keys.
const keyBits = 2048

// Generate makes a key, which is not kept yet.
func (k *ClientKeys) Generate() (*rsa.PrivateKey, error) {
	k.generating.Lock()
	defer k.generating.Unlock()
	return rsa.GenerateKey(rand.Reader, keyBits)
}

// Keep keeps a key. Keeping it twice is keeping it once.
func (k *ClientKeys) Keep(key *rsa.PrivateKey) error {
	name, err := keyName(&key.PublicKey)
	if err != nil {
		return err
	}
	if err := k.write(name, key); err != nil {
		return fmt.Errorf("the key of a client certificate: %w", err)
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.held[name] = key
	return nil
}

// write writes a key to its file, all of it or nothing.
func (k *ClientKeys) write(name string, key *rsa.PrivateKey) error {
	if k.dir == "" {
		return nil
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(k.dir, 0o700); err != nil {
		return err
	}
	path := filepath.Join(k.dir, name)
	text := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
	if err := os.WriteFile(path+".new", text, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// Certificate is a client certificate, as GetClientCertificate shows it in PEM,
// with its key, ready for a TLS handshake; or ErrNoClientKey.
func (k *ClientKeys) Certificate(pemEncodedCertificate string) (*tls.Certificate, error) {
	block, _ := pem.Decode([]byte(pemEncodedCertificate))
	if block == nil {
		return nil, errors.New("the client certificate is not PEM")
	}
	leaf, err := x509.ParseCertificate(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("the client certificate: %w", err)
	}
	name, err := keyName(leaf.PublicKey)
	if err != nil {
		return nil, err
	}
	key, err := k.key(name)
	if err != nil {
		return nil, err
	}
	return &tls.Certificate{Certificate: [][]byte{leaf.Raw}, PrivateKey: key, Leaf: leaf}, nil
}

// key is the key of a name, from memory or its file.
func (k *ClientKeys) key(name string) (*rsa.PrivateKey, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if key := k.held[name]; key != nil {
		return key, nil
	}
	if k.dir == "" {
		return nil, ErrNoClientKey
	}
	key, err := readKey(filepath.Join(k.dir, name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoClientKey
	}
	if err != nil {
		return nil, fmt.Errorf("the key of a client certificate: %w", err)
	}
	k.held[name] = key
	return key, nil
}

func readKey(path string) (*rsa.PrivateKey, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(text)
	if block == nil {
		return nil, fmt.Errorf("%s is not PEM", path)
	}
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	key, ok := parsed.(*rsa.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("%s is not an RSA key", path)
	}
	return key, nil
}

// keyName is the name of the file of the private key that belongs to a public one.
func keyName(public any) (string, error) {
	der, err := x509.MarshalPKIXPublicKey(public)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:]) + ".pem", nil
}
