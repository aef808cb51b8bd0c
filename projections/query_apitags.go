package projections

import (
	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
)

// GetTags answers GetTags. The two APIs have one set of tags.
func (w V2) GetTags(c apigatewayv2.GetTags) (TagsView, error) {
	return World(w).GetTags(apigateway.GetTags{ResourceArn: c.ResourceArn})
}

func apiTags(w World, names []string) (map[string]string, error) {
	api, err := w.Api(names[0])
	if err != nil {
		return nil, err
	}
	return api.Tree.Tags, nil
}

func taggedApi(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.apiTree(r, names[0], func(t *ApiTree) { t.Tags = tags })
}

func apiStageTags(w World, names []string) (map[string]string, error) {
	api, err := w.Api(names[0])
	if err != nil {
		return nil, err
	}
	st, err := api.Stage(names[1])
	return st.Tags, err
}

func taggedApiStage(s State, r events.Recorded, names []string, tags map[string]string) State {
	return s.api(r, names[0], func(api Api) Api {
		if st := api.Stages.Get(names[1]); st != nil {
			now := *st
			now.Tags = tags
			api = api.withStage(now)
		}
		return api
	})
}
