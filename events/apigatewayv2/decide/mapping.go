package decide

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"reel/events/apigatewayv2"
)

// found is what is wrong with an integration's mappings; AWS tells it all at once.
type found []string

// refused is the refusal that lists the findings, nil if there is none.
func (f found) refused() error {
	if len(f) == 0 {
		return nil
	}
	return refuse("%s", "Invalid mapping expression specified: Validation Result: warnings : [], errors : ["+strings.Join(f, ", ")+"]")
}

// An action is the left side of an HTTP API's mapping, as in
// overwrite:header.X-Name. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html.
var (
	requestAction  = regexp.MustCompile(`^((append|overwrite|remove):(header|querystring)\.[^\s]+|overwrite:path)$`)
	responseAction = regexp.MustCompile(`^((append|overwrite|remove):header\.[^\s]+|overwrite:statuscode)$`)
)

// A mapping of a WebSocket API is written as REST APIs write theirs:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-data-mapping.html
var (
	webSocketTarget = regexp.MustCompile(`^integration\.request\.(multivalue)?(header|querystring|path)\.[a-zA-Z0-9:._$-]+$`)
	webSocketSource = regexp.MustCompile(`^('.*'|\$?(context|stageVariables)\..+|(route|method)\.request\.((multivalue)?(header|querystring)|path)\.[a-zA-Z0-9:._$-]+|(route|method)\.request\.body(\..+)?)$`)
	answerTarget    = regexp.MustCompile(`^(route|method)\.response\.(multivalue)?header\.[a-zA-Z0-9:._$-]+$`)
	answerSource    = regexp.MustCompile(`^('.*'|\$?(context|stageVariables)\..+|integration\.response\.(multivalue)?header\.[a-zA-Z0-9:._$-]+|integration\.response\.body(\..+)?)$`)
)

// checkRequestMappings refuses request parameters that are no mappings. Those of
// a service's action are the action's own.
func checkRequestMappings(http bool, in *apigatewayv2.Integration) error {
	if in.IntegrationSubtype != "" {
		return checkActionParameters(in.RequestParameters)
	}
	var wrong found
	for _, target := range slices.Sorted(maps.Keys(in.RequestParameters)) {
		source := in.RequestParameters[target]
		switch {
		case http && !requestAction.MatchString(target):
			wrong = append(wrong, "Invalid Request Actioned Parameter destination specified: "+cut(target))
		case http:
			wrong = append(wrong, checkHttpMapping(target, source, "$request.")...)
		case !webSocketTarget.MatchString(target):
			wrong = append(wrong, "Invalid mapping expression specified: "+cut(target))
		case !webSocketSource.MatchString(source):
			wrong = append(wrong, "Invalid mapping expression specified: "+cut(source))
		}
	}
	return wrong.refused()
}

func checkActionParameters(parameters map[string]string) error {
	var wrong found
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		if problem := checkSources(parameters[name], "$request."); problem != "" {
			wrong = append(wrong, problem)
		}
	}
	return wrong.refused()
}

// checkResponseMappings refuses response parameters, which are an HTTP API's by
// the status of the answer.
func checkResponseMappings(http bool, in *apigatewayv2.Integration) error {
	if !http && len(in.ResponseParameters) > 0 {
		return refuse("ResponseParameters is only supported for integrations of HTTP APIs.")
	}
	var wrong found
	for _, status := range slices.Sorted(maps.Keys(in.ResponseParameters)) {
		if n, err := strconv.Atoi(status); err != nil || n < 200 || n > 599 || len(status) != 3 {
			return refuse("Status Code %s is not valid", cut(status))
		}
		mappings := in.ResponseParameters[status]
		for _, target := range slices.Sorted(maps.Keys(mappings)) {
			if !responseAction.MatchString(target) {
				wrong = append(wrong, "Invalid Response Actioned Parameter destination specified: "+cut(target))
				continue
			}
			wrong = append(wrong, checkHttpMapping(target, mappings[target], "$response.")...)
		}
	}
	return wrong.refused()
}

// checkHttpMapping finds what is wrong with one mapping of an HTTP API.
func checkHttpMapping(target, source, from string) (wrong found) {
	if _, name, ok := strings.Cut(target, ":header."); ok && isReserved(name) {
		wrong = append(wrong, "Operations on header "+cut(name)+" are restricted")
	}
	if strings.HasPrefix(target, "remove:") {
		return wrong // its value means nothing
	}
	if problem := checkSources(source, from); problem != "" {
		wrong = append(wrong, problem)
	}
	return wrong
}

// reservedHeaders cannot be mapped, by AWS's list; a name that ends in - stands
// for all that start so.
var reservedHeaders = []string{
	"access-control-", "apigw-", "authorization", "connection", "content-encoding", "content-length", "content-location",
	"forwarded", "keep-alive", "origin", "proxy-authenticate", "proxy-authorization", "te", "trailers", "transfer-encoding",
	"upgrade", "x-amz-", "x-amzn-", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "via",
}

func isReserved(header string) bool {
	header = strings.ToLower(header)
	return slices.ContainsFunc(reservedHeaders, func(name string) bool {
		return header == name || strings.HasSuffix(name, "-") && strings.HasPrefix(header, name)
	})
}

// A source is $request.header.name and the like; several, and text, are put
// together by ${…}.
var composed = regexp.MustCompile(`\$\{([^{}]*)\}`)

// checkSources finds what is wrong with the right side of a mapping, nothing
// being "". What does not start with $ is a static value.
func checkSources(value, from string) string {
	for _, m := range composed.FindAllStringSubmatch(value, -1) {
		if !isSource("$"+m[1], from) {
			return "Invalid mapping expression specified: " + cut(value)
		}
	}
	if strings.HasPrefix(value, "$") && !strings.HasPrefix(value, "${") && !isSource(value, from) {
		return "Invalid mapping expression specified: " + cut(value)
	}
	return ""
}

func isSource(expr, from string) bool {
	for _, whole := range []string{"body", "path"} {
		if expr == from+whole && (whole == "body" || from == "$request.") {
			return true
		}
	}
	starts := []string{from + "header.", from + "body.", "$context.", "$stageVariables."}
	if from == "$request." {
		starts = append(starts, from+"querystring.", from+"path.")
	}
	return slices.ContainsFunc(starts, func(start string) bool { return len(expr) > len(start) && strings.HasPrefix(expr, start) })
}
