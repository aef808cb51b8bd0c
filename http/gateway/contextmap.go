package gateway

import (
	"net/http"

	"reel/http/vtl/java"
)

// contextMap is $context. There is one for the whole call, so that what the request
// template puts into it is there in the response template. Its keys, that some of
// them are null, and that the maps in it print as nothing, were recorded on AWS.
func (x *exchange) contextMap() *java.Map {
	if x.context != nil {
		return x.context
	}
	request := java.NewMap(3).Silent()
	for _, part := range [...]string{"path", "header", "querystring"} {
		request.Put(part, java.NewMap(0))
	}
	response := java.NewMap(1).Silent()
	response.Put("header", java.NewMap(0))
	m := java.NewMap(20)
	for _, e := range [...]struct {
		key   string
		value java.Value
	}{
		{"resourceId", x.method.resourceID}, {"resourcePath", x.method.resourcePath}, {"httpMethod", x.call.Method},
		{"extendedRequestId", x.extendedID}, {"requestTime", x.requestTime()}, {"path", x.fullPath()},
		{"accountId", x.world.Account}, {"protocol", x.call.Proto}, {"requestOverride", request}, {"stage", x.stage.StageName},
		{"domainPrefix", x.domainPrefix()}, {"requestTimeEpoch", x.begun.UnixMilli()}, {"requestId", x.id},
		{"identity", x.identityMap()}, {"domainName", x.call.Host}, {"deploymentId", x.stage.DeploymentId},
		{"responseOverride", response}, {"apiId", x.call.ApiID},
	} {
		m.Put(e.key, e.value)
	}
	if name := x.method.noun.OperationName; name != "" {
		m.Put("operationName", name)
	}
	if x.granted != nil {
		m.Put("authorizer", x.granted.javaMap())
	}
	if canary := x.isCanaryRequest(); canary != "" {
		m.Put("isCanaryRequest", canary)
	}
	if x.stage.TracingEnabled {
		m.Put("xrayTraceId", x.trace().root)
	}
	x.context = m
	return m
}

func (x *exchange) identityMap() *java.Map {
	m := java.NewMap(12).Silent()
	for _, key := range [...]string{"cognitoIdentityPoolId", "accountId", "cognitoIdentityId", "caller", "sourceIp", "principalOrgId",
		"accessKey", "cognitoAuthenticationType", "cognitoAuthenticationProvider", "userArn", "userAgent", "user"} {
		m.Put(key, nil)
	}
	m.Put("sourceIp", x.call.SourceIP)
	if c := x.caller; c != nil {
		for key, value := range c.variables() {
			m.Put(key, value)
		}
	}
	if x.customerOf != nil {
		m.Put("apiKey", x.customerOf.key.Value)
		m.Put("apiKeyId", x.customerOf.key.Id)
	}
	if agent := x.call.Header["User-Agent"]; len(agent) > 0 {
		m.Put("userAgent", agent[0])
	}
	return m
}

// overrides are what a template has put into a part of $context.requestOverride or
// $context.responseOverride
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-override-request-response-parameters.html).
func (x *exchange) overrides(of, part string) []parameter {
	if x.context == nil {
		return nil
	}
	all, _ := x.context.Get(of).(*java.Map)
	if all == nil {
		return nil
	}
	given, _ := all.Get(part).(*java.Map)
	if given == nil {
		return nil
	}
	var out []parameter
	for e := range given.All {
		if v := e.Value(); v != nil {
			out = append(out, parameter{e.Name(), java.Plain(v)})
		}
	}
	return out
}

// overrideRequest sets what the request template overrides, over what is mapped.
func (x *exchange) overrideRequest(b *backend, m *mappedRequest) *fault {
	for _, p := range x.overrides("requestOverride", "header") {
		if barred(b.kind, p.name) {
			return misconfigured.because("the header " + p.name + " cannot be overridden")
		}
		m.header[http.CanonicalHeaderKey(p.name)] = []string{p.value}
	}
	for _, p := range x.overrides("requestOverride", "path") {
		m.path = append([]binding{{p.name, p.value}}, m.path...) // the first of a name is taken
	}
	for _, p := range x.overrides("requestOverride", "querystring") {
		kept := m.query[:0]
		for _, q := range m.query {
			if q.name != p.name {
				kept = append(kept, q)
			}
		}
		m.query = append(kept, p)
	}
	return nil
}

// overrideResponse sets what the templates override in the client's answer. A status
// that is not one of an answer is not taken.
func (x *exchange) overrideResponse(r *Reply) {
	if x.context == nil {
		return
	}
	for _, p := range x.overrides("responseOverride", "header") {
		name := p.name
		if to, ok := remappedByMapping[http.CanonicalHeaderKey(name)]; ok {
			name = to
		}
		set(r.Header, name, []string{p.value})
	}
	all, _ := x.context.Get("responseOverride").(*java.Map)
	if all == nil {
		return
	}
	var status int64
	switch n := all.Get("status").(type) {
	case int32:
		status = int64(n)
	case int64:
		status = n
	}
	if status >= 200 && status <= 599 {
		r.Status = int(status)
	}
}
