package gateway

import (
	"bytes"
	"context"
	"net/url"
	"strings"

	"reel/http/gateway/sigv4"
)

// A serviceURI is the URI of an integration with an AWS service:
// arn:aws:apigateway:{region}:{subdomain.service|service}:{path|action}/{service_api}
// (https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-uri).
type serviceURI struct {
	partition string // such as aws
	region    string
	subdomain string
	service   string
	action    string // of action/Name&parameters, without the parameters
	path      string // of path/…, with a slash in front
	query     string
}

// parseServiceURI reads a URI in which nothing is left to put in; ok is false for any
// other, and for those of functions.
func parseServiceURI(arn string) (u serviceURI, ok bool) {
	part := strings.SplitN(arn, ":", 6)
	if len(part) != 6 || part[0] != "arn" || part[2] != "apigateway" || part[4] == "lambda" {
		return u, false
	}
	u.partition, u.region, u.service = part[1], part[3], part[4]
	if i := strings.LastIndexByte(u.service, '.'); i >= 0 {
		u.subdomain, u.service = u.service[:i], u.service[i+1:]
	}
	how, what, _ := strings.Cut(part[5], "/")
	switch how {
	case "action":
		i := strings.IndexAny(what, "&?")
		if i < 0 {
			i = len(what)
		}
		u.action, u.query = what[:i], strings.TrimLeft(what[i:], "&?")
	case "path":
		u.path, u.query, _ = strings.Cut(what, "?")
		u.path = "/" + strings.TrimLeft(u.path, "/")
	}
	return u, how == "action" && u.action != "" || how == "path"
}

// name is the service with its subdomain, as the URI has it.
func (u serviceURI) name() string {
	if u.subdomain == "" {
		return u.service
	}
	return u.subdomain + "." + u.service
}

// url is where the service is on AWS.
func (u serviceURI) url() string {
	domain := ".amazonaws.com"
	if u.partition == "aws-cn" {
		domain += ".cn"
	}
	address := "https://" + u.name() + "." + u.region + domain + "/" + strings.TrimPrefix(u.path, "/")
	if u.query != "" {
		address += "?" + u.query
	}
	return address
}

// signingNames are the services that are signed for under another name than that of
// their hosts.
var signingNames = map[string]string{"email": "ses", "iot": "iotdata", "bedrock-runtime": "bedrock"}

// endpoint is where a service is reached, and the path under which its own is there.
// A bucket that is a subdomain of S3's becomes a part of the path.
func (e Endpoints) endpoint(u serviceURI) (address, prefix string, ok bool) {
	if address, ok = e[u.name()]; !ok {
		if address, ok = e[u.service]; ok && u.service == "s3" && u.subdomain != "" {
			prefix = "/" + u.subdomain
		}
	}
	if at, err := url.Parse(address); err == nil {
		address, prefix = at.Scheme+"://"+at.Host, strings.TrimRight(at.EscapedPath(), "/")+prefix
	}
	return address, prefix, ok
}

// askService has an operation of an AWS service carried out by what is mapped, and
// chooses among the integration responses by its status.
func (x *exchange) askService(ctx context.Context, b *backend, u serviceURI, m mappedRequest, body []byte) (Reply, *fault) {
	q, f := x.serviceRequest(b, u, m, body)
	if f != nil {
		return Reply{}, f
	}
	r, f := x.ask(ctx, *q)
	if f != nil {
		return Reply{}, f
	}
	return x.answerOf(ctx, b, r)
}

// serviceRequest is a request to an AWS service.
func (x *exchange) serviceRequest(b *backend, u serviceURI, m mappedRequest, body []byte) (*Request, *fault) {
	for name := range m.header {
		if silentlyDropped[name] || notArriving[name] {
			delete(m.header, name)
		}
	}
	q := x.httpRequest(b, m.header)
	body = u.shape(&m, body, q.Method)
	x.contentType(q)
	if sendsBody(q.Method) {
		q.Body = body
	}
	by := x.caller
	if b.noun.Credentials != callersOwn {
		by = nil
	}
	return q, x.gateway.addressed(q, u, m.query, by)
}

