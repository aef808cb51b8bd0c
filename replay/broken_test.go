package replay_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"reel/events"
	"reel/projections"
	"reel/replay"
)

// resummed is a line with a checksum that is right.
func resummed(tb testing.TB, line string) []byte {
	tb.Helper()
	cut := strings.LastIndex(line, `,"sum":"`)
	if cut < 0 {
		tb.Fatalf("no sum in %s", line)
	}
	return events.AppendSum([]byte(line[:cut]))
}

func swap(i, j int) func([][]byte) [][]byte {
	return func(lines [][]byte) [][]byte {
		lines[i], lines[j] = lines[j], lines[i]
		return lines
	}
}

func set(i int, text string) func([][]byte) [][]byte {
	return func(lines [][]byte) [][]byte {
		lines[i] = []byte(text)
		return lines
	}
}

func insert(i int, text string) func([][]byte) [][]byte {
	return func(lines [][]byte) [][]byte {
		return append(lines[:i:i], append([][]byte{[]byte(text)}, lines[i:]...)...)
	}
}

func replace(tb testing.TB, i int, from, to string) func([][]byte) [][]byte {
	return func(lines [][]byte) [][]byte {
		if !bytes.Contains(lines[i], []byte(from)) {
			tb.Fatalf("line %d has no %s", i+1, from)
		}
		lines[i] = resummed(tb, strings.Replace(string(lines[i]), from, to, 1))
		return lines
	}
}

func remove(from, to int) func([][]byte) [][]byte {
	return func(lines [][]byte) [][]byte { return append(lines[:from], lines[to:]...) }
}

