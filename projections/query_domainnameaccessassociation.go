package projections

import (
	"encoding/json"
	"iter"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigateway"
)

// DomainNameAccessAssociation is an association of the account and region, or
// AWS's refusal.
func (w World) DomainNameAccessAssociation(arn string) (*DomainNameAccessAssociation, error) {
	if a := w.region.DomainNameAccessAssociations.Get(arn); a != nil {
		return a, nil
	}
	return nil, events.Refuse(events.NotFound, "Invalid domain name access association identifier specified")
}

// ForeignAssociation is an association that another account, or this one, has
// made with a domain name, and that was not rejected; nil if there is none.
func (w World) ForeignAssociation(arn, domainNameArn string) *DomainNameAccessAssociation {
	part := strings.SplitN(arn, ":", 6)
	if len(part) != 6 {
		return nil
	}
	a := w.state.World(part[4], part[3]).region.DomainNameAccessAssociations.Get(arn)
	if a == nil || a.Rejected || a.DomainNameArn != domainNameArn {
		return nil
	}
	return a
}

// DomainNameByArn is the PRIVATE domain name that an ARN names, of whichever
// account; nil if there is none.
func (w World) DomainNameByArn(arn string) *DomainName {
	part := strings.SplitN(arn, ":", 6)
	if len(part) != 6 {
		return nil
	}
	d := w.state.World(part[4], part[3]).region.DomainNames.Get(strings.TrimPrefix(part[5], "/domainnames/"))
	if d == nil || d.DomainNameArn != arn {
		return nil
	}
	return d
}

// GetDomainNameAccessAssociations answers GetDomainNameAccessAssociations, by ARN:
// those that the account has made, or those that others have made with its domain
// names and that it has not rejected.
func (w World) GetDomainNameAccessAssociations(c apigateway.GetDomainNameAccessAssociations) (Listing, error) {
	if !ofOthers(c.ResourceOwner) {
		return listing(w.region.DomainNameAccessAssociations, func(a *DomainNameAccessAssociation) any {
			return a.DomainNameAccessAssociation
		}), nil
	}
	return Listing{func(key string) iter.Seq2[string, any] {
		return func(yield func(string, any) bool) {
			for at, other := range w.others(key) {
				for arn, a := range other.DomainNameAccessAssociations.From(rowOf(at, key)) {
					if w.owns(a) && !yield(at+"/"+arn, a.DomainNameAccessAssociation) {
						return
					}
				}
			}
		}
	}}, nil
}

// owns tells whether an association that stands is with one of the account's
// domain names.
func (w World) owns(a *DomainNameAccessAssociation) bool {
	return !a.Rejected && strings.HasPrefix(a.DomainNameArn, "arn:aws:apigateway:"+w.Region+":"+w.Account+":/")
}

// The keys of rows of several accounts are account/region/row.

// regionPart is the account/region that a key begins with.
func regionPart(key string) string {
	if part := strings.SplitN(key, "/", 3); len(part) == 3 {
		return part[0] + "/" + part[1]
	}
	return key
}

// regionOf is the region in account/region.
func regionOf(at string) string {
	_, name, _ := strings.Cut(at, "/")
	return name
}

// rowOf is the row that a key asks for in an account and region; "" is the first.
func rowOf(at, key string) string {
	row, ok := strings.CutPrefix(key, at+"/")
	if !ok {
		return ""
	}
	return row
}

// MayAssociate tells whether an account may associate its VPC endpoints with the
// domain name: its owner may, and others whom its management policy lets.
// Conditions in a policy are about VPC endpoints and organizations that reel does
// not know: what is allowed on one condition is not allowed, what is denied on one is.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-private-custom-domains-provider-share-cli.html.
func (d *DomainName) MayAssociate(account string) bool {
	if d.DomainNameId == "" {
		return false
	}
	if part := strings.SplitN(d.DomainNameArn, ":", 6); len(part) == 6 && part[4] == account {
		return true
	}
	var policy struct{ Statement oneOrMore[statement] }
	if json.Unmarshal([]byte(d.ManagementPolicy), &policy) != nil {
		return false
	}
	allowed := false
	for _, st := range policy.Statement {
		if !st.concerns(account) {
			continue
		}
		if st.Effect != "Allow" {
			return false
		}
		allowed = allowed || len(st.Condition) == 0
	}
	return allowed
}

// A statement is a part of a management policy.
type statement struct {
	Effect    string
	Principal principals
	Action    oneOrMore[string]
	Condition map[string]json.RawMessage
}

// concerns tells whether the statement is about associations by an account.
func (st statement) concerns(account string) bool {
	action := slices.ContainsFunc(st.Action, func(a string) bool {
		return a == "*" || strings.EqualFold(a, "apigateway:*") || strings.EqualFold(a, "apigateway:CreateAccessAssociation")
	})
	return action && slices.ContainsFunc(st.Principal, func(p string) bool {
		return p == "*" || p == account || strings.HasPrefix(p, "arn:aws:iam::"+account+":")
	})
}

// principals are "*" or the AWS principals of a statement.
type principals oneOrMore[string]

// UnmarshalJSON reads "*" or {"AWS": …}.
func (p *principals) UnmarshalJSON(data []byte) error {
	var of struct{ AWS oneOrMore[string] }
	if json.Unmarshal(data, &of) == nil {
		*p = principals(of.AWS)
		return nil
	}
	return json.Unmarshal(data, (*oneOrMore[string])(p))
}

// oneOrMore is what policies write as a value or as a list of values.
type oneOrMore[T any] []T

// UnmarshalJSON reads either.
func (l *oneOrMore[T]) UnmarshalJSON(data []byte) error {
	var one T
	if json.Unmarshal(data, &one) == nil {
		*l = oneOrMore[T]{one}
		return nil
	}
	return json.Unmarshal(data, (*[]T)(l))
}
