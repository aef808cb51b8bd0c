package decide_test

import (
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// Whatever is patched, a decision leaves the state alone, and its event and the
// line that it is recorded as fold to the same state.
func FuzzPatch(f *testing.F) {
	for _, s := range [][4]string{
		{"replace", "/*/*/throttling/rateLimit", "1e400", ""},
		{"copy", "/variables", "", "/canarySettings/stageVariableOverrides"},
		{"replace", "/canarySettings/stageVariableOverrides/a~1b", "c", ""},
		{"remove", "/endpointConfiguration/types/0", "", ""},
		{"add", "/binaryMediaTypes/~0~1", "", ""},
		{"replace", "/policy", `{"Statement":"\u2028<"}`, ""},
		{"replace", "/parentId", "hgvb6gk3za", ""},
		{"remove", "//", "", ""},
		{"", "", "", ""},
	} {
		f.Add(s[0], s[1], s[2], s[3])
	}
	f.Fuzz(func(t *testing.T, op, path, value, from string) {
		for _, s := range []*string{&op, &path, &value, &from} {
			*s = strings.ToValidUTF8(*s, "") // as a decoded request is
		}
		ops := []apigateway.PatchOperation{{Op: &op, Path: &path, Value: &value, From: &from}}
		folds(t, "stages", 9, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.UpdateStage(env, w, apigateway.UpdateStage{RestApiId: stagesApi, StageName: "dev", PatchOperations: ops})
		})
		folds(t, "pets", 9, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.UpdateRestApi(env, w, apigateway.UpdateRestApi{RestApiId: "pets000001", PatchOperations: ops})
		})
		folds(t, "pets", 9, func(env events.Env, w projections.World) (events.Event, error) {
			return decide.UpdateResource(env, w, apigateway.UpdateResource{RestApiId: "pets000001", ResourceId: petsDog, PatchOperations: ops})
		})
	})
}

func folds(t *testing.T, stream string, at uint64, decide projections.Decision) {
	s := given(t, stream, at)
	before := digestOf(t, s)
	e, err := decide(events.NewEnv(recordedAt(at+1), seed, at+1), s.World(account, region))
	if digestOf(t, s) != before {
		t.Error("the decision changed the state it was given")
	}
	if err != nil {
		if events.Refusal(err) == nil {
			t.Errorf("not a refusal: %v", err)
		}
		return
	}
	live := events.Recorded{Account: account, Region: region, Time: recordedAt(at + 1), Seq: at + 1, Event: e}
	line, err := events.AppendLine(nil, live)
	if err != nil {
		t.Fatal(err)
	}
	read, err := events.ParseLine(line)
	if err != nil {
		t.Fatal(err)
	}
	a, err := s.Apply(live)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Apply(read)
	if err != nil {
		t.Fatal(err)
	}
	if digestOf(t, a) != digestOf(t, b) {
		t.Errorf("the fold of the line differs from that of the event: %s", line)
	}
}
