package gateway_test

import (
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"log/slog"
	"maps"
	"math/big"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"reel/events/apigateway"
	"reel/http/gateway"
)

const (
	poolID  = "us-east-1_Ab12Cd34E"
	poolARN = "arn:aws:cognito-idp:us-east-1:111122223333:userpool/" + poolID
	issuer  = "https://cognito-idp.us-east-1.amazonaws.com/" + poolID
)

// A pool stands in for a user pool: it signs tokens, and has a key set.
type pool struct {
	kid string
	key *rsa.PrivateKey
}

func newPool(t testing.TB, kid string) pool {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	return pool{kid, key}
}

// jwks is a key set of pools' keys.
func jwks(pools ...pool) []byte {
	var keys []map[string]string
	for _, p := range pools {
		keys = append(keys, map[string]string{"alg": "RS256", "e": base64.RawURLEncoding.EncodeToString(big.NewInt(int64(p.key.E)).Bytes()),
			"kid": p.kid, "kty": "RSA", "n": base64.RawURLEncoding.EncodeToString(p.key.N.Bytes()), "use": "sig"})
	}
	data, _ := json.Marshal(map[string]any{"keys": keys})
	return data
}

// token is an identity token of noon, with some claims changed; nil leaves one out.
func (p pool) token(change map[string]any) string {
	c := jwt.MapClaims{"sub": "aaaaaaaa-bbbb", "aud": "client1", "email_verified": true, "token_use": "id", "auth_time": noon.Unix(), "iss": issuer,
		"cognito:username": "ann", "cognito:groups": []string{"admins", "keepers"}, "iat": noon.Unix(), "exp": noon.Add(time.Hour).Unix(), "custom:n": 1.5,
		"identities": []any{map[string]any{"userId": "1", "primary": "true"}}}
	maps.Copy(c, change)
	maps.DeleteFunc(c, func(_ string, v any) bool { return v == nil })
	t := jwt.NewWithClaims(jwt.SigningMethodRS256, c)
	t.Header["kid"] = p.kid
	s, err := t.SignedString(p.key)
	if err != nil {
		panic(err)
	}
	return s
}

func (p pool) access(scope string) string {
	return p.token(map[string]any{"aud": nil, "client_id": "client1", "token_use": "access", "scope": scope})
}

