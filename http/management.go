package http

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/julienschmidt/httprouter"

	"reel/events"
	"reel/events/traffic"
	"reel/http/restjson"
	"reel/projections"
)

// rows are all operations that reel carries out, by AWS's names; v2's have a
// table of their own because the two APIs share 40 names.
var rows = map[string]operations{
	restjson.APIGateway.Name: merged(restApiOperations, resourceOperations, methodOperations,
		deploymentOperations, stageOperations, tagOperations, authorizerOperations, apiKeyOperations, usagePlanOperations,
		modelOperations, gatewayResponseOperations, documentationOperations, accountOperations, domainNameOperations, sdkOperations, importOperations),
	restjson.APIGatewayV2.Name: merged(apiOperations, apiRouteOperations, apiStageOperations, apiDomainOperations, portalOperations),
}

func merged(tables ...operations) operations {
	all := operations{}
	for _, t := range tables {
		for name, r := range t {
			all[name] = r
		}
	}
	return all
}

// newRouter routes every operation of AWS's models. httprouter wants wildcards at
// one place to have one name, so they are named by position; operations that
// differ only by their query share a route.
func (s *Server) newRouter() *httprouter.Router {
	r := httprouter.New()
	r.RedirectTrailingSlash, r.RedirectFixedPath = false, false
	r.HandleMethodNotAllowed, r.HandleOPTIONS = false, false
	r.NotFound = http.HandlerFunc(s.unrouted)
	routes := map[string]*route{}
	for _, service := range services {
		table := s.rowsOf(service.Name)
		for op := range service.Operations() {
			path, names := positional(op.URI)
			at := routes[op.Method+" "+path]
			if at == nil {
				at = &route{server: s, names: names}
				routes[op.Method+" "+path] = at
				r.Handle(op.Method, path, at.handle)
			}
			at.add(op, table)
		}
	}
	return r
}

// positional is a URI template with its parameters named p1, p2 …, and their
// own names.
func positional(uri string) (path string, names []string) {
	uri, _, _ = strings.Cut(uri, "?")
	segments := strings.Split(uri, "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") {
			names = append(names, strings.Trim(segment, "{}+"))
			segments[i] = ":p" + strconv.Itoa(len(names))
		}
	}
	return strings.Join(segments, "/"), names
}

// A route is one method and path with the operations that live there.
type route struct {
	server *Server
	names  []string // of the path's parameters
	plain  *operation
	query  []*operation // told apart by what the query must hold
}

// An operation is what AWS's model says of it, with our row if it is built.
type operation struct {
	*restjson.Operation
	row
	built bool
}

func (r *route) add(op *restjson.Operation, table operations) {
	row, built := table[op.Name]
	o := &operation{op, row, built}
	if op.Query == "" {
		r.plain = o
		return
	}
	r.query = append(r.query, o)
}

// serveManagement routes by the escaped path, because ARNs in it carry %2F.
func (s *Server) serveManagement(w http.ResponseWriter, q *http.Request, v view) {
	inner := *q
	u := *q.URL
	u.Path, u.RawPath = q.URL.EscapedPath(), ""
	inner.URL = &u
	s.router.ServeHTTP(&management{ResponseWriter: w, request: q, view: v, id: newRequestID()}, &inner)
}

// management is a management call on its way: the response, the request as it
// came, and the point of the log it asks about.
type management struct {
	http.ResponseWriter
	request *http.Request
	view    view
	id      string // of the request, in x-amzn-RequestId
}

func (r *route) handle(w http.ResponseWriter, _ *http.Request, params httprouter.Params) {
	m := w.(*management)
	op := r.plain
	for _, o := range r.query {
		if name, value, _ := strings.Cut(o.Query, "="); m.request.URL.Query().Get(name) == value {
			op = o
		}
	}
	if op == nil {
		r.server.unrouted(w, m.request)
		return
	}
	uriParam := func(name string) string {
		for i, n := range r.names {
			if n == name && i < len(params) {
				if value, err := url.PathUnescape(params[i].Value); err == nil {
					return value
				}
				return params[i].Value
			}
		}
		return ""
	}
	r.server.manage(m, op, uriParam)
}

// manage carries one operation out and answers.
func (s *Server) manage(m *management, op *operation, uriParam func(string) string) {
	if slices.Contains(s.Off, op.Service) {
		s.fail(m, op.Operation, events.Refuse(events.NotBuilt, "%s is switched off in this reel, so that %s is not answered.", op.Service, op.Name))
		return
	}
	call := s.newCall(m.request, op.Service, op.Name)
	call.Subject = subjectOf(op.URI, uriParam)
	input, err := s.input(m, op, uriParam)
	var answer any
	if op.Mutates {
		answer, err = s.command(m, op, call, input, err)
	} else {
		if err == nil {
			answer, err = s.query(m, op, call, input)
		}
		s.noteRead(m, call, input, err)
	}
	if err != nil {
		s.fail(m, op.Operation, err)
		return
	}
	s.succeed(m, op, answer)
}

