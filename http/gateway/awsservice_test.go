package gateway_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/gateway"
	"reel/http/gateway/sigv4"
)

// A service stands in for an AWS service: it tells what it was asked, if that is
// signed for it as AWS's own are.
type service struct {
	name, region string
	asked        string
	status       int
}

func (s *service) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	body, _ := io.ReadAll(q.Body)
	sig, err := sigv4.Read(q.Header, "")
	if err == nil {
		err = sig.Check(noon, s.region, s.name)
	}
	if err == nil && s.name != "s3" { // whose paths are signed otherwise
		err = sig.Verify(sigv4.Request{Method: q.Method, Path: q.URL.EscapedPath(), Query: q.URL.RawQuery, Host: q.Host, Header: q.Header, Length: q.ContentLength, Payload: sigv4.Hash(body)}, "test")
	}
	if err != nil {
		http.Error(w, err.Message, http.StatusForbidden)
		return
	}
	s.asked = strings.Join([]string{q.Method, q.RequestURI, q.Header.Get("X-Amz-Target"), q.Header.Get("Content-Type"), string(body)}, " ")
	w.Header().Set("X-Amzn-Requestid", "42")
	w.WriteHeader(s.status)
	_, _ = w.Write([]byte(`{"by":"` + s.name + `"}`))
}

// toService is an integration with an AWS service: 200 unless the service says 4xx.
func toService(verb, what string, parameters map[string]string, template string) apigateway.Integration {
	i := apigateway.Integration{Type: "AWS", HttpMethod: verb, Uri: "arn:aws:apigateway:eu-west-1:" + what, Credentials: "arn:aws:iam::111122223333:role/r",
		RequestParameters: parameters, PassthroughBehavior: "WHEN_NO_MATCH",
		IntegrationResponses: map[string]*apigateway.IntegrationResponse{
			"200": {StatusCode: "200", ResponseParameters: map[string]string{"method.response.header.Id": "integration.response.header.x-amzn-RequestId"}},
			"400": {StatusCode: "400", SelectionPattern: text(`4\d{2}`), ResponseTemplates: map[string]*string{"application/json": text(`{"no":$input.json('$.by')}`)}},
		}}
	if template != "" {
		i.RequestTemplates = map[string]*string{"application/json": &template}
	}
	return i
}