func keyFile(t testing.TB, pools ...pool) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "jwks.json")
	if err := os.WriteFile(name, jwks(pools...), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

// pooled is an API whose methods are open to the tokens of a user pool; POST asks
// for a scope.
func pooled(t testing.TB, change ...func(*apigateway.Authorizer)) *api {
	a := newAPI(t)
	noun := apigateway.Authorizer{Id: "pool01", Name: "pool", Type: "COGNITO_USER_POOLS", ProviderARNs: []string{poolARN}, IdentitySource: "method.request.header.Auth"}
	for _, f := range change {
		f(&noun)
	}
	a.apply(apigateway.AuthorizerCreated{Authorizer: noun, RestApiId: apiID})
	byPool := func(m *apigateway.Method) { m.AuthorizationType, m.AuthorizerId = "COGNITO_USER_POOLS", noun.Id }
	a.method("GET", "/pets", mocked(`{"statusCode":200}`, `$context.authorizer.claims.sub $context.authorizer.claims.email_verified $context.authorizer.claims['cognito:groups']`), byPool)
	a.method("PUT", "/pets", proxyTo("echo"), byPool)
	a.method("POST", "/pets", mock("scoped"), byPool, func(m *apigateway.Method) { m.AuthorizationScopes = []string{"pets/write", "pets/all"} })
	return a.deploy(nil)
}

func withToken(c gateway.Call, token string) gateway.Call {
	if token != "" {
		c.Header.Set("Auth", token)
	}
	return c
}

// Identity tokens open methods without scopes and access tokens those with any, as
// the guide has it
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-enable-cognito-user-pool.html).
// Q. What is a token without the scope answered? 401 as the guide's troubleshooting
// has it; no recording is public.
func TestTokensOfUserPools(t *testing.T) {
	const (
		nobody = `UnauthorizedException {"message":"Unauthorized"}`
		late   = `UnauthorizedException {"message":"The incoming token has expired"}`
		served = ` aaaaaaaa-bbbb true admins,keepers`
	)
	p, other := newPool(t, "k1"), newPool(t, "k1")
	unsigned, _ := jwt.NewWithClaims(jwt.SigningMethodNone, jwt.MapClaims{"iss": issuer, "token_use": "id", "exp": noon.Add(time.Hour).Unix()}).SignedString(jwt.UnsafeAllowNoneSignatureType)
	symmetric, _ := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"iss": issuer, "token_use": "id", "exp": noon.Add(time.Hour).Unix()}).SignedString([]byte("k"))
	a := pooled(t)
	g := atNoon(gateway.Options{KeySets: []gateway.KeySet{{Of: poolID, Source: keyFile(t, p)}}})
	for _, tt := range []struct{ name, verb, token, want string }{
		{"an identity token", "GET", p.token(nil), served},
		{"with its scheme", "GET", "Bearer " + p.token(nil), served},
		{"no token", "GET", "", nobody},
		{"no token at all", "GET", "abc", nobody},
		{"three parts of nothing", "GET", "e30.e30.e30", nobody},
		{"an access token", "GET", p.access("pets/write"), nobody},
		{"an access token with a scope", "POST", p.access("openid pets/all"), " scoped"},
		{"an access token with another scope", "POST", p.access("openid pets/allmost"), nobody},
		{"an identity token where scopes are asked for", "POST", p.token(nil), nobody},
		{"a minute too late", "GET", p.token(map[string]any{"exp": noon.Add(-time.Minute).Unix()}), late},
		{"right now too late", "GET", p.token(map[string]any{"exp": noon.Unix()}), late},
		{"too early", "GET", p.token(map[string]any{"nbf": noon.Add(time.Minute).Unix()}), nobody},
		{"without an end", "GET", p.token(map[string]any{"exp": nil}), nobody},
		{"another pool's", "GET", p.token(map[string]any{"iss": strings.Replace(issuer, "E", "F", 1)}), nobody},
		{"nobody's", "GET", p.token(map[string]any{"iss": nil}), nobody},
		{"signed with another key", "GET", other.token(nil), nobody},
		{"expired and signed with another key", "GET", other.token(map[string]any{"exp": noon.Unix()}), nobody},
		{"of a key that is not there", "GET", pool{"k2", p.key}.token(nil), nobody},
		{"not signed", "GET", unsigned, nobody},
		{"signed by another method", "GET", symmetric, nobody},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, body := do(t, g, withToken(a.call(tt.verb, "/pets"), tt.token))
			if got := value(r.Header, "x-amzn-ErrorType") + " " + body; got != tt.want {
				t.Errorf("%d %s, want %s", r.Status, got, tt.want)
			}
		})
	}
}

// A function gets all claims as text, times as Java prints them and lists with
// commas between, as events of AWS show them.
func TestClaimsReachFunctionsAsText(t *testing.T) {
	p := newPool(t, "k1")
	a := pooled(t)
	g := atNoon(gateway.Options{KeySets: []gateway.KeySet{{Of: issuer, Source: keyFile(t, p)}}, Functions: newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"echo": func(_ context.Context, event []byte) ([]byte, error) {
			return json.Marshal(map[string]any{"statusCode": 200, "body": string(event)})
		},
	})})
	_, body := do(t, g, withToken(a.call("PUT", "/pets"), p.token(nil)))
	var event struct{ RequestContext struct{ Authorizer any } }
	if err := json.Unmarshal([]byte(body), &event); err != nil {
		t.Fatal(err, body)
	}
	got, _ := json.Marshal(event.RequestContext.Authorizer)
	const want = `{"claims":{"aud":"client1","auth_time":"1772625600","cognito:groups":"admins,keepers","cognito:username":"ann","custom:n":"1.5","email_verified":"true",` +
		`"exp":"Wed Mar 04 13:00:00 UTC 2026","iat":"Wed Mar 04 12:00:00 UTC 2026","identities":"{\"primary\":\"true\",\"userId\":\"1\"}","iss":"` + issuer + `","sub":"aaaaaaaa-bbbb","token_use":"id"}}`
	if string(got) != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

