package projections_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigatewayv2"
	"reel/projections"
)

// Where things stand in the stream keys.
const (
	keysApi  = "keys000001"
	planId   = "0tqg94"
	bronzeId = "518fjagxlv"
	silverId = "ero9r9ktj0"
	goldId   = "kfodgxfc2y"
)

func TestKeysFoldToTheLiveState(t *testing.T) {
	states, _, want := recordedStream(t, "keys")
	got, err := states[len(states)-1].Digest()
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}

// Q. In which order are API keys listed, and what is a nameQuery? The newest
// first; a prefix, cases told apart; values only if they are asked for. [recorded on AWS]
func TestGetApiKeys(t *testing.T) {
	w := at(t, "keys", 21)
	names := func(c apigateway.GetApiKeys) (names []string, values int) {
		t.Helper()
		l, err := w.GetApiKeys(c)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range l.From("") {
			k := row.(apigateway.ApiKey)
			if names = append(names, k.Name); k.Value != "" {
				values++
			}
		}
		return names, values
	}
	for _, tt := range []struct {
		name   string
		c      apigateway.GetApiKeys
		want   []string
		values int
	}{
		{"all", apigateway.GetApiKeys{}, []string{"gold", "silver", "bronze"}, 0},
		{"values", apigateway.GetApiKeys{IncludeValues: new(true)}, []string{"gold", "silver", "bronze"}, 3},
		{"prefix", apigateway.GetApiKeys{NameQuery: new("bro")}, []string{"bronze"}, 0},
		{"another case", apigateway.GetApiKeys{NameQuery: new("BRO")}, nil, 0},
		{"infix", apigateway.GetApiKeys{NameQuery: new("ro")}, nil, 0},
		{"no query", apigateway.GetApiKeys{NameQuery: new("")}, []string{"gold", "silver", "bronze"}, 0},
		{"customer", apigateway.GetApiKeys{CustomerId: new("c1")}, []string{"silver"}, 0},
	} {
		if got, values := names(tt.c); !slices.Equal(got, tt.want) || values != tt.values {
			t.Errorf("%s: %q with %d values, want %q with %d", tt.name, got, values, tt.want, tt.values)
		}
	}
}

