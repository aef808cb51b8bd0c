package journal_test

import (
	"context"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"reel/events/journal"
)

// freePorts are ports that were free a moment ago.
func freePorts(t *testing.T, n int) (ports []int) {
	t.Helper()
	for range n {
		ln, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer ln.Close()
		ports = append(ports, ln.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// startCluster runs three servers, and returns once they have a leader.
func startCluster(t *testing.T) (servers []*server.Server, urls string) {
	t.Helper()
	ports := freePorts(t, 3)
	var routes, clients []string
	for _, p := range ports {
		routes = append(routes, fmt.Sprintf("nats://127.0.0.1:%d", p))
	}
	for i, p := range ports {
		o := natsOptions(t)
		o.ServerName = fmt.Sprintf("n%d", i)
		o.Cluster = server.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: p}
		o.Routes = server.RoutesFromStr(strings.Join(routes, ","))
		s, err := server.NewServer(o)
		if err != nil {
			t.Fatal(err)
		}
		go s.Start()
		t.Cleanup(func() { stopNATS(s) })
		servers = append(servers, s)
	}
	for _, s := range servers {
		if !s.ReadyForConnections(time.Minute) {
			t.Fatal("a server does not start")
		}
		clients = append(clients, s.ClientURL())
	}
	return servers, strings.Join(clients, ",")
}

// openReplicated opens a log of three replicas, once the cluster has a leader.
func openReplicated(t *testing.T, url string) *journal.Log {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for {
		l, err := journal.Open(ctx, journal.Options{URL: url, Replicas: 3, AckWait: 3 * time.Second, Logger: (&words{}).logger()})
		if err == nil {
			t.Cleanup(func() { l.Close() })
			return l
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
	}
}

// A cluster that loses a server loses nothing, and records nothing twice.
func TestClusterLosesItsLeader(t *testing.T) {
	if testing.Short() {
		t.Skip("a cluster takes seconds to elect its leaders")
	}
	servers, url := startCluster(t)
	logs := []*journal.Log{openReplicated(t, url), openReplicated(t, url)}
	const each = 60
	var wg sync.WaitGroup
	var once sync.Once
	for i, l := range logs {
		wg.Go(func() { followTo(t, l, uint64(len(logs)*each)) })
		wg.Go(func() {
			for n := range each {
				if n == each/2 {
					once.Do(func() { stopNATS(leader(servers)) })
				}
				decideUntilRecorded(t, l, fmt.Sprintf("log%d-%d", i, n))
			}
		})
	}
	wg.Wait()
	checkOnce(t, logs[0], len(logs)*each)
	checkWhose(t, logs)
}

func leader(servers []*server.Server) *server.Server {
	for _, s := range servers {
		if s.JetStreamIsStreamLeader("$G", "REEL") {
			return s
		}
	}
	return servers[0]
}
