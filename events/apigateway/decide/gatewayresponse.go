package decide

import (
	"maps"
	"regexp"
	"slices"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// PutGatewayResponse gives a REST API an answer of its own where AWS's default
// stood, or another one than before. What is not given is AWS's default, whatever
// DEFAULT_4XX or DEFAULT_5XX of the API say (recorded on AWS).
func PutGatewayResponse(_ events.Env, w projections.World, c apigateway.PutGatewayResponse) (events.Event, error) {
	if _, err := w.RestApi(c.RestApiId); err != nil {
		return nil, err
	}
	r := projections.DefaultGatewayResponse(c.ResponseType)
	r.DefaultResponse = false
	r.StatusCode = valueOr(c.StatusCode, r.StatusCode)
	if len(c.ResponseParameters) > 0 {
		r.ResponseParameters = maps.Clone(c.ResponseParameters)
	}
	if len(c.ResponseTemplates) > 0 {
		r.ResponseTemplates = map[string]string{}
		for contentType, t := range c.ResponseTemplates {
			r.ResponseTemplates[contentType] = deref(t)
		}
	}
	if err := checkGatewayResponse(r); err != nil {
		return nil, err
	}
	return apigateway.GatewayResponsePut{GatewayResponse: r, RestApiId: c.RestApiId}, nil
}

// UpdateGatewayResponse patches a gateway response. One that the API has not is
// made of AWS's default.
func UpdateGatewayResponse(_ events.Env, w projections.World, c apigateway.UpdateGatewayResponse) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	r := projections.DefaultGatewayResponse(c.ResponseType)
	if own := api.Tree.GatewayResponses.Get(c.ResponseType); own != nil {
		r = *own
		r.ResponseParameters, r.ResponseTemplates = maps.Clone(own.ResponseParameters), maps.Clone(own.ResponseTemplates)
	}
	r.DefaultResponse = false
	if err := gatewayResponsePatch.apply(&r, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkGatewayResponse(r); err != nil {
		return nil, err
	}
	return apigateway.GatewayResponseUpdated{GatewayResponse: r, RestApiId: c.RestApiId}, nil
}

// DeleteGatewayResponse gives a type AWS's default back.
func DeleteGatewayResponse(_ events.Env, w projections.World, c apigateway.DeleteGatewayResponse) (events.Event, error) {
	api, err := w.RestApi(c.RestApiId)
	if err != nil {
		return nil, err
	}
	if api.Tree.GatewayResponses.Get(c.ResponseType) == nil {
		return nil, events.Refuse(events.NotFound, "Gateway response type not defined on api")
	}
	return apigateway.GatewayResponseDeleted{ResponseType: c.ResponseType, RestApiId: c.RestApiId}, nil
}

// gatewayResponsePatch is all that UpdateGatewayResponse may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateGatewayResponse-Patch
var gatewayResponsePatch = patcher[apigateway.GatewayResponse]{
	rules: []rule[apigateway.GatewayResponse]{
		{"/statusCode", replaceOnly, func(r *apigateway.GatewayResponse, o operation) error {
			if r.StatusCode = o.text(); r.StatusCode == "" {
				return emptyValue("statusCode")
			}
			return nil
		}},
		lasting("/responseParameters/{name}", "responseParameters",
			func(r *apigateway.GatewayResponse) map[string]string { return r.ResponseParameters }, noParameter),
		lasting("/responseTemplates/{contentType}", "responseTemplates",
			func(r *apigateway.GatewayResponse) map[string]string { return r.ResponseTemplates }, noContentType),
	},
	unknownPath: unknownPath,
	wrongOp:     func(o operation, _ []string) error { return unknownPath(o) },
}

// lasting is the rule of a path whose last segment names an entry of one of the
// noun's maps, which stays when it has lost its last one. The map must be the
// noun's own copy.
func lasting[N any](path, member string, of func(*N) map[string]string, missing func() error) rule[N] {
	return rule[N]{path, anyEdit, func(n *N, o operation) error {
		m, name := of(n), o.args[0]
		_, known := m[name]
		switch {
		case o.op != "remove" && o.text() == "":
			return emptyValue(member)
		case o.op != "add" && !known:
			return missing()
		case o.op == "remove":
			delete(m, name)
		default:
			m[name] = o.text()
		}
		return nil
	}}
}

func emptyValue(member string) error {
	return events.Refuse(events.BadRequest, "Invalid null or empty value in "+member)
}

var statusCode = regexp.MustCompile(`^[1-5]\d\d$`)

// checkGatewayResponse refuses a gateway response that AWS would not have.
func checkGatewayResponse(r apigateway.GatewayResponse) error {
	if r.StatusCode != "" && !statusCode.MatchString(r.StatusCode) {
		return events.Refuse(events.BadRequest, "Invalid status code specified: "+r.StatusCode)
	}
	switch {
	case holds(r.ResponseParameters, ""):
		return emptyValue("responseParameters")
	case holds(r.ResponseTemplates, ""):
		return emptyValue("responseTemplates")
	}
	if err := checkContentTypes(r.ResponseTemplates); err != nil {
		return err
	}
	var wrong found
	for _, target := range slices.Sorted(maps.Keys(r.ResponseParameters)) {
		problem := checkParameter(target, "gatewayresponse.", methodResponse)
		if problem == "" {
			problem = checkGatewaySource(r.ResponseParameters[target])
		}
		if problem != "" {
			wrong = append(wrong, problem)
		}
	}
	return wrong.refusedMapping()
}

// checkGatewaySource finds what is wrong with where a header of a gateway response
// comes from, nothing being "". No method may be known when it is sent, so that
// parameters need not be declared.
func checkGatewaySource(expr string) string {
	if _, _, ok := parameter(expr, "method.request.", requestLocations); ok || isCommonSource(expr, "method.request.") {
		return ""
	}
	return "Invalid mapping expression specified: " + expr
}
