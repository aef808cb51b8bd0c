package projections

import (
	"reel/events"
	"reel/events/apigatewayv2"
)

// V2 is a world as API Gateway's version 2 API is asked about it. The two APIs
// share 40 operation names, so that each has a type for its queries.
type V2 World

// notFound is AWS's refusal of a thing of version 2's that is not there.
func notFound(kind, message string) error {
	return &events.Error{Code: events.NotFound, Message: message, Members: map[string]string{"resourceType": kind}}
}

// Api is the HTTP or WebSocket API with the given id, or AWS's refusal, whose words
// have the account in them: https://github.com/aws/aws-sam-cli/issues/7030
func (w World) Api(id string) (*Api, error) {
	if api := w.region.Apis.Get(id); api != nil {
		return api, nil
	}
	return nil, notFound("Api", "Invalid API identifier specified "+w.Account+":"+id)
}

// Apis yields the HTTP and WebSocket APIs by id.
func (w World) Apis() func(yield func(*Api) bool) {
	return func(yield func(*Api) bool) {
		for _, api := range w.region.Apis.All() {
			if !yield(api) {
				return
			}
		}
	}
}

// After is the world as it would be after an event of its own, which is recorded
// nowhere: a decision asks it what a change would come to.
func (w World) After(e events.Event) (World, error) {
	next, err := w.state.Apply(events.Recorded{
		Account: w.Account, Region: w.Region, Subject: e.Subject(), Seq: w.state.Seq + 1, Time: w.state.Time, Event: e,
	})
	return next.World(w.Account, w.Region), err
}

// GetApi answers GetApi, without the endpoint.
func (w V2) GetApi(c apigatewayv2.GetApi) (apigatewayv2.Api, error) {
	api, err := World(w).Api(c.ApiId)
	if err != nil {
		return apigatewayv2.Api{}, err
	}
	return api.Tree.Api, nil
}

// GetApis answers GetApis by id, without the endpoints.
func (w V2) GetApis(apigatewayv2.GetApis) (Listing, error) {
	return listing(w.region.Apis, func(api *Api) any { return api.Tree.Api }), nil
}

// IsWebSocket tells whether an id is that of a WebSocket API of any account.
func (s State) IsWebSocket(apiID string) bool {
	w, ok := s.Owner(apiID)
	return ok && w.Protocol(apiID) == apigatewayv2.WebSocket
}

// HasSocketStage tells whether a WebSocket API of any account has a stage of the
// given name.
func (s State) HasSocketStage(apiID, stage string) bool {
	w, ok := s.Owner(apiID)
	return ok && s.IsWebSocket(apiID) && w.HasStage(apiID, stage)
}
