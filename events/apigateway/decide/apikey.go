package decide

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
)

// CreateApiKey makes an API key. The id is never the value, so that
// generateDistinctId, which AWS has given up, changes nothing.
func CreateApiKey(env events.Env, w projections.World, c apigateway.CreateApiKey) (events.Event, error) {
	k := newApiKey(env)
	k.CustomerId, k.Description, k.Name = deref(c.CustomerId), deref(c.Description), deref(c.Name)
	k.Enabled, k.Tags = deref(c.Enabled), maps.Clone(c.Tags)
	if v := deref(c.Value); v != "" {
		k.Value = v
	}
	if err := checkApiKey(&k); err != nil {
		return nil, err
	}
	if w.ApiKeyByValue(k.Value) != nil {
		// https://github.com/rrahul963/serverless-add-api-key/issues/27
		return nil, events.Refuse(events.Conflict, "API Key already exists")
	}
	if err := checkTags(c.Tags); err != nil {
		return nil, err
	}
	for _, s := range c.StageKeys {
		if err := addStageKey(w, &k, deref(s.RestApiId)+"/"+deref(s.StageName)); err != nil {
			return nil, err
		}
	}
	return apigateway.ApiKeyCreated{ApiKey: k}, nil
}

// newApiKey is a key with an id, a value and nothing else.
func newApiKey(env events.Env) apigateway.ApiKey {
	return apigateway.ApiKey{
		CreatedDate:     env.Now.Unix(),
		Id:              env.NewID(10),
		LastUpdatedDate: env.Now.Unix(),
		StageKeys:       []string{},
		Value:           env.NewKey(40),
	}
}

// AWS's limits of API keys, recorded on AWS.
const (
	maxKeyName        = 1024   // characters
	maxKeyDescription = 125000 // characters
	minKeyValue       = 20     // characters
	maxKeyValue       = 128    // characters
)

// checkApiKey refuses a key that AWS would not have.
func checkApiKey(k *apigateway.ApiKey) error {
	switch n := utf8.RuneCountInString(k.Value); {
	case utf8.RuneCountInString(k.Name) > maxKeyName:
		return events.Refuse(events.BadRequest, "Invalid API Key name, can be at most %d characters.", maxKeyName)
	case utf8.RuneCountInString(k.Description) > maxKeyDescription:
		return events.Refuse(events.BadRequest, "Invalid API Key description specified.")
	case n < minKeyValue:
		return events.Refuse(events.BadRequest, "API Key value should be at least %d characters", minKeyValue)
	case n > maxKeyValue:
		return events.Refuse(events.BadRequest, "API Key value exceeds maximum size of %d characters", maxKeyValue)
	}
	return nil
}

// addStageKey adds a stage, as api/stage, to those of a key: what AWS had before
// usage plans.
func addStageKey(w projections.World, k *apigateway.ApiKey, stage string) error {
	api, name, ok := strings.Cut(stage, "/")
	if !ok {
		return events.Refuse(events.BadRequest, "Invalid stage key specified: "+stage)
	}
	if _, err := w.Stage(api, name); err != nil {
		return err
	}
	if !slices.Contains(k.StageKeys, stage) {
		k.StageKeys = append(slices.Clone(k.StageKeys), stage)
	}
	return nil
}

// A keyDraft is an API key while it is patched, in its world.
type keyDraft struct {
	apigateway.ApiKey
	world projections.World
}

// UpdateApiKey patches an API key.
func UpdateApiKey(env events.Env, w projections.World, c apigateway.UpdateApiKey) (events.Event, error) {
	was, err := w.ApiKey(c.ApiKey)
	if err != nil {
		return nil, err
	}
	draft := keyDraft{was.ApiKey, w}
	if err := apiKeyPatch.apply(&draft, c.PatchOperations); err != nil {
		return nil, err
	}
	if err := checkApiKey(&draft.ApiKey); err != nil {
		return nil, err
	}
	draft.LastUpdatedDate = env.Now.Unix()
	return apigateway.ApiKeyUpdated{ApiKey: draft.ApiKey}, nil
}

// apiKeyPatch is all that UpdateApiKey may patch:
// https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html#UpdateApiKey-Patch
var apiKeyPatch = newApiKeyPatch()

func newApiKeyPatch() patcher[keyDraft] {
	p := patcher[keyDraft]{rules: []rule[keyDraft]{
		texts("/customerId", func(k *keyDraft) *string { return &k.CustomerId }),
		texts("/description", func(k *keyDraft) *string { return &k.Description }),
		// A value that is no boolean is taken for false (recorded on AWS).
		{"/enabled", replaceOnly, func(k *keyDraft, o operation) error {
			k.Enabled = o.flag()
			return nil
		}},
		// Labels can be set, but no answer of AWS shows them: API_ApiKey.html has none.
		{"/labels", addRemove, func(*keyDraft, operation) error { return nil }},
		texts("/name", func(k *keyDraft) *string { return &k.Name }),
		{"/stages", addRemove, patchStageKey},
	}}
	p.unknownPath, p.wrongOp = byOp(map[string]string{
		"add":     "/stages, /labels",
		"remove":  "/stages, /labels",
		"replace": "/description, /enabled, /name, /customerId",
	})
	return p
}

func patchStageKey(k *keyDraft, o operation) error {
	if o.op == "add" {
		return addStageKey(k.world, &k.ApiKey, o.text())
	}
	left, ok := without(k.StageKeys, o.text())
	if !ok {
		return events.Refuse(events.NotFound, "Invalid Stage identifier specified")
	}
	k.StageKeys = append([]string{}, left...)
	return nil
}

// DeleteApiKey takes an API key away, from its usage plans too.
func DeleteApiKey(_ events.Env, w projections.World, c apigateway.DeleteApiKey) (events.Event, error) {
	if _, err := w.ApiKey(c.ApiKey); err != nil {
		return nil, err
	}
	return apigateway.ApiKeyDeleted{ApiKeyId: c.ApiKey}, nil
}
