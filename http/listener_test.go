package http_test

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reel/cmd/emulator"
	reelhttp "reel/http"
)

// trusting is a client that trusts one authority and finds every host at addr.
func trusting(t *testing.T, ca []byte, addr string) *http.Client {
	t.Helper()
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(ca) {
		t.Fatal("the authority is no certificate")
	}
	dial := func(network, _ string) (net.Conn, error) { return net.Dial(network, addr) }
	return &http.Client{Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots}, Dial: dial, ForceAttemptHTTP2: true,
	}}
}

func TestHTTPAndTLSShareThePort(t *testing.T) {
	dir := t.TempDir()
	e := emulator.OpenWith(t, emulator.Config{Dir: dir})
	ca, err := os.ReadFile(filepath.Join(dir, "ca.pem"))
	if err != nil {
		t.Fatal(err)
	}
	addr := strings.TrimPrefix(e.URL, "http://")
	_, port, _ := net.SplitHostPort(addr)
	client := trusting(t, ca, addr)
	for _, host := range []string{"localhost", "a1b2c3d4e5.execute-api.us-east-1.localhost", "api.example.com"} {
		resp, err := client.Get("https://" + net.JoinHostPort(host, port) + "/_reel/health")
		if err != nil {
			t.Errorf("%s: %v", host, err)
			continue
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
		if resp.ProtoMajor != 2 {
			t.Errorf("%s speaks %s over TLS", host, resp.Proto)
		}
	}
	resp, err := http.Get(e.URL + "/_reel/health")
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("plain: %v %v", resp, err)
	}
}

// Who keeps everything in memory has no ca.pem in a folder: the authority is a page.
func TestTheAuthorityIsAPage(t *testing.T) {
	c := client{t, emulator.OpenWith(t, emulator.Config{})}
	ca := c.do("GET", "/_reel/ca.pem", "")
	if got := ca.header.Get("Content-Type"); ca.status != 200 || got != "application/x-pem-file" {
		t.Fatalf("%d %s %s", ca.status, got, ca.body)
	}
	addr := strings.TrimPrefix(c.URL, "http://")
	resp, err := trusting(t, []byte(ca.body), addr).Get("https://" + addr + "/_reel/ca.pem")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got, _ := io.ReadAll(resp.Body); string(got) != ca.body {
		t.Errorf("over TLS it is another: %s", got)
	}
}

func TestABroughtCertificateHasNoAuthority(t *testing.T) {
	dir := t.TempDir()
	if _, err := reelhttp.OpenAuthority(dir); err != nil {
		t.Fatal(err)
	}
	c := client{t, emulator.OpenWith(t, emulator.Config{TLSCert: filepath.Join(dir, "ca.pem"), TLSKey: filepath.Join(dir, "ca-key.pem")})}
	if a := c.do("GET", "/_reel/ca.pem", ""); a.status != 404 || field(t, a.body, "message") != "the certificate in use is not reel's own" {
		t.Errorf("%d %s", a.status, a.body)
	}
}

func TestASilentClientHoldsUpNobody(t *testing.T) {
	e := emulator.Open(t, "")
	for range 20 {
		conn, err := net.Dial("tcp", strings.TrimPrefix(e.URL, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
	}
	resp, err := http.Get(e.URL + "/_reel/health")
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("%v %v", resp, err)
	}
}

func TestTheAuthorityIsKept(t *testing.T) {
	dir := t.TempDir()
	first, err := reelhttp.OpenAuthority(dir)
	if err != nil {
		t.Fatal(err)
	}
	second, err := reelhttp.OpenAuthority(dir)
	if err != nil {
		t.Fatal(err)
	}
	if string(first.PEM) != string(second.PEM) {
		t.Error("another authority after a restart")
	}
	info, err := os.Stat(filepath.Join(dir, "ca-key.pem"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("its key: %v %v", info.Mode(), err)
	}
}

func TestLocalhostIsBothLoopbacks(t *testing.T) {
	ports, err := reelhttp.Listen("localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	_, want, _ := net.SplitHostPort(ports[0].Addr().String())
	for _, port := range ports {
		defer port.Close()
		host, got, _ := net.SplitHostPort(port.Addr().String())
		if ip := net.ParseIP(host); !ip.IsLoopback() || got != want {
			t.Errorf("listens at %s", port.Addr())
		}
	}
	if probe, err := net.Listen("tcp6", "[::1]:0"); err == nil {
		probe.Close()
		if len(ports) != 2 {
			t.Errorf("this machine has ::1, and %d listeners were opened", len(ports))
		}
	}
}
