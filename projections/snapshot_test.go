package projections_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/projections"
	"reel/replay"
	"reel/replay/rehearsal"
)

func snapshot(tb testing.TB, s projections.State) []byte {
	tb.Helper()
	text, err := projections.EncodeSnapshot(s, []byte("the last line"))
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

func restored(tb testing.TB, text []byte) projections.State {
	tb.Helper()
	s, err := projections.DecodeSnapshot(text)
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// Whatever is added to State, region, RestApi, Tree or any noun must be in a
// snapshot. This fails for a field that is not.
func TestASnapshotHoldsEveryField(t *testing.T) {
	s := projections.Populated()
	if d := projections.Difference(s, restored(t, snapshot(t, s))); d != "" {
		t.Errorf("%s is not preserved", d)
	}
	if d := projections.Difference(s, projections.State{}); d == "" {
		t.Error("the State was not populated, or Difference does not look")
	}
}

func TestASnapshotIsTheState(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3000} {
		s := fold(t, n)
		got := restored(t, snapshot(t, s))
		if d := projections.Difference(s, got); d != "" {
			t.Errorf("%d events: %s differs", n, d)
		}
		if digest(t, got) != digest(t, s) || got.Seq != s.Seq || !got.Time.Equal(s.Time) {
			t.Errorf("%d events: got the state at %d, %v", n, got.Seq, got.Time)
		}
	}
}

func TestASnapshotHasOneForm(t *testing.T) {
	if a, b := snapshot(t, fold(t, 1000)), snapshot(t, fold(t, 1000)); !bytes.Equal(a, b) {
		t.Error("one state gave two snapshots")
	}
}

// The states that follow are the same on a restored state: its indexes work.
func TestARestoredStateFoldsOn(t *testing.T) {
	const half, all = 1500, 3000
	s := restored(t, snapshot(t, fold(t, half)))
	for r := range rehearsal.Events(all) {
		if r.Seq > half {
			s = apply(t, s, r)
		}
	}
	if d := projections.Difference(fold(t, all), s); d != "" {
		t.Errorf("%s differs", d)
	}
}

// What two trees share in memory they share after a restart.
func TestRestoredTreesShare(t *testing.T) {
	s := fold(t, 6000)
	again := restored(t, snapshot(t, s))
	shared, apart := 0, 0
	for id := range apis(6000) {
		was, is := restApi(t, s, id), restApi(t, again, id)
		for name, d := range was.Deployments.All() {
			kept := is.Deployments.Get(name).Tree
			if (d.Tree == was.Tree) != (kept == is.Tree) {
				t.Errorf("deployment %s of %s: the tree is shared before or after, not both", name, id)
			}
			for rid, r := range d.Tree.Resources.All() {
				before := r == was.Tree.Resources.Get(rid)
				if after := kept.Resources.Get(rid) == is.Tree.Resources.Get(rid); before != after {
					t.Errorf("resource %s of deployment %s: shared %v before, %v after", rid, name, before, after)
				}
				if before {
					shared++
				} else {
					apart++
				}
			}
		}
	}
	if shared == 0 || apart == 0 {
		t.Errorf("%d resources are shared, %d are not: nothing was tested", shared, apart)
	}
}

// A deployment costs a snapshot what it changed, not the API.
func TestDeploymentsAreCheapInASnapshot(t *testing.T) {
	size := func(deployments int) int {
		var s projections.State
		add := func(e events.Event) {
			s = apply(t, s, events.Recorded{Seq: s.Seq + 1, Account: "0", Region: "x", Event: e})
		}
		add(apigateway.RestApiCreated{RestApi: apigateway.RestApi{Id: "a", RootResourceId: "root"}})
		for i := range 500 {
			part := fmt.Sprint("part", i)
			add(apigateway.ResourceCreated{RestApiId: "a", Resource: apigateway.Resource{Id: fmt.Sprint("r", i), ParentId: "root", Path: "/" + part, PathPart: part}})
		}
		for i := range deployments {
			verb := "X" + fmt.Sprint(i)
			add(apigateway.MethodPut{RestApiId: "a", ResourceId: fmt.Sprint("r", i), Method: apigateway.Method{HttpMethod: verb}})
			// Ids in another order than time.
			add(apigateway.DeploymentCreated{RestApiId: "a", Deployment: apigateway.Deployment{Id: fmt.Sprint(i*7919%1000, "d"), CreatedDate: int64(i)}})
		}
		return len(snapshot(t, s))
	}
	if one, hundred := size(1), size(100); hundred > 3*one {
		t.Errorf("one deployment: %d bytes, a hundred: %d", one, hundred)
	}
}

func TestDamagedSnapshotsAreRefused(t *testing.T) {
	good := snapshot(t, fold(t, 100))
	step := max(1, len(good)/2000)
	if testing.Short() {
		step *= 20
	}
	for i := 0; i < len(good); i += step {
		bad := bytes.Clone(good)
		bad[i] ^= 0x20
		if _, err := projections.DecodeSnapshot(bad); err == nil {
			t.Fatalf("byte %d changed: no error", i)
		}
	}
	for i := 0; i < len(good); i += step {
		if _, err := projections.DecodeSnapshot(good[:i]); err == nil {
			t.Fatalf("cut at byte %d: no error", i)
		}
	}
}

// sealedAgain is a snapshot with one block, of the given text, and right sums.
func sealedAgain(tb testing.TB, good, text []byte) []byte {
	tb.Helper()
	var h map[string]any
	if err := json.Unmarshal(bytes.Split(good, []byte("\n"))[1], &h); err != nil {
		tb.Fatal(err)
	}
	h["blocks"] = []any{map[string]any{"size": len(text), "sha256": fmt.Sprintf("%x", sha256.Sum256(text))}}
	head, err := json.Marshal(h)
	if err != nil {
		tb.Fatal(err)
	}
	return fmt.Appendf(nil, "%x\n%s\n%s", sha256.Sum256(head), head, text)
}

// FuzzDecodeSnapshot feeds blocks whose sums are right: whatever is in them, no
// panic, and no more memory than they are long.
func FuzzDecodeSnapshot(f *testing.F) {
	good := snapshot(f, projections.Populated())
	f.Add([]byte{})
	f.Add(bytes.SplitN(good, []byte("\n"), 3)[2])
	f.Fuzz(func(t *testing.T, text []byte) {
		if s, err := projections.DecodeSnapshot(sealedAgain(t, good, text)); err == nil {
			_ = snapshot(t, s)
		}
	})
}

// restart opens the log again and tells what was said of the snapshot.
func restart(t *testing.T, log events.Log, dir string) (*projections.Live, string) {
	t.Helper()
	var said []string
	live := open(t, log, projections.Options{Dir: dir, Notice: func(err error) { said = append(said, err.Error()) }})
	return live, strings.Join(said, "; ")
}

// counted is a log that counts what is read of it.
type counted struct {
	*replay.Memory
	read int
}

func (c *counted) Read(ctx ctx, from, to uint64) messages {
	return func(yield func(events.Message, error) bool) {
		for m, err := range c.Memory.Read(ctx, from, to) {
			c.read++
			if !yield(m, err) {
				return
			}
		}
	}
}

func TestARestartFoldsOnlyWhatIsNew(t *testing.T) {
	dir, log := t.TempDir(), &counted{Memory: rehearsed(t, 500)}
	live, _ := restart(t, log, dir)
	if err := live.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	for r := range rehearsal.Events(520) {
		if r.Seq > 500 {
			appendTo(t, log, r)
		}
	}
	log.read = 0
	again, said := restart(t, log, dir)
	if said != "" {
		t.Errorf("said: %s", said)
	}
	if d := projections.Difference(fold(t, 520), again.Head()); d != "" {
		t.Errorf("%s differs", d)
	}
	if log.read != 21 { // the 20 new ones, and the one that the snapshot ends with
		t.Errorf("%d events were read, want 21", log.read)
	}
	// The past before the snapshot is still there.
	past, err := again.At(t.Context(), projections.Point{Seq: 123})
	if err != nil || projections.Difference(past, fold(t, 123)) != "" {
		t.Errorf("at 123: %v", err)
	}
}

func TestSnapshotsThatDoNotFitArePassedOver(t *testing.T) {
	write := func(t *testing.T, log events.Log) (dir string, file string) {
		dir = t.TempDir()
		live, _ := restart(t, log, dir)
		if err := live.Close(t.Context()); err != nil {
			t.Fatal(err)
		}
		return dir, filepath.Join(dir, "snapshot")
	}
	edit := func(t *testing.T, file string, f func([]byte) []byte) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, f(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	other := func(n int) *replay.Memory {
		log := new(replay.Memory)
		for r := range rehearsal.Events(n) {
			r.Call.Principal = "somebody else" // the same ids, another history
			appendTo(t, log, r)
		}
		return log
	}
	tests := []struct {
		name string
		log  *replay.Memory // that is opened
		edit func([]byte) []byte
		want string
	}{
		{"damaged", rehearsed(t, 200), func(b []byte) []byte { b[len(b)/2] ^= 1; return b }, "the snapshot is damaged"},
		{"cut", rehearsed(t, 200), func(b []byte) []byte { return b[:len(b)-10] }, "the snapshot is damaged"},
		{"empty", rehearsed(t, 200), func([]byte) []byte { return nil }, "the snapshot is damaged"},
		{"of another fold", rehearsed(t, 200), func(b []byte) []byte {
			parts := bytes.SplitN(b, []byte("\n"), 3)
			head := bytes.Replace(parts[1], []byte(`"fold":"`), []byte(`"fold":"9`), 1)
			return fmt.Appendf(nil, "%x\n%s\n%s", sha256.Sum256(head), head, parts[2])
		}, "of another version"},
		{"beyond the log's end", rehearsed(t, 150), nil, "of another log"},
		{"of another log", other(200), nil, "of another log"},
		{"of an empty log", new(replay.Memory), nil, "of another log"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir, file := write(t, rehearsed(t, 200))
			if tt.edit != nil {
				edit(t, file, tt.edit)
			}
			live, said := restart(t, tt.log, dir)
			if !strings.Contains(said, tt.want) {
				t.Errorf("said %q, want %q", said, tt.want)
			}
			want := open(t, tt.log, projections.Options{}).Head()
			if d := projections.Difference(want, live.Head()); d != "" {
				t.Errorf("%s differs", d)
			}
		})
	}
}

func TestADeletedSnapshotIsNoMatter(t *testing.T) {
	dir, log := t.TempDir(), rehearsed(t, 200)
	live, _ := restart(t, log, dir)
	if err := live.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "snapshot")); err != nil {
		t.Fatal(err)
	}
	again, said := restart(t, log, dir)
	if said != "" || again.Head().Seq != 200 {
		t.Errorf("at %d, said %q", again.Head().Seq, said)
	}
}

