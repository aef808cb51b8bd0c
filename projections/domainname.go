package projections

import (
	"iter"
	"net"
	"strings"

	"reel/events/apigateway"
	"reel/events/apigatewayv2"
)

// A DomainName is a custom domain name with the mappings and routing rules that
// make it lead to stages. Both versions of API Gateway's API see this one record.
type DomainName struct {
	BasePathMappings      Table[apigateway.BasePathMapping] `json:"basePathMappings,omitzero"` // by base path, "" for all paths
	apigateway.DomainName `json:"domainName"`
	RoutingRules          Table[apigatewayv2.RoutingRule] `json:"routingRules,omitzero"` // by priority, in seven digits
}

// A DomainNameAccessAssociation is an association and whether the owner of the
// domain name has rejected it since.
type DomainNameAccessAssociation struct {
	apigateway.DomainNameAccessAssociation `json:"domainNameAccessAssociation"`

	Rejected bool `json:"rejected"`
}

// DomainName is the custom domain name that a host belongs to: the name itself,
// else the wildcard that stands for its first label. A port, upper case and a
// final dot are passed over. As there is no VPC on this machine, a PRIVATE name
// answers too, where no public one does; the host alone does not tell several of
// one name apart, so that the first by account, region and id is taken.
func (s State) DomainName(host string) (w World, d *DomainName, ok bool) {
	host = hostname(host)
	for _, name := range [...]string{host, wildcard(host)} {
		if name == "" {
			continue
		}
		if w, d, ok = s.ownedDomain(name); ok {
			return w, d, true
		}
		for key := range under(s.owners, name+"+") {
			if w, d, ok = s.ownedDomain(key); ok {
				return w, d, true
			}
		}
	}
	return World{}, nil, false
}

// ownedDomain is the domain name with a key, of whichever account.
func (s State) ownedDomain(key string) (World, *DomainName, bool) {
	w, ok := s.Owner(key)
	if !ok {
		return World{}, nil, false
	}
	d := w.region.DomainNames.Get(key)
	return w, d, d != nil
}

// hostname is a Host header without port and final dot, in lower case.
func hostname(host string) string {
	if strings.IndexByte(host, ':') >= 0 {
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
	}
	return strings.ToLower(strings.TrimSuffix(host, "."))
}

// wildcard is the wildcard that stands for the first label of a host, "" for a
// host of one label: *.example.com for a.example.com, and not for a.b.example.com.
func wildcard(host string) string {
	label, rest, ok := strings.Cut(host, ".")
	if !ok || label == "" || label == "*" || rest == "" {
		return ""
	}
	return "*." + rest
}

// A MappedPath is where a path under a custom domain name leads.
type MappedPath struct {
	ApiId         string // of a REST API, or, mapped by version 2, of an HTTP or WebSocket API
	Stage         string
	BasePath      string // the mapping's, "" for the one of all paths, and for a rule; what $context.customDomain.basePathMatched shows
	Path          string // what is left for the stage, with its first slash
	RoutingRuleId string // of the rule that has led here, "" when a mapping has; what $context.customDomain.routingRuleIdMatched shows
}

// maxBasePath is the length of the longest base path of all, in characters:
// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mappings.html
const maxBasePath = 300

// Resolve is where a request leads, by its escaped path and its headers' values.
// Routing rules go first, if the domain name's routing mode has them, then
// mappings, if it has those. Of mappings the longest base path wins, by whole
// segments and whatever the APIs behind know of the rest; then the empty one. A
// mapping without a stage takes it from the segment behind the base path. ok is
// false when neither answers, which AWS tells as 403 Forbidden.
// See https://docs.aws.amazon.com/apigateway/latest/developerguide/set-routing-mode.html.
func (d *DomainName) Resolve(path string, header func(name string) []string) (m MappedPath, ok bool) {
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	if d.HasRules() {
		if m, ok := d.ruled(path, header); ok {
			return m, true
		}
	}
	if !d.HasMappings() {
		return MappedPath{}, false
	}
	return d.mapped(path)
}

// mapped is where the mappings lead a path that begins with a slash.
func (d *DomainName) mapped(path string) (m MappedPath, ok bool) {
	for base := range basePaths(path[1:]) {
		switch row := d.BasePathMappings.Get(base); {
		case row == nil:
		case base == "":
			return mapped(row, path)
		default:
			return mapped(row, path[1+len(base):])
		}
	}
	return MappedPath{}, false
}

// basePaths yields the base paths that a path, without its first slash, may stand
// under, the longest first and the empty one last.
func basePaths(path string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for end := len(path); end > 0; end = strings.LastIndexByte(path[:end], '/') {
			if end <= maxBasePath && !yield(path[:end]) {
				return
			}
		}
		yield("")
	}
}

// mapped is where a mapping leads with what stands behind its base path.
func mapped(row *apigateway.BasePathMapping, rest string) (m MappedPath, ok bool) {
	m = MappedPath{ApiId: row.RestApiId, Stage: row.Stage, BasePath: row.BasePath, Path: rest}
	if m.Stage == "" {
		m.Stage, m.Path, ok = strings.Cut(strings.TrimPrefix(rest, "/"), "/")
		if ok {
			m.Path = "/" + m.Path
		}
	}
	if !strings.HasPrefix(m.Path, "/") {
		m.Path = "/" + m.Path
	}
	return m, m.Stage != ""
}
