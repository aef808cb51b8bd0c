package traffic

import "time"

// A Filter says which exchanges are wanted. Zero members ask for nothing.
type Filter struct {
	ApiID        string
	Stage        string
	ConnectionID string
	Status       int
	Since, Until time.Time // both included
}

// Traits are what a Filter looks at, as members of an exchange's JSON.
type Traits struct {
	ApiID        string    `json:"apiId"`
	Stage        string    `json:"stage"`
	ConnectionID string    `json:"connectionId"`
	Status       int       `json:"status"`
	Time         time.Time `json:"time"`
}

// Traits are the exchange's own.
func (e *Exchange) Traits() Traits {
	return Traits{e.ApiID, e.Stage, e.ConnectionID, e.Status, e.Time}
}

// Wants tells whether an exchange with the given traits is wanted.
func (f Filter) Wants(t Traits) bool {
	return (f.ApiID == "" || f.ApiID == t.ApiID) && (f.Stage == "" || f.Stage == t.Stage) &&
		(f.ConnectionID == "" || f.ConnectionID == t.ConnectionID) && (f.Status == 0 || f.Status == t.Status) &&
		(f.Since.IsZero() || !t.Time.Before(f.Since)) && (f.Until.IsZero() || !t.Time.After(f.Until))
}
