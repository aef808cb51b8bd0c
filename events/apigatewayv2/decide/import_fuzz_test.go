package decide_test

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigatewayv2"
	"reel/events/apigatewayv2/decide"
	"reel/events/document"
	"reel/projections"
)

// FuzzImport imports what strangers write. Whatever is taken folds, is put in the
// place of what it came to, and is exported to a document that imports to the same.
func FuzzImport(f *testing.F) {
	for _, name := range httpDocuments(f) {
		f.Add([]byte(read(f, name)), uint8(0))
	}
	for _, seed := range []string{
		read(f, "v2-multifile.yaml"),
		`{"openapi":"3.0.1","info":{"title":"t"},"paths":{"/a/{b}":{"get":{"x-amazon-apigateway-integration":{"type":"http_proxy","httpMethod":"GET","uri":"http://a"}}}}}`,
		`{"openapi":"3.0.1","info":{"title":"t"},"paths":{"/$default":{"x-amazon-apigateway-any-method":{}},"x":{"x-amazon-apigateway-any-method":{"isDefaultRoute":"TRUE"}}},"x-amazon-apigateway-cors":{}}`,
		"openapi: 3.0.0\ninfo: {title: t}\nx: &x [a: {}]\nsecurity: *x\npaths: {<<: {/a: {get: {parameters: *x}}}}\ncomponents: {securitySchemes: {a: {x-amazon-apigateway-authtype: aws}}}\n",
	} {
		f.Add([]byte(seed), uint8(1))
	}
	f.Fuzz(func(t *testing.T, text []byte, options uint8) {
		if len(text) < 1<<16 {
			imports(t, text, options)
		}
	})
}

// FuzzImportOfGrafts imports documents of which parts were put in the place of
// others: what is well-formed goes further than what is not.
func FuzzImportOfGrafts(f *testing.F) {
	var trees, nodes []*document.Node
	for _, name := range httpDocuments(f) {
		n, err := document.Parse([]byte(read(f, name)))
		if err != nil {
			f.Fatal(err)
		}
		trees, nodes = append(trees, n), appendAll(nodes, n)
	}
	for n := range uint64(100) {
		f.Add(n)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 0))
		tree := trees[random.IntN(len(trees))]
		for range 1 + random.IntN(4) {
			tree = grafted(tree, random.IntN(len(appendAll(nil, tree))), nodes[random.IntN(len(nodes))])
		}
		imports(t, tree.JSON(), uint8(seed))
	})
}

// appendAll appends a node and all nodes within.
func appendAll(all []*document.Node, n *document.Node) []*document.Node {
	all = append(all, n)
	for _, item := range n.Items {
		all = appendAll(all, item)
	}
	for _, m := range n.Members {
		all = appendAll(all, m.Value)
	}
	return all
}

// grafted is a copy of a tree with its node at a place replaced.
func grafted(n *document.Node, at int, by *document.Node) *document.Node {
	if at == 0 {
		return by
	}
	at--
	inner := func(child *document.Node) *document.Node {
		size := len(appendAll(nil, child))
		if at >= 0 && at < size {
			child = grafted(child, at, by)
		}
		at -= size
		return child
	}
	out := &document.Node{Kind: n.Kind, Text: n.Text}
	for _, item := range n.Items {
		out.Items = append(out.Items, inner(item))
	}
	for _, m := range n.Members {
		out.Set(m.Name, inner(m.Value))
	}
	return out
}

// imports imports a document, onto itself too, and what it is exported to.
func imports(t *testing.T, text []byte, options uint8) {
	z := fuzzed{T: t}
	basepath := []string{"ignore", "prepend", "split"}[options%3]
	e, err := decide.ImportApi(z.env(), z.world(), apigatewayv2.ImportApi{Body: string(text), Basepath: &basepath})
	if !z.fold(e, err) {
		return
	}
	id := e.(apigatewayv2.ApiImported).Api.ApiId
	e, err = decide.CreateStage(z.env(), z.world(), apigatewayv2.CreateStage{ApiId: id, StageName: "$default", AutoDeploy: new(true)})
	if !z.fold(e, err) {
		t.Fatal(err)
	}
	e, err = decide.ReimportApi(z.env(), z.world(), apigatewayv2.ReimportApi{ApiId: id, Body: string(text), Basepath: &basepath})
	if !z.fold(e, err) {
		t.Fatalf("put onto itself: %v", err)
	}
	z.exports(id)
}

// A fuzzed is a state that grows by events.
type fuzzed struct {
	*testing.T
	state projections.State
}

func (z *fuzzed) env() events.Env {
	seq := z.state.Seq + 1
	env := events.NewEnv(time.Date(2026, 1, 1, 0, 0, int(seq), 0, time.UTC), seed, seq)
	env.Taken = z.state.Taken
	return env
}

func (z *fuzzed) world() projections.World { return z.state.World(account, region) }

// fold folds an event that was decided, and tells whether one was. An error must be
// a refusal with words.
func (z *fuzzed) fold(e events.Event, err error) bool {
	z.Helper()
	if err != nil {
		if r := events.Refusal(err); r == nil || r.Message == "" || len(r.Message) > 1<<20 {
			z.Fatalf("refused with %.200v", err)
		}
		return false
	}
	next, err := z.state.Apply(events.Recorded{Account: account, Region: region, Seq: z.state.Seq + 1, Event: e})
	if err != nil {
		z.Fatal(err)
	}
	z.state = next
	return true
}

func (z *fuzzed) exports(id string) {
	export := func(id, kind string) []byte {
		e, err := projections.V2(z.world()).ExportApi(apigatewayv2.ExportApi{ApiId: id, Specification: "OAS30", OutputType: kind})
		if err != nil {
			z.Fatal(err)
		}
		return e.Body
	}
	for _, kind := range []string{"JSON", "YAML"} {
		first := export(id, kind)
		e, err := decide.ImportApi(z.env(), z.world(), apigatewayv2.ImportApi{Body: string(first)})
		if !z.fold(e, err) {
			z.Fatalf("%v of\n%s", err, first)
		}
		other := e.(apigatewayv2.ApiImported).Api.ApiId
		if second := bytes.ReplaceAll(export(other, kind), []byte(other), []byte(id)); !bytes.Equal(first, second) {
			z.Fatalf("first\n%s\nand then\n%s", first, second)
		}
	}
}
