package gateway

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"strings"

	"reel/events/apigateway"
	"reel/projections"
)

// badBody is for a body that does not match its model.
var badBody = newFault(http.StatusBadRequest, "BadRequestException", "Invalid request body").of("BAD_REQUEST_BODY")

// badParameters is for required parameters that are not there.
func badParameters(missing []string) *fault {
	message := "Missing required request parameters: [" + strings.Join(missing, ", ") + "]"
	return newFault(http.StatusBadRequest, "BadRequestException", message).of("BAD_REQUEST_PARAMETERS").because(message).tells(message)
}

// checks are what a method's request validator looks at, compiled
// (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html).
type checks struct {
	required []expression      // headers, then path, then query string
	models   map[string]*model // by content type; nil when bodies are not looked at
}

// checks compiles the request validator of a method, nil when there is nothing to
// look at.
func (c compiler) checks(t *projections.Tree, m *apigateway.Method) *checks {
	v := t.RequestValidators.Get(m.RequestValidatorId)
	if v == nil {
		return nil
	}
	out := new(checks)
	if v.ValidateRequestParameters {
		for _, name := range sortedKeys(m.RequestParameters) { // header before path before querystring
			if e, ok := parseExpression(name); ok && m.RequestParameters[name] {
				out.required = append(out.required, e)
			}
		}
	}
	if v.ValidateRequestBody {
		out.models = make(map[string]*model, len(m.RequestModels)+1)
		for contentType, name := range m.RequestModels {
			out.models[strings.ToLower(contentType)] = c.model(t, name)
		}
		if out.models[jsonType] == nil && out.models["$default"] == nil {
			out.models[jsonType] = c.model(t, "Empty") // as AWS has it
		}
	}
	return out
}

// validate holds the request to what the method's validator asks for, parameters
// before the body.
func (x *exchange) validate(ctx context.Context) *fault {
	c := x.method.checks
	if c == nil {
		return nil
	}
	if missing := x.missing(c.required); len(missing) > 0 {
		return badParameters(missing)
	}
	if c.models == nil {
		return nil
	}
	return x.validateBody(ctx, c)
}

// missing are the names of required parameters that are not there, or are blank.
func (x *exchange) missing(required []expression) (names []string) {
	for _, e := range required {
		values, _ := x.requestValues(e) // only a body can be wrong, and none is named
		if len(values) == 0 || values[len(values)-1] == "" {
			names = append(names, e.name)
		}
	}
	return names
}

// validateBody holds the body to the model of its content type. A body of a type
// without a model is not looked at, and an empty one counts as an empty object.
func (x *exchange) validateBody(ctx context.Context, c *checks) *fault {
	contentType := x.bodyType()
	m := c.models[contentType]
	if m == nil {
		m = c.models["$default"]
	}
	if m == nil {
		return nil
	}
	body, f := x.requestBody()
	if f != nil {
		return f
	}
	if len(bytes.TrimSpace(body)) == 0 {
		body = []byte("{}")
	}
	why, err := m.check(ctx, body)
	if err != nil {
		return misconfigured.because(err.Error())
	}
	if why == "" {
		return nil
	}
	x.invalid = why
	said := "Request body does not match model schema for content type " + contentType + ": " + why
	return badBody.because(said).tells(said)
}

// bodyType is the request's content type without parameters, JSON when it names none.
func (x *exchange) bodyType() string {
	given := x.call.Header["Content-Type"]
	if len(given) == 0 || given[0] == "" {
		return jsonType
	}
	if plain, _, err := mime.ParseMediaType(given[0]); err == nil {
		return plain
	}
	return strings.ToLower(given[0])
}
