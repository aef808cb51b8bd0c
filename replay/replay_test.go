package replay_test

import (
	"bytes"
	"context"
	"io"
	"slices"
	"testing"

	"reel/events"
	"reel/projections"
	"reel/replay"
	"reel/replay/rehearsal"
)

var (
	background = context.Background()
	header     = replay.Header{Version: "0.1.0", Seed: rehearsal.Seed, Clock: "2026-01-01T00:00:00Z"}
)

// rehearsed is the first n rehearsed events as a log, and what they fold to.
func rehearsed(tb testing.TB, n int) (*replay.Memory, projections.State) {
	tb.Helper()
	log, s := new(replay.Memory), projections.State{}
	for r := range rehearsal.Events(n) {
		line, err := events.AppendLine(nil, r)
		if err != nil {
			tb.Fatal(err)
		}
		if s, err = s.Apply(r); err != nil {
			tb.Fatal(err)
		}
		if _, err := log.Append(background, projections.Entry(r, line), r.Seq-1); err != nil {
			tb.Fatal(err)
		}
	}
	return log, s
}

// file is the first n rehearsed events as a stream file.
func file(tb testing.TB, n int) []byte {
	tb.Helper()
	log, s := rehearsed(tb, n)
	var out bytes.Buffer
	if err := replay.Write(&out, header, log.Read(background, 1, 0), s); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}

// edited is a file with its lines changed by f; line numbers are indices + 1.
func edited(text []byte, f func(lines [][]byte) [][]byte) []byte {
	lines := bytes.Split(bytes.TrimSuffix(bytes.Clone(text), []byte("\n")), []byte("\n"))
	return append(bytes.Join(f(lines), []byte("\n")), '\n')
}

func fold(tb testing.TB, text []byte, o replay.Options) (projections.State, replay.Summary) {
	tb.Helper()
	s, sum, err := replay.Fold(tb.Context(), bytes.NewReader(text), o)
	if err != nil {
		tb.Fatal(err)
	}
	return s, sum
}

func digest(tb testing.TB, s projections.State) string {
	tb.Helper()
	d, err := s.Digest()
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

// messages is a whole log.
func messages(tb testing.TB, log events.Log) (all []events.Message) {
	tb.Helper()
	for m, err := range log.Read(tb.Context(), 1, 0) {
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, m)
	}
	return all
}

func sameLines(a, b []events.Message) bool {
	return slices.EqualFunc(a, b, func(a, b events.Message) bool {
		return a.Seq == b.Seq && a.ID == b.ID && bytes.Equal(a.Data, b.Data)
	})
}

// slowReader gives a few bytes at a time, as a pipe may.
type slowReader struct{ io.Reader }

func (r slowReader) Read(p []byte) (int, error) { return r.Reader.Read(p[:min(len(p), 7)]) }
