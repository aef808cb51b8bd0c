package traffic

import (
	"net/http"
	"strings"
)

// redacted stands for a secret that was left out.
const redacted = "redacted"

// secretHeaders are headers that let in whoever shows them, in lower case.
var secretHeaders = map[string]bool{
	"authorization": true, "proxy-authorization": true, "cookie": true, "set-cookie": true,
	"x-api-key": true, "x-amz-security-token": true,
}

// secretParameters are the same of a query: those of presigned URLs, and tokens that
// browsers cannot send otherwise.
var secretParameters = map[string]bool{
	"x-amz-signature": true, "x-amz-security-token": true, "access_token": true, "authorization": true, "x-api-key": true,
}

// Redacted is the exchange as it is kept on disk and in files: the values of the
// headers Authorization, Proxy-Authorization, Cookie, Set-Cookie, X-Api-Key and
// X-Amz-Security-Token, and of such parameters in its query, are replaced by the word
// redacted, on the way in and out, and so is what the answer or the gateway's words
// quote of the request's. Bodies are kept as they are otherwise.
func (e *Exchange) Redacted() *Exchange {
	out := *e
	shown := redactions(e.Request.Header)
	out.Request.Header, out.Response.Header = redactedHeader(e.Request.Header), redactedHeader(e.Response.Header)
	out.Query = redactedQuery(e.Query)
	if len(shown) > 0 {
		quoted := strings.NewReplacer(shown...)
		out.Error, out.AccessLog = quoted.Replace(e.Error), quoted.Replace(e.AccessLog)
		if e.Authorizer != nil {
			guard := *e.Authorizer
			guard.Error = quoted.Replace(guard.Error)
			out.Authorizer = &guard
		}
		out.Response.Body = []byte(quoted.Replace(string(e.Response.Body)))
		out.Response.Size += int64(len(out.Response.Body) - len(e.Response.Body))
	}
	return &out
}

// redactions are the secrets of a request, each with what stands for it. Short ones
// are part of too many words.
func redactions(h http.Header) (pairs []string) {
	for name, values := range h {
		if !secretHeaders[strings.ToLower(name)] {
			continue
		}
		for _, v := range values {
			if len(v) >= 8 {
				pairs = append(pairs, v, redacted)
			}
		}
	}
	return pairs
}

func redactedHeader(h http.Header) http.Header {
	out := h.Clone()
	for name := range out {
		if secretHeaders[strings.ToLower(name)] {
			out[name] = []string{redacted}
		}
	}
	return out
}

func redactedQuery(query string) string {
	if query == "" {
		return ""
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		if name, _, _ := strings.Cut(pair, "="); secretParameters[strings.ToLower(name)] {
			pairs[i] = name + "=" + redacted
		}
	}
	return strings.Join(pairs, "&")
}
