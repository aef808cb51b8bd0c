//go:build unix

package journal_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"reel/events/journal"
)

// What a re-executed test binary does instead of testing.
const (
	childRole = "JOURNAL_TEST_CHILD"
	childDir  = "JOURNAL_TEST_DIR"
)

func TestMain(m *testing.M) {
	switch os.Getenv(childRole) {
	case "append and be killed":
		appendAndDie(os.Getenv(childDir), false)
	case "append fsynced and be killed":
		appendAndDie(os.Getenv(childDir), true)
	case "fill the disk":
		fillTheDisk(os.Getenv(childDir))
	case "fill the disk with traffic":
		fillWithTraffic(os.Getenv(childDir))
	default:
		os.Exit(m.Run())
	}
}

const killedAt = 500

// appendAndDie tells of each acknowledged sequence, and kills itself by the signal
// that nothing can catch, traffic under way and all.
func appendAndDie(dir string, fsync bool) {
	l, err := journal.Open(context.Background(), journal.Options{Dir: dir, Fsync: fsync, Meta: journal.Meta{Seed: 7}})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for seq := uint64(1); ; seq++ {
		if _, err := l.Append(context.Background(), entry(seq), seq-1); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println(seq)
		if seq == killedAt {
			syscall.Kill(os.Getpid(), syscall.SIGKILL)
		}
	}
}

// child runs this test binary in another role, and returns what it said.
func child(t *testing.T, role, dir string) (lines []string, state *os.ProcessState) {
	t.Helper()
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childRole+"="+role, childDir+"="+dir)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	for s := bufio.NewScanner(out); s.Scan(); {
		lines = append(lines, s.Text())
	}
	c.Wait()
	return lines, c.ProcessState
}

func TestAcknowledgedSurvivesKill(t *testing.T) {
	for _, role := range []string{"append and be killed", "append fsynced and be killed"} {
		t.Run(role, func(t *testing.T) {
			dir := t.TempDir()
			lines, state := child(t, role, dir)
			if len(lines) != killedAt || state.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the child ended with %v and said %q", state, lines)
			}
			warned := &words{}
			l := open(t, journal.Options{Dir: dir, Meta: journal.Meta{Seed: 7}, Logger: warned.logger()})
			ms, err := readAll(t, l, 1, 0)
			if err != nil {
				t.Fatal(err)
			}
			checkSeqs(t, ms, 1, killedAt)
			for _, m := range ms {
				if m.ID != id(m.Seq) || m.Mine {
					t.Errorf("got %+v, want the child's", m)
				}
			}
			if s := warned.String(); s != "" {
				t.Errorf("an unclean end is nothing to warn of, and yet: %s", s)
			}
			if _, err := l.Append(t.Context(), entry(killedAt+1), killedAt); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestAFolderHasOneProcess(t *testing.T) {
	dir := t.TempDir()
	first, err := journal.Open(t.Context(), journal.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, first, 1)
	lines, state := child(t, "append and be killed", dir)
	want := fmt.Sprintf("process %d", os.Getpid())
	if said := strings.Join(lines, "\n"); state.ExitCode() != 1 || !strings.Contains(said, want) || !strings.Contains(said, dir) {
		t.Errorf("the second process ended with %v and said %q, want a refusal that names %q and %s", state, said, want, dir)
	}
	if _, err := journal.Open(t.Context(), journal.Options{Dir: dir}); !errors.Is(err, journal.ErrLocked) {
		t.Errorf("a second Open: got error %v, want %v", err, journal.ErrLocked)
	}
	if _, err := first.Append(t.Context(), entry(2), 1); err != nil {
		t.Errorf("the first one is disturbed: %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, journal.Options{Dir: dir})
}

// fillTheDisk appends under a limit on the size of files, which is as good as a
// full disk.
func fillTheDisk(dir string) {
	l, err := journal.Open(context.Background(), journal.Options{Dir: dir})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 64 << 10, Max: 64 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	began := time.Now()
	for seq := uint64(1); ; seq++ {
		if _, err := l.Append(context.Background(), entry(seq), seq-1); err != nil {
			fmt.Println(seq - 1)
			fmt.Println(errors.Is(err, journal.ErrUnknownOutcome), err)
			_, err = l.Append(context.Background(), entry(seq), seq-1)
			fmt.Println(errors.Is(err, journal.ErrUnavailable), err)
			fmt.Println(time.Since(began) < 4*time.Second)
			os.Exit(0)
		}
	}
}

// A disk that is full is told at once, and not by a timeout; what was
// acknowledged before is there when there is room again.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	lines, state := child(t, "fill the disk", dir)
	if !state.Success() || len(lines) != 4 {
		t.Fatalf("the child ended with %v and said %q", state, lines)
	}
	last, err := strconv.ParseUint(lines[0], 10, 64)
	if err != nil || last == 0 {
		t.Fatalf("got %q, want the last sequence", lines[0])
	}
	if first, second := lines[1], lines[2]; !strings.HasPrefix(first, "true ") || !strings.HasPrefix(second, "true ") || !strings.Contains(second, "file too large") {
		t.Errorf("got %q, then %q; want an unknown outcome, then the reason", first, second)
	}
	if lines[3] != "true" {
		t.Error("the failure was learnt by waiting")
	}
	l := open(t, journal.Options{Dir: dir})
	ms, err := readAll(t, l, 1, 0)
	if err != nil {
		t.Fatal(err)
	}
	checkSeqs(t, ms, 1, last)
}

// An embedded log opens no port: no socket at all, where the system tells.
func TestEmbeddedOpensNoPort(t *testing.T) {
	before, err := sockets()
	if err != nil {
		t.Skip("this system does not list a process's sockets under /proc")
	}
	fill(t, open(t, journal.Options{Dir: t.TempDir()}), 3)
	after, err := sockets()
	if err != nil {
		t.Fatal(err)
	}
	if after > before {
		t.Errorf("got %d sockets, want no more than the %d before", after, before)
	}
}

func sockets() (n int, err error) {
	files, err := os.ReadDir("/proc/self/fd")
	for _, f := range files {
		if to, err := os.Readlink("/proc/self/fd/" + f.Name()); err == nil && strings.HasPrefix(to, "socket:") {
			n++
		}
	}
	return n, err
}

// fillWithTraffic does the same with traffic alone.
func fillWithTraffic(dir string) {
	l, err := journal.Open(context.Background(), journal.Options{Dir: dir})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: 64 << 10, Max: 64 << 10}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	began := time.Now()
	for {
		if err := l.AppendTraffic(context.Background(), "a1.dev", line); err != nil {
			fmt.Println(err)
			break
		}
	}
	fmt.Println(time.Since(began) < 4*time.Second)
	_, err = l.Append(context.Background(), entry(1), 0)
	fmt.Println(err)
	os.Exit(0)
}

// Where traffic cannot be written it is refused at once, and events are still
// taken while there is room for them.
func TestFullDiskOfTraffic(t *testing.T) {
	lines, state := child(t, "fill the disk with traffic", t.TempDir())
	if !state.Success() || len(lines) != 3 {
		t.Fatalf("the child ended with %v and said %q", state, lines)
	}
	if !strings.Contains(lines[0], "file too large") || lines[1] != "true" || lines[2] != "<nil>" {
		t.Errorf("got %q, want the reason, at once, and an event recorded", lines)
	}
}
