package decide

import (
	"regexp"
	"strings"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// A mappingDraft is a mapping while it is patched.
type mappingDraft struct{ apigateway.BasePathMapping }

// CreateBasePathMapping maps a path of a domain name to a stage.
func CreateBasePathMapping(env events.Env, w projections.World, c apigateway.CreateBasePathMapping) (events.Event, error) {
	d, err := w.DomainName(c.DomainName, c.DomainNameId)
	if err != nil {
		return nil, err
	}
	m := apigateway.BasePathMapping{
		ApiMappingId: env.NewID(6),
		BasePath:     basePath(deref(c.BasePath)),
		RestApiId:    c.RestApiId,
		Stage:        deref(c.Stage),
	}
	if !d.HasMappings() {
		return nil, ErrRulesOnly
	}
	if err := checkMapping(w, d, m); err != nil {
		return nil, err
	}
	if d.BasePathMappings.Get(m.BasePath) != nil {
		return nil, errBasePath
	}
	return apigateway.BasePathMappingCreated{BasePathMapping: m, DomainName: c.DomainName, DomainNameId: deref(c.DomainNameId)}, nil
}

// ErrRulesOnly refuses a mapping of a domain name that routing rules alone lead
// from: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-routing-mode.html
//
// Q. In which words? They were not found in public.
var ErrRulesOnly = events.Refuse(events.BadRequest, "API mappings cannot be created for a domain name with the routing mode ROUTING_RULE_ONLY.")

// errMixing refuses what only version 2 can map. The words were met by users:
// https://github.com/serverless/serverless/issues/7459
var errMixing = events.Refuse(events.BadRequest, "Mixing of REST APIs and HTTP APIs on the same domain name can only be accomplished through API Gateway's V2 DomainName interface. "+
	"Currently, WebSocket APIs can only be attached to a domain name with other WebSocket APIs. This must also occur through API Gateway's V2 DomainName interface.")

var errBasePath = events.Refuse(events.Conflict, "Base path already exists for this domain name")

// basePath is a base path as it is kept: (none) is how callers write an empty one.
func basePath(written string) string {
	if written == apigateway.NoBasePath {
		return ""
	}
	return written
}

// The characters that a base path may have:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-mappings.html
var basePathText = regexp.MustCompile(`^[A-Za-z0-9$\-_.+!*'()]{0,300}$`)

// checkMapping refuses a mapping to what is not there and a base path that
// version 1 does not take.
//
// Q. In which words does AWS refuse a base path with other characters? They were
// not found in public.
func checkMapping(w projections.World, d *projections.DomainName, m apigateway.BasePathMapping) error {
	switch {
	case w.Protocol(m.RestApiId) == "HTTP", w.Protocol(m.RestApiId) == "WEBSOCKET", w.LeadsTo(d, "HTTP"), w.LeadsTo(d, "WEBSOCKET"):
		return errMixing
	case strings.Contains(m.BasePath, "/"):
		return events.Refuse(events.BadRequest, "API Gateway V1 doesn't support the slash character (/) in base path mappings. "+
			"To create a multi-level base path mapping, use API Gateway V2.")
	case !basePathText.MatchString(m.BasePath):
		return events.Refuse(events.BadRequest, "Invalid base path specified: %s", m.BasePath)
	}
	api, err := w.RestApi(m.RestApiId)
	if err != nil {
		return events.Refuse(events.BadRequest, "Invalid REST API identifier specified")
	}
	if m.Stage != "" && api.Stages.Get(m.Stage) == nil {
		return events.Refuse(events.BadRequest, "Invalid stage identifier specified")
	}
	return nil
}

// UpdateBasePathMapping patches a mapping. What it leads to is looked at once
// all of the patch is done, as callers change API and stage together.
func UpdateBasePathMapping(_ events.Env, w projections.World, c apigateway.UpdateBasePathMapping) (events.Event, error) {
	d, was, err := w.BasePathMapping(c.DomainName, c.DomainNameId, c.BasePath)
	if err != nil {
		return nil, err
	}
	draft := mappingDraft{*was}
	if err := mappingPatch.apply(&draft, c.PatchOperations); err != nil {
		return nil, err
	}
	m := draft.BasePathMapping
	if err := checkMapping(w, d, m); err != nil {
		return nil, err
	}
	if m.BasePath != was.BasePath && d.BasePathMappings.Get(m.BasePath) != nil {
		return nil, errBasePath
	}
	return apigateway.BasePathMappingUpdated{
		BasePathMapping: m, DomainName: c.DomainName, DomainNameId: deref(c.DomainNameId), FormerBasePath: was.BasePath,
	}, nil
}

// mappingPatch is all that UpdateBasePathMapping may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateBasePathMapping-Patch
// AWS writes restapiId there; callers who write it as the answers do are understood.
var mappingPatch = newMappingPatch()

func newMappingPatch() patcher[mappingDraft] {
	setApi := func(m *mappingDraft) *string { return &m.RestApiId }
	p := patcher[mappingDraft]{rules: []rule[mappingDraft]{
		{"/basePath", replaceOnly, func(m *mappingDraft, o operation) error {
			m.BasePath = basePath(o.text())
			return nil
		}},
		texts("/restapiId", setApi),
		texts("/restApiId", setApi),
		texts("/stage", func(m *mappingDraft) *string { return &m.Stage }),
	}}
	p.unknownPath, p.wrongOp = byOp(map[string]string{"replace": "/basePath, /restapiId, /stage"})
	return p
}

// DeleteBasePathMapping takes a mapping away.
func DeleteBasePathMapping(_ events.Env, w projections.World, c apigateway.DeleteBasePathMapping) (events.Event, error) {
	_, m, err := w.BasePathMapping(c.DomainName, c.DomainNameId, c.BasePath)
	if err != nil {
		return nil, err
	}
	return apigateway.BasePathMappingDeleted{BasePath: m.BasePath, DomainName: c.DomainName, DomainNameId: deref(c.DomainNameId)}, nil
}

// mappedStage refuses to delete a stage that domain names lead to:
// https://github.com/hashicorp/terraform-provider-aws/issues/41651
func mappedStage(name string, domains []string) error {
	return events.Refuse(events.BadRequest, "Deleting stage %s failed. Please remove all base path mappings related to the stage in your domains: %s",
		name, strings.Join(domains, ", "))
}
