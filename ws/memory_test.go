//go:build linux

package ws_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/gobwas/ws"

	"reel/cmd/emulator"
)

// A separate is a reel in a process of its own.
type separate struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

// apart starts a reel in a process of its own.
func apart(t *testing.T) (*world, *separate) {
	t.Helper()
	s := &separate{cmd: exec.Command(os.Args[0])}
	s.cmd.Env = append(os.Environ(), serving+"=yes")
	s.cmd.Stderr = os.Stderr
	var err error
	if s.in, err = s.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.in.Close(); s.cmd.Process.Kill(); s.cmd.Wait() })
	s.out = bufio.NewReader(out)
	url, err := s.out.ReadString('\n')
	if err != nil || !strings.HasPrefix(url, "http") {
		t.Fatalf("the process said %q, %v", url, err)
	}
	return &world{TB: t, Emulator: &emulator.Emulator{URL: strings.TrimSpace(url)}}, s
}

// collect makes the process give back what it does not use.
func (s *separate) collect(t *testing.T) {
	t.Helper()
	fmt.Fprintln(s.in)
	if line, err := s.out.ReadString('\n'); err != nil {
		t.Fatalf("%q, %v", line, err)
	}
}

// resident is the process's resident memory in bytes.
func (s *separate) resident(t *testing.T) (bytes int64) {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.cmd.Process.Pid))
	if err != nil {
		t.Skipf("this system does not tell a process's memory: %v", err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	if _, err := fmt.Sscanf(rest, "%d kB", &bytes); err != nil {
		t.Fatal(err)
	}
	return bytes << 10
}

// 10,000 connections that have spoken, and are quiet now, cost reel less than 16 KB
// each.
func TestMemoryOfConnections(t *testing.T) {
	const n, most = 10_000, 16 << 10
	if testing.Short() {
		t.Skip("10,000 connections take seconds")
	}
	var files syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &files); err != nil || files.Cur < n+500 { // Go has raised it as far as it may
		t.Skipf("this process may open no more than %d files, and %d are needed: see ulimit -Hn", files.Cur, n+500)
	}
	w, process := apart(t)
	url := w.url(w.whoami())
	conns := crowd(t, url, 100)
	process.collect(t)
	before := process.resident(t)
	conns = append(conns, crowd(t, url, n)...)
	dirty := (process.resident(t) - before) / n
	process.collect(t)
	each := (process.resident(t) - before) / n
	t.Logf("%d bytes a connection, %d with the garbage of opening it", each, dirty)
	if each > most {
		t.Errorf("a connection costs %d bytes, want %d at the most", each, most)
	}
	for _, c := range conns {
		c.Close()
	}
}

// crowd opens n connections, each of which says something and hears the answer.
func crowd(t *testing.T, url string, n int) (conns []net.Conn) {
	t.Helper()
	var opening sync.WaitGroup
	var mu sync.Mutex
	for range 16 {
		opening.Go(func() {
			for range n / 16 {
				conn, err := visit(t, url)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				conns = append(conns, conn)
				mu.Unlock()
			}
		})
	}
	opening.Wait()
	return conns
}

func visit(t *testing.T, url string) (net.Conn, error) {
	d := ws.Dialer{Timeout: 30 * time.Second}
	conn, _, _, err := d.Dial(t.Context(), url)
	if err != nil {
		return nil, err
	}
	if err := ws.WriteFrame(conn, ws.MaskFrame(ws.NewTextFrame([]byte("who am I?")))); err != nil {
		return conn, err
	}
	//lint:ignore SA1019 the other side is reel, and a test
	f, err := ws.ReadFrame(conn)
	if err == nil && len(f.Payload) != 16 {
		err = fmt.Errorf("got %q", f.Payload)
	}
	return conn, err
}
