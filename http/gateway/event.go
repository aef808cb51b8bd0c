package gateway

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
)

// A proxyEvent is what a function gets for a call of a REST API: exactly these
// twelve members, null where there is nothing
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html#api-gateway-simple-proxy-for-lambda-input-format).
type proxyEvent struct {
	Resource                        string              `json:"resource"`
	Path                            string              `json:"path"`
	HttpMethod                      string              `json:"httpMethod"`
	Headers                         map[string]string   `json:"headers"`
	MultiValueHeaders               map[string][]string `json:"multiValueHeaders"`
	QueryStringParameters           map[string]string   `json:"queryStringParameters"`
	MultiValueQueryStringParameters map[string][]string `json:"multiValueQueryStringParameters"`
	PathParameters                  map[string]string   `json:"pathParameters"`
	StageVariables                  map[string]string   `json:"stageVariables"`
	RequestContext                  requestContext      `json:"requestContext"`
	Body                            *string             `json:"body"`
	IsBase64Encoded                 bool                `json:"isBase64Encoded"`
}

// A requestContext tells a function about the call itself.
type requestContext struct {
	ResourceId        string   `json:"resourceId"`
	ResourcePath      string   `json:"resourcePath"`
	OperationName     string   `json:"operationName,omitempty"`
	HttpMethod        string   `json:"httpMethod"`
	ExtendedRequestId string   `json:"extendedRequestId"`
	RequestTime       string   `json:"requestTime"`
	Path              string   `json:"path"`
	AccountId         string   `json:"accountId"`
	Protocol          string   `json:"protocol"`
	Stage             string   `json:"stage"`
	DomainPrefix      string   `json:"domainPrefix"`
	RequestTimeEpoch  int64    `json:"requestTimeEpoch"`
	RequestId         string   `json:"requestId"`
	Identity          identity `json:"identity"`
	DomainName        string   `json:"domainName"`
	DeploymentId      string   `json:"deploymentId"`
	ApiId             string   `json:"apiId"`
	// Authorizer is what the method's authorizer has said, where it has one.
	Authorizer map[string]any `json:"authorizer,omitempty"`
}

// An identity is who calls. Nobody who is not asked for a signature has a name.
type identity struct {
	CognitoIdentityPoolId         *string `json:"cognitoIdentityPoolId"`
	AccountId                     *string `json:"accountId"`
	CognitoIdentityId             *string `json:"cognitoIdentityId"`
	Caller                        *string `json:"caller"`
	SourceIp                      string  `json:"sourceIp"`
	PrincipalOrgId                *string `json:"principalOrgId"`
	AccessKey                     *string `json:"accessKey"`
	CognitoAuthenticationType     *string `json:"cognitoAuthenticationType"`
	CognitoAuthenticationProvider *string `json:"cognitoAuthenticationProvider"`
	UserArn                       *string `json:"userArn"`
	UserAgent                     *string `json:"userAgent"`
	User                          *string `json:"user"`
	// Of methods that require an API key only.
	ApiKey   string `json:"apiKey,omitempty"`
	ApiKeyId string `json:"apiKeyId,omitempty"`
}

// event is the call as a function gets it. Headers that the integration maps are
// added to the client's; they neither replace one nor bring back one that never
// reaches a backend (recorded on AWS).
func (x *exchange) event(mapped http.Header) ([]byte, *fault) {
	body, f := x.requestBody()
	if f != nil {
		return nil, f
	}
	e := proxyEvent{
		Resource:       x.method.resourcePath,
		Path:           x.eventPath(),
		HttpMethod:     x.call.Method,
		PathParameters: x.pathParameters(),
		StageVariables: x.stage.Variables,
		RequestContext: x.requestContext(),
	}
	if len(e.StageVariables) == 0 {
		e.StageVariables = nil
	}
	e.Headers, e.MultiValueHeaders = x.eventHeaders(mapped)
	e.QueryStringParameters, e.MultiValueQueryStringParameters = x.eventQuery()
	if len(body) > 0 {
		text := string(body)
		if x.tree.binary.has(x.call.Header.Get("Content-Type")) {
			text, e.IsBase64Encoded = base64.StdEncoding.EncodeToString(body), true
		}
		e.Body = &text
	}
	return marshal(e), nil
}

