package http

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"

	"reel/events"
	"reel/http/restjson"
)

// connections answers the @connections API of a stage: PostToConnection,
// GetConnection and DeleteConnection, as AWS's model describes them. Signatures
// are neither asked for nor verified.
func (s *Server) connections(w http.ResponseWriter, q *http.Request, t apiTarget) {
	m := &management{ResponseWriter: w, request: q, id: newRequestID()}
	id, ok := t.connection()
	op := connectionOperation(q.Method)
	if !ok || op == nil {
		s.noRoute(m, t)
		return
	}
	answer, err := s.connection(m, op, t, unescaped(id))
	if err != nil {
		s.failConnection(m, op, err)
		return
	}
	if err := restjson.WriteJSON(w, op, answer, m.id); err != nil {
		s.Logger.Debug("an answer could not be sent", "operation", op.Name, "error", err)
	}
}

// connectionOperation is the operation of a verb, nil if it has none.
func connectionOperation(method string) *restjson.Operation {
	for op := range restjson.APIGatewayManagementAPI.Operations() {
		if op.Method == method {
			return op
		}
	}
	return nil
}

// connection carries one operation out.
func (s *Server) connection(m *management, op *restjson.Operation, t apiTarget, id string) (json.RawMessage, error) {
	ctx := m.request.Context()
	switch op.Name {
	case "GetConnection":
		return s.Sockets.Get(ctx, t.API, t.Stage, id)
	case "DeleteConnection":
		return nil, s.Sockets.Delete(ctx, t.API, t.Stage, id)
	}
	data, err := restjson.ReadBody(op, m.request)
	if err != nil {
		return nil, err
	}
	return nil, s.Sockets.Post(ctx, t.API, t.Stage, id, data)
}

func (s *Server) failConnection(m *management, op *restjson.Operation, err error) {
	refusal := events.Refusal(err)
	if refusal == nil {
		s.Logger.Error("a call of @connections failed", "operation", op.Name, "request", m.id, "error", err)
		refusal = &events.Error{Code: events.Internal, Message: "Internal server error"}
	}
	restjson.WriteError(m, restjson.APIGatewayManagementAPI, refusal, m.id)
}

// noRoute is AWS's answer to what is neither a connection nor the stage itself, as
// recorded: https://github.com/aws-samples/simple-websockets-chat-app/issues/40.
func (s *Server) noRoute(m *management, t apiTarget) {
	message := fmt.Sprintf("No method found matching route %s for http method %s.", unescaped(strings.TrimPrefix(t.Path, "/")), m.request.Method)
	restjson.WriteError(m, restjson.APIGatewayManagementAPI, &events.Error{Code: events.NotFound, Message: message}, m.id)
}
