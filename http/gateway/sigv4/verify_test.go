package sigv4_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"reel/http/gateway/sigv4"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

const (
	key, secret = "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
	region      = "eu-west-1"
)

// signed is a request that AWS's SDK has signed at noon.
func signed(t testing.TB, method, target, body string, change func(*http.Request)) *http.Request {
	t.Helper()
	q, err := http.NewRequest(method, "http://a1.execute-api.eu-west-1.localhost:4566"+target, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if change != nil {
		change(q)
	}
	if err := v4.NewSigner().SignHTTP(context.Background(), aws.Credentials{AccessKeyID: key, SecretAccessKey: secret}, q,
		sigv4.Hash([]byte(body)), "execute-api", region, noon); err != nil {
		t.Fatal(err)
	}
	return q
}

// verify is what a server says of a request as it arrives.
func verify(q *http.Request, body string, now time.Time) *sigv4.Error {
	s, err := sigv4.Read(q.Header, q.URL.RawQuery)
	if err != nil {
		return err
	}
	if err := s.Check(now, region, "execute-api"); err != nil {
		return err
	}
	if s.AccessKey != key {
		return sigv4.ErrUnknownKey
	}
	r := sigv4.Request{Method: q.Method, Path: q.URL.EscapedPath(), Query: q.URL.RawQuery, Host: q.Host, Header: q.Header, Length: q.ContentLength, Payload: sigv4.Hash([]byte(body))}
	if s.Unsigned {
		r.Payload = sigv4.Unsigned
	}
	return s.Verify(r, secret)
}

func TestWhatAnSDKSignsIsVerified(t *testing.T) {
	for _, tt := range []struct{ name, method, target, body string }{
		{"the root", "GET", "", ""},
		{"a path and a body", "POST", "/dev/pets", `{"name":"Rex"}`},
		{"an encoded path", "GET", "/dev/a%20b%2Fc/%E4%BD%A0/x+y~z*(1)", ""},
		{"slashes and dots", "GET", "/dev//pets/./7/../8/", ""},
		{"a query string to sort", "GET", "/dev/pets?b=2&a=1&b=1&B=0&empty&x=a%20b%2F%3D%26&y=%E4%BD%A0&a-=1&a=0", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := signed(t, tt.method, tt.target, tt.body, func(q *http.Request) {
				q.Header.Set("X-Amz-Meta", "  two   words  ")
				q.Header["X-Amz-Many"] = []string{"b", " a "}
				q.Header.Set("Content-Type", "application/json")
			})
			if err := verify(q, tt.body, noon.Add(4*time.Minute)); err != nil {
				t.Error(err)
			}
		})
	}
}

// Some of AWS's SDKs sign a path without its empty segments and dots.
func TestAPathMayBeSignedInItsNormalForm(t *testing.T) {
	q := signed(t, "GET", "/dev/pets/8/", "", nil)
	q.URL.Path = "/dev//pets/./7/../8/"
	if err := verify(q, "", noon); err != nil {
		t.Error(err)
	}
}

func TestAPresignedURLIsVerified(t *testing.T) {
	presign := func(token, target string, expires string) *http.Request {
		q, _ := http.NewRequest("GET", "http://localhost:4566"+target, nil)
		if expires != "" {
			q.URL.RawQuery += "&X-Amz-Expires=" + expires
		}
		signedURL, _, err := v4.NewSigner().PresignHTTP(context.Background(), aws.Credentials{AccessKeyID: key, SecretAccessKey: secret, SessionToken: token}, q,
			sigv4.Hash(nil), "execute-api", region, noon)
		if err != nil {
			t.Fatal(err)
		}
		if q, err = http.NewRequest("GET", signedURL, nil); err != nil {
			t.Fatal(err)
		}
		return q
	}
	if err := verify(presign("", "/dev/pets?b=2&a=1", ""), "", noon.Add(5*time.Minute)); err != nil {
		t.Error(err)
	}
	if err := verify(presign("to/ken+=", "/dev?a=1", "3600"), "", noon.Add(59*time.Minute)); err != nil {
		t.Error(err)
	}
	const late = "Signature expired: 20260304T120000Z is now earlier than 20260304T120001Z (20260304T130001Z - 60 min.)"
	if err := verify(presign("", "/dev?a=1", "3600"), "", noon.Add(time.Hour+time.Second)); err == nil || err.Message != late {
		t.Errorf("%v, want %s", err, late)
	}
	q := presign("", "/dev/pets?a=1", "")
	q.URL.RawQuery = strings.Replace(q.URL.RawQuery, "a=1", "a=2", 1)
	if err := verify(q, "", noon); err == nil || err.Code != sigv4.Invalid {
		t.Errorf("a changed query string: %v", err)
	}
}

