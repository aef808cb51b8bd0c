package replay_test

import (
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"sync"
	"testing"
	"time"

	"reel/events"
	"reel/projections"
	"reel/replay"
	"reel/replay/rehearsal"
)

// benchEvents is how long the folded stream is.
const benchEvents = 100_000

// benchFile is a stream file of that length.
var benchFile = sync.OnceValue(func() []byte {
	var s projections.State
	var log replay.Memory
	for r := range rehearsal.Events(benchEvents) {
		line, err := events.AppendLine(nil, r)
		if err == nil {
			s, err = s.Apply(r)
		}
		if err == nil {
			_, err = log.Append(background, projections.Entry(r, line), r.Seq-1)
		}
		if err != nil {
			panic(err)
		}
	}
	var file bytes.Buffer
	if err := replay.Write(&file, header, log.Read(background, 1, 0), s); err != nil {
		panic(err)
	}
	return file.Bytes()
})

// BenchmarkFoldFile folds a stream file of 100,000 events: every line's sum,
// sequence and time checked, the final digest verified. Between the folds one
// core decodes the same lines, so that x-decode, the time of decoding by that of
// folding, tells something on a busy machine too: it should be 1 or more.
func BenchmarkFoldFile(b *testing.B) {
	file := benchFile()
	decode := decoding(b, file)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	var folded, decoded time.Duration
	for b.Loop() {
		start := time.Now()
		if _, _, err := replay.Fold(b.Context(), bytes.NewReader(file), replay.Options{}); err != nil {
			b.Fatal(err)
		}
		folded += time.Since(start)
		b.StopTimer()
		start = time.Now()
		decode()
		decoded += time.Since(start)
		b.StartTimer()
	}
	b.ReportMetric(decoded.Seconds()/folded.Seconds(), "x-decode")
}

// BenchmarkDecodeLines is the baseline of BenchmarkFoldFile: one core decodes the
// same lines with encoding/json in one pass, into structures made for each type.
func BenchmarkDecodeLines(b *testing.B) {
	file := benchFile()
	decode := decoding(b, file)
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		decode()
	}
}

// decoding is a run of the baseline.
func decoding(b *testing.B, file []byte) func() {
	lines := bytes.Split(bytes.TrimSuffix(file, []byte("\n")), []byte("\n"))
	into := make([]reflect.Type, len(lines))
	for i, line := range lines {
		into[i] = structureOf(b, line)
	}
	return func() {
		for i, line := range lines {
			if err := json.Unmarshal(line, reflect.New(into[i]).Interface()); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkDecodeLinesAny decodes the same lines into maps.
func BenchmarkDecodeLinesAny(b *testing.B) {
	file := benchFile()
	b.SetBytes(int64(len(file)))
	b.ReportAllocs()
	for b.Loop() {
		dec := json.NewDecoder(bytes.NewReader(file))
		for {
			var v map[string]any
			if err := dec.Decode(&v); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// structureOf is the structure of a line, its event's type known beforehand.
func structureOf(tb testing.TB, line []byte) reflect.Type {
	tb.Helper()
	var kind struct{ Type string }
	if err := json.Unmarshal(line, &kind); err != nil {
		tb.Fatal(err)
	}
	if kind.Type == "" {
		return reflect.TypeFor[map[string]any]() // the header, a checkpoint
	}
	field := func(name, tag string, t reflect.Type) reflect.StructField {
		return reflect.StructField{Name: name, Type: t, Tag: reflect.StructTag(`json:"` + tag + `"`)}
	}
	text := reflect.TypeFor[string]()
	return reflect.StructOf([]reflect.StructField{
		field("SpecVersion", "specversion", text), field("ID", "id", text), field("Source", "source", text),
		field("Type", "type", text), field("Subject", "subject", text),
		field("Time", "time", reflect.TypeFor[time.Time]()), field("Seq", "seq", reflect.TypeFor[uint64]()),
		field("Call", "call", reflect.TypeFor[*events.Call]()), field("Data", "data", events.GoType(kind.Type)),
		field("Sum", "sum", text),
	})
}
