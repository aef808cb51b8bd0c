package sigv4

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Credentials are what a request is signed with.
type Credentials struct {
	AccessKey    string
	Secret       string
	SessionToken string // of temporary credentials
}

// notSigned are headers that proxies change, or that say how a message is sent
// rather than what it is.
var notSigned = []string{"Authorization", "Connection", "Expect", "Transfer-Encoding", "User-Agent", "X-Amzn-Trace-Id"}

// Sign puts a signature for a service in a region into a request's header. All
// headers but those that may change on the way are signed.
func (r *Request) Sign(c Credentials, region, service string, at time.Time) {
	stamp := at.UTC().Format(longForm)
	r.Header["X-Amz-Date"] = []string{stamp}
	if c.SessionToken != "" {
		r.Header["X-Amz-Security-Token"] = []string{c.SessionToken}
	}
	if service == "s3" {
		r.Header["X-Amz-Content-Sha256"] = []string{r.Payload}
	}
	path := canonicalPath(r.Path)
	if service == "s3" {
		path = s3Path(r.Path)
	}
	s := scope{stamp[:len(shortForm)], region, service, terminator}
	signed := r.signedHeaders()
	signature := s.sign(c.Secret, s.toSign(stamp, r.canonical(path, signed)))
	r.Header["Authorization"] = []string{algorithm + " Credential=" + c.AccessKey + "/" + s.String() +
		", SignedHeaders=" + strings.Join(signed, ";") + ", Signature=" + signature}
}

// s3Path is a path as S3 has it: encoded once, whatever way it is sent.
func s3Path(path string) string {
	plain, err := url.PathUnescape(path)
	if err != nil {
		return path
	}
	return encode(plain, true)
}

// signedHeaders are the names of the headers that are signed, in small letters and
// sorted.
func (r *Request) signedHeaders() []string {
	names := []string{"host"}
	for name := range r.Header {
		if canonical := http.CanonicalHeaderKey(name); canonical != "Host" && !slices.Contains(notSigned, canonical) {
			names = append(names, strings.ToLower(name))
		}
	}
	slices.Sort(names)
	return names
}
