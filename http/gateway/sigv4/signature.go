package sigv4

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// A Signature is what a request says of how it was signed.
type Signature struct {
	AccessKey string
	// Token is the session token of a presigned URL; a header stands in the request.
	Token string
	// Unsigned says that the body is not signed.
	Unsigned bool

	algorithm  string
	credential string
	scope      scope
	headers    []string // in small letters
	value      string
	date       string // as it is sent
	at         time.Time
	life       time.Duration // from at on
	minutes    int64         // life, as AWS counts it
}

// skew is how far a client's clock may be off, and how long a signature holds unless
// a presigned URL says otherwise; longest is the most that one may say.
const (
	skew    = 5 * time.Minute
	longest = 7 * 24 * time.Hour
)

// Read reads the signature of a request. What keeps it from being one, to its form,
// is the error; that it is somebody's is not known yet.
func Read(h http.Header, rawQuery string) (*Signature, *Error) {
	header := h.Get("Authorization")
	presigned := strings.Contains(rawQuery, "X-Amz-Algorithm=")
	var s *Signature
	var err *Error
	switch {
	case header != "" && presigned:
		return nil, invalid("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.")
	case header != "":
		s, err = readHeader(header, h)
	case presigned:
		s, err = readQuery(rawQuery)
	default:
		return nil, ErrMissing
	}
	if err != nil {
		return nil, err
	}
	s.Unsigned = s.Unsigned || h.Get("X-Amz-Content-Sha256") == Unsigned
	return s, s.take()
}

// readHeader reads an Authorization header.
func readHeader(header string, h http.Header) (*Signature, *Error) {
	if err := Form(header, h); err != nil {
		return nil, err
	}
	name, rest, _ := strings.Cut(strings.TrimSpace(header), " ")
	given := fields(rest)
	return &Signature{algorithm: name, credential: given["Credential"], headers: strings.Split(given["SignedHeaders"], ";"),
		value: given["Signature"], date: cmp.Or(h.Get("X-Amz-Date"), h.Get("Date")), life: skew, minutes: 5}, nil
}

// fields are the parameters of an Authorization header.
func fields(rest string) map[string]string {
	given := map[string]string{}
	for _, pair := range pairs(rest) {
		key, value, _ := strings.Cut(pair, "=")
		given[key] = value
	}
	return given
}

func pairs(rest string) []string {
	return strings.FieldsFunc(rest, func(r rune) bool { return r == ',' || r == ' ' })
}

// Form says what keeps an Authorization header from being a signature; nil if it is
// one to its form.
func Form(header string, h http.Header) *Error {
	_, rest, _ := strings.Cut(header, " ")
	for _, pair := range pairs(rest) {
		if !strings.Contains(pair, "=") {
			return incomplete("'" + pair + "' not a valid key=value pair (missing equal-sign) in Authorization header: '" + header + "'.")
		}
	}
	given := fields(rest)
	var missing strings.Builder
	for _, key := range []string{"Credential", "Signature", "SignedHeaders"} {
		if _, ok := given[key]; !ok {
			missing.WriteString("Authorization header requires '" + key + "' parameter. ")
		}
	}
	if h.Get("X-Amz-Date") == "" && h.Get("Date") == "" {
		missing.WriteString("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ")
	}
	if missing.Len() == 0 {
		return nil
	}
	return incomplete(missing.String() + "Authorization=" + header)
}

