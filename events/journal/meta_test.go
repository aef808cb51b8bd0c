package journal_test

import (
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"

	"reel/events/journal"
)

func TestMetaIsFixedWhenTheLogIsMade(t *testing.T) {
	for _, tt := range []struct {
		name       string
		made, want journal.Meta
		refused    string
	}{
		{"the same", journal.Meta{Seed: 7, Clock: "2026-01-01T00:00:00Z"}, journal.Meta{Seed: 7, Clock: "2026-01-01T00:00:00Z"}, ""},
		{"nothing asked for", journal.Meta{Seed: 7, Clock: "2026-01-01T00:00:00Z"}, journal.Meta{}, ""},
		{"the same instant elsewhere", journal.Meta{Clock: "2026-01-01T00:00:00Z"}, journal.Meta{Clock: "2026-01-01T02:00:00+02:00"}, ""},
		{"real by default", journal.Meta{}, journal.Meta{Clock: "real"}, ""},
		{"another version", journal.Meta{Version: "1.0"}, journal.Meta{Version: "1.1"}, ""},
		{"the same further key", journal.Meta{More: map[string]string{"ids": "long"}}, journal.Meta{More: map[string]string{"ids": "long"}}, ""},
		{"another seed", journal.Meta{Seed: 7}, journal.Meta{Seed: 8}, "with seed 7, and this run asks for seed 8"},
		{"another clock", journal.Meta{Clock: "2026-01-01T00:00:00Z"}, journal.Meta{Clock: "2027-01-01T00:00:00Z"}, "with clock 2026-01-01T00:00:00Z, and this run asks for clock 2027-01-01T00:00:00Z"},
		{"real for fixed", journal.Meta{Clock: "2026-01-01T00:00:00Z"}, journal.Meta{Clock: "real"}, "asks for clock real"},
		{"fixed for real", journal.Meta{}, journal.Meta{Clock: "2026-01-01T00:00:00Z"}, "with clock real"},
		{"another further key", journal.Meta{}, journal.Meta{More: map[string]string{"ids": "long"}}, `with ids "", and this run asks for "long"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			made := make1(t, journal.Options{Dir: dir, Meta: tt.made})
			l, err := journal.Open(t.Context(), journal.Options{Dir: dir, Meta: tt.want})
			if tt.refused != "" {
				if !errors.Is(err, journal.ErrMetaMismatch) || !strings.Contains(err.Error(), tt.refused) || !strings.Contains(err.Error(), dir) {
					t.Fatalf("got error %v, want %v, the folder, and %q", err, journal.ErrMetaMismatch, tt.refused)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			if got := l.Meta(); got.Seed != made.Seed || got.Clock != made.Clock || got.Version != made.Version || got.Reel != made.Reel || !maps.Equal(got.More, made.More) {
				t.Errorf("got %+v, want what it was made with: %+v", got, made)
			}
		})
	}
}

// make1 makes a log with one event, and closes it.
func make1(t testing.TB, o journal.Options) journal.Meta {
	t.Helper()
	l, err := journal.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	fill(t, l, 1)
	return l.Meta()
}

func TestANewLogIsSettled(t *testing.T) {
	a, b := open(t, journal.Options{Ephemeral: true}).Meta(), open(t, journal.Options{Ephemeral: true}).Meta()
	if a.Seed == 0 || a.Seed >= 1<<32 || a.Clock != journal.RealClock || a.Reel != journal.Format {
		t.Errorf("got %+v, want a seed of 32 bits, the real clock, and format %d", a, journal.Format)
	}
	if a.Seed == b.Seed {
		t.Errorf("two logs drew the seed %d", a.Seed)
	}
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	for name, tt := range map[string]struct {
		options journal.Options
		words   string
	}{
		"no place":            {journal.Options{}, "one place"},
		"two places":          {journal.Options{Dir: "x", Ephemeral: true}, "one place"},
		"fsync elsewhere":     {journal.Options{URL: "nats://127.0.0.1:1", Fsync: true}, "external NATS server's own setting"},
		"fsync in memory":     {journal.Options{Ephemeral: true, Fsync: true}, "needs a data folder"},
		"replicas embedded":   {journal.Options{Ephemeral: true, Replicas: 3}, "cluster"},
		"credentials for one": {journal.Options{Ephemeral: true, Credentials: "x.creds"}, "external"},
		"name with a dot":     {journal.Options{Ephemeral: true, Name: "a.b"}, `"a.b" cannot name a log`},
		"clock in words":      {journal.Options{Ephemeral: true, Meta: journal.Meta{Clock: "noon"}}, `"noon"`},
		"format of tomorrow":  {journal.Options{Ephemeral: true, Meta: journal.Meta{Reel: 99}}, "format 99"},
		"nobody there":        {journal.Options{URL: "nats://127.0.0.1:1"}, "cannot be reached"},
		"URL of no kind":      {journal.Options{URL: "::"}, "NATS"},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := journal.Open(t.Context(), tt.options)
			if err == nil {
				l.Close()
				t.Fatal("opened")
			}
			if !strings.Contains(err.Error(), tt.words) {
				t.Errorf("got error %q, want %q in it", err, tt.words)
			}
		})
	}
}

func TestFolderThatCannotBeOne(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		l, err := journal.Open(t.Context(), journal.Options{Dir: dir})
		if err == nil {
			l.Close()
			t.Fatalf("opened %s", dir)
		}
		if !strings.Contains(err.Error(), file) {
			t.Errorf("got error %q, want the path in it", err)
		}
	}
}

func TestStreamsThatAreNoLogAreRefused(t *testing.T) {
	url := startNATS(t, natsOptions(t)).ClientURL()
	js := jetStreamAt(t, url)
	for _, tt := range []struct {
		name  string
		meta  map[string]string
		is    error
		words string
	}{
		{"NEWER", map[string]string{"reel.format": "2", "reel.version": "9.9"}, journal.ErrNewerFormat, `written by version "9.9"`},
		{"FOREIGN", nil, nil, "FOREIGN on the NATS server is not a log of reel's"},
		{"SEEDLESS", map[string]string{"reel.format": "1"}, nil, "no seed"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := js.CreateStream(t.Context(), jetstream.StreamConfig{Name: tt.name, Subjects: []string{tt.name + ".>"}, Metadata: tt.meta}); err != nil {
				t.Fatal(err)
			}
			_, err := journal.Open(t.Context(), journal.Options{URL: url, Name: tt.name})
			if err == nil || tt.is != nil && !errors.Is(err, tt.is) || !strings.Contains(err.Error(), tt.words) {
				t.Errorf("got error %v, want %v and %q", err, tt.is, tt.words)
			}
		})
	}
}

// jetStreamAt is a plain client of a server, to arrange and inspect things with.
func jetStreamAt(t testing.TB, url string) jetstream.JetStream {
	t.Helper()
	nc, err := nats.Connect(url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(nc.Close)
	js, err := jetstream.New(nc)
	if err != nil {
		t.Fatal(err)
	}
	return js
}