// A file of ten events has the header in line 1, event n in line n+1 and the
// checkpoint in line 12.
func TestBrokenFilesAreRefusedInWords(t *testing.T) {
	good := file(t, 10)
	text := func(i int) string { return strings.Split(string(good), "\n")[i] }
	edit := func(f func([][]byte) [][]byte) []byte { return edited(good, f) }
	tests := []struct {
		name string
		file []byte
		line int
		want string
	}{
		{"nothing", nil, 1, "the file is empty"},
		{"another file", []byte("# readme\n"), 1, "not a stream file"},
		{"another JSON file", []byte(`{"name":"package"}` + "\n"), 1, "not a stream file"},
		{"a byte order mark", append([]byte("\xef\xbb\xbf"), good...), 1, "byte order mark"},
		{"UTF-16", []byte("\xff\xfe{\x00"), 1, "UTF-16"},
		{"gzip", []byte("\x1f\x8b\x08\x00"), 1, "compressed"},
		{"no header", edit(remove(0, 1)), 1, "the header is missing"},
		{"a newer format", edit(set(0, `{"reel":3,"version":"9","shape":"unheard of"}`)), 1, "written by a newer reel (format 3); this one reads format 2"},
		{"format 0", edit(set(0, `{"reel":0,"version":"9","seed":1,"clock":"real"}`)), 1, "not a stream file"},
		{"an unknown member in the header", edit(set(0, `{"reel":1,"version":"1","seed":1,"clock":"real","color":"red"}`)), 1, `unknown field "color"`},
		{"a header without a clock", edit(set(0, `{"reel":1,"version":"1","seed":1}`)), 1, "names no clock"},
		{"a clock that is none", edit(set(0, `{"reel":1,"version":"1","seed":1,"clock":"noon"}`)), 1, "neither real nor an instant"},
		{"a negative seed", edit(set(0, `{"reel":1,"version":"1","seed":-1,"clock":"real"}`)), 1, "header cannot be read"},
		{"two objects in the header", edit(set(0, text(0)+text(0))), 1, "not a stream file"},
		{"a second header", edit(insert(5, text(0))), 6, "a second header"},

		{"a changed byte", edit(set(4, strings.Replace(text(4), `"time":"2026`, `"time":"2027`, 1))), 5, "the checksum does not match"},
		{"a line cut in the middle", edit(set(4, text(4)[:200])), 5, "the checksum does not match"},
		{"a file cut in a line", good[:bytes.Index(good, []byte(`"seq":7`))], 8, "the line is cut"},
		{"a file cut behind a line", good[:bytes.Index(good, []byte(`{"checkpoint"`))], 12, "the file ends without its final checkpoint"},
		{"a cut checkpoint", bytes.TrimSuffix(good, []byte("\"}\n")), 12, "the line is cut"},
		{"a header alone", []byte(text(0) + "\n"), 2, "the file ends without its final checkpoint"},
		{"an event behind the checkpoint", edit(swap(10, 11)), 11, "the checkpoint is of event 10 and stands behind event 9"},
		{"an empty line", edit(insert(3, "")), 4, "the line is empty"},
		{"a line of spaces", edit(insert(3, "  \t")), 4, "the line is empty"},
		{"an empty line at the end", append(bytes.Clone(good), '\n'), 13, "the line is empty"},
		{"CR LF", bytes.ReplaceAll(good, []byte("\n"), []byte("\r\n")), 1, "CR LF"},
		{"CR LF in one line", edit(set(6, text(6)+"\r")), 7, "CR LF"},
		{"CR LF at the checkpoint", edit(set(11, text(11)+"\r")), 12, "CR LF"},
		{"trailing garbage", edit(insert(12, "the end")), 13, "neither an event nor a checkpoint"},
		{"garbage behind an event", edit(set(4, text(4)+"x")), 5, "the checksum does not match"},
		{"garbage behind the checkpoint", edit(set(11, text(11)+"{}")), 12, "there is more behind the object"},
		{"another JSON object", edit(insert(3, `{"a":1}`)), 4, "neither an event nor a checkpoint"},

		{"a missing event", edit(remove(4, 5)), 5, "event 5 stands behind event 3; event 4 is missing"},
		{"missing events", edit(remove(4, 7)), 5, "event 7 stands behind event 3; events 4 to 6 are missing"},
		{"a doubled event", edit(insert(5, text(4))), 6, "event 4 stands behind event 4; it is there twice"},
		{"swapped events", edit(swap(4, 5)), 5, "event 4 is missing"},
		{"not from the beginning", edit(remove(1, 3)), 2, "events 1 to 2 are missing"},
		{"an unknown event type", edit(replace(t, 4, `"type":"apigateway.`, `"type":"apigateway.Un`)), 5, "it was recorded by a newer reel"},
		{"a newer envelope", edit(replace(t, 4, `{"specversion":"1.0"`, `{"specversion":"2.0"`)), 5, "specversion 1.0"},
		{"no account", edit(replace(t, 4, `"source":"/reel/`, `"source":"/other/`)), 5, "names no account and region"},
		{"time that goes back", edit(replace(t, 4, `"time":"2026-01-01`, `"time":"2025-01-01`)), 5, "recorded time goes back"},
		{"data of the wrong type", edit(replace(t, 4, `"restApi":{`, `"restApi":[],"x":{`)), 5, "data of apigateway.RestApiCreated"},

		{"a checkpoint of another event", edit(set(11, strings.Replace(text(11), "10", "11", 1))), 12, "the checkpoint is of event 11 and stands behind event 10"},
		{"a checkpoint without a digest", edit(set(11, `{"checkpoint":10}`)), 12, "is not 64 hex digits"},
		{"a digest that is none", edit(set(11, `{"checkpoint":10,"digest":"`+strings.Repeat("G", 64)+`"}`)), 12, "is not 64 hex digits"},
		{"an unknown member in the checkpoint", edit(set(11, strings.Replace(text(11), "{", `{"checkpoint":10,"a":1,`, 1))), 12, "unknown field"},
		{"another digest", edit(set(11, `{"checkpoint":10,"digest":"`+strings.Repeat("0", 64)+`"}`)), 12, "the state at event 10 differs from the one that was recorded"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _, err := replay.Fold(t.Context(), bytes.NewReader(tt.file), replay.Options{})
			var at *replay.Error
			if !errors.As(err, &at) || at.Line != tt.line || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want line %d and %q", err, tt.line, tt.want)
			}
			if s.Seq != 0 || digest(t, s) != digest(t, projections.State{}) {
				t.Errorf("got half a state, at %d", s.Seq)
			}
			if rec, err := replay.Load(t.Context(), slowReader{bytes.NewReader(tt.file)}, replay.Options{}); rec != nil || err == nil {
				t.Errorf("loaded: %v, %v", rec, err)
			}
		})
	}
}

