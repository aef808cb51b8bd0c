package iam

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// A Policy is a policy document.
type Policy struct {
	Version    string
	Statements []Statement
}

// A Statement is one of a policy's. Its lists are nil when the document does not
// have them.
type Statement struct {
	Allow        bool // Deny otherwise
	Actions      []string
	NotActions   []string
	Resources    []string
	NotResources []string
	Principal    *Principals // nil where no principal is named, as in identity policies
	NotPrincipal *Principals
	Conditions   []Condition
}

// Principals are whom a statement is about: everybody, or some by kind (AWS,
// Service, Federated, CanonicalUser).
type Principals struct {
	Everybody bool
	ByKind    map[string][]string
}

// A Verdict is what a policy comes to for one request.
type Verdict int

// A request that no statement is about is denied implicitly; Deny wins over Allow.
const (
	ImplicitDeny Verdict = iota
	Allow
	ExplicitDeny
)

// A Request is what is asked, by whom, and under which circumstances.
type Request struct {
	Action    string // such as execute-api:Invoke
	Resource  string // an ARN
	Principal string // the caller's ARN or account, "" for nobody
	Keys      Keys   // condition keys by lower-case name
}

// Keys are the circumstances of a request by their lower-case names, such as
// aws:sourceip. A key may have several values; one that is absent has none.
type Keys map[string][]string

// Parse reads a policy document.
func Parse(document []byte) (Policy, error) {
	var d struct {
		Version   string          `json:"Version"`
		Statement json.RawMessage `json:"Statement"`
	}
	if err := json.Unmarshal(document, &d); err != nil {
		return Policy{}, fmt.Errorf("the policy is not a JSON object: %w", err)
	}
	if len(d.Statement) == 0 {
		return Policy{}, errors.New("the policy has no Statement")
	}
	p := Policy{Version: d.Version}
	for _, raw := range list(d.Statement) {
		s, err := parseStatement(raw)
		if err != nil {
			return Policy{}, err
		}
		p.Statements = append(p.Statements, s)
	}
	return p, nil
}

// list is a JSON array's items, or the one value that stands for an array of one.
func list(raw json.RawMessage) []json.RawMessage {
	var many []json.RawMessage
	if json.Unmarshal(raw, &many) == nil {
		return many
	}
	return []json.RawMessage{raw}
}

func parseStatement(raw json.RawMessage) (s Statement, err error) {
	var d struct {
		Effect       string                      `json:"Effect"`
		Action       texts                       `json:"Action"`
		NotAction    texts                       `json:"NotAction"`
		Resource     texts                       `json:"Resource"`
		NotResource  texts                       `json:"NotResource"`
		Principal    json.RawMessage             `json:"Principal"`
		NotPrincipal json.RawMessage             `json:"NotPrincipal"`
		Condition    map[string]map[string]texts `json:"Condition"`
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return s, fmt.Errorf("a statement of the policy cannot be read: %w", err)
	}
	if d.Effect != "Allow" && d.Effect != "Deny" {
		return s, fmt.Errorf("a statement's Effect is %q, neither Allow nor Deny", d.Effect)
	}
	if d.Action == nil && d.NotAction == nil {
		return s, errors.New("a statement has no Action")
	}
	s = Statement{Allow: d.Effect == "Allow", Actions: d.Action, NotActions: d.NotAction, Resources: d.Resource, NotResources: d.NotResource}
	if s.Principal, err = parsePrincipals(d.Principal); err != nil {
		return s, err
	}
	if s.NotPrincipal, err = parsePrincipals(d.NotPrincipal); err != nil {
		return s, err
	}
	s.Conditions, err = parseConditions(d.Condition)
	return s, err
}

// texts is a string or a list of strings; numbers and booleans count as text, as
// conditions have them.
type texts []string

func (t *texts) UnmarshalJSON(data []byte) error {
	for _, raw := range list(data) {
		var s string
		if json.Unmarshal(raw, &s) != nil {
			if s = string(raw); s == "null" || s[0] == '{' || s[0] == '[' {
				return fmt.Errorf("%.40s is no text", raw)
			}
		}
		*t = append(*t, s)
	}
	if *t == nil {
		*t = texts{}
	}
	return nil
}

