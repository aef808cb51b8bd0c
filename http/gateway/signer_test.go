package gateway_test

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"

	"reel/events/apigateway"
	"reel/http/gateway"
	"reel/http/gateway/sigv4"
)

var noon = time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)

func iamMethod(m *apigateway.Method) { m.AuthorizationType = "AWS_IAM" }

// signedBy is the call with a signature of AWS's SDK, made at noon.
func signedBy(t testing.TB, c gateway.Call, key, secret string) gateway.Call {
	t.Helper()
	body := ""
	if c.Body != nil {
		data, _ := io.ReadAll(c.Body)
		body = string(data)
	}
	q, err := http.NewRequest(c.Method, "http://"+c.Host+"/dev"+c.Path+"?"+c.RawQuery, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	q.Header = c.Header.Clone()
	if err := v4.NewSigner().SignHTTP(context.Background(), aws.Credentials{AccessKeyID: key, SecretAccessKey: secret}, q, sigv4.Hash([]byte(body)), "execute-api", region, noon); err != nil {
		t.Fatal(err)
	}
	c.Header, c.RawQuery = q.Header, q.URL.RawQuery
	if body != "" {
		c.Body, c.ContentLength = strings.NewReader(body), int64(len(body))
	}
	return c
}

func atNoon(o gateway.Options) *gateway.Gateway {
	o.Now = func() time.Time { return noon }
	return gateway.New(o)
}

// Methods with AWS_IAM are open to those who sign with a key that is known, of the
// API's own account where nothing else is said; a key of 12 digits is an account's.
func TestSignedCallsAreLetIn(t *testing.T) {
	a := newAPI(t)
	a.method("POST", "/pets/{id}", mocked(`{"statusCode":200}`, `$context.identity.userArn $context.identity.accessKey $context.identity.accountId $context.identity.user.equals($context.identity.caller)`), iamMethod)
	a.deploy(nil)
	g := atNoon(gateway.Options{AccessKeys: []gateway.AccessKey{{ID: "AKIDANN", Secret: "s1", ARN: "arn:aws:iam::111122223333:user/zoo/ann"}, gateway.DefaultAccessKey}})
	call := func() gateway.Call {
		return withBody(a.call("POST", "/pets/a%20b?x=1&a=2"), "application/json", `{"a":1}`)
	}
	const denied = `{"Message":"User: arn:aws:iam::000000000000:user/test is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:********3333:` + apiID + `/dev/POST/pets/a%20b"}`
	for _, tt := range []struct {
		name      string
		call      gateway.Call
		errorType string
		want      string
	}{
		{"a user", signedBy(t, call(), "AKIDANN", "s1"), "", "arn:aws:iam::111122223333:user/zoo/ann AKIDANN 111122223333 true"},
		{"an account", signedBy(t, call(), account, "test"), "", "arn:aws:iam::111122223333:root 111122223333 111122223333 true"},
		{"of another account", signedBy(t, call(), "test", "test"), "AccessDeniedException", denied},
		{"nobody", call(), "MissingAuthenticationTokenException", `{"message":"Missing Authentication Token"}`},
		{"somebody unknown", signedBy(t, call(), "AKIDEVE", "s1"), "UnrecognizedClientException", `{"message":"The security token included in the request is invalid."}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r, body := do(t, g, tt.call)
			if got := value(r.Header, "x-amzn-ErrorType"); body != tt.want || got != tt.errorType || (r.Status == 200) != (got == "") || got != "" && r.Status != 403 {
				t.Errorf("%d %s %s, want %s %s", r.Status, got, body, tt.errorType, tt.want)
			}
		})
	}
	t.Run("another body", func(t *testing.T) {
		c := signedBy(t, call(), "AKIDANN", "s1")
		c.Body = strings.NewReader(`{"a":2}`)
		r, body := do(t, g, c)
		if value(r.Header, "x-amzn-ErrorType") != "InvalidSignatureException" || !strings.HasPrefix(body, `{"message":"The request signature we calculated does not match`) || !strings.Contains(body, `\na=2&x=1\n`) {
			t.Errorf("%d %s", r.Status, body)
		}
	})
}

// Functions are told who signed, by the members that AWS has for it.
func TestEventsNameWhoSigned(t *testing.T) {
	a := newAPI(t)
	a.method("GET", "/pets", proxyTo("echo"), iamMethod)
	a.deploy(nil)
	g := atNoon(gateway.Options{Functions: newFunctions(t, map[string]func(context.Context, []byte) ([]byte, error){
		"echo": func(_ context.Context, event []byte) ([]byte, error) {
			return json.Marshal(map[string]any{"statusCode": 200, "body": string(event)})
		},
	}), AccessKeys: []gateway.AccessKey{{ID: "ASIAROLE", Secret: "s", ARN: "arn:aws:sts::111122223333:assumed-role/keeper/ann"}}})
	_, body := do(t, g, signedBy(t, a.call("GET", "/pets"), "ASIAROLE", "s"))
	var event struct {
		RequestContext struct{ Identity map[string]any }
	}
	if err := json.Unmarshal([]byte(body), &event); err != nil {
		t.Fatal(err, body)
	}
	got := event.RequestContext.Identity
	for name, want := range map[string]any{"accessKey": "ASIAROLE", "accountId": account, "userArn": "arn:aws:sts::111122223333:assumed-role/keeper/ann", "principalOrgId": nil, "cognitoIdentityId": nil} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	for _, name := range []string{"caller", "user"} {
		if id, _ := got[name].(string); !strings.HasPrefix(id, "AROA") || !strings.HasSuffix(id, ":ann") || len(id) != 25 {
			t.Errorf("%s is %v", name, got[name])
		}
	}
}

// The refusals of signatures are gateway responses, which an API may answer in its
// own words.
func TestRefusedSignaturesAreGatewayResponses(t *testing.T) {
	a := newAPI(t)
	a.method("GET", "/pets", mock("served"), iamMethod)
	for kind, status := range map[string]string{"MISSING_AUTHENTICATION_TOKEN": "401", "INVALID_SIGNATURE": "418", "ACCESS_DENIED": "404"} {
		a.apply(apigateway.GatewayResponsePut{RestApiId: apiID, GatewayResponse: apigateway.GatewayResponse{ResponseType: kind, StatusCode: status,
			ResponseTemplates: map[string]string{"application/json": "$context.error.responseType"}}})
	}
	a.deploy(nil)
	g := atNoon(gateway.Options{})
	for want, c := range map[string]gateway.Call{
		"MISSING_AUTHENTICATION_TOKEN": a.call("GET", "/pets"),
		"INVALID_SIGNATURE":            signedBy(t, a.call("GET", "/pets"), "test", "wrong"),
		"ACCESS_DENIED":                signedBy(t, a.call("GET", "/pets"), "test", "test"),
	} {
		if r, body := do(t, g, c); body != want || r.Status == 403 {
			t.Errorf("%d %s, want %s", r.Status, body, want)
		}
	}
}

// AWS's tables of what an authorizer and the API's policy come to, and the flows
// above them
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html).
// A caller's own policy is always Allow here.
func TestPoliciesOfSignedCallers(t *testing.T) {
	const everything = `"Action":"execute-api:Invoke","Resource":"execute-api:/*"`
	statement := func(effect, principal string) string {
		return `{"Effect":"` + effect + `","Principal":` + principal + `,` + everything + `}`
	}
	const (
		ours, theirs  = "OURS", "THEIRS"
		oursARN       = "arn:aws:iam::111122223333:user/ann"
		theirsARN     = "arn:aws:sts::444455556666:assumed-role/keeper/s"
		served        = "served"
		implicit      = ""
		explicit      = " with an explicit deny"
		withCondition = `{"Effect":"Allow","Principal":"*",` + everything + `,"Condition":{"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::444455556666:role/k*"},"StringEquals":{"aws:PrincipalAccount":"444455556666","aws:PrincipalType":"AssumedRole"}}}`
	)
	for _, tt := range []struct{ name, key, policy, want string }{
		{"A: allow, allow", ours, statement("Allow", `{"AWS":"`+oursARN+`"}`), served},
		{"A: allow, neither", ours, statement("Allow", `{"AWS":"444455556666"}`), served},
		{"A: allow, deny", ours, statement("Deny", `{"AWS":"`+oursARN+`"}`), explicit},
		{"A: no policy at all", ours, "", served},
		{"B: allow, allow the account", theirs, statement("Allow", `{"AWS":"arn:aws:iam::444455556666:root"}`), served},
		{"B: allow, allow the role", theirs, statement("Allow", `{"AWS":["arn:aws:iam::444455556666:role/keeper"]}`), served},
		{"B: allow, allow the session", theirs, statement("Allow", `{"AWS":"`+theirsARN+`"}`), served},
		{"B: allow, allow by condition", theirs, withCondition, served},
		{"B: allow, neither", theirs, statement("Allow", `{"AWS":"`+oursARN+`"}`), implicit},
		{"B: allow, neither by condition", ours + "2", withCondition, implicit},
		{"B: allow, deny", theirs, statement("Allow", `"*"`) + "," + statement("Deny", `{"AWS":"444455556666"}`), explicit},
		{"B: no policy at all", theirs, "", implicit},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := newAPI(t, func(api *apigateway.RestApi) {
				if tt.policy != "" {
					api.Policy = strings.ReplaceAll(`{"Statement":[`+tt.policy+`]}`, `"`, `\"`)
				}
			})
			a.method("GET", "/pets", mock(served), iamMethod)
			a.deploy(nil)
			g := atNoon(gateway.Options{AccessKeys: []gateway.AccessKey{{ID: ours, Secret: "s", ARN: oursARN}, {ID: theirs, Secret: "s", ARN: theirsARN}, {ID: ours + "2", Secret: "s"}}})
			_, body := do(t, g, signedBy(t, a.call("GET", "/pets"), tt.key, "s"))
			if tt.want == served {
				if body != served {
					t.Error(body)
				}
				return
			}
			if !strings.HasPrefix(body, `{"Message":"User: arn:aws:`) || !strings.HasSuffix(body, `/dev/GET/pets`+tt.want+`"}`) {
				t.Error(body)
			}
		})
	}
}

