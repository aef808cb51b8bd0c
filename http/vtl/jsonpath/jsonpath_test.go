package jsonpath_test

import (
	"testing"

	"reel/http/vtl"
	"reel/http/vtl/java"
	"reel/http/vtl/jsonpath"
)

const store = `{"store":{"book":[{"category":"reference","author":"Nigel Rees","price":8.95},
	{"category":"fiction","author":"Evelyn Waugh","price":12.99},
	{"category":"fiction","author":"Herman Melville","isbn":"0-553","price":8.99},
	{"category":"fiction","author":"J. R. R. Tolkien","isbn":"0-395","price":22.99,"tags":["ring","Elf"]}],
	"bicycle":{"color":"red","price":19.95}},"expensive":10,"a.b":{"c d":1},"none":null,"list":[1,2,3,4,5]}`

func find(t *testing.T, path string) (string, bool, error) {
	t.Helper()
	root, err := vtl.FromJSON([]byte(store))
	if err != nil {
		t.Fatal(err)
	}
	p, err := jsonpath.Compile(path)
	if err != nil {
		return "", false, err
	}
	b := java.NewBudget(t.Context(), 1_000_000, 1<<20)
	v, ok, err := p.Find(b, root, func(items []java.Value) java.Value { return java.NewList(items) })
	if err != nil {
		return "", false, err
	}
	text, err := java.AppendJSON(b, nil, v)
	return string(text), ok, err
}

func TestPathsLeadWhereJaywaysDo(t *testing.T) {
	tests := []struct{ path, want string }{
		{"$.expensive", `10`}, {"expensive", `10`}, {"$['expensive']", `10`}, {`$["a.b"]['c d']`, `1`},
		{"$.none", `null`}, {"$.list[0]", `1`}, {"$.list[-1]", `5`}, {"$.list[0,2]", `[1,3]`}, {"$.list[1:3]", `[2,3]`},
		{"$.list[-2:]", `[4,5]`}, {"$.list[:2]", `[1,2]`}, {"$.list[7:]", `[]`}, {"$.list.length()", `5`},
		{"$.list.sum()", `15.0`}, {"$.list.max()", `5.0`}, {"$.store.bicycle.keys()", `["color","price"]`},
		{"$.store.book[*].author", `["Nigel Rees","Evelyn Waugh","Herman Melville","J. R. R. Tolkien"]`},
		{"$..price", `[8.95,12.99,8.99,22.99,19.95]`}, {"$.store.*.color", `["red"]`},
		{"$.store.book[0]['category','price']", `{"category":"reference","price":8.95}`},
		{"$..book[2].author", `["Herman Melville"]`}, {"$..book[?(@.isbn)].price", `[8.99,22.99]`},
		{"$.store.book[?(@.price < 10)].price", `[8.95,8.99]`}, {"$.store.book[?(@.price < $.expensive)].price", `[8.95,8.99]`},
		{"$.store.book[?(@.category == 'fiction' && @.price > 20)].isbn", `["0-395"]`},
		{"$.store.book[?(@.category != 'fiction' || !(@.price < 20))].price", `[8.95,22.99]`},
		{"$.store.book[?(@.author =~ /.*TOLKIEN/i)].price", `[22.99]`},
		{"$.store.book[?(@.category in ['reference','x'])].price", `[8.95]`},
		{"$.store.book[?(@.tags contains 'ring')].price", `[22.99]`}, {"$.store.book[?(@.tags size 2)].price", `[22.99]`},
		{"$.list[?(@ >= 4)]", `[4,5]`}, {"$..nope", `[]`}, {"$.store.book[?(@.nope == null)].price", `[]`},
	}
	for _, tt := range tests {
		got, ok, err := find(t, tt.path)
		if err != nil || !ok || got != tt.want {
			t.Errorf("%s: got %s, %v, %v, want %s", tt.path, got, ok, err, tt.want)
		}
	}
}

func TestDefinitePathsMayLeadNowhere(t *testing.T) {
	for _, path := range []string{"$.nope", "$.store.nope.x", "$.list[9]", "$.list.x", "$.store[0]", "$.expensive.x"} {
		if got, ok, err := find(t, path); ok || err != nil {
			t.Errorf("%s: got %s, %v, %v, want nothing", path, got, ok, err)
		}
	}
}

func TestCompileRefusesBadPaths(t *testing.T) {
	for _, path := range []string{"", "$.", "$[", "$['a", "$[a]", "$..", "$.a[?(@.b ==)]", "$.a[?@.b]", "$.x.nope()", "$.a]"} {
		if p, err := jsonpath.Compile(path); err == nil {
			t.Errorf("%q: got %v, want an error", path, p)
		}
	}
}

func FuzzCompile(f *testing.F) {
	f.Add("$..a[?(@.b == 'c' && !(@.d in [1,2]))]['e','f'][0:-1].length()")
	f.Fuzz(func(t *testing.T, path string) {
		if _, ok, err := find(t, path); ok && err != nil {
			t.Errorf("found something and failed: %v", err)
		}
	})
}
