package document_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"reel/events/document"
)

func TestParse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"members stay in order", `{"b":1,"a":[true,false,null,"x"],"c":{}}`, `{"b":1,"a":[true,false,null,"x"],"c":{}}`},
		{"many members", `{"n":1,"m":2,"l":3,"k":4,"j":5,"i":6,"h":7,"g":8,"f":9,"e":10,"d":11,"c":12,"b":13,"a":14}`,
			`{"n":1,"m":2,"l":3,"k":4,"j":5,"i":6,"h":7,"g":8,"f":9,"e":10,"d":11,"c":12,"b":13,"a":14}`},
		{"numbers as they are written", `[1.50, -0, 1e3, 12345678901234567890]`, `[1.50,-0,1e3,12345678901234567890]`},
		{"escapes", `"\u0041\n\"\\\/ \ud83d\ude00 é"`, `"A\n\"\\/ 😀 é"`},
		{"a mark of the byte order", "\xef\xbb\xbf{}", `{}`},
		{"YAML", "a: 1\nb:\n- x\n- y: z\n", `{"a":1,"b":["x",{"y":"z"}]}`},
		{"YAML in braces", "{a: b, c: [d]}", `{"a":"b","c":["d"]}`},
		{"keys are text", "200: ok\ntrue: yes\nnull: n\n1.0: v\n", `{"200":"ok","true":"yes","null":"n","1.0":"v"}`},
		{"dates are text", "d: 2026-02-30\nt: 2026-01-01T00:00:00Z\n", `{"d":"2026-02-30","t":"2026-01-01T00:00:00Z"}`},
		{"words of YAML 1.1 are text", "[yes, no, on, off, y, n]", `["yes","no","on","off","y","n"]`},
		{"numbers of YAML", "[0x1F, 1_000, +7, .5, 1., .inf, -.INF, .nan, 0o17]", `[31,1000,7,0.5,1,".inf","-.INF",".nan",15]`},
		{"null", "a:\nb: ~\nc: null\n", `{"a":null,"b":null,"c":null}`},
		{"blocks", "a: |\n  x\n  y\nb: >-\n  x\n  y\n", `{"a":"x\ny\n","b":"x y"}`},
		{"aliases", "a: &x {k: v}\nb: *x\n*x2 : &x2 q\n", ""},
		{"an alias for a key", "a: &k name\n*k : v\n", `{"a":"name","name":"v"}`},
		{"merged members come after own ones and give way to them", "base: &b {x: 1, y: 2}\nown: {<<: *b, y: 3, z: 4}\n", `{"base":{"x":1,"y":2},"own":{"y":3,"z":4,"x":1}}`},
		{"several are merged, the first before the second", "a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc: {<<: [*a, *b]}\n", `{"a":{"x":1},"b":{"x":2,"y":2},"c":{"x":1,"y":2}}`},

		{"nothing", "", ""},
		{"not UTF-8", "a: \xff", ""},
		{"a name twice in JSON", `{"a":1,"a":2}`, ""},
		{"a name twice in YAML", "a: 1\na: 2\n", ""},
		{"two documents", "a: 1\n---\nb: 2\n", ""},
		{"a list as a key", "? [a]\n: b\n", ""},
		{"a tag of CloudFormation's", "a: !Sub x\n", ""},
		{"binary", "a: !!binary aGk=\n", ""},
		{"an empty number", `a: !!int ""`, ""},
		{"merging what is no object", "a: {<<: 1}\n", ""},
		{"an alias within what it stands for", "a: &a [*a]\n", ""},
		{"deep JSON", strings.Repeat("[", 1500) + strings.Repeat("]", 1500), ""},
		{"deep YAML", strings.Repeat("- ", 1500) + "x", ""},
		{"a million values", "[" + strings.Repeat("1,", 1<<20) + "1]", ""},
		{"aliases of aliases", bomb(), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			n, err := document.Parse([]byte(tt.text))
			if tt.want == "" {
				if err == nil {
					t.Errorf("it was read: %.80s", n.JSON())
				}
				return
			}
			if err != nil || string(n.JSON()) != tt.want {
				t.Errorf("got  %s, %v\nwant %s", n.JSON(), err, tt.want)
			}
		})
	}
}

func bomb() string {
	var b strings.Builder
	b.WriteString("a: &a [x,x,x,x,x,x,x,x,x]\n")
	for c := 'b'; c < 'k'; c++ {
		b.WriteString(string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+",", 8) + "*" + string(c-1) + "]\n")
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	n, err := document.Parse([]byte(`{"a":{},"b":[],"c":[{"d":1,"e":[[2],[]]},"f\u2028\u0000<"],"200":null,"true":true,"x y":"#","$ref":"- a"}`))
	if err != nil {
		t.Fatal(err)
	}
	const pretty = "{\n  \"a\" : { },\n  \"b\" : [ ],\n  \"c\" : [ {\n    \"d\" : 1,\n    \"e\" : [ [ 2 ], [ ] ]\n  }, \"f\\u2028\\u0000<\" ],\n  \"200\" : null,\n  \"true\" : true,\n  \"x y\" : \"#\",\n  \"$ref\" : \"- a\"\n}"
	if got := string(n.Pretty()); got != pretty {
		t.Errorf("JSON\n%s, want\n%s", got, pretty)
	}
	const yaml = "---\na: {}\nb: []\nc:\n- d: 1\n  e:\n  - - 2\n  - []\n- \"f\\u2028\\u0000<\"\n\"200\": null\n\"true\": true\n\"x y\": \"#\"\n$ref: \"- a\"\n"
	if got := string(n.YAML()); got != yaml {
		t.Errorf("YAML\n%s, want\n%s", got, yaml)
	}
}

func TestWhatIsWrittenReadsTheSame(t *testing.T) {
	files, err := filepath.Glob("../../testdata/openapi/*")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d documents, %v", len(files), err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		n, err := document.Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		again(t, n)
	}
}

// again reads what is written of a tree and compares.
func again(t *testing.T, n *document.Node) {
	t.Helper()
	want := n.JSON()
	if !json.Valid(want) {
		t.Fatalf("it is no JSON: %q", want)
	}
	for _, text := range [][]byte{want, n.Pretty(), n.YAML()} {
		same, err := document.Parse(text)
		if err != nil {
			t.Fatalf("%v in %q", err, text)
		}
		if got := same.JSON(); string(got) != string(want) {
			t.Fatalf("got %s, want %s of %q", got, want, text)
		}
	}
}

func TestSet(t *testing.T) {
	n := document.NewObject().SetText("a", "1").SetText("b", "").Set("c", nil).SetText("a", "2").Set("d", document.Flag(true))
	if got, want := string(n.Set("e", document.Texts([]string{"x"})).Set("f", document.Literal("1")).JSON()), `{"a":"2","d":true,"e":["x"],"f":1}`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for c := 'a'; c <= 'z'; c++ {
		n.SetText(string(c), "x")
	}
	if got := n.SetText("d", "y").Get("d").Scalar(); got != "y" || n.Get("nothere") != nil || n.Get("a").Get("b") != nil {
		t.Errorf("d is %s", got)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{`{"a":[1,"x",null,{}]}`, "a: &x {b: [1, 0x1F, .5, 2026-01-01]}\nc: {<<: *x}\n", "? a\n: |\n  b\n", `"\ud800"`, "a: !!int ''", "- - - x", "{a: b", "\"\\\"", "a: *b"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if n, err := document.Parse(text); err == nil {
			again(t, n)
		}
	})
}