// A backend can be asked as the caller only where there is one. (What AWS answers
// otherwise is not known; 500 is ours.)
func TestTheCallersOwnCredentialsNeedACaller(t *testing.T) {
	own := mock("served")
	own.Credentials = "arn:aws:iam::*:user/*"
	a := newAPI(t)
	a.method("GET", "/pets", own)
	a.method("POST", "/pets", own, iamMethod)
	a.deploy(nil)
	g := atNoon(gateway.Options{})
	if r, body := do(t, g, a.call("GET", "/pets")); r.Status != 500 {
		t.Errorf("%d %s", r.Status, body)
	}
	if _, body := do(t, g, signedBy(t, a.call("POST", "/pets"), account, "test")); body != "served" {
		t.Error(body)
	}
}

func TestParseAccessKey(t *testing.T) {
	k, err := gateway.ParseAccessKey("AKID=a=b/c+,arn:aws:iam::111122223333:user/ann")
	if want := (gateway.AccessKey{ID: "AKID", Secret: "a=b/c+", ARN: "arn:aws:iam::111122223333:user/ann"}); err != nil || k != want {
		t.Errorf("%+v, %v", k, err)
	}
	for _, bad := range []string{"", "AKID", "=s", "AKID=", "AKID=s,ann", "AKID=s,arn:aws:iam::1:user/ann", "A/B=s", "AKID=s,arn:aws:sts::111122223333:assumed-role/x", "AKID=s,"} {
		if k, err := gateway.ParseAccessKey(bad); err == nil {
			t.Errorf("%q is taken for %+v", bad, k)
		}
	}
}
