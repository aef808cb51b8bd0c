package projections

import (
	"time"

	"reel/events/apigateway"
	"reel/events/apigatewayv2"
)

// A State is all that is true at one point of the log.
type State struct {
	Seq  uint64    // the sequence of the newest event in it, 0 before the first
	Time time.Time // that event's recorded time

	regions Table[region] // by account/region
	owners  Table[owner]  // by API id, and by domain name, which has a dot: which account and region it belongs to
}

// A region is what one account has in one region. Every member is left out of
// the canonical form while it is empty, so that a state keeps its digest when
// reel learns new nouns.
type region struct {
	Account                      Table[apigateway.Account]           `json:"account,omitzero"` // one row, when anything was set
	ApiKeys                      Table[ApiKey]                       `json:"apiKeys,omitzero"`
	ApiVpcLinks                  Table[apigatewayv2.VpcLink]         `json:"apiVpcLinks,omitzero"` // version 2's, by id
	Apis                         Table[Api]                          `json:"apis,omitzero"`
	ClientCertificates           Table[apigateway.ClientCertificate] `json:"clientCertificates,omitzero"`
	DomainNameAccessAssociations Table[DomainNameAccessAssociation]  `json:"domainNameAccessAssociations,omitzero"` // by ARN
	DomainNames                  Table[DomainName]                   `json:"domainNames,omitzero"`                  // by name, PRIVATE ones by name+id
	PortalProducts               Table[PortalProduct]                `json:"portalProducts,omitzero"`
	Portals                      Table[Portal]                       `json:"portals,omitzero"`
	RestApis                     Table[RestApi]                      `json:"restApis,omitzero"`
	UsagePlanKeys                Table[UsagePlanKey]                 `json:"usagePlanKeys,omitzero"` // by plan/key
	UsagePlans                   Table[UsagePlan]                    `json:"usagePlans,omitzero"`
	VpcLinks                     Table[apigateway.VpcLink]           `json:"vpcLinks,omitzero"`

	keys keyIndex
}

// An owner is the account and region of an API or a domain name.
type owner struct{ Account, Region string }

func regionKey(account, name string) string { return account + "/" + name }

// World is what one account sees in one region at this point.
func (s State) World(account, name string) World {
	r := s.regions.Get(regionKey(account, name))
	if r == nil {
		r = &region{}
	}
	return World{state: s, region: r, Account: account, Region: name}
}

// Owner is the account and region that an API of the given id belongs to, as
// data-plane URLs carry neither. ok is false when no account has such an API.
func (s State) Owner(apiID string) (w World, ok bool) {
	o := s.owners.Get(apiID)
	if o == nil {
		return World{}, false
	}
	return s.World(o.Account, o.Region), true
}

// Taken tells whether an API id or a public domain name is in use in any account
// and region.
func (s State) Taken(name string) bool { return s.owners.Get(name) != nil }

// A World is one account and region of a State: what a command is decided on
// and what a reader asks.
type World struct {
	Account string // 12 digits
	Region  string // such as us-east-1

	state  State
	region *region
}

// Seq is the sequence of the newest event that this world knows of.
func (w World) Seq() uint64 { return w.state.Seq }