func parsePrincipals(raw json.RawMessage) (*Principals, error) {
	if len(raw) == 0 {
		return nil, nil
	}
	var everybody string
	if json.Unmarshal(raw, &everybody) == nil {
		if everybody != "*" {
			return nil, fmt.Errorf("the principal %q is neither * nor an object", everybody)
		}
		return &Principals{Everybody: true}, nil
	}
	var byKind map[string]texts
	if err := json.Unmarshal(raw, &byKind); err != nil {
		return nil, fmt.Errorf("a statement's principal cannot be read: %w", err)
	}
	p := &Principals{ByKind: map[string][]string{}}
	for kind, names := range byKind {
		p.ByKind[kind] = names
	}
	return p, nil
}

// Nobody is a policy that denies everything to everybody.
func Nobody() *Policy {
	return &Policy{Statements: []Statement{{Principal: &Principals{Everybody: true}, Actions: []string{"*"}}}}
}

// Evaluate is what the policy comes to for a request. Where statements must name a
// principal (resource policies), those that name none are about nobody.
func (p Policy) Evaluate(q Request, needPrincipal bool) Verdict {
	verdict := ImplicitDeny
	for _, s := range p.Statements {
		if !s.about(q, needPrincipal) {
			continue
		}
		if !s.Allow {
			return ExplicitDeny
		}
		verdict = Allow
	}
	return verdict
}

func (s Statement) about(q Request, needPrincipal bool) bool {
	if !matchesOne(s.Actions, s.NotActions, q.Action, true) || !matchesOne(s.Resources, s.NotResources, q.Resource, false) {
		return false
	}
	switch {
	case s.Principal != nil && !s.Principal.include(q.Principal):
		return false
	case s.NotPrincipal != nil && s.NotPrincipal.include(q.Principal):
		return false
	case s.Principal == nil && s.NotPrincipal == nil && needPrincipal:
		return false
	}
	for _, c := range s.Conditions {
		if !c.holds(q.Keys) {
			return false
		}
	}
	return true
}

// matchesOne tells whether a value is among the patterns, or, with the negative
// form, among none. A statement without either is about all resources.
func matchesOne(patterns, not []string, value string, fold bool) bool {
	if not != nil {
		return !among(not, value, fold)
	}
	return patterns == nil || among(patterns, value, fold)
}

func among(patterns []string, value string, fold bool) bool {
	if fold {
		value = strings.ToLower(value)
	}
	for _, pattern := range patterns {
		if fold {
			pattern = strings.ToLower(pattern)
		}
		if Match(pattern, value) {
			return true
		}
	}
	return false
}

// include tells whether a caller is among the principals: by its ARN, by the
// account of its ARN, or by that account's root.
func (p *Principals) include(caller string) bool {
	if p.Everybody {
		return true
	}
	role := RoleOf(caller)
	for _, name := range p.ByKind["AWS"] {
		if name == "*" || caller != "" && (name == caller || name == role || accountOf(name) != "" && accountOf(name) == accountOf(caller) && isAccount(name)) {
			return true
		}
	}
	return false
}

// RoleOf is the ARN of the role that a caller has assumed, as policies name it; any
// other caller's ARN is its own.
func RoleOf(caller string) string {
	part := strings.SplitN(caller, ":", 6)
	if len(part) != 6 || part[2] != "sts" {
		return caller
	}
	role, assumed := strings.CutPrefix(part[5], "assumed-role/")
	if !assumed {
		return caller
	}
	role, _, _ = strings.Cut(role, "/")
	return part[0] + ":" + part[1] + ":iam::" + part[4] + ":role/" + role
}

// accountOf is the account of an ARN, or the account that the text is.
func accountOf(name string) string {
	if len(name) == 12 && strings.Trim(name, "0123456789") == "" {
		return name
	}
	if parts := strings.SplitN(name, ":", 6); len(parts) == 6 && parts[0] == "arn" {
		return parts[4]
	}
	return ""
}

// isAccount tells whether a principal means a whole account.
func isAccount(name string) bool {
	return accountOf(name) == name || strings.HasSuffix(name, ":root")
}

// Match tells whether a value matches a pattern in which * stands for any text
// and ? for any one character. It takes time in proportion to both lengths.
func Match(pattern, value string) bool {
	p, v, star, mark := 0, 0, -1, 0
	for v < len(value) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, v
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == value[v]):
			p++
			v++
		case star >= 0:
			mark++
			p, v = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