func TestGetApiKey(t *testing.T) {
	for _, tt := range []struct {
		name string
		at   uint64
		c    apigateway.GetApiKey
		want string
	}{
		{"without its value", 13, apigateway.GetApiKey{ApiKey: bronzeId},
			`{"createdDate":1767225613,"enabled":true,"id":"518fjagxlv","lastUpdatedDate":1767225613,"name":"bronze","stageKeys":["keys000001/dev"],"tags":{}}`},
		{"with its value", 13, apigateway.GetApiKey{ApiKey: bronzeId, IncludeValue: new(true)},
			`{"createdDate":1767225613,"enabled":true,"id":"518fjagxlv","lastUpdatedDate":1767225613,"name":"bronze","stageKeys":["keys000001/dev"],"value":"bronze-0123456789abcdef","tags":{}}`},
		{"tagged", 23, apigateway.GetApiKey{ApiKey: bronzeId},
			`{"createdDate":1767225613,"description":"again","enabled":false,"id":"518fjagxlv","lastUpdatedDate":1767225621,"name":"bronze","stageKeys":["keys000001/dev"],"tags":{"tier":"2"}}`},
		{"its stage is gone", 24, apigateway.GetApiKey{ApiKey: bronzeId},
			`{"createdDate":1767225613,"description":"again","enabled":false,"id":"518fjagxlv","lastUpdatedDate":1767225621,"name":"bronze","stageKeys":[],"tags":{"tier":"2"}}`},
		{"gone", 26, apigateway.GetApiKey{ApiKey: bronzeId}, "NotFoundException: Invalid API Key identifier specified"},
	} {
		v, err := at(t, "keys", tt.at).GetApiKey(tt.c)
		if got := answer(t, v, err); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

// Deleting a stage or an API detaches it from usage plans; deleting a key takes it
// from its plans.
func TestUsagePlansFollowWhatIsGone(t *testing.T) {
	for _, tt := range []struct {
		at   uint64
		want string
	}{
		{23, "[dev prod] [kfodgxfc2y ero9r9ktj0 518fjagxlv]"},
		{24, "[prod] [kfodgxfc2y ero9r9ktj0 518fjagxlv]"},
		{25, "[prod] [kfodgxfc2y ero9r9ktj0]"},
		{28, "[] [kfodgxfc2y ero9r9ktj0]"},
	} {
		w := at(t, "keys", tt.at)
		p, err := w.UsagePlan(planId)
		if err != nil {
			t.Fatal(err)
		}
		stages := []string{}
		for _, s := range p.ApiStages {
			stages = append(stages, s.Stage)
		}
		if got := fmt.Sprint(stages, slices.Collect(w.KeysOf(planId))); got != tt.want {
			t.Errorf("at %d: %s, want %s", tt.at, got, tt.want)
		}
	}
	s := at(t, "keys", 23)
	gone := apply(t, stateAt(t, "keys", 23), events.Recorded{Account: s.Account, Region: s.Region, Seq: 24, Event: apigateway.ApiKeyDeleted{ApiKeyId: silverId}})
	if got := slices.Collect(gone.World(s.Account, s.Region).KeysOf(planId)); !slices.Equal(got, []string{goldId, bronzeId}) {
		t.Errorf("keys after one was deleted: %v", got)
	}
}

func stateAt(t *testing.T, stream string, seq uint64) projections.State {
	t.Helper()
	states, _, _ := recordedStream(t, stream)
	return states[seq]
}

// What the gateway asks at each call: whose key is it, and may it call the stage?
func TestUsagePlanFor(t *testing.T) {
	for _, tt := range []struct {
		at         uint64
		value      string
		api, stage string
		key, plan  string
	}{
		{19, "bronze-0123456789abcdef", keysApi, "dev", bronzeId, planId},
		{19, "bronze-0123456789abcdef", keysApi, "prod", bronzeId, planId},
		{18, "bronze-0123456789abcdef", keysApi, "prod", bronzeId, ""},
		{16, "bronze-0123456789abcdef", keysApi, "dev", bronzeId, ""},
		{19, "bronze-0123456789abcdef", keysApi, "de", bronzeId, ""},
		{19, "bronze-0123456789abcdef", "keys00000", "dev", bronzeId, ""},
		{19, "nosuch", keysApi, "dev", "", ""},
		{21, "gold-0123456789abcdefgh", keysApi, "dev", goldId, planId},
		{24, "gold-0123456789abcdefgh", keysApi, "dev", goldId, ""},
		{25, "bronze-0123456789abcdef", keysApi, "prod", bronzeId, ""},
		{26, "bronze-0123456789abcdef", keysApi, "prod", "", ""},
		{28, "gold-0123456789abcdefgh", keysApi, "prod", goldId, ""},
		{29, "gold-0123456789abcdefgh", keysApi, "prod", goldId, ""},
	} {
		w := at(t, "keys", tt.at)
		key, plan := "", ""
		if k := w.ApiKeyByValue(tt.value); k != nil {
			key = k.Id
		}
		if p := w.UsagePlanFor(tt.api, tt.stage, key); p != nil {
			plan = p.Id
		}
		if key != tt.key || plan != tt.plan {
			t.Errorf("at %d %s on %s/%s: key %q, plan %q, want %q and %q", tt.at, tt.value, tt.api, tt.stage, key, plan, tt.key, tt.plan)
		}
	}
}

// Q. Is GetUsagePlanKeys of an unknown plan refused? No, it has none; the keys
// come newest first and with their values. [recorded on AWS]
func TestGetUsagePlanKeys(t *testing.T) {
	w := at(t, "keys", 21)
	for _, tt := range []struct {
		name string
		c    apigateway.GetUsagePlanKeys
		want string
	}{
		{"all", apigateway.GetUsagePlanKeys{UsagePlanId: planId}, `[{"id":"kfodgxfc2y","name":"gold","type":"API_KEY","value":"gold-0123456789abcdefgh"},` +
			`{"id":"ero9r9ktj0","name":"silver","type":"API_KEY","value":"yZjFh8iVb6NVXFZYvOFWL4SYhneSGwTb8PqGHW73"},{"id":"518fjagxlv","name":"bronze","type":"API_KEY","value":"bronze-0123456789abcdef"}]`},
		{"prefix", apigateway.GetUsagePlanKeys{UsagePlanId: planId, NameQuery: new("go")}, `[{"id":"kfodgxfc2y","name":"gold","type":"API_KEY","value":"gold-0123456789abcdefgh"}]`},
		{"another case", apigateway.GetUsagePlanKeys{UsagePlanId: planId, NameQuery: new("GO")}, `null`},
		{"unknown plan", apigateway.GetUsagePlanKeys{UsagePlanId: "none"}, `null`},
		{"a part of its id", apigateway.GetUsagePlanKeys{UsagePlanId: planId[:5]}, `null`},
	} {
		l, err := w.GetUsagePlanKeys(tt.c)
		if got := answer(t, l, err); got != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestGetUsagePlans(t *testing.T) {
	const plan = `{"apiStages":[{"apiId":"keys000001","stage":"dev"}],"id":"0tqg94","name":"basic","quota":{"limit":100,"offset":2,"period":"WEEK"}}`
	w := at(t, "keys", 17)
	for key, want := range map[string]string{"": `[` + plan + `]`, bronzeId: `[` + plan + `]`, silverId: `null`, "none": `null`} {
		var c apigateway.GetUsagePlans
		if key != "" {
			c.KeyId = &key
		}
		l, err := w.GetUsagePlans(c)
		if got := answer(t, l, err); got != want {
			t.Errorf("of key %q\n got %s\nwant %s", key, got, want)
		}
	}
	one, err := w.GetUsagePlan(apigateway.GetUsagePlan{UsagePlanId: planId})
	if got, want := answer(t, one, err), plan[:len(plan)-1]+`,"tags":{}}`; got != want {
		t.Errorf("GetUsagePlan\n got %s\nwant %s", got, want)
	}
}

// A deployment keeps the authorizers that it was made with.
func TestAuthorizersAreDeployed(t *testing.T) {
	states, _, _ := recordedStream(t, "keys")
	s := apply(t, states[9], events.Recorded{Account: "000000000000", Region: "us-east-1", Seq: 10,
		Event: apigateway.DeploymentCreated{RestApiId: keysApi, Deployment: apigateway.Deployment{Id: "later"}}})
	api, deployment, err := s.World("000000000000", "us-east-1").Deployment(keysApi, "later")
	if err != nil {
		t.Fatal(err)
	}
	if api.Tree.Authorizers.Len() != 3 || deployment.Tree.Authorizers.Len() != 3 {
		t.Errorf("%d authorizers, %d deployed", api.Tree.Authorizers.Len(), deployment.Tree.Authorizers.Len())
	}
	for _, d := range api.Deployments.All() {
		if d.Id != "later" && d.Tree.Authorizers.Len() != 0 {
			t.Errorf("the deployment before them has %d authorizers", d.Tree.Authorizers.Len())
		}
	}
	with, without := digest(t, states[7]), digest(t, states[6])
	if with == without {
		t.Error("the digest does not tell of an authorizer")
	}
}

// calls count a key's calls by date; those after the first grant apart.
type calls struct{ all, afterGrant map[string]int64 }

func (c calls) used(u projections.Use) int64 {
	if u.Grant > 0 {
		return c.afterGrant[u.Day.Format(time.DateOnly)]
	}
	return c.all[u.Day.Format(time.DateOnly)]
}

// 2026-01-01 is a Thursday. The plan's quota is 100 a week, 2 less in the first;
// at 20 what is left to bronze is set to 7 on that day.
func TestUsage(t *testing.T) {
	c := calls{
		all:        map[string]int64{"2025-12-31": 1, "2026-01-01": 50, "2026-01-02": 4, "2026-01-04": 60, "2026-01-05": 5},
		afterGrant: map[string]int64{"2026-01-01": 1},
	}
	date := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	updated := func(p apigateway.UsagePlan) events.Event { return apigateway.UsagePlanUpdated{UsagePlan: p} }
	daily := updated(apigateway.UsagePlan{Id: planId, Quota: &apigateway.QuotaSettings{Limit: 10, Period: "DAY"}})
	monthly := updated(apigateway.UsagePlan{Id: planId, Quota: &apigateway.QuotaSettings{Limit: 100, Offset: 2, Period: "MONTH"}})
	for _, tt := range []struct {
		name     string
		at       uint64
		then     events.Event
		key      string
		from, to string
		want     string
	}{
		{"a week, and the next", 19, nil, bronzeId, "2025-12-31", "2026-01-05", "[[1 97] [50 47] [4 43] [0 43] [60 0] [5 95]]"},
		{"from within the week", 19, nil, bronzeId, "2026-01-02", "2026-01-02", "[[4 43]]"},
		{"a grant and the days after it", 20, nil, bronzeId, "2025-12-31", "2026-01-05", "[[1 97] [50 6] [4 2] [0 2] [60 0] [5 95]]"},
		{"another key has none", 20, nil, silverId, "2026-01-01", "2026-01-01", "[[50 47]]"},
		{"days", 19, daily, bronzeId, "2026-01-01", "2026-01-03", "[[50 0] [4 6] [0 10]]"},
		{"a month", 19, monthly, bronzeId, "2025-12-31", "2026-01-02", "[[1 99] [50 48] [4 44]]"},
		{"no quota", 19, updated(apigateway.UsagePlan{Id: planId}), bronzeId, "2026-01-01", "2026-01-01", "[[50 2147483647]]"},
		{"a key of no plan", 16, nil, bronzeId, "2026-01-01", "2026-01-01", "[]"},
	} {
		s := stateAt(t, "keys", tt.at)
		if tt.then != nil {
			s = apply(t, s, events.Recorded{Account: "000000000000", Region: "us-east-1", Seq: s.Seq + 1, Event: tt.then})
		}
		w := s.World("000000000000", "us-east-1")
		p, err := w.UsagePlan(planId)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(w.Usage(p, tt.key, date(tt.from), date(tt.to), c.used)); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Usage plans are for WebSocket APIs as well, and follow them alike.
func TestUsagePlansOfWebSocketApis(t *testing.T) {
	var s projections.State
	fold := func(e events.Event) projections.World {
		s = apply(t, s, events.Recorded{Account: "000000000000", Region: "us-east-1", Seq: s.Seq + 1, Event: e})
		return s.World("000000000000", "us-east-1")
	}
	fold(apigatewayv2.ApiCreated{Api: apigatewayv2.Api{ApiId: "chat", ProtocolType: "WEBSOCKET"}})
	fold(apigatewayv2.StageCreated{ApiId: "chat", Stage: apigatewayv2.Stage{StageName: "dev"}})
	w := fold(apigatewayv2.StageCreated{ApiId: "chat", Stage: apigatewayv2.Stage{StageName: "prod"}})
	if !w.HasStage("chat", "dev") || w.HasStage("chat", "test") || w.HasStage("talk", "dev") {
		t.Error("stages of a WebSocket API are not found")
	}
	fold(apigateway.ApiKeyCreated{ApiKey: apigateway.ApiKey{Id: "key", Value: "value"}})
	fold(apigateway.UsagePlanCreated{UsagePlan: apigateway.UsagePlan{Id: "plan", ApiStages: []apigateway.ApiStage{{ApiId: "chat", Stage: "dev"}, {ApiId: "chat", Stage: "prod"}}}})
	w = fold(apigateway.UsagePlanKeyCreated{UsagePlanId: "plan", UsagePlanKey: apigateway.UsagePlanKey{Id: "key"}})
	stages := func() (found []bool) {
		for _, stage := range []string{"dev", "prod"} {
			found = append(found, w.UsagePlanFor("chat", stage, "key") != nil)
		}
		return found
	}
	if got := stages(); !slices.Equal(got, []bool{true, true}) {
		t.Errorf("plans %v", got)
	}
	if w = fold(apigatewayv2.StageDeleted{ApiId: "chat", StageName: "dev"}); !slices.Equal(stages(), []bool{false, true}) {
		t.Errorf("plans after a stage was deleted: %v", stages())
	}
	if w = fold(apigatewayv2.ApiDeleted{ApiId: "chat"}); !slices.Equal(stages(), []bool{false, false}) {
		t.Errorf("plans after the API was deleted: %v", stages())
	}
}

// A part of a stream may name keys and plans that it does not make: they stay away.
func TestAKeyOfNothingStaysAway(t *testing.T) {
	s := apply(t, projections.State{}, events.Recorded{Account: "000000000000", Region: "us-east-1", Seq: 1,
		Event: apigateway.UsagePlanKeyCreated{UsagePlanId: planId, UsagePlanKey: apigateway.UsagePlanKey{Id: bronzeId}}})
	w := s.World("000000000000", "us-east-1")
	l, err := w.GetUsagePlanKeys(apigateway.GetUsagePlanKeys{UsagePlanId: planId})
	if got := answer(t, l, err); got != "null" || w.UsagePlanFor(keysApi, "dev", bronzeId) != nil {
		t.Errorf("keys %s", got)
	}
}

// Of two grants on one day the later counts, and a key that comes back to its
// plan has none.
func TestGrants(t *testing.T) {
	s := stateAt(t, "keys", 20)
	fold := func(e events.Event) {
		s = apply(t, s, events.Recorded{Account: "000000000000", Region: "us-east-1", Seq: s.Seq + 1, Time: s.Time, Event: e})
	}
	left := func() int64 {
		w := s.World("000000000000", "us-east-1")
		p, err := w.UsagePlan(planId)
		if err != nil {
			t.Fatal(err)
		}
		day := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		return w.Usage(p, bronzeId, day, day, func(u projections.Use) int64 { return int64(u.Grant) })[0][1]
	}
	if got := left(); got != 7-1 {
		t.Errorf("after one grant: %d", got)
	}
	fold(apigateway.UsageUpdated{Date: "2026-01-01", KeyId: bronzeId, UsagePlanId: planId, Remaining: 20})
	if got := left(); got != 20-2 {
		t.Errorf("after two grants: %d", got)
	}
	fold(apigateway.UsagePlanKeyDeleted{KeyId: bronzeId, UsagePlanId: planId})
	fold(apigateway.UsagePlanKeyCreated{UsagePlanId: planId, UsagePlanKey: apigateway.UsagePlanKey{Id: bronzeId}})
	if got := left(); got != 98 {
		t.Errorf("back in the plan: %d", got)
	}
}