// What each service gets, as AWS's tutorials have their integrations
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/integrating-api-with-aws-services-kinesis.html,
// …-s3.html, https://docs.aws.amazon.com/step-functions/latest/dg/tutorial-api-gateway.html).
func TestAWSServicesAreAskedAsTheyWantToBe(t *testing.T) {
	form := map[string]string{"integration.request.header.Content-Type": "'application/x-www-form-urlencoded'"}
	target := func(target, version string) map[string]string {
		return map[string]string{"integration.request.header.X-Amz-Target": "'" + target + "'", "integration.request.header.Content-Type": "'application/x-amz-json-" + version + "'"}
	}
	path := map[string]string{"integration.request.path.bucket": "method.request.path.a", "integration.request.path.key": "method.request.querystring.key"}
	for _, tt := range []struct {
		name, signs string
		integration apigateway.Integration
		want        string
	}{
		{"sqs by path", "sqs", toService("POST", "sqs:path/111122223333/q", form, `Action=SendMessage&MessageBody=$util.urlEncode($input.body)`),
			`POST /111122223333/q  application/x-www-form-urlencoded Action=SendMessage&MessageBody=%7B%22a%22%3A+1%7D`},
		{"sqs by action", "sqs", toService("GET", "sqs:action/SendMessage", map[string]string{"integration.request.querystring.MessageBody": "method.request.querystring.key", "integration.request.querystring.QueueUrl": "'http://q/1'"}, ""),
			`GET /?Action=SendMessage&MessageBody=x%2Fy+z&QueueUrl=http%3A%2F%2Fq%2F1  application/x-www-form-urlencoded `},
		{"sqs by JSON", "sqs", toService("POST", "sqs:path/", target("AmazonSQS.SendMessage", "1.0"), `{"MessageBody":"$input.path('$.a')"}`),
			`POST / AmazonSQS.SendMessage application/x-amz-json-1.0 {"MessageBody":"1"}`},
		{"sns with parameters in its URI", "sns", toService("POST", "sns:action/Publish&TopicArn=arn:aws:sns:eu-west-1:1:t", map[string]string{"integration.request.querystring.Message": "method.request.body.a"}, ""),
			`POST /  application/x-www-form-urlencoded Action=Publish&TopicArn=arn%3Aaws%3Asns%3Aeu-west-1%3A1%3At&Message=1`},
		{"sns with a form", "sns", toService("POST", "sns:action/Publish", form, `Message=1`), `POST /  application/x-www-form-urlencoded Message=1&Action=Publish`},
		{"dynamodb", "dynamodb", toService("POST", "dynamodb:action/PutItem", nil, `{"TableName":"t"}`), `POST / DynamoDB_20120810.PutItem application/x-amz-json-1.0 {"TableName":"t"}`},
		{"kinesis", "kinesis", toService("POST", "kinesis:action/PutRecord", nil, `{}`), `POST / Kinesis_20131202.PutRecord application/x-amz-json-1.1 {}`},
		{"states", "states", toService("POST", "states:action/StartExecution", nil, `{}`), `POST / AWSStepFunctions.StartExecution application/x-amz-json-1.0 {}`},
		{"events", "events", toService("POST", "events:action/PutEvents", target("AWSEvents.PutEvents", "1.1"), `{"Entries":[]}`), `POST /?Action=PutEvents AWSEvents.PutEvents application/x-amz-json-1.1 {"Entries":[]}`},
		{"secretsmanager", "secretsmanager", toService("POST", "secretsmanager:action/GetSecretValue", target("secretsmanager.GetSecretValue", "1.1"), `{"SecretId":"s"}`),
			`POST /?Action=GetSecretValue secretsmanager.GetSecretValue application/x-amz-json-1.1 {"SecretId":"s"}`},
		{"ssm by its query string", "ssm", toService("POST", "ssm:action/GetParameters&Names.member.1=a&Names.member.2=b", map[string]string{"integration.request.querystring.WithDecryption": "'true'"}, ""),
			`POST / AmazonSSM.GetParameters application/x-amz-json-1.1 {"Names":["a","b"],"WithDecryption":true}`},
		{"s3", "s3", toService("PUT", "s3:path/{bucket}/{key}", path, ""), `PUT /pets/x/y%20z  application/json {"a": 1}`},
		{"s3 by its bucket's host", "s3", toService("GET", "pets.s3:path/{key}?versionId=1", path, ""), `GET /pets/x/y%20z?versionId=1  application/json `},
		{"another one", "sagemaker", toService("POST", "runtime.sagemaker:path/endpoints/e/invocations", nil, ""), `POST /endpoints/e/invocations  application/json {"a": 1}`},
		{"overridden", "dynamodb", toService("POST", "dynamodb:action/PutItem", nil, `#set($context.requestOverride.header["X-Amz-Target"]="DynamoDB_20120810.GetItem"){}`), `POST / DynamoDB_20120810.GetItem application/x-amz-json-1.0 {}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := &service{name: tt.signs, region: "eu-west-1", status: 201}
			server := httptest.NewServer(s)
			defer server.Close()
			a := newAPI(t)
			a.method("POST", "/{a}", tt.integration)
			a.deploy(nil)
			g := atNoon(gateway.Options{Endpoints: gateway.Endpoints{tt.signs: server.URL}})
			call := func() gateway.Call {
				return withBody(a.call("POST", "/pets?key=x/y%20z"), "application/json", `{"a": 1}`)
			}
			r, body := do(t, g, call())
			if s.asked != tt.want {
				t.Errorf("asked %s\nwant  %s", s.asked, tt.want)
			}
			if r.Status != 200 || body != `{"by":"`+tt.signs+`"}` || value(r.Header, "Id") != "42" || value(r.Header, "X-Amzn-Trace-Id") == "" {
				t.Errorf("%d %s %v", r.Status, body, r.Header)
			}
			s.status = 404
			if r, body := do(t, g, call()); r.Status != 400 || body != `{"no":"`+tt.signs+`"}` {
				t.Errorf("when it refuses: %d %s", r.Status, body)
			}
		})
	}
}

// An endpoint may have a path of its own, under which the service's are.
func TestEndpointsMayHaveAPath(t *testing.T) {
	s := &service{name: "sqs", region: "eu-west-1", status: 200}
	server := httptest.NewServer(s)
	defer server.Close()
	a := newAPI(t)
	a.method("GET", "/", toService("GET", "sqs:path/1/q%2Fx", map[string]string{"integration.request.querystring.a": "'b'"}, ""))
	a.deploy(nil)
	g := atNoon(gateway.Options{Endpoints: gateway.Endpoints{"sqs": server.URL + "/under/here"}})
	if r, body := do(t, g, a.call("GET", "/")); r.Status != 200 || s.asked != "GET /under/here/1/q%2Fx?a=b   " {
		t.Errorf("%d %s, asked %s", r.Status, body, s.asked)
	}
}

// Nothing goes to AWS, and the log says how to reach something else.
func TestAServiceThatIsNotNamedIsNotAsked(t *testing.T) {
	a := newAPI(t)
	a.method("GET", "/", toService("GET", "states:action/StartExecution", nil, ""))
	proxy := toService("POST", "s3:path/b/k", nil, "")
	proxy.Type = "AWS_PROXY"
	a.method("POST", "/", proxy)
	a.deploy(nil)
	log, logger := logged()
	g := gateway.New(gateway.Options{Log: logger})
	for _, verb := range []string{"GET", "POST"} {
		if r, body := do(t, g, a.call(verb, "/")); r.Status != 500 || body != `{"message": "Internal server error"}` {
			t.Errorf("%s: %d %s", verb, r.Status, body)
		}
	}
	for _, want := range []string{"--aws-endpoint states=http://HOST:PORT", "AWS_ENDPOINT_URL_SFN", "AWS_PROXY are with functions only"} {
		if !strings.Contains(log.String(), want) {
			t.Errorf("the log does not say %s: %s", want, log)
		}
	}
}

// Who has signed the call can be who asks the service.
func TestServicesCanBeAskedAsTheCaller(t *testing.T) {
	s := &service{name: "dynamodb", region: "eu-west-1", status: 200}
	key := ""
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
		key, _, _ = strings.Cut(strings.TrimPrefix(q.Header.Get("Authorization"), "AWS4-HMAC-SHA256 Credential="), "/")
		s.ServeHTTP(w, q)
	}))
	defer server.Close()
	i := toService("POST", "dynamodb:action/ListTables", nil, `{}`)
	i.Credentials = "arn:aws:iam::*:user/*"
	a := newAPI(t)
	a.method("POST", "/pets", i, iamMethod)
	a.deploy(nil)
	g := atNoon(gateway.Options{Endpoints: gateway.Endpoints{"dynamodb": server.URL}})
	if r, body := do(t, g, signedBy(t, a.call("POST", "/pets"), account, "test")); r.Status != 200 || key != account {
		t.Errorf("%d %s, signed by %s", r.Status, body, key)
	}
}
