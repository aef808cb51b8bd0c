package decide_test

import (
	"encoding/json"
	"testing"

	"reel/events"
	"reel/events/apigateway/decide"
	"reel/projections"
)

// A call is an operation and its input, of which the members that say which
// method it is about may be left out: they are those of GET on /pets.
type call struct{ operation, input string }

const ofPets = `{"restApiId":"methods001","resourceId":"df14qi","httpMethod":"GET"}`

// A row of the tables of methods and integrations.
type row struct {
	name    string
	given   []call // decided and folded before
	when    call
	then    string // the event's data as it would be recorded, or
	refused string // AWS's code and words
}

func run(t *testing.T, rows []row) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			h := newHistory(t)
			for _, c := range r.given {
				h.must(t, c)
			}
			e, err := h.decide(t, r.when)
			if got := refusal(err); got != r.refused {
				t.Fatalf("refused %q, want %q", got, r.refused)
			}
			if err != nil {
				return
			}
			if got := data(t, e); got != r.then {
				t.Errorf("recorded\n%s, want\n%s", got, r.then)
			}
			h.fold(t, e)
		})
	}
}

// A history is a state and its twin, which has seen nothing but recorded lines.
type history struct{ state, twin projections.State }

// newHistory starts where the recorded stream has a REST API with the resources
// / and /pets.
func newHistory(t *testing.T) *history {
	t.Helper()
	s := given(t, "methods", 2)
	return &history{s, s}
}

func (h *history) world() projections.World { return h.state.World(account, region) }

func (h *history) decide(t *testing.T, c call) (events.Event, error) {
	t.Helper()
	d := decisions[c.operation]
	if d == nil {
		t.Fatalf("no decision for %s", c.operation)
	}
	seq, before := h.state.Seq+1, digestOf(t, h.state)
	e, err := d(t, events.NewEnv(recordedAt(seq), seed, seq), h.world(), c.input)
	if digestOf(t, h.state) != before {
		t.Errorf("%s changed the state it was given", c.operation)
	}
	return e, err
}

func (h *history) must(t *testing.T, c call) {
	t.Helper()
	e, err := h.decide(t, c)
	if err != nil {
		t.Fatalf("given %s %s: %v", c.operation, c.input, err)
	}
	h.fold(t, e)
}

// fold folds e twice, as it was made and as it is read back from its line, and
// compares.
func (h *history) fold(t *testing.T, e events.Event) {
	t.Helper()
	seq := h.state.Seq + 1
	r := events.Recorded{ID: events.EventID(recordedAt(seq), seed, seq), Account: account, Region: region,
		Time: recordedAt(seq), Seq: seq, Event: e}
	line, err := events.AppendLine(nil, r)
	if err != nil {
		t.Fatal(err)
	}
	back, err := events.ParseLine(line)
	if err != nil {
		t.Fatal(err)
	}
	h.state, h.twin = applied(t, h.state, r), applied(t, h.twin, back)
	if got, want := digestOf(t, h.twin), digestOf(t, h.state); got != want {
		t.Errorf("the fold of recorded lines is %s, want %s as of events, after %s", got, want, line)
	}
}

func applied(t *testing.T, s projections.State, r events.Recorded) projections.State {
	t.Helper()
	next, err := s.Apply(r)
	if err != nil {
		t.Fatal(err)
	}
	return next
}

type decision func(t *testing.T, env events.Env, w projections.World, input string) (events.Event, error)

var decisions = map[string]decision{
	"PutMethod":                 of(decide.PutMethod),
	"UpdateMethod":              of(decide.UpdateMethod),
	"DeleteMethod":              of(decide.DeleteMethod),
	"PutMethodResponse":         of(decide.PutMethodResponse),
	"UpdateMethodResponse":      of(decide.UpdateMethodResponse),
	"DeleteMethodResponse":      of(decide.DeleteMethodResponse),
	"PutIntegration":            of(decide.PutIntegration),
	"UpdateIntegration":         of(decide.UpdateIntegration),
	"DeleteIntegration":         of(decide.DeleteIntegration),
	"PutIntegrationResponse":    of(decide.PutIntegrationResponse),
	"UpdateIntegrationResponse": of(decide.UpdateIntegrationResponse),
	"DeleteIntegrationResponse": of(decide.DeleteIntegrationResponse),
}

func of[C any](d func(events.Env, projections.World, C) (events.Event, error)) decision {
	return func(t *testing.T, env events.Env, w projections.World, input string) (events.Event, error) {
		return d(env, w, decoded[C](t, input))
	}
}

// decoded is an input with the members of ofPets where it has none of its own.
func decoded[C any](t *testing.T, input string) (c C) {
	t.Helper()
	for _, text := range []string{ofPets, input} {
		if text == "" {
			continue
		}
		if err := json.Unmarshal([]byte(text), &c); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	return c
}

// answer is what a query answers, as JSON, or the refusal.
func answer[C, R any](t *testing.T, w projections.World, query func(projections.World, C) (R, error), input string) string {
	t.Helper()
	v, err := query(w, decoded[C](t, input))
	if err != nil {
		return err.Error()
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
