package decide

import (
	"maps"
	"slices"
	"strings"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// CreateIntegrationResponse says what becomes of what an integration answers.
func CreateIntegrationResponse(env events.Env, w projections.World, c apigatewayv2.CreateIntegrationResponse) (events.Event, error) {
	api, in, err := w.ApiIntegration(c.ApiId, c.IntegrationId)
	if err != nil {
		return nil, err
	}
	response := apigatewayv2.IntegrationResponse{
		ContentHandlingStrategy: deref(c.ContentHandlingStrategy), IntegrationResponseId: env.NewID(7),
		IntegrationResponseKey: c.IntegrationResponseKey, ResponseParameters: maps.Clone(c.ResponseParameters),
		ResponseTemplates: maps.Clone(c.ResponseTemplates), TemplateSelectionExpression: deref(c.TemplateSelectionExpression),
	}
	if err := checkIntegrationResponse(api.Tree, in, response); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.IntegrationResponseCreated{
		ApiId: c.ApiId, IntegrationId: c.IntegrationId, IntegrationResponse: response,
	})
}

// UpdateIntegrationResponse merges what is given into a response.
func UpdateIntegrationResponse(env events.Env, w projections.World, c apigatewayv2.UpdateIntegrationResponse) (events.Event, error) {
	in, was, err := w.ApiIntegrationResponse(c.ApiId, c.IntegrationId, c.IntegrationResponseId)
	if err != nil {
		return nil, err
	}
	api, err := w.Api(c.ApiId)
	if err != nil {
		return nil, err
	}
	response := *was
	set(&response.ContentHandlingStrategy, c.ContentHandlingStrategy)
	set(&response.IntegrationResponseKey, c.IntegrationResponseKey)
	set(&response.TemplateSelectionExpression, c.TemplateSelectionExpression)
	if c.ResponseParameters != nil {
		response.ResponseParameters = maps.Clone(c.ResponseParameters)
	}
	if c.ResponseTemplates != nil {
		response.ResponseTemplates = maps.Clone(c.ResponseTemplates)
	}
	if err := checkIntegrationResponse(api.Tree, in, response); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.IntegrationResponseUpdated{
		ApiId: c.ApiId, IntegrationId: c.IntegrationId, IntegrationResponse: response,
	})
}

// DeleteIntegrationResponse takes a response away.
func DeleteIntegrationResponse(env events.Env, w projections.World, c apigatewayv2.DeleteIntegrationResponse) (events.Event, error) {
	if _, _, err := w.ApiIntegrationResponse(c.ApiId, c.IntegrationId, c.IntegrationResponseId); err != nil {
		return nil, err
	}
	return AutoDeploys(env, w, apigatewayv2.IntegrationResponseDeleted{
		ApiId: c.ApiId, IntegrationId: c.IntegrationId, IntegrationResponseId: c.IntegrationResponseId,
	})
}

func checkIntegrationResponse(t *projections.ApiTree, in *projections.Integration, response apigatewayv2.IntegrationResponse) error {
	if t.ProtocolType == apigatewayv2.HTTP {
		return refuse("IntegrationResponses are currently not supported for this API protocol type.")
	}
	if err := checkResponseKey(response.IntegrationResponseKey); err != nil {
		return err
	}
	for id, other := range in.Responses.All() {
		if id != response.IntegrationResponseId && other.IntegrationResponseKey == response.IntegrationResponseKey {
			return events.Refuse(events.Conflict, "IntegrationResponse with key %s already exists for this Integration", response.IntegrationResponseKey)
		}
	}
	var wrong found
	for _, target := range slices.Sorted(maps.Keys(response.ResponseParameters)) {
		if !answerTarget.MatchString(target) {
			wrong = append(wrong, "Invalid mapping expression specified: "+cut(target))
		} else if source := response.ResponseParameters[target]; !answerSource.MatchString(source) {
			wrong = append(wrong, "Invalid mapping expression specified: "+cut(source))
		}
	}
	return first(
		checkEnum("contentHandlingStrategy", response.ContentHandlingStrategy, "CONVERT_TO_BINARY", "CONVERT_TO_TEXT"),
		wrong.refused(),
	)
}

// checkResponseKey refuses a key that is neither $default nor a pattern between
// slashes, such as /2\d\d/. See
// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html.
func checkResponseKey(key string) error {
	if key == "$default" {
		return nil
	}
	pattern, ok := strings.CutPrefix(key, "/")
	if ok {
		pattern, ok = strings.CutSuffix(pattern, "/")
	}
	if ok && pattern != "" && len(key) <= 1024 {
		return nil
	}
	return refuse("Invalid IntegrationResponseKey specified: %s. It must be $default or a regular expression between slashes.", cut(key))
}
