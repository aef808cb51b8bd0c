package decide

import (
	"slices"
	"strconv"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// A restApiDraft is a REST API while it is patched, in its world.
type restApiDraft struct {
	apigateway.RestApi
	world projections.World
}

// restApiPatch is all that UpdateRestApi may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateRestApi-Patch
var restApiPatch = patcher[restApiDraft]{
	rules: []rule[restApiDraft]{
		{"/name", replaceOnly, func(a *restApiDraft, o operation) error {
			a.Name = o.text()
			return checkRestApi(apigateway.CreateRestApi{Name: a.Name})
		}},
		{"/description", anyEdit, func(a *restApiDraft, o operation) error {
			a.Description = o.edited()
			return nil
		}},
		{"/version", anyEdit, func(a *restApiDraft, o operation) error {
			a.Version = o.edited()
			return nil
		}},
		{"/policy", []string{"replace", "remove"}, func(a *restApiDraft, o operation) (err error) {
			a.Policy, err = escapePolicy(a.world, a.Id, o.edited())
			return err
		}},
		{"/apiKeySource", replaceOnly, func(a *restApiDraft, o operation) error {
			a.ApiKeySource = o.text()
			return oneOf("apiKeySource", a.ApiKeySource, "HEADER", "AUTHORIZER")
		}},
		{"/disableExecuteApiEndpoint", replaceOnly, func(a *restApiDraft, o operation) error {
			a.DisableExecuteApiEndpoint = o.flag()
			return nil
		}},
		{"/minimumCompressionSize", replaceOnly, patchCompressionSize},
		{"/binaryMediaTypes/{type}", anyEdit, patchBinaryMediaType},
		{"/securityPolicy", replaceOnly, func(a *restApiDraft, o operation) error {
			a.SecurityPolicy = o.text()
			return oneOf("securityPolicy", a.SecurityPolicy, securityPolicies...)
		}},
		{"/endpointAccessMode", replaceOnly, func(a *restApiDraft, o operation) error {
			a.EndpointAccessMode = o.text()
			return oneOf("endpointAccessMode", a.EndpointAccessMode, "BASIC", "STRICT")
		}},
		{"/endpointConfiguration/ipAddressType", replaceOnly, patchIpAddressType},
		{"/endpointConfiguration/types/{type}", anyEdit, patchEndpointType},
		{"/endpointConfiguration/vpcEndpointIds", anyEdit, patchVpcEndpoint},
	},
	unknownPath: unknownPath,
	wrongOp: func(o operation, allowed []string) error {
		if _, ok := matchPath("/endpointConfiguration/types/{type}", o.path); ok {
			return events.Refuse(events.BadRequest, "Invalid patch operation specified. Must be 'add'|'remove'|'replace'")
		}
		return wrongOp(o, allowed)
	},
}

// securityPolicies are TLS policies, as the model of API Gateway lists them.
var securityPolicies = []string{
	"TLS_1_0",
	"TLS_1_2",
	"SecurityPolicy_TLS13_1_3_2025_09",
	"SecurityPolicy_TLS13_1_3_FIPS_2025_09",
	"SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
	"SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
	"SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
	"SecurityPolicy_TLS13_1_2_PQ_2025_09",
	"SecurityPolicy_TLS13_1_2_2021_06",
	"SecurityPolicy_TLS13_2025_EDGE",
	"SecurityPolicy_TLS12_PFS_2025_EDGE",
	"SecurityPolicy_TLS12_2018_EDGE",
}

// oneOf refuses a value that is not one of the allowed ones.
func oneOf(member, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return events.Refuse(events.BadRequest, "Invalid %s specified. Valid options are %q", member, allowed)
}

// patchCompressionSize sets the size in bytes from which answers are compressed;
// an empty value turns compression off.
func patchCompressionSize(a *restApiDraft, o operation) error {
	if o.text() == "" {
		a.MinimumCompressionSize = nil
		return nil
	}
	size, err := strconv.ParseInt(o.text(), 10, 64)
	if err != nil {
		return errCompressionSize
	}
	a.MinimumCompressionSize = &size
	return checkCompressionSize(size)
}

// patchBinaryMediaType adds the type that the path names, takes it away, or puts
// another in its place, which then stands last.
func patchBinaryMediaType(a *restApiDraft, o operation) error {
	named := o.args[0]
	types := slices.DeleteFunc(a.BinaryMediaTypes, func(t string) bool { return t == named })
	switch o.op {
	case "add":
		types = append(types, named)
	case "replace":
		types = slices.DeleteFunc(types, func(t string) bool { return t == o.text() })
		types = append(types, o.text())
	}
	a.BinaryMediaTypes = types
	return nil
}
