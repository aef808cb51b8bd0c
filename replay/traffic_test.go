package replay_test

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"

	"reel/events"
	"reel/replay"
)

// passing yields messages of traffic, served at the given events; each second one
// is of a kind that nobody knows yet.
func passing(served ...uint64) iter.Seq2[events.Message, error] {
	return func(yield func(events.Message, error) bool) {
		for i, at := range served {
			kind := []string{"exchange", "novelty"}[i%2]
			data := fmt.Appendf(nil, `{"%s":{"path":"/<%d>","servedAt":%d,"new":{"member":[1]}}}`, kind, i, at)
			if !yield(events.Message{Seq: uint64(10 * (i + 1)), Data: data}, nil) {
				return
			}
		}
	}
}

// busy is a file of n events with traffic in it.
func busy(t *testing.T, n int, served ...uint64) []byte {
	t.Helper()
	log, s := rehearsed(t, n)
	var out bytes.Buffer
	if err := replay.WriteTraffic(&out, header, log.Read(t.Context(), 1, 0), passing(served...), s); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// Traffic stands behind the event that it was served at and older traffic; a file
// with it folds to the same state as one without.
func TestTrafficInAFile(t *testing.T) {
	text := busy(t, 5, 0, 2, 1, 5, 6, 5)
	var kinds []string
	for _, l := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		name, _, _ := strings.Cut(l, ":")
		if seq, ok := strings.CutPrefix(l, `{"traffic":`); ok {
			name = seq[:2]
		}
		kinds = append(kinds, strings.Trim(name, `{"`))
	}
	if got, want := strings.Join(kinds, " "), "reel 10 specversion specversion 20 30 specversion specversion specversion 40 60 checkpoint"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if !bytes.HasPrefix(text, []byte(`{"reel":2,`)) || !bytes.Contains(text, []byte(`{"traffic":20,"novelty":{"path":"/<1>","servedAt":2,"new":{"member":[1]}},"sum":"`)) {
		t.Errorf("got %s", text)
	}
	s, sum, err := replay.Fold(t.Context(), bytes.NewReader(text), replay.Options{})
	if err != nil || sum.Traffic != 5 || sum.Events != 5 || sum.Header.Reel != replay.TrafficFormat {
		t.Fatalf("%v, %+v", err, sum)
	}
	_, plain := rehearsed(t, 5)
	if digest(t, s) != digest(t, plain) {
		t.Error("traffic changed the state")
	}
	rec, err := replay.Load(t.Context(), bytes.NewReader(text), replay.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var without bytes.Buffer
	if err := replay.Write(&without, rec.Header, rec.Log.Read(t.Context(), 1, 0), rec.State); err != nil || !bytes.Equal(without.Bytes(), file(t, 5)) {
		t.Errorf("%v: what was loaded is not the events alone", err)
	}
	n := 0
	for _, err := range replay.Events(bytes.NewReader(text)) {
		if n++; err != nil {
			t.Fatal(err)
		}
	}
	if n != 5 {
		t.Errorf("%d events", n)
	}
}

func TestDamagedTrafficIsRefused(t *testing.T) {
	good := string(busy(t, 2, 0, 1, 2))
	lines := strings.SplitAfter(good, "\n") // header, 10, event, 20, event, 30, checkpoint
	with := func(n int, line string) string {
		changed := append([]string(nil), lines...)
		changed[n-1] = line
		return strings.Join(changed, "")
	}
	summed := func(open string) string { return string(events.AppendSum([]byte(open))) + "\n" }
	for name, tt := range map[string]struct {
		file string
		line int
		want string
	}{
		"changed":           {with(4, strings.Replace(lines[3], "member", "memory", 1)), 4, "the checksum does not match"},
		"cut":               {strings.Join(lines[:3], "") + lines[3][:20], 4, "the line is cut"},
		"the end is gone":   {strings.Join(lines[:6], ""), 7, "without its final checkpoint"},
		"swapped":           {with(2, lines[3]), 2, "traffic 20 was served at event 1 and stands behind event 0"},
		"doubled":           {with(6, lines[3]), 6, "traffic 20 stands behind traffic 20"},
		"no sequence":       {with(2, summed(`{"traffic":0,"read":{"servedAt":0}`)), 2, "no sequence"},
		"no kind":           {with(2, summed(`{"traffic":1`)), 2, "one exchange, or one read"},
		"two kinds":         {with(2, summed(`{"traffic":1,"read":{"servedAt":0},"exchange":{"servedAt":0}`)), 2, "one exchange, or one read"},
		"served at nothing": {with(2, summed(`{"traffic":1,"read":{}`)), 2, "does not tell which event"},
		"no JSON":           {with(2, summed(`{"traffic":1,"read":`)), 2, "cannot be read"},
		"an older format":   {with(1, strings.Replace(lines[0], `"reel":2`, `"reel":1`, 1)), 2, "traffic in a file of format 1"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := replay.Fold(t.Context(), strings.NewReader(tt.file), replay.Options{})
			var at *replay.Error
			if !errors.As(err, &at) || at.Line != tt.line || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want line %d and %q", err, tt.line, tt.want)
			}
		})
	}
}
