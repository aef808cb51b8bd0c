package gateway

import "reel/http/gateway/sigv4"

// unrouted answers a path or verb that the stage does not serve. The part of AWS
// that answers looks for a signature, so that what it says depends on the
// Authorization header: without one it misses the token, and with one that is not
// a signature it complains of its form (recorded in many a bug report).
func (x *exchange) unrouted() *fault {
	header := x.call.Header.Get("Authorization")
	if header == "" {
		return missingToken
	}
	if err := sigv4.Form(header, x.call.Header); err != nil {
		return unsigned(err)
	}
	return missingToken
}