func TestABodyMayBeLeftUnsigned(t *testing.T) {
	q, _ := http.NewRequest("POST", "http://localhost/dev", strings.NewReader("whatever"))
	q.Header.Set("X-Amz-Content-Sha256", sigv4.Unsigned)
	if err := v4.NewSigner().SignHTTP(context.Background(), aws.Credentials{AccessKeyID: key, SecretAccessKey: secret}, q, sigv4.Unsigned, "execute-api", region, noon); err != nil {
		t.Fatal(err)
	}
	if err := verify(q, "anything", noon); err != nil {
		t.Error(err)
	}
}

// The words are AWS's, as recorded by many; those of the asymmetric cases are in the
// order in which AWS looks.
func TestWhatIsWrongWithASignatureIsSaidInAWSsWords(t *testing.T) {
	auth := func(from, to string) func(*http.Request) {
		return func(q *http.Request) {
			q.Header.Set("Authorization", strings.Replace(q.Header.Get("Authorization"), from, to, 1))
		}
	}
	set := func(name, value string) func(*http.Request) {
		return func(q *http.Request) { q.Header.Set(name, value) }
	}
	tests := []struct {
		name   string
		change func(*http.Request)
		now    time.Time
		code   string
		want   string
	}{
		{"nothing is signed", func(q *http.Request) { q.Header.Del("Authorization") }, noon, sigv4.Missing, "Missing Authentication Token"},
		{"another scheme", set("Authorization", "Bearer abc"), noon, sigv4.Incomplete, "'abc' not a valid key=value pair (missing equal-sign) in Authorization header: 'Bearer abc'."},
		{"parts are missing", set("Authorization", "AWS4-HMAC-SHA256 Signature=1"), noon, sigv4.Incomplete,
			"Authorization header requires 'Credential' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256 Signature=1"},
		{"no date", func(q *http.Request) {
			q.Header.Del("X-Amz-Date")
			q.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=1")
		}, noon, sigv4.Incomplete,
			"Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Credential=a,SignedHeaders=host,Signature=1"},
		{"a date of another form", set("X-Amz-Date", "2026-03-04"), noon, sigv4.Incomplete, "Date must be in ISO-8601 'basic format'. Got '2026-03-04'. See http://en.wikipedia.org/wiki/ISO_8601"},
		{"too old", nil, noon.Add(5*time.Minute + time.Second), sigv4.Invalid, "Signature expired: 20260304T120000Z is now earlier than 20260304T120001Z (20260304T120501Z - 5 min.)"},
		{"of the future", nil, noon.Add(-5*time.Minute - time.Second), sigv4.Invalid, "Signature not yet current: 20260304T120000Z is still later than 20260304T115959Z (20260304T115459Z + 5 min.)"},
		{"without the host", auth("SignedHeaders=host;", "SignedHeaders="), noon, sigv4.Invalid, "'Host' must be a 'SignedHeader' in the AWS Authorization."},
		{"another algorithm", auth("AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512"), noon, sigv4.Incomplete, "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512' (only AWS4-HMAC-SHA256 for now). "},
		{"a credential that is none", auth("/execute-api", ""), noon, sigv4.Incomplete, "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/20260304/eu-west-1/aws4_request'"},
		{"another service", auth("/execute-api/", "/apigateway/"), noon, sigv4.Invalid, "Credential should be scoped to correct service: 'execute-api'. "},
		{"another region and day", auth("/20260304/eu-west-1/", "/20260303/us-east-1/"), noon, sigv4.Invalid,
			"Credential should be scoped to a valid region. Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260303' != '20260304', from '20260304T120000Z'. "},
		{"another end", auth("aws4_request", "aws5_request"), noon, sigv4.Invalid, "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'. "},
		{"a key that nobody knows", auth(key, "AKIDOTHER"), noon, sigv4.Unrecognized, "The security token included in the request is invalid."},
		{"twice signed", func(q *http.Request) { q.URL.RawQuery = "X-Amz-Algorithm=AWS4-HMAC-SHA256" }, noon, sigv4.Invalid,
			"Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."},
		{"a presigned URL without its parts", func(q *http.Request) {
			q.Header.Del("Authorization")
			q.URL.RawQuery = "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Date=20260304T120000Z"
		}, noon, sigv4.Incomplete, "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. " +
			"AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters."},
		{"another body", func(q *http.Request) { q.Header.Set("X-Amz-Meta", "2") }, noon, sigv4.Invalid,
			"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n" +
				"The Canonical String for this request should have been\n'GET\n/dev/a%2520b\n\nhost:a1.execute-api.eu-west-1.localhost:4566\nx-amz-date:20260304T120000Z\nx-amz-meta:2\n\n" +
				"host;x-amz-date;x-amz-meta\n" + sigv4.Hash(nil) + "'\n\nThe String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260304T120000Z\n20260304/eu-west-1/execute-api/aws4_request\n" +
				sigv4.Hash([]byte("GET\n/dev/a%2520b\n\nhost:a1.execute-api.eu-west-1.localhost:4566\nx-amz-date:20260304T120000Z\nx-amz-meta:2\n\nhost;x-amz-date;x-amz-meta\n"+sigv4.Hash(nil))) + "'\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			q := signed(t, "GET", "/dev/a%20b", "", func(q *http.Request) { q.Header.Set("X-Amz-Meta", "1") })
			if tt.change != nil {
				tt.change(q)
			}
			err := verify(q, "", tt.now)
			if err == nil || err.Code != tt.code || err.Message != tt.want {
				t.Errorf("%+v\nwant %s %s", err, tt.code, tt.want)
			}
		})
	}
}

