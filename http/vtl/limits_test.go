package vtl_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"reel/http/vtl"
	"reel/http/vtl/java"
)

// costly are templates that would run, or grow, for ever or nearly so.
var costly = map[string]string{
	"a string doubled":           `#set($s = "ab")#foreach($i in [1..100])#set($s = "$s$s")#end`,
	"a string added to itself":   `#set($s = "ab")#foreach($i in [1..100])#set($s = $s + $s)#end`,
	"loops in loops":             `#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])#set($x = $a + $c)#end#end#end`,
	"output in loops":            `#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])0123456789#end#end#end`,
	"a long range":               `#set($r = [1..2000000000])$r.size()`,
	"#evaluate of itself":        `#set($D = '$')#set($t = '#evaluate($t)')#evaluate($t)`,
	"growing #evaluate":          `#set($t = '#set($t = "$t$t")#evaluate($t)')#evaluate($t)`,
	"a list within itself":       `#set($l = [1])#foreach($i in [1..60])#set($l = [$l, $l])#end$l`,
	"a map within itself":        `#set($m = {})#set($n = {"m": $m})#set($x = $m.put("n", $n))$m`,
	"a large power":              `#set($n = 99999999999999999999)$n.pow(2000000000)`,
	"large products":             `#set($n = 99999999999999999999)#foreach($i in [1..100])#set($n = $n * $n)#end$n`,
	"a shift":                    `#set($n = 99999999999999999999)$n.shiftLeft(2000000000)`,
	"repeat":                     `#set($s = "x")$s.repeat(2000000000)`,
	"a format's width":           `$e.format("%2000000000d", 1)`,
	"a format's precision":       `$e.format("%.2000000000f", 1.5)`,
	"a regex that backtracks":    `#set($s = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!")$s.matches("(a+)+b")`,
	"a regex that is repeated":   `$e.matches("((a{1000}){1000}){1000}")`,
	"replacements":               `#set($s = "x")#foreach($i in [1..100])#set($s = $s.replaceAll("x", "xxxx"))#end`,
	"a list that grows":          `#set($l = [1])#foreach($i in [1..1000])#set($x = $l.addAll($l.clone()))#end`,
	"a copied list":              `#set($l = [1..100000])#foreach($i in [1..100000])#set($x = $l.clone())#end`,
	"removal from the front":     `#set($l = [1..1000000])#foreach($i in [1..100000])#set($x = $l.remove(0))#end$l.size()`,
	"removal of all":             `#set($l = [1..1000000])#set($k = [1..1000000])$l.removeAll($k)`,
	"substrings of a long text":  `#set($s = $e.repeat(8000000))#foreach($i in [1..100000])#set($x = $s.substring(7999999))#end`,
	"comparisons of long texts":  `#set($s = $e.repeat(8000000))#set($t = $e.repeat(8000000))#foreach($a in [1..1000])#foreach($b in [1..1000])#if($s == $t)#end#end#end`,
	"a #define that is a test":   `#define($d)#foreach($i in [1..1000])0123456789#end#end#foreach($a in [1..1000])#foreach($b in [1..1000])#if($d)#end#end#end`,
	"a #define of a long text":   `#set($s = $e.repeat(8000000))#define($d)$s#end#foreach($a in [1..1000])#foreach($b in [1..1000])#if($d)#end#end#end`,
	"search in what is not text": `#set($s = $u.repeat(300000))#set($h = $u.substring(1))#foreach($a in [1..100000])#set($x = $s.indexOf($h.repeat(1000)))#end`,
	"keys of lists":              `#set($m = {})#foreach($i in [1..100000])#set($x = $m.put([$i], 1))#end$m.size()`,
	"JSON in JSON":               `#foreach($i in [1..100000])#set($x = $util.parseJson($json))#end`,
	"paths":                      `#foreach($i in [1..100000])#set($x = $input.path('$..*..*..*'))#end`,
}

func TestCostlyTemplatesEnd(t *testing.T) {
	json := "[" + strings.Repeat("[1,2,3],", 10000) + "0]"
	for name, src := range costly {
		t.Run(name, func(t *testing.T) {
			vars := map[string]java.Value{
				"e": "x", "u": "\U0001F600", "json": json, "util": &vtl.Util{},
				"input": &vtl.Input{Body: `{"a":[[[1,2],[3,{"b":[1,2]}]],[[1,2],[3,{"b":[1,2]}]]]}`},
			}
			tmpl, err := vtl.Parse(src)
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			_, err = tmpl.Render(t.Context(), vars, vtl.Limits{Steps: 1_000_000, Memory: 32 << 20})
			if took := time.Since(start); took > 15*time.Second {
				t.Errorf("took %v", took)
			}
			var e *vtl.Error
			if !errors.As(err, &e) || e.Kind != vtl.KindLimit && e.Kind != vtl.KindRuntime {
				t.Errorf("got error %v, want a limit", err)
			}
		})
	}
}