// Keys come from where the owner says, over the network too, and are read again for
// a key that is new, though not for every token. Nothing is read from AWS.
func TestKeysAreReadFromWhereTheOwnerSays(t *testing.T) {
	first, second := newPool(t, "k1"), newPool(t, "k2")
	var reads atomic.Int64
	both := atomic.Bool{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		reads.Add(1)
		switch {
		case q.URL.Path != "/"+poolID+"/.well-known/jwks.json":
			http.NotFound(w, q)
		case both.Load():
			_, _ = w.Write(jwks(first, second))
		default:
			_, _ = w.Write(jwks(first))
		}
	}))
	defer server.Close()
	a := pooled(t)
	now := noon
	g := gateway.New(gateway.Options{Endpoints: gateway.Endpoints{"cognito-idp": server.URL}, Now: func() time.Time { return now }})
	status := func(token string) int {
		r, _ := do(t, g, withToken(a.call("GET", "/pets"), token))
		return r.Status
	}
	local := map[string]any{"iss": server.URL + "/" + poolID}
	for range 3 {
		if s := status(first.token(local)); s != 200 {
			t.Error(s)
		}
	}
	if s := status(second.token(local)); s != 401 || reads.Load() != 1 {
		t.Errorf("%d after %d reads", s, reads.Load())
	}
	both.Store(true)
	now = now.Add(time.Minute)
	if s := status(second.token(local)); s != 200 || reads.Load() != 2 {
		t.Errorf("%d after %d reads", s, reads.Load())
	}
	server.Close()
	now = now.Add(50 * time.Minute)
	if s := status(first.token(local)); s != 200 {
		t.Errorf("kept keys: %d", s)
	}
	now = now.Add(20 * time.Minute)
	if s := status(first.token(map[string]any{"iss": issuer, "exp": now.Add(time.Hour).Unix()})); s != 500 {
		t.Errorf("old keys, and none to be had: %d", s)
	}
}

// logged is a log that can be read.
func logged() (*strings.Builder, *slog.Logger) {
	var log strings.Builder
	return &log, slog.New(slog.NewTextHandler(&log, nil))
}

func TestWithoutKeysTheLogSaysWhichFlagHelps(t *testing.T) {
	p, a := newPool(t, "k1"), pooled(t)
	log, logger := logged()
	g := atNoon(gateway.Options{Log: logger})
	r, body := do(t, g, withToken(a.call("GET", "/pets"), p.token(nil)))
	if r.Status != 401 || body != `{"message":"Unauthorized"}` {
		t.Errorf("%d %s", r.Status, body)
	}
	if !strings.Contains(log.String(), "--jwks "+poolID+"=URL_OR_FILE") {
		t.Error(log.String())
	}
}

func TestTheAudienceOfTokensCanBeChecked(t *testing.T) {
	p := newPool(t, "k1")
	a := pooled(t, func(noun *apigateway.Authorizer) { noun.IdentityValidationExpression = "client[12]" })
	g := atNoon(gateway.Options{KeySets: []gateway.KeySet{{Of: poolID, Source: keyFile(t, p)}}})
	for client, want := range map[string]int{"client1": 200, "client3": 401, "client12": 401} {
		if r, _ := do(t, g, withToken(a.call("GET", "/pets"), p.token(map[string]any{"aud": client}))); r.Status != want {
			t.Errorf("%s: %d", client, r.Status)
		}
	}
}

