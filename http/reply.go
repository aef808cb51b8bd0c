package http

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"reel/events"
	"reel/http/restjson"
)

// succeed answers a management call with what it came to; nil is no body.
func (s *Server) succeed(m *management, op *operation, answer any) {
	var body []byte
	if answer != nil {
		var err error
		if body, err = json.Marshal(answer); err != nil {
			s.fail(m, op.Operation, err)
			return
		}
	}
	if typed, ok := answer.(interface{ MediaType() string }); ok {
		m.Header().Set("Content-Type", typed.MediaType())
	}
	out := *op.Operation
	if op.status != 0 {
		out.Status = op.status
	}
	if err := restjson.WriteJSON(m, &out, body, m.id); err != nil {
		s.Logger.Debug("an answer could not be sent", "operation", op.Name, "error", err)
	}
}

// fail answers as AWS does. Only a refusal's own words leave the house; any other
// error is logged with the request's id and answered as an internal one.
func (s *Server) fail(m *management, op *restjson.Operation, err error) {
	refusal := events.Refusal(err)
	if refusal == nil {
		s.Logger.Error("a management call failed", "operation", op.Name, "request", m.id, "error", err)
		refusal = &events.Error{Code: events.Internal, Message: "Internal failure"}
	}
	restjson.WriteError(m, services[op.Service], refusal, m.id)
}

// unrouted answers a path that no operation has, as AWS's front does: it asks for
// a signature first, and then cannot tell what is asked.
func (s *Server) unrouted(w http.ResponseWriter, q *http.Request) {
	refusal := &events.Error{Code: "MissingAuthenticationTokenException", Message: "Missing Authentication Token"}
	if _, _, _, _, signed := restjson.Principal(q); signed {
		refusal = &events.Error{Code: events.AccessDenied, Message: "Unable to determine service/operation name to be authorized"}
	}
	restjson.WriteError(w, restjson.APIGateway, refusal, newRequestID())
}

// services are AWS's services by name.
var services = map[string]*restjson.Service{
	restjson.APIGateway.Name:   restjson.APIGateway,
	restjson.APIGatewayV2.Name: restjson.APIGatewayV2,
	restjson.Lambda.Name:       restjson.Lambda,
}

// newRequestID is a random (version 4) UUID.
func newRequestID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	var out [36]byte
	hex.Encode(out[0:8], b[0:4])
	hex.Encode(out[9:13], b[4:6])
	hex.Encode(out[14:18], b[6:8])
	hex.Encode(out[19:23], b[8:10])
	hex.Encode(out[24:], b[10:])
	out[8], out[13], out[18], out[23] = '-', '-', '-', '-'
	return string(out[:])
}