// readQuery reads a presigned URL.
func readQuery(raw string) (*Signature, *Error) {
	q, _ := url.ParseQuery(raw) // what cannot be read is missing
	var missing strings.Builder
	for _, key := range []string{"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature", "X-Amz-SignedHeaders", "X-Amz-Date"} {
		if q.Get(key) == "" {
			missing.WriteString("AWS query-string parameters must include '" + key + "'. ")
		}
	}
	if missing.Len() > 0 {
		return nil, incomplete(missing.String() + "Re-examine the query-string parameters.")
	}
	s := &Signature{algorithm: q.Get("X-Amz-Algorithm"), credential: q.Get("X-Amz-Credential"), headers: strings.Split(q.Get("X-Amz-SignedHeaders"), ";"),
		value: q.Get("X-Amz-Signature"), date: q.Get("X-Amz-Date"), life: skew, minutes: 5, Unsigned: q.Get("X-Amz-Content-Sha256") == Unsigned, Token: q.Get("X-Amz-Security-Token")}
	if seconds, err := strconv.ParseInt(q.Get("X-Amz-Expires"), 10, 64); err == nil && seconds > 0 {
		s.life = time.Duration(min(seconds, int64(longest/time.Second))) * time.Second
		s.minutes = int64(s.life / time.Minute)
	}
	return s, nil
}

// take takes the signature's parts apart.
func (s *Signature) take() *Error {
	var err error
	if s.at, err = time.Parse(longForm, s.date); err != nil {
		if s.at, err = http.ParseTime(s.date); err != nil {
			return incomplete("Date must be in ISO-8601 'basic format'. Got '" + s.date + "'. See http://en.wikipedia.org/wiki/ISO_8601")
		}
	}
	s.at = s.at.UTC()
	for i, name := range s.headers {
		s.headers[i] = strings.ToLower(name)
	}
	part := strings.Split(strings.TrimRight(s.credential, "/"), "/")
	if len(part) == 5 {
		s.AccessKey, s.scope = part[0], scope{part[1], part[2], part[3], part[4]}
	}
	return nil
}

// stamp is the time of signing as it is signed.
func (s *Signature) stamp() string { return s.at.Format(longForm) }

// Check tells whether a signature may be one for a service in a region now, in the
// order in which AWS looks.
func (s *Signature) Check(now time.Time, region, service string) *Error {
	if err := s.current(now.UTC()); err != nil {
		return err
	}
	signsHost := false
	for _, name := range s.headers {
		signsHost = signsHost || name == "host"
	}
	switch {
	case !signsHost:
		return invalid("'Host' must be a 'SignedHeader' in the AWS Authorization.")
	case s.algorithm != algorithm:
		return incomplete("Unsupported AWS 'algorithm': '" + s.algorithm + "' (only " + algorithm + " for now). ")
	case s.AccessKey == "":
		return incomplete("Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '" + s.credential + "'")
	}
	return s.scoped(region, service)
}

// current tells whether a signature is neither too old nor of the future.
func (s *Signature) current(now time.Time) *Error {
	if earliest := now.Add(-s.life); s.at.Before(earliest.Truncate(time.Second)) {
		return invalid(fmt.Sprintf("Signature expired: %s is now earlier than %s (%s - %d min.)", s.stamp(), earliest.Format(longForm), now.Format(longForm), s.minutes))
	}
	if latest := now.Add(skew); s.at.After(latest) {
		return invalid(fmt.Sprintf("Signature not yet current: %s is still later than %s (%s + 5 min.)", s.stamp(), latest.Format(longForm), now.Format(longForm)))
	}
	return nil
}

// scoped tells whether a signature's scope is the one that is wanted; AWS lists all
// that is wrong with it.
func (s *Signature) scoped(region, service string) *Error {
	var wrong strings.Builder
	if s.scope.region != region {
		wrong.WriteString("Credential should be scoped to a valid region. ")
	}
	if s.scope.service != service {
		wrong.WriteString("Credential should be scoped to correct service: '" + service + "'. ")
	}
	if s.scope.end != terminator {
		wrong.WriteString("Credential should be scoped with a valid terminator: '" + terminator + "', not '" + s.scope.end + "'. ")
	}
	if day := s.at.Format(shortForm); s.scope.date != day {
		wrong.WriteString("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '" + s.scope.date + "' != '" + day + "', from '" + s.stamp() + "'. ")
	}
	if wrong.Len() == 0 {
		return nil
	}
	return invalid(wrong.String())
}
