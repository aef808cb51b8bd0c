package http_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"strings"
	"testing"
)

// An API that compresses does so at the front door, and undoes it on the way in.
func TestAnAPICompresses(t *testing.T) {
	c := open(t)
	stage := c.served(`{"type":"HTTP_PROXY","httpMethod":"ANY","uri":"` + echo(t) + `"}`)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, _ = io.WriteString(w, `{"name":"Rex"}`)
	_ = w.Close()
	call := func() answer {
		return c.do("POST", stage+"/x", packed.String(), "Content-Encoding", "gzip", "Content-Type", "application/json", "Accept-Encoding", "gzip")
	}
	if a := call(); a.header.Get("Content-Encoding") != "" || !strings.Contains(a.body, `{\"name\":\"Rex\"}`) {
		t.Errorf("without compression: %s %v", a.body, a.header)
	}
	api := "/restapis/" + apiOf(stage)
	c.ok("PATCH", api, `{"patchOperations":[{"op":"replace","path":"/minimumCompressionSize","value":"10"}]}`)
	if a := call(); a.header.Get("Content-Encoding") != "" {
		t.Error("compressed before it was deployed")
	}
	c.ok("POST", api+"/deployments", `{"stageName":"dev"}`)
	a := call()
	r, err := gzip.NewReader(strings.NewReader(a.body))
	if err != nil || a.header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("deployed: %v %v", err, a.header)
	}
	if plain, err := io.ReadAll(r); err != nil || !strings.Contains(string(plain), `{\"name\":\"Rex\"}`) {
		t.Errorf("got %s, %v", plain, err)
	}
}