func TestSnapshotsAreWrittenInTheBackground(t *testing.T) {
	dir, log := t.TempDir(), new(replay.Memory)
	live := open(t, log, projections.Options{Dir: dir, SnapshotEvery: 10, Notice: func(err error) { t.Error(err) }})
	for range 35 {
		create(t, live)
	}
	if err := live.Close(t.Context()); err != nil {
		t.Fatal(err)
	}
	again, said := restart(t, log, dir)
	if said != "" || projections.Difference(live.Head(), again.Head()) != "" {
		t.Errorf("at %d, said %q", again.Head().Seq, said)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*")); len(left) != 1 {
		t.Errorf("in the folder: %v, want the snapshot alone", left)
	}
	// Without Close, as after a crash, some older snapshot is there.
	dir = t.TempDir()
	live = open(t, new(replay.Memory), projections.Options{Dir: dir, SnapshotEvery: 10, Notice: func(err error) { t.Error(err) }})
	for range 15 {
		create(t, live)
	}
	live.WaitForSnapshot()
	if _, err := os.Stat(filepath.Join(dir, "snapshot")); err != nil {
		t.Error(err)
	}
}

func TestASnapshotThatCannotBeWrittenIsSaid(t *testing.T) {
	nowhere := filepath.Join(t.TempDir(), "gone")
	said := make(chan error, 10)
	live := open(t, new(replay.Memory), projections.Options{Dir: nowhere, SnapshotEvery: 3, Notice: func(err error) { said <- err }})
	for range 3 {
		create(t, live)
	}
	live.WaitForSnapshot()
	if err := <-said; !strings.Contains(err.Error(), "no snapshot was written") {
		t.Errorf("got %v", err)
	}
	create(t, live)
	if err := live.Close(t.Context()); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Close: got %v", err)
	}
}
