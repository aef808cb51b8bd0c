package projections_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
	"reel/replay/rehearsal"
)

// fold is the state after the rehearsed events 1..n.
func fold(tb testing.TB, n int) projections.State {
	tb.Helper()
	var s projections.State
	for r := range rehearsal.Events(n) {
		s = apply(tb, s, r)
	}
	return s
}

func apply(tb testing.TB, s projections.State, r events.Recorded) projections.State {
	tb.Helper()
	next, err := s.Apply(r)
	if err != nil {
		tb.Fatal(err)
	}
	return next
}

func digest(tb testing.TB, s projections.State) string {
	tb.Helper()
	d, err := s.Digest()
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

func canonical(tb testing.TB, s projections.State) []byte {
	tb.Helper()
	form, err := s.Canonical()
	if err != nil {
		tb.Fatal(err)
	}
	return form
}

func TestCanonicalHasItsMembersInOrder(t *testing.T) {
	form := canonical(t, fold(t, 3000))
	var v any
	if err := json.Unmarshal(form, &v); err != nil {
		t.Fatal(err)
	}
	// encoding/json writes the members of a map by name.
	sorted, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(form, sorted) {
		i := 0
		for form[i] == sorted[i] {
			i++
		}
		t.Errorf("from byte %d: got %.200s, want %.200s", i, form[i:], sorted[i:])
	}
}

func TestCanonicalOfNothing(t *testing.T) {
	if got := string(canonical(t, projections.State{Seq: 9})); got != "{}" {
		t.Errorf("got %s, want {}", got)
	}
	s := fold(t, 50)
	s = apply(t, s, events.Recorded{Seq: 51, Event: events.Reset{}})
	if got := string(canonical(t, s)); got != "{}" {
		t.Errorf("after a reset: got %s, want {}", got)
	}
}

func TestDigestIsOfTheCanonicalForm(t *testing.T) {
	s := fold(t, 500)
	sum := sha256.Sum256(canonical(t, s))
	if got, want := digest(t, s), hex.EncodeToString(sum[:]); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// What a given stream folds to must never change: released stream files end in
// its digest. If it must change all the same, raise foldVersion and add a line
// here, so that snapshots of the older fold are not used.
func TestAFoldIsForever(t *testing.T) {
	want := map[int]string{
		1: "9b1335f0b0d5ee914a87ad2d1f70b38d1ee49654b040572e7bfec56a4c607a5f",
	}
	if got := digest(t, fold(t, 2000)); got != want[projections.FoldVersion] {
		t.Errorf("fold %d: got %s, want %s", projections.FoldVersion, got, want[projections.FoldVersion])
	}
}

func TestDigestTellsDeploymentsApart(t *testing.T) {
	api := apigateway.RestApi{Id: "a", RootResourceId: "root"}
	build := func(before, after string) projections.State {
		var s projections.State
		for i, e := range []events.Event{
			apigateway.RestApiCreated{RestApi: api},
			apigateway.ResourceCreated{RestApiId: "a", Resource: apigateway.Resource{Id: "r", ParentId: "root", Path: "/" + before, PathPart: before}},
			apigateway.DeploymentCreated{RestApiId: "a", Deployment: apigateway.Deployment{Id: "d"}},
			apigateway.ResourceUpdated{RestApiId: "a", Resource: apigateway.Resource{Id: "r", ParentId: "root", Path: "/" + after, PathPart: after}},
		} {
			s = apply(t, s, events.Recorded{Seq: uint64(i + 1), Account: "0", Region: "x", Event: e})
		}
		return s
	}
	a, b := build("pets", "dogs"), build("cats", "dogs")
	if digest(t, a) == digest(t, b) {
		t.Error("states whose deployments differ have one digest")
	}
	if digest(t, a) != digest(t, build("pets", "dogs")) {
		t.Error("states that are alike have two digests")
	}
}

// A tree's digest is the same whether it is found alone or with its siblings,
// whose rows it shares.
func TestTreeDigestAloneAndInCompany(t *testing.T) {
	s, again := fold(t, 3000), fold(t, 3000)
	digest(t, s)
	seen := 0
	for id := range apis(3000) {
		api, other := restApi(t, s, id), restApi(t, again, id)
		for name, d := range api.Deployments.All() {
			seen++
			got, err := other.Deployments.Get(name).Tree.Digest()
			if want, _ := d.Tree.Digest(); err != nil || got != want {
				t.Errorf("deployment %s of %s: got %s (%v), want %s", name, id, got, err, want)
			}
		}
	}
	if seen == 0 {
		t.Error("no deployment was seen")
	}
}

// apis yields the ids of the APIs that the rehearsed events 1..n make.
func apis(n int) iter.Seq[string] {
	return func(yield func(string) bool) {
		for r := range rehearsal.Events(n) {
			if e, ok := r.Event.(apigateway.RestApiCreated); ok && !yield(e.RestApi.Id) {
				return
			}
		}
	}
}

func restApi(tb testing.TB, s projections.State, id string) *projections.RestApi {
	tb.Helper()
	w, ok := s.Owner(id)
	if !ok {
		tb.Fatalf("nobody has the API %s", id)
	}
	api, err := w.RestApi(id)
	if err != nil {
		tb.Fatal(err)
	}
	return api
}
