package decide_test

import (
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

const validatorAll = "ryy6rp" // the request validator of the stream models that stays

// Q33. How does AWS name an API that is unknown? CreateRequestValidator alone
// answers 400, the operations of one validator name the validator. [recorded on AWS]
// A name must be unique. [gh: serverless#10099]
func TestCreateRequestValidator(t *testing.T) {
	named := func(name string) apigateway.CreateRequestValidator {
		return apigateway.CreateRequestValidator{RestApiId: modelsApi, Name: &name}
	}
	decides(t, decide.CreateRequestValidator, []test[apigateway.CreateRequestValidator]{
		{name: "named", given: "models", at: 11, when: named("mine"),
			then: `{"requestValidator":{"id":"dmnyiu","name":"mine","validateRequestBody":false,"validateRequestParameters":false},"restApiId":"models0001"}`},
		{name: "without a name", given: "models", at: 11, when: apigateway.CreateRequestValidator{RestApiId: modelsApi, ValidateRequestBody: new(true), ValidateRequestParameters: new(true)},
			then: `{"requestValidator":{"id":"dmnyiu","validateRequestBody":true,"validateRequestParameters":true},"restApiId":"models0001"}`},
		{name: "a name of a deleted one", given: "models", at: 11, when: named("gone"),
			then: `{"requestValidator":{"id":"dmnyiu","name":"gone","validateRequestBody":false,"validateRequestParameters":false},"restApiId":"models0001"}`},
		{name: "blank", given: "models", at: 11, when: named(""), refused: "BadRequestException: Request Validator name cannot be blank"},
		{name: "twice (Q33)", given: "models", at: 11, when: named("all"), refused: "BadRequestException: Request Validator name must be unique"},
		{name: "unknown API (Q33)", given: "models", at: 11, when: apigateway.CreateRequestValidator{RestApiId: "none"}, refused: "BadRequestException: Invalid REST API identifier specified"},
	})
}

// Q34. What is a flag that is replaced by no value? false. [recorded on AWS]
func TestUpdateRequestValidator(t *testing.T) {
	update := func(parts ...string) apigateway.UpdateRequestValidator {
		return apigateway.UpdateRequestValidator{RestApiId: modelsApi, RequestValidatorId: validatorAll, PatchOperations: patch(parts...)}
	}
	const unknown = "NotFoundException: Invalid Request Validator identifier specified"
	changes(t, "models", 10, decide.UpdateRequestValidator,
		func(w projections.World) any {
			_, v, err := w.RequestValidator(modelsApi, validatorAll)
			if err != nil {
				t.Fatal(err)
			}
			return v
		},
		func(e events.Event) any { return e.(apigateway.RequestValidatorUpdated).RequestValidator },
		[]change[apigateway.UpdateRequestValidator]{
			{"name", update("replace", "/name", "other"), `{"name":"other"}`, ""},
			{"its own name", update("replace", "/name", "all"), `{}`, ""},
			{"another's name", update("replace", "/name", "gone"), "", "BadRequestException: Request Validator name must be unique"},
			{"no name", update("replace", "/name", "-"), "", "BadRequestException: Request Validator name cannot be blank"},
			{"no value (Q34)", update("replace", "/validateRequestBody", "-", "replace", "/validateRequestParameters", "-"), `{"validateRequestBody":false,"validateRequestParameters":false}`, ""},
			{"add", update("add", "/validateRequestBody", "true"), "", "BadRequestException: Invalid patch path  '/validateRequestBody' specified for op 'add'. Please choose supported operations"},
			{"remove", update("remove", "/validateRequestBody", "true"), "", "BadRequestException: Invalid patch path  '/validateRequestBody' specified for op 'remove'. Please choose supported operations"},
			{"another path", update("replace", "/invalidPath", "true"), "", "BadRequestException: Invalid patch path  '/invalidPath' specified for op 'replace'. Must be one of: [/name, /validateRequestParameters, /validateRequestBody]"},
			{"unknown", apigateway.UpdateRequestValidator{RestApiId: modelsApi, RequestValidatorId: "none"}, "", unknown},
			{"unknown API (Q33)", apigateway.UpdateRequestValidator{RestApiId: "none", RequestValidatorId: validatorAll}, "", unknown},
		})
}

// Q35. May a request validator go that a method uses? No. [gh: localstack#7846;
// the words after the first comma are ours]
func TestDeleteRequestValidator(t *testing.T) {
	del := func(api, id string) apigateway.DeleteRequestValidator {
		return apigateway.DeleteRequestValidator{RestApiId: api, RequestValidatorId: id}
	}
	const unknown = "NotFoundException: Invalid Request Validator identifier specified"
	decides(t, decide.DeleteRequestValidator, []test[apigateway.DeleteRequestValidator]{
		{name: "unused", given: "models", at: 11, when: del(modelsApi, validatorAll), then: `{"requestValidatorId":"ryy6rp","restApiId":"models0001"}`},
		{name: "used (Q35)", given: "models", at: 12, when: del(modelsApi, validatorAll), refused: "ConflictException: Cannot delete Request Validator 'ryy6rp', is referenced in method request: //ANY"},
		{name: "deleted", given: "models", at: 11, when: del(modelsApi, "u2n1qg"), refused: unknown},
		{name: "unknown API (Q33)", given: "models", at: 11, when: del("none", validatorAll), refused: unknown},
	})
}
