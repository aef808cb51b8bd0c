package vtl_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"text/template"

	"reel/http/vtl"
	"reel/http/vtl/java"
)

// orders is a request body of so many items.
func orders(items int) string {
	var b strings.Builder
	b.WriteString(`{"id":"o-1","items":[`)
	for i := range items {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"sku":"A%d","name":"Item \"%d\"","qty":%d,"price":%d.5,"gift":%t}`, i, i, i%7, i, i%3 == 0)
	}
	b.WriteString(`]}`)
	return b.String()
}

const mapping = `#set($root = $input.path('$'))
{"order":"$root.id","lines":[#foreach($item in $root.items)
{"sku":"$item.sku","name":"$util.escapeJavaScript($item.name)","qty":$item.qty#if($item.gift),"gift":true#end}#if($foreach.hasNext),#end
#end]}`

const baseline = `{"order":"{{.id}}","lines":[{{$n := len .items}}{{range $i, $item := .items}}
{"sku":"{{$item.sku}}","name":"{{js $item.name}}","qty":{{$item.qty}}{{if $item.gift}},"gift":true{{end}}}` +
	`{{if lt (add $i 1) $n}},{{end}}
{{end}}]}`

// BenchmarkMapping renders the same mapping with this package and with text/template over encoding/json.
func BenchmarkMapping(b *testing.B) {
	body := orders(100)
	b.Run("vtl", func(b *testing.B) {
		t, err := vtl.Parse(mapping)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		for b.Loop() {
			vars := map[string]java.Value{"input": vtl.AWSInput(body, nil, nil, nil), "util": &vtl.Util{}}
			if _, err := t.Render(b.Context(), vars, vtl.Limits{}); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("baseline", func(b *testing.B) {
		t := template.Must(template.New("").Funcs(template.FuncMap{"add": func(x, y int) int { return x + y }}).Parse(baseline))
		b.ReportAllocs()
		for b.Loop() {
			var data map[string]any
			if err := json.Unmarshal([]byte(body), &data); err != nil {
				b.Fatal(err)
			}
			var out strings.Builder
			if err := t.Execute(&out, data); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkPlain is the template of most MOCK integrations.
func BenchmarkPlain(b *testing.B) {
	t, err := vtl.Parse(`{"statusCode": 200}`)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := t.Render(b.Context(), nil, vtl.Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkParse compiles the mapping.
func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := vtl.Parse(mapping); err != nil {
			b.Fatal(err)
		}
	}
}
