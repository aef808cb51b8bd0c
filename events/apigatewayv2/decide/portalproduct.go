package decide

import (
	"encoding/json"
	"slices"

	"reel/events"
	v1 "reel/events/apigateway/decide"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreatePortalProduct makes a product without pages.
func CreatePortalProduct(env events.Env, w projections.World, c apigatewayv2.CreatePortalProduct) (events.Event, error) {
	if err := v1.CheckTags(c.Tags); err != nil {
		return nil, err
	}
	id, err := env.PortalID(c.Tags, func(id string) bool { p, _ := w.PortalProduct(id); return p != nil })
	if err != nil {
		return nil, err
	}
	return apigatewayv2.PortalProductCreated{PortalProduct: apigatewayv2.PortalProduct{
		Description: c.Description, DisplayName: c.DisplayName, LastModified: timestamp(env),
		PortalProductArn: arnOf(w, apigatewayv2.PortalProductSubject(id)), PortalProductId: id, Tags: cloned(c.Tags),
	}}, nil
}

// UpdatePortalProduct merges what is given into a product. A display order takes
// the place of the one before.
func UpdatePortalProduct(env events.Env, w projections.World, c apigatewayv2.UpdatePortalProduct) (events.Event, error) {
	was, err := w.PortalProduct(c.PortalProductId)
	if err != nil {
		return nil, err
	}
	p := was.PortalProduct
	p.LastModified = timestamp(env)
	set(&p.DisplayName, c.DisplayName)
	if c.Description != nil {
		p.Description = c.Description
	}
	if c.DisplayOrder != nil {
		if p.DisplayOrder, err = orderOf(w, was, *c.DisplayOrder); err != nil {
			return nil, err
		}
	}
	return apigatewayv2.PortalProductUpdated{PortalProduct: p}, nil
}

// DeletePortalProduct takes a product away with its pages, also one that portals
// include: AWS asks for them to be published again, no more. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-portals-delete-product.html.
func DeletePortalProduct(_ events.Env, w projections.World, c apigatewayv2.DeletePortalProduct) (events.Event, error) {
	if _, err := w.PortalProduct(c.PortalProductId); err != nil {
		return nil, err
	}
	return apigatewayv2.PortalProductDeleted{PortalProductId: c.PortalProductId}, nil
}

// PutPortalProductSharingPolicy says which accounts may show a product.
func PutPortalProductSharingPolicy(_ events.Env, w projections.World, c apigatewayv2.PutPortalProductSharingPolicy) (events.Event, error) {
	if _, err := w.PortalProduct(c.PortalProductId); err != nil {
		return nil, err
	}
	var policy struct{ Statement json.RawMessage }
	if err := json.Unmarshal([]byte(c.PolicyDocument), &policy); err != nil || policy.Statement == nil {
		return nil, refuse("Invalid policy document. Please check the policy syntax and ensure that Principals are valid.")
	}
	return apigatewayv2.PortalProductSharingPolicyPut{PolicyDocument: c.PolicyDocument, PortalProductId: c.PortalProductId}, nil
}

// DeletePortalProductSharingPolicy shares a product with nobody.
func DeletePortalProductSharingPolicy(_ events.Env, w projections.World, c apigatewayv2.DeletePortalProductSharingPolicy) (events.Event, error) {
	p, err := w.PortalProduct(c.PortalProductId)
	if err != nil {
		return nil, err
	}
	if p.SharingPolicy == "" {
		return nil, projections.NoSharingPolicy(c.PortalProductId)
	}
	return apigatewayv2.PortalProductSharingPolicyDeleted{PortalProductId: c.PortalProductId}, nil
}

// orderOf is a display order, nil for an empty one. It refuses ARNs of anything
// but the product's own pages.
func orderOf(w projections.World, p *projections.PortalProduct, c apigatewayv2.DisplayOrderInput) (*apigatewayv2.DisplayOrder, error) {
	order := apigatewayv2.DisplayOrder{OverviewPageArn: deref(c.OverviewPageArn), ProductPageArns: slices.Clone(c.ProductPageArns)}
	pages, endpoints := pageArns(w, p)
	if order.OverviewPageArn != "" && !pages[order.OverviewPageArn] {
		return nil, refuse("Invalid overviewPageArn specified: %s", cut(order.OverviewPageArn))
	}
	if err := checkArns("productPageArns", order.ProductPageArns, pages); err != nil {
		return nil, err
	}
	for _, s := range c.Contents {
		if err := checkArns("productRestEndpointPageArns", s.ProductRestEndpointPageArns, endpoints); err != nil {
			return nil, err
		}
		order.Contents = append(order.Contents, apigatewayv2.Section{
			ProductRestEndpointPageArns: append([]string{}, s.ProductRestEndpointPageArns...), SectionName: s.SectionName,
		})
	}
	return orNone(order), nil
}

// orNone is a display order, nil when it says nothing.
func orNone(o apigatewayv2.DisplayOrder) *apigatewayv2.DisplayOrder {
	if o.OverviewPageArn == "" && len(o.ProductPageArns) == 0 && len(o.Contents) == 0 {
		return nil
	}
	return &o
}

// pageArns are the ARNs of a product's pages.
func pageArns(w projections.World, p *projections.PortalProduct) (pages, endpoints map[string]bool) {
	pages, endpoints = map[string]bool{}, map[string]bool{}
	for id := range p.Pages.All() {
		pages[arnOf(w, apigatewayv2.ProductPageSubject(p.PortalProductId, id))] = true
	}
	for id := range p.RestEndpointPages.All() {
		endpoints[arnOf(w, apigatewayv2.ProductRestEndpointPageSubject(p.PortalProductId, id))] = true
	}
	return pages, endpoints
}

func checkArns(member string, arns []string, known map[string]bool) error {
	for _, arn := range arns {
		if !known[arn] {
			return refuse("Invalid %s specified: %s is no page of the portal product.", member, cut(arn))
		}
	}
	return nil
}

// without is a product whose display order names a page no more, nil when it did
// not name it.
func without(env events.Env, p *projections.PortalProduct, arn string) *apigatewayv2.PortalProduct {
	if p.DisplayOrder == nil {
		return nil
	}
	is := func(other string) bool { return other == arn }
	order, named := *p.DisplayOrder, false
	remove := func(arns []string) []string {
		named = named || slices.Contains(arns, arn)
		return slices.DeleteFunc(append([]string{}, arns...), is)
	}
	if is(order.OverviewPageArn) {
		order.OverviewPageArn, named = "", true
	}
	order.ProductPageArns = remove(order.ProductPageArns)
	order.Contents = slices.Clone(order.Contents)
	for i, s := range order.Contents {
		order.Contents[i].ProductRestEndpointPageArns = remove(s.ProductRestEndpointPageArns)
	}
	if !named {
		return nil
	}
	now := p.PortalProduct
	now.LastModified, now.DisplayOrder = timestamp(env), orNone(order)
	return &now
}
