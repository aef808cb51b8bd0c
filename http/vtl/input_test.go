package vtl_test

import (
	"testing"

	"reel/http/vtl"
	"reel/http/vtl/java"
)

func headers(pairs ...string) *java.Map {
	m := java.NewMap(len(pairs) / 2)
	for i := 0; i < len(pairs); i += 2 {
		m.Put(pairs[i], pairs[i+1])
	}
	return m
}

// renderAWS renders as API Gateway does.
func renderAWS(t *testing.T, src, body string) string {
	t.Helper()
	tmpl, err := vtl.Parse(src, vtl.EmptyNulls)
	if err != nil {
		t.Fatal(err)
	}
	vars := map[string]java.Value{
		"input": vtl.AWSInput(body, headers("id", "p"), headers("id", "q", "page", "2"), headers("X-A", "h")),
		"util":  vtl.AWSUtil(),
	}
	got, err := tmpl.Render(t.Context(), vars, vtl.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// What API Gateway makes of $input, recorded there, or from its mapping template reference.
func TestInputOnAWS(t *testing.T) {
	const nested = `{"foo":{"bigger":"dict","to":"test"},"list":[{"foo":"bar"}],"in":{"foo":[{"nested":"bar"}]},` +
		`"none":null,"empty":[],"n":5,"s":"it's"}`
	tests := []struct{ name, src, body, want string }{
		{"an object prints as Java's", `$input.path('$.foo')`, nested, `{bigger=dict, to=test}`},
		{"an array prints as JSON", `$input.path('$.list')`, nested, `[{"foo":"bar"}]`},
		{"an array in an object does too", `$input.path('$.in')`, nested, `{foo=[{"nested":"bar"}]}`},
		{"toString does the same", `$input.path('$.in').toString()`, nested, `{foo=[{"nested":"bar"}]}`},
		{"an array of several results", `$input.path('$..foo')`, `[{"foo":1},{"foo":"x"}]`, `[1,"x"]`},
		{"a missing path prints nothing", `[#set($r = $input.path('$.nope'))$r]`, nested, `[]`},
		{"it is null", `#set($r = $input.path('$.nope'))#if($r == $null)yes#end`, nested, `yes`},
		{"it is the empty string", `#set($r = $input.path('$.nope'))#if($r == "")yes#end`, nested, `yes`},
		{"what is in it prints nothing", `[#set($r = $input.path('$.nope'))$r.nested]`, nested, `[]`},
		{"an empty array prints", `#set($r = $input.path('$.empty'))$r#if($r == "" || $r == $null)no#end`, nested, `[]`},
		{"JSON's null is as if missing", `[$input.path('$.none')]#if($input.path('$.none') == "")yes#end`, nested, `[]yes`},
		{"an empty body is an object", `$input.body $input.json('$')`, ``, `{} {}`},
		{"the body has no properties", `[$util.urlEncode($input.body.x)]`, `{}`, `[]`},
		{"a missing path as JSON", `$input.json('$.nope')`, nested, `""`},
		{"JSON keeps the order of keys", `$input.json('$')`, `{"z":1, "a":[1.50, 2e3], "m":{"y":null}}`,
			`{"z":1,"a":[1.5,2000.0],"m":{"y":null}}`},
		{"a form is a string", `#foreach($p in $input.path('$').split("&"))<$p>#end`, `a=1&b=2`, `<a=1><b=2>`},
		{"parameters in their order", `$input.params('id') $input.params('page') $input.params('X-A')`, `{}`, `p 2 h`},
		{"a missing parameter", `[$input.params('nope')]`, `{}`, `[]`},
		{"all parameters", `$input.params().keySet() $input.params().querystring $input.params().header.X-A`, `{}`,
			`[path, querystring, header] {id=q, page=2} h`},
		{"what is put into the body stays", `#set($root = $input.path('$'))#set($root.new = 1)$input.json('$')`, `{"a":2}`,
			`{"a":2,"new":1}`},
		{"a quote is escaped, and back", `$util.escapeJavaScript($input.path('$.s')).replaceAll("\\'","'")`, nested, `it's`},
		{"an unknown method", `[$input.nope('$')]`, `{}`, `[]`},
		{"a path of no string", `[$input.path(5)]`, `{}`, `[]`},
		{"undefined in #if", `#if($nope)yes#{else}no#end`, `{}`, `no`},
		{"escaped and undefined", `\$nope`, `{}`, `\$nope`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := renderAWS(t, tt.src, tt.body); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestUtil(t *testing.T) {
	tests := []struct{ src, want string }{
		{`$util.escapeJavaScript("a'b/c""\d")`, `a\'b\/c\"\\d`},
		{`$util.urlEncode("a b+c/é~*")`, `a+b%2Bc%2F%C3%A9%7E*`},
		{`$util.urlDecode("a+b%2Bc%2f%C3%A9%ff")`, "a b+c/é\uFFFD"},
		{`$util.base64Encode("é?>")`, `w6k/Pg==`},
		{`$util.base64Decode("w6k/Pg==") $util.base64Decode("w6k/Pg")`, `é?> é?>`},
		{`#set($o = $util.parseJson('{"b":[1,{"c":1.0}],"a":null}'))$o $o.b[1].c [$!o.a]`, `{b=[1, {c=1.0}], a=null} 1.0 []`},
		{`$util.urlEncode(5) [$!util.parseJson($nope)] $util.nope("x")`, `$util.urlEncode(5) [] $util.nope("x")`},
	}
	for _, tt := range tests {
		got, err := render(t, tt.src, map[string]java.Value{"util": &vtl.Util{}})
		if err != nil || got != tt.want {
			t.Errorf("%s: got %q, %v, want %q", tt.src, got, err, tt.want)
		}
	}
	for _, src := range []string{`$util.parseJson('{"a"')`, `$util.urlDecode('%zz')`, `$util.urlDecode('%4')`, `$util.base64Decode('*')`} {
		if got, err := render(t, src, map[string]java.Value{"util": &vtl.Util{}}); err == nil {
			t.Errorf("%s: got %q, want an error", src, got)
		}
	}
}

func TestFromJSON(t *testing.T) {
	tests := []struct{ text, want string }{
		{` {"z":1,"a":[true,false,null],"z":2} `, `{z=2, a=[true, false, null]}`},
		{`[1,-0,9223372036854775807,9223372036854775808,1.0,1e2,-1.5E-3]`,
			`[1, 0, 9223372036854775807, 9223372036854775808, 1.0, 100.0, -0.0015]`},
		{`"a\"\\\/\b\f\n\r\té😀"`, "a\"\\/\b\f\n\r\té\U0001F600"},
		{`{}`, `{}`},
	}
	for _, tt := range tests {
		v, err := vtl.FromJSON([]byte(tt.text))
		if err != nil {
			t.Errorf("%s: %v", tt.text, err)
			continue
		}
		if got := java.Plain(v); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
		}
	}
	for _, text := range []string{``, `{`, `[1,]`, `{"a":1,}`, `{a:1}`, `01`, `1.`, `"a`, "\"\n\"", `"\x"`, `tru`, `1 2`, `"\u12"`} {
		if v, err := vtl.FromJSON([]byte(text)); err == nil {
			t.Errorf("%s: got %v, want an error", text, v)
		}
	}
}

// In API Gateway a template may write to $context.requestOverride in every way that a map can be written to.
func TestMapsOfTheHostCanBeWritten(t *testing.T) {
	override := java.NewMap(0)
	header := java.NewMap(0)
	override.Put("header", header)
	context := java.NewMap(1)
	context.Put("responseOverride", override)
	src := `#set($context.responseOverride.status = 404)#set($context.responseOverride.header.A = "1")` +
		`#set($context.responseOverride.header["B"] = "2")#set($k = "C")#set($context.responseOverride.header[$k] = "3")` +
		`#set($x = $context.responseOverride.header.put("D", "4"))$context.responseOverride`
	got, err := render(t, src, map[string]java.Value{"context": context})
	if want := "{header={A=1, B=2, C=3, D=4}, status=404}"; err != nil || got != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	if got := java.Plain(header); got != "{A=1, B=2, C=3, D=4}" {
		t.Errorf("the host's map is %s", got)
	}
}

func TestErrorsTellWhere(t *testing.T) {
	tests := []struct {
		src          string
		kind         vtl.Kind
		line, column int
	}{
		{"a\n  #if(\n", vtl.KindParse, 3, 1},
		{"a\nb $l.get(9)", vtl.KindRuntime, 2, 6},
		{"\n\né#include('x')", vtl.KindRuntime, 3, 2},
		{"#parse('x')", vtl.KindRuntime, 1, 1},
		{"x\n#macro(m)#m()#end\n#m()", vtl.KindMacroDepth, 2, 10},
	}
	for _, tt := range tests {
		_, err := render(t, tt.src, map[string]java.Value{"l": java.NewList(nil)})
		e, ok := err.(*vtl.Error)
		if !ok || e.Kind != tt.kind || e.Line != tt.line || e.Column != tt.column {
			t.Errorf("%q: got %#v, want kind %s at line %d, column %d", tt.src, err, tt.kind, tt.line, tt.column)
		}
	}
}
