package projections_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
	"reel/replay"
)

// grown is an API with n resources under its root.
func grown(tb testing.TB, n int) projections.State {
	tb.Helper()
	s := apply(tb, projections.State{}, events.Recorded{Seq: 1, Account: call.Account, Region: call.Region,
		Event: apigateway.RestApiCreated{RestApi: apigateway.RestApi{Id: "a", RootResourceId: "root"}}})
	for i := range n {
		s = apply(tb, s, resource(i))
	}
	return s
}

// resource is the creation of the i-th resource.
func resource(i int) events.Recorded {
	id := events.NewEnv(time.Time{}, 7, uint64(i)).NewID(6)
	return events.Recorded{Seq: uint64(i + 2), Account: call.Account, Region: call.Region, Event: apigateway.ResourceCreated{
		RestApiId: "a", Resource: apigateway.Resource{Id: id, ParentId: "root", Path: "/" + id, PathPart: id},
	}}
}

// creation returns what creates one more resource behind s and tells how long
// that took, from the decision to the new head.
func creation(tb testing.TB, s projections.State, seed uint64) func() time.Duration {
	tb.Helper()
	live := open(tb, after{new(replay.Memory), s.Seq}, projections.Options{Seed: seed, Start: s})
	return func() time.Duration {
		start := time.Now()
		_, err := live.Decide(tb.Context(), call, func(env events.Env, w projections.World) (events.Event, error) {
			api, err := w.RestApi("a")
			if err != nil {
				return nil, err
			}
			id := env.NewID(6)
			if api.Tree.ByPath("/"+id) != nil {
				return nil, events.Refuse(events.Conflict, "it is there")
			}
			return apigateway.ResourceCreated{RestApiId: "a", Resource: apigateway.Resource{Id: id, ParentId: "root", Path: "/" + id, PathPart: id}}, nil
		})
		took := time.Since(start)
		if err != nil {
			tb.Fatal(err)
		}
		return took
	}
}

// costs are what one more resource costs behind few and behind many: the medians
// of a hundred times ten, one of each in turn, so that whatever else the machine
// and the garbage collector do is done to both. New seeds draw new ids, whose
// places in the tables no processor has at hand.
func costs(tb testing.TB, few, many projections.State) (early, late time.Duration) {
	tb.Helper()
	var behindFew, behindMany []time.Duration
	for round := range uint64(100) {
		createFew, createMany := creation(tb, few, 8+round), creation(tb, many, 8+round)
		for range 10 {
			behindFew, behindMany = append(behindFew, createFew()), append(behindMany, createMany())
		}
	}
	return median(behindFew), median(behindMany)
}

func median(ds []time.Duration) time.Duration {
	slices.Sort(ds)
	return ds[len(ds)/2]
}

// after is a log in which the first events are not kept.
type after struct {
	*replay.Memory
	seq uint64
}

func (l after) Append(c ctx, e events.Entry, last uint64) (uint64, error) {
	seq, err := l.Memory.Append(c, e, last-l.seq)
	return seq + l.seq, err
}

func (l after) Read(c ctx, from, to uint64) messages { return l.Memory.Read(c, from-l.seq, to) }

func TestTheLastOfManyResourcesCostsNoMoreThanTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("folds 20,000 events")
	}
	few, many := grown(t, 95), grown(t, 19_990)
	var ratio float64
	for range 5 { // a busy machine may need another look
		early, late := costs(t, few, many)
		ratio = float64(late) / float64(early)
		t.Logf("resource 100: %v, resource 20,000: %v, ratio %.2f", early, late, ratio)
		if ratio <= 2 {
			return
		}
	}
	t.Errorf("the last resource costs %.2f times the hundredth", ratio)
}

func BenchmarkGrow(b *testing.B) {
	for _, n := range []int{100, 1000, 20_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			s, r := grown(b, n), resource(n)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Apply(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
