package restjson

import (
	"net/http"
	"strings"
)

// What an unsigned call counts as.
const (
	defaultAccount = "000000000000"
	defaultRegion  = "us-east-1"
)

// Principal is who signed a request, with Signature Version 4 in its header or in
// a presigned URL. The signature is not checked. The account is the access key
// when that has 12 digits. A request that is not signed, or whose signature names
// its parts in no proper way, counts as the default account in us-east-1.
//
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
func Principal(q *http.Request) (accessKey, account, region, service string, signed bool) {
	accessKey, region, service, signed = scope(credential(q))
	if !signed {
		return "", defaultAccount, defaultRegion, "", false
	}
	account = defaultAccount
	if isAccount(accessKey) {
		account = accessKey
	}
	if region == "" {
		region = defaultRegion
	}
	return accessKey, account, region, service, true
}

// credential is the signature's Credential, "" when there is none.
func credential(q *http.Request) string {
	algorithm, fields, _ := strings.Cut(q.Header.Get("Authorization"), " ")
	if !strings.HasPrefix(algorithm, "AWS4-") {
		if !strings.Contains(q.URL.RawQuery, "X-Amz-Credential=") {
			return ""
		}
		return q.URL.Query().Get("X-Amz-Credential")
	}
	for field := range strings.SplitSeq(fields, ",") {
		if value, ok := strings.CutPrefix(strings.TrimSpace(field), "Credential="); ok {
			return value
		}
	}
	return ""
}

// scope takes a credential apart: key/date/region/service/aws4_request. That of
// an asymmetric signature names no region.
func scope(credential string) (accessKey, region, service string, ok bool) {
	parts := strings.Split(credential, "/")
	last := len(parts) - 1
	if last < 3 || last > 4 || parts[last] != "aws4_request" {
		return "", "", "", false
	}
	accessKey, service = parts[0], parts[last-1]
	if last == 4 {
		region = parts[2]
	}
	return accessKey, region, service, isKey(accessKey) && isName(service) && (last == 3 || isName(region))
}

// isKey tells whether s may be an access key; people use any word for one on
// their own machines.
func isKey(s string) bool {
	odd := func(r rune) bool { return r <= ' ' || r > '~' }
	return s != "" && len(s) <= 128 && !strings.ContainsFunc(s, odd)
}

// isName tells whether s may be the name of a region or a service, and so stand
// in an event's source: small letters, digits and hyphens.
func isName(s string) bool {
	return s != "" && len(s) <= 64 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func isAccount(s string) bool {
	return len(s) == 12 && strings.Trim(s, "0123456789") == ""
}
