package gateway

import (
	"cmp"
	"net/http"

	"reel/http/gateway/iam"
	"reel/http/gateway/sigv4"
)

// signer is who has signed a call of an API in a region, by Signature Version 4 in
// its header or in its URL, with a key that the gateway knows; the fault is AWS's
// refusal of anybody else. body is asked for when the signature is of it. Time is
// the data plane's.
func (g *Gateway) signer(c *Call, region string, body func() ([]byte, *fault)) (*caller, *fault) {
	s, err := sigv4.Read(c.Header, c.RawQuery)
	if err == nil {
		err = s.Check(g.Now(), region, "execute-api")
	}
	if err != nil {
		return nil, unsigned(err)
	}
	key, ok := g.accessKey(s.AccessKey)
	if !ok {
		return nil, unsigned(sigv4.ErrUnknownKey).because("the access key " + s.AccessKey + " is not known here; --access-key " + s.AccessKey + "=SECRET adds it")
	}
	r := sigv4.Request{Method: c.Method, Path: c.requestPath(), Query: c.RawQuery, Host: c.Host, Header: c.Header, Length: c.ContentLength, Payload: sigv4.Unsigned}
	if !s.Unsigned {
		payload, f := body()
		if f != nil {
			return nil, f
		}
		r.Payload = sigv4.Hash(payload)
	}
	if err := s.Verify(r, key.Secret); err != nil {
		return nil, unsigned(err)
	}
	return newCaller(key, cmp.Or(s.Token, c.Header.Get("X-Amz-Security-Token"))), nil
}

// unsigned is the fault of a call whose signature says why it is none. What the
// gateway response of an unknown key is, AWS does not say; here it is
// INVALID_SIGNATURE too.
func unsigned(err *sigv4.Error) *fault {
	if err.Code == sigv4.Missing {
		return missingToken
	}
	return newFault(http.StatusForbidden, err.Code, err.Message).of("INVALID_SIGNATURE").because(err.Code + ": " + err.Message)
}

// callersOwn are an integration's credentials that stand for those of the caller
// (https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html#apigw-Type-Integration-credentials).
const callersOwn = "arn:aws:iam::*:user/*"

// requestPath is the path that a signature is of.
func (c *Call) requestPath() string {
	return cmp.Or(c.RequestPath, "/"+c.Stage+c.Path)
}

// authorizeBySignature lets in whoever has signed the call, as far as the API's
// policy does: users of the API's own account unless it denies them, and those of
// another if it allows them. What policies users have of their own nobody knows
// here, and they are taken to be allowed everything.
func (x *exchange) authorizeBySignature() *fault {
	c, f := x.gateway.signer(&x.call, x.world.Region, x.requestBody)
	if f != nil {
		return f
	}
	x.caller = c
	switch together(iam.Allow, x.policyVerdict(), c.account != x.world.Account) {
	case iam.Allow:
		return nil
	case iam.ExplicitDeny:
		return x.refused(c.arn, " with an explicit deny")
	}
	return x.refused(c.arn, "").because("the caller is of account " + c.account + ", the API of " + x.world.Account + ", and no policy of the API allows the call")
}
