package sigv4

import "crypto/subtle"

// Verify tells whether a signature is the request's, made with a secret. Where it is
// not, AWS shows what should have been signed.
//
// The path may have been signed as it is sent, or without its empty segments and
// dots: AWS's own SDKs differ in that.
func (s *Signature) Verify(r Request, secret string) *Error {
	canonical := r.canonical(canonicalPath(r.Path), s.headers)
	if s.is(canonical, secret) {
		return nil
	}
	if normal := normalPath(r.Path); normal != r.Path && s.is(r.canonical(canonicalPath(normal), s.headers), secret) {
		return nil
	}
	return invalid("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. " +
		"Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'" + canonical +
		"'\n\nThe String-to-Sign should have been\n'" + s.scope.toSign(s.stamp(), canonical) + "'\n")
}

func (s *Signature) is(canonical, secret string) bool {
	want := s.scope.sign(secret, s.scope.toSign(s.stamp(), canonical))
	return subtle.ConstantTimeCompare([]byte(want), []byte(s.value)) == 1
}