// hostile are templates that are hard to compile.
func hostile() map[string]string {
	many := func(s string) string { return strings.Repeat(s, 200_000/len(s)) }
	return map[string]string{
		"parentheses":        "#if(" + many("(") + ")",
		"lists":              "#set($x = " + many("[") + ")",
		"lists of calls":     "#set($x = " + many("[$a.b(") + ")",
		"maps":               "#set($x = " + many(`{"a":`) + ")",
		"negations":          "#if(" + many("!") + "true)#end",
		"#if":                many("#if(true)"),
		"#foreach":           many("#foreach($a in $b)"),
		"block macros":       many("#@a()") + many("#end"),
		"calls":              many("$a.b(") + many(")"),
		"backslashes":        many(`\`),
		"backslashes, hash":  many(`\`) + "#",
		"backslashes, word":  many(`\\`) + "#foo",
		"dollars":            many("$") + " ",
		"hashes":             many("#") + " ",
		"quotes":             "#set($x = " + many(`"`) + ")",
		"an open comment":    "#*" + many("x"),
		"an open text block": "#[[" + many("]"),
		"references":         many("$a.b "),
		"sums":               "#set($x = 1" + many(" + 1") + ")$x",
		"strings in strings": "#set($x = " + strings.Repeat(`"$a`, 12) + ")",
		"blanks":             "#foo" + many(" ") + "#foo" + many(" "),
	}
}

func TestHostileTemplatesCompileSoon(t *testing.T) {
	for name, src := range hostile() {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := render(t, src, nil)
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %v", took)
			}
			var e *vtl.Error
			if err != nil && !errors.As(err, &e) {
				t.Errorf("got %T, want *vtl.Error", err)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	tests := []struct {
		name, src string
		limits    vtl.Limits
		want      string // the output, if there is one
		kind      vtl.Kind
	}{
		{"iterations end silently", `#foreach($i in [1..9])$i#end.`, vtl.Limits{Iterations: 3}, "123.", ""},
		{"output", `#foreach($i in [1..9])0123456789#end`, vtl.Limits{Output: 50}, "", vtl.KindLimit},
		{"output of plain text", "0123456789", vtl.Limits{Output: 5}, "", vtl.KindLimit},
		{"steps", `#foreach($i in [1..9])$i#end`, vtl.Limits{Steps: 5}, "", vtl.KindLimit},
		{"memory", `#set($x = [1..1000])`, vtl.Limits{Memory: 1000}, "", vtl.KindLimit},
		{"macros", `#macro(a)#a()#end#a()`, vtl.Limits{MacroDepth: 3}, "", vtl.KindMacroDepth},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tmpl, err := vtl.Parse(tt.src)
			if err != nil {
				t.Fatal(err)
			}
			got, err := tmpl.Render(t.Context(), nil, tt.limits)
			var e *vtl.Error
			if errors.As(err, &e); got != tt.want || e != nil && e.Kind != tt.kind || e == nil && tt.kind != "" {
				t.Errorf("got %q, %v, want %q and an error of kind %q", got, err, tt.want, tt.kind)
			}
		})
	}
}

func TestRenderEndsWithItsContext(t *testing.T) {
	tmpl, err := vtl.Parse(`#foreach($a in [1..1000])#foreach($b in [1..1000])#set($x = $a)#end#end`)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	_, err = tmpl.Render(ctx, nil, vtl.Limits{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
}

func TestRenderIsSafeForConcurrentUse(t *testing.T) {
	tmpl, err := vtl.Parse(`#macro(m $x)<$x>#end#set($l = [1, 2])#foreach($i in $l)#m($i)#end` +
		`#evaluate('#macro(n)n#end#n()')#define($d)$v#end"$d" $v.replaceAll("[0-9]+", "#") $foreach`)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			v := strings.Repeat("a1", i)
			want := `<1><2>n"` + v + `" ` + strings.Repeat("a#", i) + ` $foreach`
			for range 50 {
				got, err := tmpl.Render(t.Context(), map[string]java.Value{"v": v}, vtl.Limits{})
				if err != nil || got != want {
					t.Errorf("got %q, %v, want %q", got, err, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestRenderKeepsTheCallersMap(t *testing.T) {
	vars := map[string]java.Value{"a": "A", "lazy": java.Lazy(func() java.Value { return "computed" })}
	got, err := render(t, `#set($a = "B")#set($new = 1)$a $lazy $lazy`, vars)
	if err != nil || got != "B computed computed" {
		t.Errorf("got %q, %v", got, err)
	}
	if len(vars) != 2 || vars["a"] != "A" {
		t.Errorf("the caller's map became %v", vars)
	}
}
