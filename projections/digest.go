package projections

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync"

	"reel/events/apigateway"
)

// Canonical is the state as JSON in one form: members and rows in order, empty
// tables left out, a deployment's tree told by its digest (the tree itself is
// the API at the deployment's sequence). Where in the log the state stands is
// not part of it: the same content has the same form.
func (s State) Canonical() ([]byte, error) {
	return json.Marshal(struct {
		Regions Table[region] `json:"regions,omitzero"`
	}{s.regions})
}

// Digest is the SHA-256 of the canonical form, in hex.
func (s State) Digest() (string, error) {
	form, err := s.Canonical()
	if err != nil {
		return "", err
	}
	return hexSum(form), nil
}

func hexSum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// A lazyDigest is the digest of an immutable value, found out once at the most.
type lazyDigest struct {
	once sync.Once
	hex  string
	err  error
}

// Digest is the SHA-256 of the tree's canonical form, in hex.
func (t *Tree) Digest() (string, error) {
	t.digest.once.Do(func() {
		form, err := json.Marshal(t)
		t.digest.hex, t.digest.err = hexSum(form), err
	})
	return t.digest.hex, t.digest.err
}

// MarshalJSON writes the deployment with its tree's digest.
func (d Deployment) MarshalJSON() ([]byte, error) {
	digest, err := d.Tree.Digest()
	if err != nil {
		return nil, err
	}
	return json.Marshal(struct {
		apigateway.Deployment
		Tree string `json:"tree"`
	}{d.Deployment, digest})
}
