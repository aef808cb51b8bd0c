package gateway

import (
	"net/http"
	"strings"
)

// unrouted answers a path or verb that the stage does not serve. The part of AWS
// that answers looks for a signature, so that what it says depends on the
// Authorization header: without one it misses the token, and with one that is not
// a signature it complains of its form (recorded in many a bug report).
func (x *exchange) unrouted() *fault {
	header := x.call.Header.Get("Authorization")
	if header == "" {
		return missingToken
	}
	if message := unsigned(header, x.call.Header); message != "" {
		return newFault(http.StatusForbidden, "IncompleteSignatureException", message).of("INVALID_SIGNATURE")
	}
	return missingToken
}

// unsigned says what keeps a header from being a signature, nothing if it is one.
func unsigned(header string, h http.Header) string {
	_, rest, _ := strings.Cut(header, " ")
	given := map[string]bool{}
	for _, pair := range strings.FieldsFunc(rest, func(r rune) bool { return r == ',' || r == ' ' }) {
		key, _, ok := strings.Cut(pair, "=")
		if !ok {
			return "'" + pair + "' not a valid key=value pair (missing equal-sign) in Authorization header: '" + header + "'."
		}
		given[key] = true
	}
	var missing strings.Builder
	for _, key := range []string{"Credential", "Signature", "SignedHeaders"} {
		if !given[key] {
			missing.WriteString("Authorization header requires '" + key + "' parameter. ")
		}
	}
	if h.Get("X-Amz-Date") == "" && h.Get("Date") == "" {
		missing.WriteString("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
	}
	if missing.Len() == 0 {
		return ""
	}
	return missing.String() + "Authorization=" + header
}