// input reads and validates what the call asks.
func (s *Server) input(m *management, op *operation, uriParam func(string) string) (restjson.Input, error) {
	body, err := restjson.ReadBody(op.Operation, m.request)
	if err != nil {
		return nil, err
	}
	input, err := restjson.Decode(op.Operation, m.request, uriParam, body)
	if err != nil && input == nil {
		return kept(body), err
	}
	return input, err
}

// kept is a body that is no valid input, for history: as it is when it is an
// object, else as text.
func kept(body []byte) json.RawMessage {
	var compact bytes.Buffer
	if trimmed := bytes.TrimSpace(body); len(trimmed) > 0 && trimmed[0] == '{' && json.Compact(&compact, trimmed) == nil {
		return compact.Bytes()
	}
	if len(body) == 0 {
		return nil
	}
	text, _ := json.Marshal(map[string]string{"body": strings.ToValidUTF8(string(body), "\uFFFD")})
	return text
}

// command decides a mutating call; what it comes to is recorded, a refusal too.
func (s *Server) command(m *management, op *operation, call events.Call, input json.RawMessage, invalid error) (any, error) {
	if m.view.past {
		return nil, events.Refuse(events.BadRequest, "The past cannot be changed: %s was asked of event %d.", op.Name, m.view.state.Seq)
	}
	call.Input = redacted(op.Name, input)
	decide, err := op.decision(input, invalid)
	if err != nil {
		decide = func(events.Env, projections.World) (events.Event, error) { return nil, err }
	}
	r, err := s.live.Decide(m.request.Context(), call, decide)
	if err != nil {
		return nil, err
	}
	shown, ok := r.Event.(events.Shown)
	if !ok {
		return nil, nil
	}
	return op.shown(m.request, shown.Noun()), nil
}

func (op *operation) decision(input json.RawMessage, invalid error) (projections.Decision, error) {
	switch {
	case !op.built:
		return nil, notBuilt(op.Name)
	case invalid != nil:
		return nil, invalid
	}
	return op.decide(input)
}

func notBuilt(name string) error {
	return events.Refuse(events.NotBuilt, "%s is not built yet in this version of reel.", name)
}

// query answers a call that only reads.
func (s *Server) query(m *management, op *operation, call events.Call, input json.RawMessage) (any, error) {
	world := m.view.state.World(call.Account, call.Region)
	switch {
	case !op.built:
		return nil, notBuilt(op.Name)
	case op.list != nil:
		listing, err := op.list(world, input)
		if err != nil {
			return nil, err
		}
		return paged(op.Operation, op.shownAll(m.request, listing), input)
	}
	answer, err := op.read(m.request.Context(), world, input)
	if err != nil {
		return nil, err
	}
	return op.shown(m.request, answer), nil
}

// noteRead records a call that only read, where that is asked for.
func (s *Server) noteRead(m *management, call events.Call, input json.RawMessage, err error) {
	if s.Traffic == nil || !s.Traffic.Reads {
		return
	}
	call.Input = input
	read := traffic.Read{
		Account: call.Account, Region: call.Region, Service: call.Service, Operation: call.Operation, Principal: call.Principal,
		UserAgent: call.UserAgent, Subject: call.Subject, Input: call.Refused().Input, ServedAt: m.view.state.Seq,
	}
	if refusal := events.Refusal(err); refusal != nil {
		read.Error = string(refusal.Code)
	}
	s.Traffic.Read(read)
}

// redacted is an input without the secrets that must not be in history.
func redacted(operation string, input json.RawMessage) json.RawMessage {
	if operation != "CreateDomainName" || !bytes.Contains(input, []byte(`"certificatePrivateKey"`)) {
		return input
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(input, &members) != nil {
		return nil
	}
	members["certificatePrivateKey"] = json.RawMessage(`"redacted"`)
	out, _ := json.Marshal(members)
	return out
}

// subjectOf is what a call is about: its path with the parameters filled in.
func subjectOf(uri string, uriParam func(string) string) string {
	uri, _, _ = strings.Cut(uri, "?")
	segments := strings.Split(uri, "/")
	for i, segment := range segments {
		if strings.HasPrefix(segment, "{") {
			segments[i] = url.PathEscape(bounded(uriParam(strings.Trim(segment, "{}+")), 256))
		}
	}
	return strings.Join(segments, "/")
}

func bounded(s string, n int) string {
	if len(s) > n {
		return strings.ToValidUTF8(s[:n], "")
	}
	return strings.ToValidUTF8(s, "")
}
