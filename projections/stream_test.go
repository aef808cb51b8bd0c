package projections_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"reel/events"
	"reel/projections"
)

// recordedStream is the states of a recorded stream by sequence, the types of its
// events, and the digest that was found when it was recorded.
func recordedStream(t *testing.T, name string) (states []projections.State, types map[string]bool, recorded string) {
	t.Helper()
	file, err := os.ReadFile("../testdata/streams/" + name + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.Split(bytes.TrimSpace(file), []byte{'\n'})
	states, types = []projections.State{{}}, map[string]bool{}
	for _, line := range lines[1 : len(lines)-1] {
		r, err := events.ParseLine(line)
		if err != nil {
			t.Fatal(err)
		}
		next, err := states[len(states)-1].Apply(r)
		if err != nil {
			t.Fatal(err)
		}
		states, types[r.Type] = append(states, next), true
	}
	var checkpoint struct {
		Checkpoint uint64
		Digest     string
	}
	if err := json.Unmarshal(lines[len(lines)-1], &checkpoint); err != nil {
		t.Fatal(err)
	}
	if last := states[len(states)-1].Seq; last != checkpoint.Checkpoint {
		t.Fatalf("%s ends at %d, its checkpoint says %d", name, last, checkpoint.Checkpoint)
	}
	return states, types, checkpoint.Digest
}

// The digest at the end of a stream was found on the live state when it was
// recorded; what its lines fold to must have the same.
func TestRecordedLinesFoldToTheLiveState(t *testing.T) {
	for _, name := range []string{"pets", "stages"} {
		t.Run(name, func(t *testing.T) {
			states, _, want := recordedStream(t, name)
			got, err := states[len(states)-1].Digest()
			if err != nil {
				t.Fatal(err)
			}
			if got != want {
				t.Errorf("digest %s, want %s", got, want)
			}
		})
	}
}

func TestEveryEventOfRestApisAndStagesStandsInAStream(t *testing.T) {
	_, pets, _ := recordedStream(t, "pets")
	_, stages, _ := recordedStream(t, "stages")
	for _, typ := range []string{
		"RestApiCreated", "RestApiUpdated", "RestApiDeleted", "ResourceCreated", "ResourceUpdated", "ResourceDeleted",
		"ResourceTagged", "ResourceUntagged", "DeploymentCreated", "DeploymentUpdated", "DeploymentDeleted",
		"StageCreated", "StageUpdated", "StageDeleted",
	} {
		if typ = "apigateway." + typ; !pets[typ] && !stages[typ] {
			t.Errorf("%s is in neither stream", typ)
		}
	}
}

// at is the world of the recorded streams at a sequence.
func at(t *testing.T, stream string, seq uint64) projections.World {
	t.Helper()
	states, _, _ := recordedStream(t, stream)
	return states[seq].World("000000000000", "us-east-1")
}

// answer is what a query answers, as JSON, a listing as its rows in a list; or
// the refusal.
func answer(t *testing.T, v any, err error) string {
	t.Helper()
	if err != nil {
		return err.Error()
	}
	if l, ok := v.(projections.Listing); ok {
		var rows []any
		for _, row := range l.From("") {
			rows = append(rows, row)
		}
		v = rows
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// excerpt tells whether an answer has all parts in it, in their order.
func excerpt(answer string, parts ...string) bool {
	for _, part := range parts {
		_, rest, ok := strings.Cut(answer, part)
		if !ok {
			return false
		}
		answer = rest
	}
	return true
}
