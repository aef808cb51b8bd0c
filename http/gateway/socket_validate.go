package gateway

import (
	"context"
	"strconv"

	"reel/projections"
)

// invalidMessage is for a message that does not match its model. What is sent says
// it in words of its own, see [Socket.invalidFrame].
var invalidMessage = newFault(400, "BadRequestException", "Bad request body").of("BAD_REQUEST_BODY")

// socketModels are the models by which a route's messages are validated
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-request-validation.html).
type socketModels struct {
	selection selector
	byKey     map[string]*model
}

// socketModels compiles the models of a route, nil when it has none. A model that is
// not there matches nothing.
func (c compiler) socketModels(t *projections.ApiTree, r *projections.Route) *socketModels {
	if len(r.RequestModels) == 0 {
		return nil
	}
	out := &socketModels{selection: c.selector(r.ModelSelectionExpression), byKey: make(map[string]*model, len(r.RequestModels))}
	for key, name := range r.RequestModels {
		noun := t.ModelNamed(name)
		if noun == nil {
			c.log.Warn("a route names a model that is not there", "model", name)
			continue
		}
		out.byKey[key] = c.schema(name, func() string { return t.Flattened(noun.Schema) })
	}
	return out
}

// validate holds a message to the model that its route chooses, or to the one for
// $default. Without either it is invalid.
func (x *socketCall) validate(ctx context.Context) *fault {
	m := x.route.models
	if m == nil {
		return nil
	}
	key := x.key(ctx, m.selection, nil)
	by := m.byKey[key]
	if by == nil {
		by = m.byKey["$default"]
	}
	if by == nil {
		x.invalid = "no model matches " + strconv.Quote(key)
		return invalidMessage.because("the route has no model for " + strconv.Quote(key) + ", and none for $default")
	}
	why, err := by.check(ctx, x.frame.Data)
	if err != nil {
		return misconfigured.because(err.Error())
	}
	if why == "" {
		return nil
	}
	x.invalid = why
	return invalidMessage.because("the message does not match the model " + by.name + ": " + why)
}

// validateHandshake asks for the request parameters that $connect wants.
func (x *socketCall) validateHandshake(context.Context) *fault {
	var missing []string
	for _, m := range x.route.required {
		if values := x.mapped(m.from); len(values) == 0 || lastOf(values) == "" {
			missing = append(missing, m.name)
		}
	}
	if len(missing) > 0 {
		return badParameters(missing)
	}
	return nil
}