// addressed makes a request one to an AWS service, signed by a caller, or by the
// gateway when by is nil. It goes to where the owner says that the service is, and
// never to AWS unless that is what he says.
func (g *Gateway) addressed(q *Request, u serviceURI, query []parameter, by *caller) *fault {
	at, prefix, ok := g.Endpoints.endpoint(u)
	if !ok {
		return misconfigured.because("the service " + u.name() + " is not asked: nothing goes to AWS that is not named; --aws-endpoint " + u.name() +
			"=http://HOST:PORT says where it is, as does " + variableOf(u.name()))
	}
	q.URI = withQuery(u.url(), "", query)
	q.Via = at + prefix
	q.Sign = &Signing{Service: u.service, Region: u.region, Credentials: g.Credentials, At: g.Now()}
	if name, ok := signingNames[u.service]; ok {
		q.Sign.Service = name
	}
	if by != nil {
		q.Sign.Credentials = sigv4.Credentials{AccessKey: by.key.ID, Secret: by.key.Secret, SessionToken: by.token}
	}
	return nil
}

// An actionForm is how API Gateway words the actions of a service whose API has a
// protocol of JSON, without being told by mapped headers. All other actions become
// the parameter Action of a query string. That DynamoDB, Kinesis and Step Functions
// need no X-Amz-Target and EventBridge does, and that SSM takes query strings, was
// recorded on AWS by others.
type actionForm struct {
	target      string // of X-Amz-Target, before the action
	contentType string
	parameters  bool // parameters of the query string are the body
}

var actionForms = map[string]actionForm{
	"dynamodb":         {"DynamoDB_20120810", "application/x-amz-json-1.0", false},
	"streams.dynamodb": {"DynamoDBStreams_20120810", "application/x-amz-json-1.0", false},
	"kinesis":          {"Kinesis_20131202", "application/x-amz-json-1.1", false},
	"firehose":         {"Firehose_20150804", "application/x-amz-json-1.1", false},
	"states":           {"AWSStepFunctions", "application/x-amz-json-1.0", false},
	"ssm":              {"AmazonSSM", "application/x-amz-json-1.1", true},
}

// shape puts a URI's action into a request, and returns its body.
func (u *serviceURI) shape(m *mappedRequest, body []byte, verb string) []byte {
	if u.action == "" {
		return body
	}
	form, ok := actionForms[u.name()]
	if !ok {
		return u.asParameters(m, body, sendsBody(verb))
	}
	if m.header["X-Amz-Target"] == nil {
		m.header["X-Amz-Target"] = []string{form.target + "." + u.action}
	}
	if m.header["Content-Type"] == nil {
		m.header["Content-Type"] = []string{form.contentType}
	}
	if given := append(parseQuery(u.query), m.query...); form.parameters && len(given) > 0 {
		u.query, m.query = "", nil
		return jsonOf(given)
	}
	return body
}

// formType is the type of a body that is parameters.
const formType = "application/x-www-form-urlencoded"

// asParameters puts an action into a request of the query protocol: into the query
// string, or into the body where that is a form, or would be a client's own, which
// says nothing to such a service. AWS takes either; what stands in for it often only
// the latter.
func (u *serviceURI) asParameters(m *mappedRequest, body []byte, hasBody bool) []byte {
	given := append([]parameter{{"Action", u.action}}, append(parseQuery(u.query), m.query...)...)
	u.query, m.query = "", nil
	contentType := m.header["Content-Type"]
	switch {
	case m.header["X-Amz-Target"] != nil:
	case contentType == nil:
		m.header["Content-Type"] = []string{formType} // what comes as JSON is taken for another protocol
		if !hasBody {
			break
		}
		return []byte(withQuery("", "", given)[1:])
	case hasBody && firstMediaType(contentType[0]) == formType:
		return bytes.Trim(append(append(body[:len(body):len(body)], '&'), withQuery("", "", given)[1:]...), "&")
	}
	m.query = given
	return body
}

// jsonOf is a query string's parameters as JSON: Name=a, Flag=true, and
// List.member.1=x for the items of a list.
func jsonOf(given []parameter) []byte {
	out := map[string]any{}
	for _, p := range given {
		name, item, isItem := strings.Cut(p.name, ".")
		if list, _ := out[name].([]any); isItem && item != "" {
			out[name] = append(list, p.value)
			continue
		}
		switch p.value {
		case "true", "false":
			out[p.name] = p.value == "true"
		default:
			out[p.name] = p.value
		}
	}
	return marshal(out)
}

// notLambda refuses a proxy integration with a service that has none, as
// PutIntegration does.
func notLambda(arn string) *fault {
	if u, ok := parseServiceURI(arn); ok {
		return misconfigured.because("integrations of type AWS_PROXY are with functions only, and the URI names " + u.name() + ": " + arn)
	}
	return nil
}
