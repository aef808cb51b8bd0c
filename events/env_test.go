package events_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/oklog/ulid/v2"

	"reel/events"
)

var newYear = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

// Ids are a function of seed, sequence and draw, forever: a script that is
// recorded again must get the ids that its fixture has.
func TestIdsAreForever(t *testing.T) {
	type drawn struct{ api, resource, uuid, key, event string }
	draw := func(seed, seq uint64) drawn {
		env := events.NewEnv(newYear, seed, seq)
		return drawn{env.NewApiID(), env.NewID(6), env.NewUUID(), env.NewKey(40), events.EventID(newYear, seed, seq)}
	}
	tests := []struct {
		seed, seq uint64
		want      drawn
	}{
		{7, 1, drawn{"hgvb6gk3za", "zmkk8h", "a4515ba7-db5a-48ab-852f-6163bbeb900e", "MJqdPLzzH4j4ERx8jUvvdoPkgYtNfbDcJosg611k", "01KDVDNA00ZPBWDMEW3333T7CM"}},
		{7, 2, drawn{"df14qirfup", "wptioc", "fb8f4b54-3e90-445f-90f5-f6c566c803d9", "cFqq9hLE7If3F62GKUZ7Hin3k3hSey9cbECEr51f", "01KDVDNA00P4YKWWS2CJQDFFWJ"}},
		{8, 1, drawn{"9jjekjnq0c", "tvhtbb", "6948af36-1c28-4d77-a7a3-75aa6dd5661a", "uZkgobbtE4QJLMEaMiB6MfjahPe8Gg3Tw77QXkyx", "01KDVDNA00CXVP9S3BF6Z1E5P5"}},
	}
	for _, tt := range tests {
		if got := draw(tt.seed, tt.seq); got != tt.want {
			t.Errorf("seed %d, sequence %d: got %+v, want %+v", tt.seed, tt.seq, got, tt.want)
		}
	}
}

func TestIdsHaveAWSsForms(t *testing.T) {
	forms := map[string]*regexp.Regexp{
		"id":   regexp.MustCompile(`^[0-9a-z]{10}$`),
		"key":  regexp.MustCompile(`^[0-9A-Za-z]{40}$`),
		"uuid": regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`),
	}
	seen := map[string]bool{}
	letters := map[rune]bool{}
	for seq := range uint64(500) {
		env := events.NewEnv(newYear, 7, seq)
		for name, id := range map[string]string{"id": env.NewID(10), "key": env.NewKey(40), "uuid": env.NewUUID()} {
			if !forms[name].MatchString(id) || seen[id] {
				t.Errorf("%s: got %s, drawn before: %v", name, id, seen[id])
			}
			seen[id] = true
			for _, c := range id {
				letters[c] = true
			}
		}
	}
	if len(letters) != 26+26+10+1 {
		t.Errorf("%d characters are in use, want all 62 and the dash", len(letters))
	}
}

func TestApiIdsThatAreTakenAreDrawnAgain(t *testing.T) {
	first := events.NewEnv(newYear, 7, 1).NewApiID()
	env := events.NewEnv(newYear, 7, 1)
	env.Taken = func(id string) bool { return id == first }
	second := env.NewApiID()
	if second == first || len(second) != 10 {
		t.Errorf("got %s, which is taken", second)
	}
	again := events.NewEnv(newYear, 7, 1)
	again.NewID(10)
	if want := again.NewID(10); second != want {
		t.Errorf("got %s, want the second draw %s", second, want)
	}
}

func TestEventIdsAreULIDsInOrder(t *testing.T) {
	last := ""
	for seq := range uint64(300) {
		now := newYear.Add(time.Duration(seq) * time.Second)
		id := events.EventID(now, 7, seq)
		parsed, err := ulid.ParseStrict(id)
		if err != nil || parsed.Time() != uint64(now.UnixMilli()) || id <= last {
			t.Errorf("sequence %d: got %s (%v) behind %s", seq, id, err, last)
		}
		last = id
	}
	for _, out := range []time.Time{{}, time.Date(12000, 1, 1, 0, 0, 0, 0, time.UTC)} {
		if id := events.EventID(out, 7, 1); !strings.HasPrefix(id, "0000000000") || len(id) != 26 {
			t.Errorf("%v: got %s", out, id)
		}
	}
}
