package gateway

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/MicahParks/keyfunc/v3"
	"github.com/golang-jwt/jwt/v5"
)

// A KeySet says where the public keys (JWKS) are that tokens of one user pool, or
// of one issuer, are signed with.
type KeySet struct {
	Of     string // a user pool's id, or an issuer as tokens name it
	Source string // a URL, or a file
}

// ParseKeySet reads POOL_OR_ISSUER=URL_OR_FILE. Errors are for people.
func ParseKeySet(arg string) (KeySet, error) {
	of, source, ok := strings.Cut(arg, "=")
	if !ok || of == "" || source == "" {
		return KeySet{}, fmt.Errorf("key set %q: want POOL=URL or POOL=FILE, for instance us-east-1_Ab12Cd34E=jwks.json", arg)
	}
	if !isHTTP(source) {
		if _, err := os.Stat(source); err != nil {
			return KeySet{}, fmt.Errorf("key set of %s: %w", of, err)
		}
	}
	return KeySet{of, source}, nil
}

// keySets are the key sets that were read, by their source.
type keySets struct {
	mu  sync.Mutex
	all map[string]*keySet
}

func (s *keySets) of(source string) *keySet {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[string]*keySet{}
	}
	if s.all[source] == nil {
		s.all[source] = &keySet{source: source}
	}
	return s.all[source]
}

// A keySet is read when it is first needed, and again when it is old, or when a
// token names a key that is not in it.
type keySet struct {
	source string
	mu     sync.Mutex
	keys   keyfunc.Keyfunc
	read   time.Time
}

const (
	keysStayFor   = time.Hour        // what was read
	keysRestFor   = 10 * time.Second // a source that was asked
	keysTakeUpTo  = 5 * time.Second
	maxKeySetSize = 1 << 20
)

// key is the key that a token says it is signed with.
func (s *keySet) key(ctx context.Context, token *jwt.Token, now time.Time) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fresh := false
	if s.keys == nil || now.Sub(s.read) > keysStayFor {
		if err := s.load(ctx, now); err != nil {
			return nil, err
		}
		fresh = true
	}
	key, err := s.keys.KeyfuncCtx(ctx)(token)
	if err == nil || fresh || now.Sub(s.read) < keysRestFor {
		return key, err
	}
	if err := s.load(ctx, now); err != nil {
		return nil, err
	}
	return s.keys.KeyfuncCtx(ctx)(token)
}

// An unreadableKeysError is for keys that there should be and that cannot be had.
type unreadableKeysError struct {
	source string
	err    error
}

func (e *unreadableKeysError) Error() string {
	return "the keys at " + e.source + " cannot be read: " + e.err.Error()
}

func (s *keySet) load(ctx context.Context, now time.Time) error {
	data, err := s.fetch(ctx)
	if err == nil {
		var keys keyfunc.Keyfunc
		if keys, err = keyfunc.NewJWKSetJSON(data); err == nil {
			s.keys, s.read = keys, now
			return nil
		}
	}
	return &unreadableKeysError{s.source, err}
}

func (s *keySet) fetch(ctx context.Context) ([]byte, error) {
	if !isHTTP(s.source) {
		return os.ReadFile(s.source)
	}
	ctx, cancel := context.WithTimeout(ctx, keysTakeUpTo)
	defer cancel()
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, s.source, nil)
	if err != nil {
		return nil, err
	}
	r, err := http.DefaultClient.Do(q)
	if err != nil {
		return nil, err
	}
	defer r.Body.Close()
	if r.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("it answers %s", r.Status)
	}
	return io.ReadAll(io.LimitReader(r.Body, maxKeySetSize))
}
