package decide

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// Mapping expressions name where a value comes from or goes to, as in
// method.request.querystring.page. Their grammar is in
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html.

// found is what is wrong with a noun's maps; AWS tells it all at once.
type found []string

// refused is the refusal that lists the findings, nil if there is none.
func (f found) refused(prefix string) error {
	if len(f) == 0 {
		return nil
	}
	return events.Refuse(events.BadRequest,
		prefix+"Validation Result: warnings : [], errors : ["+strings.Join(f, ", ")+"]")
}

func (f found) refusedMapping() error { return f.refused("Invalid mapping expression specified: ") }

// Where parameters of a request and of a response stand.
var (
	requestLocations  = []string{"querystring", "path", "header", "multivaluequerystring", "multivalueheader"}
	responseLocations = []string{"header", "multivalueheader"}
	methodResponse    = []string{"header"}
)

var parameterName = regexp.MustCompile(`^[a-zA-Z0-9:._$-]+$`)

// parameter splits an expression such as method.request.header.X into the
// location header and the name X. ok is false when it is of another form.
func parameter(expr, prefix string, locations []string) (location, name string, ok bool) {
	rest, ok := strings.CutPrefix(expr, prefix)
	if !ok {
		return "", "", false
	}
	location, name, _ = strings.Cut(rest, ".")
	return location, name, name != "" && slices.Contains(locations, location)
}

// checkParameter finds what is wrong with an expression that names a parameter,
// nothing being "".
func checkParameter(expr, prefix string, locations []string) string {
	_, name, ok := parameter(expr, prefix, locations)
	switch {
	case !ok:
		return "Invalid mapping expression specified: " + expr
	case !parameterName.MatchString(name):
		return "Parameter name should match the following regular expression: " + parameterName.String()
	}
	return ""
}

// checkParameters refuses the parameters that a method declares when one is not
// of AWS's form.
func checkParameters(params map[string]bool, prefix string, locations []string) error {
	var wrong found
	for _, expr := range slices.Sorted(maps.Keys(params)) {
		if problem := checkParameter(expr, prefix, locations); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	return wrong.refusedMapping()
}

// checkUnique refuses a parameter name that stands in two places of the request.
func checkUnique(params map[string]bool) error {
	names := map[string]bool{}
	for expr := range params {
		_, name, _ := parameter(expr, "method.request.", requestLocations)
		if names[name] {
			return events.Refuse(events.BadRequest, "Parameter names must be unique across querystring, header and path")
		}
		names[name] = true
	}
	return nil
}

// checkRequestMappings refuses mappings and cache keys of an integration that
// are none, or that read a parameter which the method does not declare.
func checkRequestMappings(m *apigateway.Method, i *apigateway.Integration) error {
	var wrong found
	for _, target := range slices.Sorted(maps.Keys(i.RequestParameters)) {
		problem := checkParameter(target, "integration.request.", requestLocations)
		if problem == "" {
			problem = checkRequestSource(i.RequestParameters[target], m)
		}
		if problem != "" {
			wrong = append(wrong, problem)
		}
	}
	for _, key := range i.CacheKeyParameters {
		if _, mapped := i.RequestParameters[key]; !mapped && !declares(m, key) {
			wrong = append(wrong, "Invalid mapping expression parameter specified: "+key)
		}
	}
	return wrong.refusedMapping()
}

func checkRequestSource(expr string, m *apigateway.Method) string {
	if isCommonSource(expr, "method.request.") {
		return ""
	}
	if _, _, ok := parameter(expr, "method.request.", requestLocations); !ok {
		return "Invalid mapping expression specified: " + expr
	}
	if !declares(m, expr) {
		return "Invalid mapping expression parameter specified: " + expr
	}
	return ""
}

// declares tells whether a method declares the request parameter that an
// expression reads. All values of a parameter may be read when it is declared.
func declares(m *apigateway.Method, expr string) bool {
	if _, ok := m.RequestParameters[expr]; ok {
		return true
	}
	location, name, ok := parameter(expr, "method.request.", requestLocations)
	single, many := strings.CutPrefix(location, "multivalue")
	if !ok || !many {
		return false
	}
	_, declared := m.RequestParameters["method.request."+single+"."+name]
	return declared
}

// checkResponseMappings refuses mappings of an integration response that are
// none, or that set a header which the method's response does not declare.
func checkResponseMappings(m *apigateway.Method, r *apigateway.IntegrationResponse) error {
	var wrong found
	for _, target := range slices.Sorted(maps.Keys(r.ResponseParameters)) {
		if problem := checkResponseMapping(m.MethodResponses[r.StatusCode], target, r.ResponseParameters[target]); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	return wrong.refusedMapping()
}

func checkResponseMapping(declared *apigateway.MethodResponse, target, source string) string {
	if problem := checkParameter(target, "method.response.", methodResponse); problem != "" {
		return problem
	}
	known := false
	if declared != nil {
		_, known = declared.ResponseParameters[target]
	}
	if !known {
		return "Invalid mapping expression parameter specified: " + target
	}
	if _, _, ok := parameter(source, "integration.response.", responseLocations); ok || isCommonSource(source, "integration.response.") {
		return ""
	}
	return "Invalid mapping expression specified: " + source
}

// isCommonSource tells whether an expression is one that both directions may
// read: a static value in quotes, a stage or context variable, or the body that
// follows prefix, whole or by a JSONPath without its $.
func isCommonSource(expr, prefix string) bool {
	if len(expr) >= 2 && expr[0] == '\'' && expr[len(expr)-1] == '\'' {
		return true
	}
	for _, start := range []string{"stageVariables.", "context.", prefix + "body."} {
		if len(expr) > len(start) && strings.HasPrefix(expr, start) {
			return true
		}
	}
	return expr == prefix+"body"
}
