package decide

import (
	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// PreviewPortal makes a preview of a portal. On AWS that takes a while; here it is
// ready at once, and leads nowhere, because no portal is served.
func PreviewPortal(env events.Env, w projections.World, c apigatewayv2.PreviewPortal) (events.Event, error) {
	p, err := w.Portal(c.PortalId)
	if err != nil {
		return nil, err
	}
	if err := checkShared(w, p); err != nil {
		return nil, err
	}
	now := p.Portal
	now.Preview = &apigatewayv2.Preview{
		PreviewStatus: "PREVIEW_READY",
		PreviewUrl:    "https://" + now.EndpointConfiguration.PortalDefaultDomainName + "/preview/" + env.NewID(20),
	}
	return apigatewayv2.PortalPreviewed{Portal: now}, nil
}

// PublishPortal lets consumers visit a portal as it is now. On AWS that takes
// minutes; here it is done at once.
func PublishPortal(env events.Env, w projections.World, c apigatewayv2.PublishPortal) (events.Event, error) {
	p, err := w.Portal(c.PortalId)
	if err != nil {
		return nil, err
	}
	if err := checkShared(w, p); err != nil {
		return nil, err
	}
	now := p.Portal
	now.LastPublished = timestamp(env)
	now.LastPublishedDescription = deref(c.Description)
	now.PublishStatus = apigatewayv2.PortalPublishedStatus
	now.StatusException = nil
	return apigatewayv2.PortalPublished{Portal: now}, nil
}

// DisablePortal lets nobody visit a portal any more; one that is disabled stays so.
func DisablePortal(_ events.Env, w projections.World, c apigatewayv2.DisablePortal) (events.Event, error) {
	p, err := w.Portal(c.PortalId)
	if err != nil {
		return nil, err
	}
	now := p.Portal
	now.PublishStatus = apigatewayv2.PortalDisabledStatus
	return apigatewayv2.PortalDisabled{Portal: now}, nil
}

// checkShared refuses a portal with a product that another account shares no
// more: it cannot be previewed or published before the product is removed. A
// product that was deleted is in nobody's way.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-portals-share-products.html.
func checkShared(w projections.World, p *projections.Portal) error {
	for _, arn := range p.IncludedPortalProductArns {
		_, err := w.ProductOf(arn)
		if r := events.Refusal(err); r != nil && r.Code == events.AccessDenied {
			return events.Refuse(events.AccessDenied, "The portal product %s is not shared with this account any more. Remove it from the portal.", arn)
		}
	}
	return nil
}
