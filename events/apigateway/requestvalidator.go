package apigateway

import "reel/events"

// A RequestValidator says what of a request is validated for the methods that
// name it, as GetRequestValidator shows it.
// See https://docs.aws.amazon.com/apigateway/latest/api/API_RequestValidator.html.
type RequestValidator struct {
	Id                        string `json:"id"`
	Name                      string `json:"name,omitempty"`
	ValidateRequestBody       bool   `json:"validateRequestBody"`
	ValidateRequestParameters bool   `json:"validateRequestParameters"`
}

// RequestValidatorCreated says that a REST API has a new request validator.
type RequestValidatorCreated struct {
	RequestValidator RequestValidator `json:"requestValidator"`
	RestApiId        string           `json:"restApiId"`
}

// RequestValidatorUpdated says that a request validator has changed.
type RequestValidatorUpdated struct {
	RequestValidator RequestValidator `json:"requestValidator"`
	RestApiId        string           `json:"restApiId"`
}

// RequestValidatorDeleted says that a request validator is gone.
type RequestValidatorDeleted struct {
	RequestValidatorId string `json:"requestValidatorId"`
	RestApiId          string `json:"restApiId"`
}

// RequestValidatorSubject is the subject of a request validator of a REST API.
func RequestValidatorSubject(restApiId, id string) string {
	return RestApiSubject(restApiId) + "/requestvalidators/" + id
}

// Subject is the new request validator.
func (e RequestValidatorCreated) Subject() string {
	return RequestValidatorSubject(e.RestApiId, e.RequestValidator.Id)
}

// Subject is the changed request validator.
func (e RequestValidatorUpdated) Subject() string {
	return RequestValidatorSubject(e.RestApiId, e.RequestValidator.Id)
}

// Subject is the request validator that is gone.
func (e RequestValidatorDeleted) Subject() string {
	return RequestValidatorSubject(e.RestApiId, e.RequestValidatorId)
}

// Noun is the new request validator.
func (e RequestValidatorCreated) Noun() any { return e.RequestValidator }

// Noun is the request validator as it is afterwards.
func (e RequestValidatorUpdated) Noun() any { return e.RequestValidator }

func init() {
	events.Register[RequestValidatorCreated]("apigateway.RequestValidatorCreated")
	events.Register[RequestValidatorUpdated]("apigateway.RequestValidatorUpdated")
	events.Register[RequestValidatorDeleted]("apigateway.RequestValidatorDeleted")
}
