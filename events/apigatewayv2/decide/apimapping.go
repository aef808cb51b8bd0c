package decide

import (
	"regexp"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateApiMapping maps a path of a domain name, of several levels perhaps, to a
// stage of a REST, HTTP or WebSocket API. The record is version 1's mapping.
func CreateApiMapping(env events.Env, w projections.World, c apigatewayv2.CreateApiMapping) (events.Event, error) {
	d, err := w.MappableDomainName(c.DomainName)
	if err != nil {
		return nil, err
	}
	if !d.HasMappings() {
		return nil, v1.ErrRulesOnly
	}
	m := apigateway.BasePathMapping{
		ApiMappingId: env.NewID(6),
		// Q. What is a key of blanks? All paths, when a mapping is made. [measured on AWS]
		BasePath:  mappingKey(strings.TrimSpace(deref(c.ApiMappingKey)), deref(c.ApiMappingKey)),
		RestApiId: c.ApiId,
		Stage:     c.Stage,
	}
	if err := checkApiMapping(w, d, nil, m); err != nil {
		return nil, err
	}
	return apigateway.BasePathMappingCreated{BasePathMapping: m, DomainName: c.DomainName}, nil
}

// mappingKey is a key as it is kept: nothing but blanks, and (none), are no key.
func mappingKey(trimmed, written string) string {
	if trimmed == "" || written == apigateway.NoBasePath {
		return ""
	}
	return written
}

// UpdateApiMapping merges what is given into a mapping. API and stage are looked
// at together, once both are as they will be.
func UpdateApiMapping(_ events.Env, w projections.World, c apigatewayv2.UpdateApiMapping) (events.Event, error) {
	d, was, err := w.ApiMapping(c.DomainName, c.ApiMappingId)
	if err != nil {
		return nil, err
	}
	m := *was
	if c.ApiMappingKey != nil {
		m.BasePath = mappingKey(*c.ApiMappingKey, *c.ApiMappingKey)
	}
	if c.ApiId != "" {
		m.RestApiId = c.ApiId
	}
	set(&m.Stage, c.Stage)
	if err := checkApiMapping(w, d, was, m); err != nil {
		return nil, err
	}
	return apigateway.BasePathMappingUpdated{BasePathMapping: m, DomainName: c.DomainName, FormerBasePath: was.BasePath}, nil
}

// checkApiMapping refuses a mapping in the place of another, or of none, that AWS
// would not have. Of what it leads to the words were recorded on AWS, as were
// those about a key that is taken:
// https://github.com/aws/aws-cdk/issues/22660
func checkApiMapping(w projections.World, d *projections.DomainName, was *apigateway.BasePathMapping, m apigateway.BasePathMapping) error {
	if err := checkMappingKey(m.BasePath); err != nil {
		return err
	}
	protocol := w.Protocol(m.RestApiId)
	switch {
	case protocol == "":
		return refuse("Invalid API identifier specified %s:%s", w.Account, cut(m.RestApiId))
	case !w.HasStage(m.RestApiId, m.Stage):
		return refuse("Invalid stage identifier specified")
	}
	if at := d.BasePathMappings.Get(m.BasePath); at != nil && (was == nil || was.BasePath != m.BasePath) {
		return events.Refuse(events.Conflict, "ApiMapping key already exists for this domain name")
	}
	return checkMixing(w, d, was, m, protocol)
}

var mappingKeyText = regexp.MustCompile(`^[A-Za-z0-9$\-_.+!*'(),/]*$`)

// checkMappingKey refuses a key, in the words and order that were measured on AWS.
func checkMappingKey(key string) error {
	switch {
	case strings.HasSuffix(key, "/"):
		return refuse("API mapping key should not end with a '/'.")
	case strings.HasPrefix(key, "/"), strings.Contains(key, "//"), key != "" && strings.TrimSpace(key) == "":
		return refuse("API mapping key should not start with a '/' or have consecutive '/'s.")
	case !mappingKeyText.MatchString(key):
		return refuse("An API mapping key may contain only letters, numbers and one of $-_.+!*'(), characters.")
	case len(key) > 300:
		return refuse("ApiMapping key length must be under 300 characters.")
	}
	return nil
}

// checkMixing refuses kinds of APIs that a domain name cannot have side by side:
// a WebSocket API is with none but its like, has no keys of several levels, and
// REST and HTTP APIs together leave no place for routing rules.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-mappings.html
// and https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html.
//
// Q. In which words? Those about WebSocket APIs are a part of what AWS says when
// version 1 is asked for such a mapping; the others are AWS's about keys in
// general, and reel's own.
func checkMixing(w projections.World, d *projections.DomainName, was *apigateway.BasePathMapping, m apigateway.BasePathMapping, protocol string) error {
	if protocol == apigatewayv2.WebSocket && strings.Contains(m.BasePath, "/") {
		return refuse("An ApiMapping key may contain only letters, numbers and one of $-_.+!*'()")
	}
	for _, other := range d.BasePathMappings.All() {
		beside := w.Protocol(other.RestApiId)
		switch {
		case was != nil && other.ApiMappingId == was.ApiMappingId, beside == "", beside == protocol:
		case beside == apigatewayv2.WebSocket || protocol == apigatewayv2.WebSocket:
			return refuse("Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs.")
		case d.RoutingRules.Len() > 0:
			return refuse("API mappings to both REST and HTTP APIs are not supported for a domain name with routing rules.")
		}
	}
	return nil
}

// DeleteApiMapping takes a mapping away.
func DeleteApiMapping(_ events.Env, w projections.World, c apigatewayv2.DeleteApiMapping) (events.Event, error) {
	_, m, err := w.ApiMapping(c.DomainName, c.ApiMappingId)
	if err != nil {
		return nil, err
	}
	return apigateway.BasePathMappingDeleted{BasePath: m.BasePath, DomainName: c.DomainName}, nil
}

// checkUnmappedApi refuses to delete an API that domain names lead to:
// https://github.com/gruntwork-io/cloud-nuke/issues/370
func checkUnmappedApi(w projections.World, id string) error {
	if len(w.MappedTo(id, "")) == 0 {
		return nil
	}
	return refuse("Deleting API %s failed. Please remove all API mappings for the API from your custom domain names.", id)
}

// checkUnmappedStage refuses to delete a stage that domain names lead to.
//
// Q. In which words? They were not found in public; these are made after those
// about an API.
func checkUnmappedStage(w projections.World, id, stage string) error {
	if len(w.MappedTo(id, stage)) == 0 {
		return nil
	}
	return refuse("Deleting stage %s failed. Please remove all API mappings for the stage from your custom domain names.", stage)
}