// A token is not enough where the API has a policy, which must allow the call.
func TestPoliciesOfCallersWithTokens(t *testing.T) {
	p := newPool(t, "k1")
	for policy, want := range map[string]string{
		`"Effect":"Allow","Principal":"*","Resource":"execute-api:/*"`:                        "served",
		`"Effect":"Allow","Principal":"*","Resource":"execute-api:/prod/*"`:                   "/dev/DELETE/pets\"}",
		`"Effect":"Deny","Principal":"*","Resource":"execute-api:/*"`:                         " with an explicit deny\"}",
		`"Effect":"Allow","Principal":{"AWS":"111122223333"},"Resource":"execute-api:/dev/*"`: "/dev/DELETE/pets\"}",
	} {
		a := newAPI(t, func(api *apigateway.RestApi) {
			api.Policy = strings.ReplaceAll(`{"Statement":[{"Action":"execute-api:Invoke",`+policy+`}]}`, `"`, `\"`)
		})
		a.apply(apigateway.AuthorizerCreated{RestApiId: apiID, Authorizer: apigateway.Authorizer{Id: "pool01", Type: "COGNITO_USER_POOLS", ProviderARNs: []string{poolARN}, IdentitySource: "method.request.header.Auth"}})
		a.method("DELETE", "/pets", mock("served"), func(m *apigateway.Method) { m.AuthorizationType, m.AuthorizerId = "COGNITO_USER_POOLS", "pool01" })
		a.deploy(nil)
		g := atNoon(gateway.Options{KeySets: []gateway.KeySet{{Of: poolID, Source: keyFile(t, p)}}})
		if _, body := do(t, g, withToken(a.call("DELETE", "/pets"), p.token(nil))); !strings.HasSuffix(body, want) {
			t.Errorf("%s: %s", policy, body)
		}
		if r, _ := do(t, g, a.call("DELETE", "/pets")); r.Status != 401 {
			t.Errorf("without a token: %d", r.Status)
		}
	}
}

func TestTestingAUserPoolsAuthorizerAnswersWithClaims(t *testing.T) {
	p, a := newPool(t, "k1"), pooled(t)
	g := atNoon(gateway.Options{KeySets: []gateway.KeySet{{Of: poolID, Source: keyFile(t, p)}}})
	test := func(token string) gateway.AuthorizerTestResult {
		r, err := g.TestInvokeAuthorizer(t.Context(), a.state.World(account, region), apigateway.TestInvokeAuthorizer{RestApiId: apiID, AuthorizerId: "pool01", Headers: map[string]string{"Auth": token}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if r := test(p.token(nil)); r.ClientStatus != 0 || r.Claims["cognito:username"] != "ann" || r.Claims["exp"] != "Wed Mar 04 13:00:00 UTC 2026" || r.PrincipalId != "" || r.Policy != "" {
		t.Errorf("%+v", r)
	}
	if r := test("abc"); r.ClientStatus != 401 || r.Claims != nil {
		t.Errorf("%+v", r)
	}
}

func TestParseKeySetAndEndpoint(t *testing.T) {
	file := keyFile(t)
	if k, err := gateway.ParseKeySet("https://x/" + poolID + "=" + file); err != nil || k.Of != "https://x/"+poolID || k.Source != file {
		t.Errorf("%+v %v", k, err)
	}
	for _, bad := range []string{"", poolID, poolID + "=", "=x", poolID + "=" + file + "x"} {
		if k, err := gateway.ParseKeySet(bad); err == nil {
			t.Errorf("%q is taken for %+v", bad, k)
		}
	}
	for arg, want := range map[string]string{"sqs=http://localhost:5000/": "sqs http://localhost:5000", "SFN=https://a.b": "states https://a.b", "Secrets Manager=http://a": "secretsmanager http://a"} {
		if service, url, err := gateway.ParseEndpoint(arg); err != nil || service+" "+url != want {
			t.Errorf("%s: %s %s %v", arg, service, url, err)
		}
	}
	for _, bad := range []string{"", "sqs", "sqs=", "sqs=localhost:5000", "=http://a", "sqs=ftp://a"} {
		if service, url, err := gateway.ParseEndpoint(bad); err == nil {
			t.Errorf("%q is taken for %s %s", bad, service, url)
		}
	}
	got := gateway.EndpointsOf([]string{"AWS_ENDPOINT_URL=http://all", "AWS_ENDPOINT_URL_SQS=http://q/", "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER=http://c", "AWS_ENDPOINT_URL_STATES=http://s1",
		"AWS_ENDPOINT_URL_SFN=http://s2", "AWS_ENDPOINT_URL_S3=", "X=y"})
	if want := (gateway.Endpoints{"sqs": "http://q", "cognito-idp": "http://c", "states": "http://s2"}); !maps.Equal(got, want) {
		t.Errorf("%v", got)
	}
}