func TestKindsOfBrokenFiles(t *testing.T) {
	good := file(t, 3)
	tests := []struct {
		file []byte
		want error
	}{
		{[]byte("x"), replay.ErrHeader},
		{[]byte(`{"reel":3}`), replay.ErrNewer},
		{good[:bytes.Index(good, []byte(`{"checkpoint"`))], replay.ErrCut},
		{edited(good, remove(2, 3)), replay.ErrSequence},
		{bytes.Replace(good, []byte(`"operation"`), []byte(`"Operation"`), 1), events.ErrSum},
	}
	for _, tt := range tests {
		if _, _, err := replay.Fold(t.Context(), bytes.NewReader(tt.file), replay.Options{}); !errors.Is(err, tt.want) {
			t.Errorf("got %v, want %v", err, tt.want)
		}
	}
}

func TestTheLastNewlineMayBeMissing(t *testing.T) {
	s, _ := fold(t, bytes.TrimSuffix(file(t, 5), []byte("\n")), replay.Options{})
	if s.Seq != 5 {
		t.Errorf("got sequence %d, want 5", s.Seq)
	}
}

// endless is a line that never ends; what is read of it is counted.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.read += len(p)
	return len(p), nil
}

func TestAnEndlessLineIsRefused(t *testing.T) {
	r := &endless{}
	_, _, err := replay.Fold(t.Context(), io.MultiReader(strings.NewReader(`{"reel":1,"version":"1","seed":1,"clock":"real"}`+"\n"), r), replay.Options{})
	var at *replay.Error
	if !errors.As(err, &at) || at.Line != 2 || !strings.Contains(err.Error(), "longer than 64 MB") {
		t.Errorf("got %v", err)
	}
	if r.read > 65<<20 {
		t.Errorf("%d bytes of it were read", r.read)
	}
}

func TestAReaderThatFails(t *testing.T) {
	broken := errors.New("the disk is broken")
	for _, n := range []int{0, 30, 3000} {
		r := io.MultiReader(bytes.NewReader(file(t, 10)[:n]), failing{broken})
		_, _, err := replay.Fold(t.Context(), r, replay.Options{})
		if !errors.Is(err, broken) || !strings.Contains(err.Error(), fmt.Sprintf("reading line %d", 1+bytes.Count(file(t, 10)[:n], []byte("\n")))) {
			t.Errorf("after %d bytes: got %v", n, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// FuzzFold feeds files that are nearly right: whatever they hold, the answer is
// a state or an error with its line, never a panic, and what is accepted can be
// written again and folds to the same.
func FuzzFold(f *testing.F) {
	good := file(f, 5)
	f.Add(good)
	f.Add(edited(good, swap(2, 3)))
	f.Add(good[:len(good)/2])
	if busy, err := os.ReadFile("../testdata/streams/traffic.jsonl"); err != nil {
		f.Fatal(err)
	} else {
		f.Add(busy)
		f.Add(edited(busy, swap(3, 4)))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		rec, err := replay.Load(t.Context(), bytes.NewReader(text), replay.Options{})
		if err != nil {
			var at *replay.Error
			if !errors.As(err, &at) || at.Line < 1 {
				t.Fatalf("an error without its line: %v", err)
			}
			return
		}
		var out bytes.Buffer
		if err := replay.Write(&out, rec.Header, rec.Log.Read(t.Context(), 1, 0), rec.State); err != nil {
			t.Fatal(err)
		}
		if s, _ := fold(t, out.Bytes(), replay.Options{}); digest(t, s) != digest(t, rec.State) {
			t.Error("written again, it folds to another state")
		}
	})
}
