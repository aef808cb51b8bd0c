package decide

import (
	"slices"

	"reel/events"
	"reel/events/apigateway"
)

// endpointConfiguration is what a caller gives with AWS's defaults: an EDGE
// endpoint, over IPv4 unless it is PRIVATE.
func endpointConfiguration(c *apigateway.EndpointConfigurationInput) (*apigateway.EndpointConfiguration, error) {
	e := &apigateway.EndpointConfiguration{Types: []string{"EDGE"}}
	if c != nil {
		if c.Types != nil { // an empty list is not an absent one
			e.Types = slices.Clone(c.Types)
		}
		e.IpAddressType = deref(c.IpAddressType)
		e.VpcEndpointIds = slices.Clone(c.VpcEndpointIds)
	}
	if e.IpAddressType == "" {
		e.IpAddressType = "ipv4"
		if slices.Contains(e.Types, "PRIVATE") {
			e.IpAddressType = "dualstack"
		}
	}
	return e, checkEndpoint(e)
}

// checkEndpoint refuses an endpoint configuration that cannot be.
func checkEndpoint(e *apigateway.EndpointConfiguration) error {
	switch private := slices.Contains(e.Types, "PRIVATE"); {
	case len(e.Types) == 0:
		return events.Refuse(events.BadRequest, "REGIONAL Configuration and EDGE Configuration cannot be both DISABLED.")
	case len(e.Types) > 1:
		return events.Refuse(events.BadRequest, "Cannot create an api with multiple Endpoint Types.")
	case private && e.IpAddressType == "ipv4":
		return events.Refuse(events.BadRequest, "Only dualstack ipAddressType is supported for Private APIs.")
	case !private && len(e.VpcEndpointIds) > 0:
		return events.Refuse(events.BadRequest, "VPCEndpoints can only be specified with PRIVATE apis.")
	}
	return nil
}

func cloneEndpoint(e *apigateway.EndpointConfiguration) *apigateway.EndpointConfiguration {
	now := deref(e)
	now.Types = slices.Clone(now.Types)
	now.VpcEndpointIds = slices.Clone(now.VpcEndpointIds)
	return &now
}

func patchIpAddressType(a *restApiDraft, o operation) error {
	a.EndpointConfiguration.IpAddressType = o.text()
	if o.text() != "ipv4" && o.text() != "dualstack" {
		return events.Refuse(events.BadRequest, "ipAddressType must be either ipv4 or dualstack.")
	}
	return nil
}

// patchEndpointType changes the API's endpoint. The path names the type that it
// has or its place in the list: there is one at the most, so that replacing
// either way replaces that one.
func patchEndpointType(a *restApiDraft, o operation) error {
	e, to := a.EndpointConfiguration, o.text()
	if o.op != "remove" && !slices.Contains([]string{"REGIONAL", "EDGE", "PRIVATE"}, to) {
		return events.Refuse(events.BadRequest, "Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE")
	}
	switch o.op {
	case "add":
		if !slices.Contains(e.Types, to) {
			e.Types = append(e.Types, to)
		}
	case "remove":
		e.Types = slices.DeleteFunc(e.Types, func(t string) bool { return t == o.args[0] || o.args[0] == "0" })
	case "replace":
		e.Types = []string{to}
	}
	if to == "PRIVATE" {
		e.IpAddressType = "dualstack"
	}
	return nil
}

// patchVpcEndpoint adds an endpoint to those of a PRIVATE API, takes one away,
// or makes one the only one.
func patchVpcEndpoint(a *restApiDraft, o operation) error {
	e := a.EndpointConfiguration
	others := slices.DeleteFunc(e.VpcEndpointIds, func(id string) bool { return id == o.text() })
	switch {
	case o.text() == "":
		return events.Refuse(events.BadRequest, "Invalid VPC endpoint identifier specified")
	case o.op == "add":
		e.VpcEndpointIds = append(others, o.text())
	case o.op == "replace":
		e.VpcEndpointIds = []string{o.text()}
	default:
		e.VpcEndpointIds = others
	}
	return nil
}
