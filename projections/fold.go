package projections

import (
	"fmt"

	"reel/events"
)

// Apply is the state after r. It never refuses: what was recorded has happened.
// Its one failure is an event of a type it has never heard of.
func (s State) Apply(r events.Recorded) (State, error) {
	s.Seq, s.Time = r.Seq, r.Time
	switch r.Event.(type) {
	case events.CallRefused:
		return s, nil
	case events.Reset:
		return State{Seq: r.Seq, Time: r.Time}, nil
	}
	for _, fold := range vocabularies {
		if next, ok := fold(s, r); ok {
			return next, nil
		}
	}
	return s, fmt.Errorf("projections: sequence %d: cannot fold %T", r.Seq, r.Event)
}

// vocabularies are the folds, one a vocabulary; each tells whether the event was
// one of its own.
var vocabularies = []func(State, events.Recorded) (State, bool){
	State.applyAccount,
	State.applyApigateway,
	State.applyApigatewayV2,
	State.applyAuthorizers,
	State.applyDocumentation,
	State.applyDomains,
	State.applyImports,
	State.applyKeys,
	State.applyModels,
	State.applyPortals,
}

// in is the state with the account and region of r changed by f.
func (s State) in(r events.Recorded, f func(region) region) State {
	key := regionKey(r.Account, r.Region)
	var was region
	if p := s.regions.Get(key); p != nil {
		was = *p
	}
	now := f(was)
	s.regions = s.regions.Set(key, &now)
	return s
}
