package projections

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
)

// PortalProduct is the account's own product with the given id, or AWS's refusal.
func (w World) PortalProduct(id string) (*PortalProduct, error) {
	if p := w.region.PortalProducts.Get(id); p != nil {
		return p, nil
	}
	return nil, notFound("PortalProduct", "Invalid PortalProduct identifier specified "+id)
}

// SharedProduct is the product of an owner's, by default the account's own, with
// the world that it lives in; or a refusal, when it is not there, or is another
// account's that does not share it for the given action.
func (w World) SharedProduct(owner *string, id, action string) (World, *PortalProduct, error) {
	at := w
	if owner != nil && *owner != "" {
		at = w.state.World(*owner, w.Region)
	}
	p, err := at.PortalProduct(id)
	if err == nil && at.Account != w.Account && !p.SharedWith(w.Account, action) {
		err = errNotShared
	}
	return at, p, err
}

var errNotShared = events.Refuse(events.AccessDenied, "The portal product is not shared with this account.")

// ProductOf is the product that an ARN names, of whichever account in the region,
// or a refusal, when it is not there or not shared with the account.
func (w World) ProductOf(arn string) (*PortalProduct, error) {
	part := strings.SplitN(arn, ":", 6)
	if len(part) != 6 || part[0] != "arn" || part[2] != "apigateway" || part[3] != w.Region {
		return nil, errARN
	}
	id, ok := strings.CutPrefix(part[5], apigatewayv2.PortalProductSubject(""))
	if !ok {
		return nil, errARN
	}
	_, p, err := w.SharedProduct(&part[4], id, getProduct)
	return p, err
}

// getProduct is what an account must be allowed to do to show another's product.
const getProduct = "GetPortalProduct"

// SharedWith tells whether the sharing policy lets another account do something
// with the product, such as GetPortalProduct. A statement that depends on a
// condition allows nothing, and denies.
func (p *PortalProduct) SharedWith(account, action string) bool {
	var policy struct{ Statement oneOrMore[statement] }
	if json.Unmarshal([]byte(p.SharingPolicy), &policy) != nil {
		return false
	}
	allowed := false
	for _, st := range policy.Statement {
		if !st.shares(account, action) {
			continue
		}
		if st.Effect != "Allow" {
			return false
		}
		allowed = allowed || len(st.Condition) == 0
	}
	return allowed
}

// shares tells whether the statement is about an action of an account.
func (st statement) shares(account, action string) bool {
	of := func(pattern string) bool {
		begin, all := strings.CutSuffix(strings.ToLower(pattern), "*")
		whole := strings.ToLower("apigateway:" + action)
		return whole == begin || all && strings.HasPrefix(whole, begin)
	}
	return slices.ContainsFunc(st.Action, of) && slices.ContainsFunc(st.Principal, func(p string) bool {
		return p == "*" || p == account || strings.HasPrefix(p, "arn:aws:iam::"+account+":")
	})
}

// GetPortalProduct answers GetPortalProduct.
func (w V2) GetPortalProduct(c apigatewayv2.GetPortalProduct) (apigatewayv2.PortalProduct, error) {
	_, p, err := World(w).SharedProduct(c.ResourceOwnerAccountId, c.PortalProductId, getProduct)
	if err != nil {
		return apigatewayv2.PortalProduct{}, err
	}
	return p.PortalProduct, nil
}

// GetPortalProductSharingPolicy answers GetPortalProductSharingPolicy.
func (w V2) GetPortalProductSharingPolicy(c apigatewayv2.GetPortalProductSharingPolicy) (SharingPolicyView, error) {
	p, err := World(w).PortalProduct(c.PortalProductId)
	if err == nil && p.SharingPolicy == "" {
		err = NoSharingPolicy(c.PortalProductId)
	}
	if err != nil {
		return SharingPolicyView{}, err
	}
	return SharingPolicyView{p.SharingPolicy, c.PortalProductId}, nil
}

// NoSharingPolicy is the refusal of a sharing policy that was never put.
func NoSharingPolicy(productID string) error {
	return notFound("PortalProductSharingPolicy", "No sharing policy was found for the PortalProduct "+productID)
}

// A SharingPolicyView is the answer to GetPortalProductSharingPolicy.
type SharingPolicyView struct {
	PolicyDocument  string `json:"policyDocument"`
	PortalProductId string `json:"portalProductId"`
}

// ListPortalProducts answers ListPortalProducts, by id: the account's own, or
// those that other accounts share with it.
func (w V2) ListPortalProducts(c apigatewayv2.ListPortalProducts) (Listing, error) {
	switch owner := c.ResourceOwner; {
	case ofOthers(owner):
		return World(w).sharedProducts(), nil
	case owner != nil && *owner != "" && *owner != "SELF":
		return Listing{}, events.Refuse(events.BadRequest, "Invalid resourceOwner specified. Must be one of [SELF, OTHER_ACCOUNTS]")
	}
	return listing(w.region.PortalProducts, func(p *PortalProduct) any { return summaryOf(p) }), nil
}

func (w World) sharedProducts() Listing {
	return Listing{func(key string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			for at, other := range w.others(key) {
				for id, p := range other.PortalProducts.From(rowOf(at, key)) {
					if p.SharedWith(w.Account, getProduct) && !yield(at+"/"+id, summaryOf(p)) {
						return
					}
				}
			}
		}
	}}
}

// A PortalProductSummary is a product as a list shows it: with a description, and
// without its display order.
type PortalProductSummary struct {
	Description      string            `json:"description"`
	DisplayName      string            `json:"displayName"`
	LastModified     string            `json:"lastModified"`
	PortalProductArn string            `json:"portalProductArn"`
	PortalProductId  string            `json:"portalProductId"`
	Tags             map[string]string `json:"tags"`
}

func summaryOf(p *PortalProduct) PortalProductSummary {
	v := PortalProductSummary{
		DisplayName: p.DisplayName, LastModified: p.LastModified,
		PortalProductArn: p.PortalProductArn, PortalProductId: p.PortalProductId, Tags: p.Tags,
	}
	if p.Description != nil {
		v.Description = *p.Description
	}
	return v
}

func portalProductTags(w World, names []string) (map[string]string, error) {
	p, err := w.PortalProduct(names[0])
	if err != nil {
		return nil, err
	}
	return p.Tags, nil
}

func taggedPortalProduct(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.in(r, func(g region) region {
		return g.portalProduct(names[0], func(p *PortalProduct) { p.Tags = tags })
	})
}