// A request that is signed here is verified by the rules that clients are held to.
func TestSign(t *testing.T) {
	body := []byte(`{"a":1}`)
	r := sigv4.Request{Method: "POST", Path: "/a%20b/", Query: "b=2&a=x%2By", Host: "localhost:8000", Payload: sigv4.Hash(body), Length: int64(len(body)),
		Header: http.Header{"Content-Type": {"application/json"}, "User-Agent": {"x"}}}
	r.Sign(sigv4.Credentials{AccessKey: key, Secret: secret, SessionToken: "t"}, region, "execute-api", noon)
	q, err := http.NewRequest(r.Method, "http://"+r.Host+r.Path+"?"+r.Query, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	q.Header = r.Header
	if err := verify(q, string(body), noon); err != nil {
		t.Error(err)
	}
	want, _ := http.NewRequest(r.Method, q.URL.String(), bytes.NewReader(body))
	want.Header.Set("Content-Type", "application/json")
	want.Header.Set("User-Agent", "x")
	want.ContentLength = -1 // which the SDK would sign
	if err := v4.NewSigner().SignHTTP(context.Background(), aws.Credentials{AccessKeyID: key, SecretAccessKey: secret, SessionToken: "t"}, want, r.Payload, "execute-api", region, noon); err != nil {
		t.Fatal(err)
	}
	if got, want := q.Header.Get("Authorization"), want.Header.Get("Authorization"); got != want {
		t.Errorf("signed %s\nthe SDK signs %s", got, want)
	}
}

// S3 has paths encoded once.
func TestSignForS3(t *testing.T) {
	r := sigv4.Request{Method: "GET", Path: "/bucket/a%20b/c=d:(1)", Host: "s3.eu-west-1.amazonaws.com", Payload: sigv4.Hash(nil), Header: http.Header{}}
	r.Sign(sigv4.Credentials{AccessKey: key, Secret: secret}, region, "s3", noon)
	want, _ := http.NewRequest("GET", "https://s3.eu-west-1.amazonaws.com", nil)
	want.URL.Path, want.URL.RawPath = "/bucket/a b/c=d:(1)", "/bucket/a%20b/c%3Dd%3A%281%29"
	want.Header.Set("X-Amz-Content-Sha256", r.Payload)
	if err := v4.NewSigner().SignHTTP(context.Background(), aws.Credentials{AccessKeyID: key, SecretAccessKey: secret}, want, r.Payload, "s3", region, noon,
		func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true }); err != nil {
		t.Fatal(err)
	}
	if got, want := r.Header.Get("Authorization"), want.Header.Get("Authorization"); got != want {
		t.Errorf("signed %s\nthe SDK signs %s", got, want)
	}
}

// A header that is named often is written once: what a caller sends is not
// multiplied.
func TestSignedHeadersDoNotMultiplyARequest(t *testing.T) {
	q := signed(t, "GET", "/dev", "", func(q *http.Request) { q.Header.Set("X-Amz-Meta", strings.Repeat("x", 10_000)) })
	q.Header.Set("Authorization", strings.Replace(q.Header.Get("Authorization"), "x-amz-meta", strings.Repeat("x-amz-meta;", 1000)+"x", 1))
	if err := verify(q, "", noon); err == nil || len(err.Message) > 50_000 {
		t.Error("the answer is longer than what was sent")
	}
}

func FuzzRead(f *testing.F) {
	f.Add("AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host;x, Signature=0", "20260304T120000Z", "", "/x/../y")
	f.Add("", "", "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20260304/eu-west-1/execute-api/aws4_request&X-Amz-Date=20260304T120000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=0&X-Amz-Expires=-1", "/%zz")
	f.Fuzz(func(t *testing.T, authorization, date, query, path string) {
		h := http.Header{"Authorization": {authorization}, "X-Amz-Date": {date}}
		s, err := sigv4.Read(h, query)
		if err != nil {
			return
		}
		_ = s.Check(noon, region, "execute-api")
		if s.Verify(sigv4.Request{Method: "GET", Path: path, Query: query, Host: "h", Header: h, Payload: sigv4.Unsigned}, secret) == nil {
			t.Error("a signature that nobody made is verified")
		}
		_, _ = url.ParseQuery(query)
	})
}
