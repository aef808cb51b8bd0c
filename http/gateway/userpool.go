package gateway

import (
	"strings"
)

// A userPool is a Cognito user pool that an authorizer trusts.
type userPool struct {
	id     string // such as us-east-1_Ab12Cd34E
	issuer string // as its tokens name it on AWS
}

// userPools are the pools that ARNs name, arn:aws:cognito-idp:region:account:userpool/id.
func userPools(arns []string) (pools []userPool) {
	for _, arn := range arns {
		part := strings.SplitN(arn, ":", 6)
		if len(part) != 6 {
			continue
		}
		if id, ok := strings.CutPrefix(part[5], "userpool/"); ok {
			pools = append(pools, userPool{id, "https://cognito-idp." + part[3] + ".amazonaws.com/" + id})
		}
	}
	return pools
}

// keysOf is where the keys of a user pool's tokens are, "" when nobody has said so.
// AWS itself is not asked.
func (g *Gateway) keysOf(p userPool, issuer string) string {
	for _, s := range g.KeySets {
		if s.Of == p.id || s.Of == issuer {
			return s.Source
		}
	}
	if endpoint := g.Endpoints["cognito-idp"]; endpoint != "" {
		return endpoint + "/" + p.id + "/.well-known/jwks.json"
	}
	return ""
}

// issues tells whether a pool is the issuer that a token names. A pool that is kept
// on this machine has an issuer of its own, which ends with the pool's id as AWS's
// does.
func (p userPool) issues(issuer string) bool {
	return issuer == p.issuer || p.id != "" && strings.HasSuffix(issuer, "/"+p.id)
}