// eventPath is the path as functions see it: without the stage, and behind a custom
// domain name with its base path.
func (x *exchange) eventPath() string {
	if x.call.FullPath != "" {
		return x.call.FullPath
	}
	return x.path
}

// marshal is plain JSON; an event always marshals.
func marshal(v any) []byte {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v)
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}

func (x *exchange) pathParameters() map[string]string {
	if len(x.bound) == 0 {
		return nil
	}
	out := make(map[string]string, len(x.bound))
	for _, b := range x.bound {
		out[b.name] = b.value
	}
	return out
}

// eventHeaders are the client's headers in the client's spelling: the last value of
// each, and all of them.
func (x *exchange) eventHeaders(mapped http.Header) (map[string]string, map[string][]string) {
	all := make(map[string][]string, len(x.call.Header)+len(mapped)+5)
	for name, values := range x.call.Header {
		if !droppedRequestHeaders[name] && len(values) > 0 {
			all[x.spelling(name)] = values
		}
	}
	for name, values := range mapped {
		if x.call.Header[name] == nil && !droppedRequestHeaders[name] {
			all[x.method.backend.spelling(name)] = values
		}
	}
	if x.test != nil {
		return lastOfEach(all)
	}
	delete(all, x.spelling("X-Amzn-Trace-Id"))
	from := x.call.forwarded()
	all["Host"] = []string{x.call.Host}
	all["X-Amzn-Trace-Id"] = []string{x.trace().event()}
	for i, name := range [...]string{"X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto"} {
		delete(all, x.spelling(name))
		all[name] = from[i : i+1]
	}
	return lastOfEach(all)
}

// lastOfEach are the last values, and all; neither when there are none, as a test's
// event shows.
func lastOfEach(all map[string][]string) (map[string]string, map[string][]string) {
	if len(all) == 0 {
		return nil, nil
	}
	single := make(map[string]string, len(all))
	for name, values := range all {
		single[name] = values[len(values)-1]
	}
	return single, all
}

// spelling is how a mapping writes a header's name.
func (b *backend) spelling(canonical string) string {
	for _, m := range b.parameters {
		if m.place == inHeader && http.CanonicalHeaderKey(m.name) == canonical {
			return m.name
		}
	}
	return canonical
}

// eventQuery is the query string: the last value of each name, and all of them.
func (x *exchange) eventQuery() (map[string]string, map[string][]string) {
	parameters := x.parameters()
	if len(parameters) == 0 {
		return nil, nil
	}
	single := make(map[string]string, len(parameters))
	all := make(map[string][]string, len(parameters))
	for _, p := range parameters {
		single[p.name] = p.value
		all[p.name] = append(all[p.name], p.value)
	}
	return single, all
}

func (x *exchange) requestContext() requestContext {
	c := requestContext{
		ResourceId: x.method.resourceID, ResourcePath: x.method.resourcePath, OperationName: x.method.noun.OperationName,
		HttpMethod: x.call.Method, ExtendedRequestId: x.extendedID,
		RequestTime: x.requestTime(), RequestTimeEpoch: x.begun.UnixMilli(),
		Path: x.fullPath(), AccountId: x.world.Account, Protocol: x.call.Proto, Stage: x.stage.StageName,
		DomainName: x.call.Host, DomainPrefix: x.domainPrefix(),
		RequestId: x.id, DeploymentId: x.stage.DeploymentId, ApiId: x.call.ApiID,
		Identity: identity{SourceIp: x.call.SourceIP},
	}
	if agent := x.call.Header["User-Agent"]; len(agent) > 0 {
		c.Identity.UserAgent = &agent[0]
	}
	if by := x.caller; by != nil {
		c.Identity.AccountId, c.Identity.AccessKey, c.Identity.UserArn = &by.account, &by.key.ID, &by.arn
		c.Identity.Caller, c.Identity.User = &by.user, &by.user
	}
	if x.customerOf != nil {
		c.Identity.ApiKey, c.Identity.ApiKeyId = x.customerOf.key.Value, x.customerOf.key.Id
	}
	if x.granted != nil {
		c.Authorizer = x.granted.members()
	}
	return c
}
