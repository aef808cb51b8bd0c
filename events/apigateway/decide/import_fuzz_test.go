package decide_test

import (
	"bytes"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"reel/events"
	"reel/events/apigateway"
	"reel/events/apigateway/decide"
	"reel/events/document"
	"reel/projections"
)

// FuzzImport imports what strangers write. Whatever is taken folds, is merged into
// and put in the place of what it came to, and can be deployed and exported to a
// document that imports to the same.
func FuzzImport(f *testing.F) {
	for _, file := range restDocuments(f) {
		f.Add(read(f, filepath.Base(file)), uint8(0))
	}
	for _, seed := range []string{
		`{"openapi":"3.0.1","info":{"title":"t"},"paths":{"/a/{b}":{"get":{"x-amazon-apigateway-integration":{"type":"mock"}}}}}`,
		"swagger: '2.0'\ninfo: {title: t}\npaths: {/: {x-amazon-apigateway-any-method: {responses: {200: {schema: {type: array}}}}}}\n",
		"openapi: 3.0.0\ninfo: {title: t}\nx: &x [1]\npaths: {<<: {/a: {get: {parameters: *x}}}}\n",
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
	for _, file := range restDocuments(f) {
		n, err := document.Parse(read(f, filepath.Base(file)))
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
	out := &document.Node{Kind: n.Kind, Text: n.Text}
	for _, item := range n.Items {
		size := len(appendAll(nil, item))
		if at >= 0 && at < size {
			item = grafted(item, at, by)
		}
		at -= size
		out.Items = append(out.Items, item)
	}
	for _, m := range n.Members {
		size := len(appendAll(nil, m.Value))
		if at >= 0 && at < size {
			m.Value = grafted(m.Value, at, by)
		}
		at -= size
		out.Set(m.Name, m.Value)
	}
	return out
}

// imports imports a document, onto itself too, and what it is exported to.
func imports(t *testing.T, text []byte, options uint8) {
	z := fuzzed{T: t}
	c := apigateway.ImportRestApi{Body: text, Parameters: map[string]string{
		"basepath": []string{"ignore", "prepend", "split"}[options%3], "endpointConfigurationTypes": endpointOf(text),
	}}
	e, err := decide.ImportRestApi(z.env(), z.world(), c)
	if !z.fold(e, err) {
		return
	}
	id := e.(apigateway.RestApiImported).RestApi.Id
	for _, mode := range []string{"merge", "overwrite"} {
		e, err := decide.PutRestApi(z.env(), z.world(), apigateway.PutRestApi{RestApiId: id, Body: text, Mode: &mode, Parameters: c.Parameters})
		if !z.fold(e, err) {
			t.Fatalf("put onto itself (%s): %v", mode, err)
		}
	}
	z.exports(id)
}

// A fuzzed is a state that grows by events.
type fuzzed struct {
	*testing.T
	state projections.State
}

func (z *fuzzed) env() events.Env {
	env := events.NewEnv(recordedAt(z.state.Seq+1), seed, z.state.Seq+1)
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
	deploy := func(id string) bool {
		return z.fold(decide.CreateDeployment(z.env(), z.world(), apigateway.CreateDeployment{RestApiId: id, StageName: new("prod")}))
	}
	export := func(id, kind, accepts string) []byte {
		out, err := z.world().GetExport(apigateway.GetExport{RestApiId: id, StageName: "prod", ExportType: kind, Accepts: &accepts, Parameters: whole})
		if events.Refusal(err) == nil && err != nil {
			z.Fatal(err)
		}
		return out.Body
	}
	if !deploy(id) {
		return
	}
	for _, kind := range []string{"oas30", "swagger"} {
		for _, accepts := range []string{"application/json", "application/yaml"} {
			first := export(id, kind, accepts)
			if first == nil {
				continue
			}
			e, err := decide.ImportRestApi(z.env(), z.world(), apigateway.ImportRestApi{
				Body: first, Parameters: map[string]string{"endpointConfigurationTypes": endpointOf(first)},
			})
			if !z.fold(e, err) {
				z.Fatalf("%v of\n%s", err, first)
			}
			other := e.(apigateway.RestApiImported).RestApi.Id
			if !deploy(other) {
				z.Fatal("what was deployed cannot be deployed")
			}
			if second := bytes.ReplaceAll(export(other, kind, accepts), []byte(other), []byte(id)); !bytes.Equal(first, second) {
				z.Fatalf("first\n%s\nand then\n%s", first, second)
			}
		}
	}
}
