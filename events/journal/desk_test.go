package journal_test

import (
	"errors"
	"fmt"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"

	"reel/events/journal"
)

// desk opens a desk that answers with whose it is, the name and the question.
func desk(t testing.TB, l *journal.Log, whose string) *journal.Desk {
	t.Helper()
	d := l.OpenDesk("connections", func(name string, question []byte) []byte {
		return fmt.Appendf(nil, "%s %s %s", whose, name, question)
	})
	t.Cleanup(d.Close)
	return d
}

func claim(t testing.TB, d *journal.Desk, name string) (release func()) {
	t.Helper()
	release, err := d.Claim(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return release
}

func checkAnswer(t testing.TB, d *journal.Desk, name, want string) {
	t.Helper()
	got, err := d.Ask(t.Context(), name, []byte("?"))
	if err != nil || string(got) != want {
		t.Errorf("%s: got %q, %v; want %q", name, got, err, want)
	}
}

func checkNobody(t testing.TB, d *journal.Desk, name string) {
	t.Helper()
	if got, err := d.Ask(t.Context(), name, []byte("?")); !errors.Is(err, journal.ErrNobody) {
		t.Errorf("%s: got %q, %v; want nobody", name, got, err)
	}
}

// Who has claimed a name is asked, by every process, and nobody else is.
func TestDesk(t *testing.T) {
	url := startNATS(t, natsOptions(t)).ClientURL()
	a := desk(t, open(t, journal.Options{URL: url}), "a")
	b := desk(t, open(t, journal.Options{URL: url}), "b")
	release := claim(t, a, "one=")
	claim(t, b, "two=")
	for _, d := range []*journal.Desk{a, b} {
		checkAnswer(t, d, "one=", "a one= ?")
		checkAnswer(t, d, "two=", "b two= ?")
		checkNobody(t, d, "three=")
	}
	release()
	checkNobody(t, a, "one=")
}

// Without a server nobody can tell whose a name is, which is not to say nobody's; and
// the person who runs the program hears that the server is lost, once, and back.
func TestDeskWithoutAServer(t *testing.T) {
	o, heard := natsOptions(t), &words{}
	s := startNATS(t, o)
	l := open(t, journal.Options{URL: s.ClientURL(), AckWait: 200 * time.Millisecond, Logger: heard.logger()})
	d := desk(t, l, "a")
	fill(t, l, 1)
	o.Port = s.Addr().(*net.TCPAddr).Port
	stopNATS(s)
	untilNotSent(t, l, 1)
	if _, err := d.Ask(t.Context(), "one=", nil); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("ask: got error %v, want %v", err, journal.ErrUnavailable)
	}
	if _, err := d.Claim(t.Context(), "one="); !errors.Is(err, journal.ErrUnavailable) {
		t.Errorf("claim: got error %v, want %v", err, journal.ErrUnavailable)
	}
	startNATS(t, o)
	for _, err := l.Last(t.Context()); err != nil; _, err = l.Last(t.Context()) {
		if !errors.Is(err, journal.ErrUnavailable) {
			t.Fatal(err)
		}
	}
	claim(t, d, "one=")
	checkAnswer(t, d, "one=", "a one= ?")
	for _, want := range []string{"the connection to NATS was lost", "the NATS server is reached again"} {
		if n := strings.Count(heard.String(), want); n != 1 {
			t.Errorf("%d times %q in:\n%s", n, want, heard)
		}
	}
	if err := l.Close(); err != nil || strings.Count(heard.String(), "was lost") != 1 {
		t.Errorf("closed with error %v, having said:\n%s", err, heard)
	}
}

// A name that was claimed at one server of a cluster is found from the others.
func TestDeskOfACluster(t *testing.T) {
	if testing.Short() {
		t.Skip("a cluster takes seconds to elect its leaders")
	}
	servers, _ := startCluster(t)
	var desks []*journal.Desk
	for i, s := range servers {
		desks = append(desks, desk(t, openReplicated(t, s.ClientURL()), fmt.Sprint(i)))
	}
	for n := range 20 {
		name := fmt.Sprintf("name%d=", n)
		claim(t, desks[n%len(desks)], name)
		for _, d := range desks {
			checkAnswer(t, d, name, fmt.Sprintf("%d %s ?", n%len(desks), name))
		}
	}
	checkNobody(t, desks[0], "nobody=")
}

// A name costs little, at both ends together.
func TestClaimsAreSmall(t *testing.T) {
	d := desk(t, open(t, journal.Options{URL: startNATS(t, natsOptions(t)).ClientURL()}), "a")
	claim(t, d, "first=")
	const n, most = 5000, 4 << 10
	before := heap()
	for i := range n {
		claim(t, d, fmt.Sprintf("connection%05d=", i))
	}
	each := int64(heap()-before) / n
	t.Logf("%d bytes a name, client and server", each)
	if each > most {
		t.Errorf("a name costs %d bytes, want %d at the most", each, most)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
