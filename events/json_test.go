package events_test

import (
	"bytes"
	"encoding/json"
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"reel/events"
	_ "reel/events/apigateway"
	_ "reel/events/apigatewayv2"
)

// odd are texts that JSON writes in ways of their own.
var odd = []string{"", "plain", "with space", `quo"te`, `back\slash`, "new\nline", "<a href='x'>&", "é", "日本", "\u2028", "bad\xff", "\x00", "\x7f", "😀"}

// random fills v with anything; some of it with nothing.
func random(r *rand.Rand, v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt([]int64{0, 1, -1, 100, math.MinInt8}[r.IntN(5)])
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(r.IntN(200)))
	case reflect.Float32, reflect.Float64:
		v.SetFloat([]float64{0, 0.5, -3, 1e21, 1e-7, math.Copysign(0, -1)}[r.IntN(6)])
	case reflect.String:
		v.SetString(odd[r.IntN(len(odd))])
	case reflect.Pointer:
		if v.SetZero(); r.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			random(r, v.Elem())
		}
	case reflect.Slice:
		if v.Type() == reflect.TypeFor[json.RawMessage]() {
			v.SetBytes([]byte([]string{`null`, `{ "a" : [1, "x"] }`, `"<&>"`}[r.IntN(3)]))
			return
		}
		v.SetZero()
		for n := r.IntN(4) - 1; n >= 0 && v.Len() <= n; {
			if v.IsNil() {
				v.Set(reflect.MakeSlice(v.Type(), 0, n))
			}
			if n == 0 {
				break
			}
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
			random(r, v.Index(v.Len()-1))
			if v.Len() == n {
				break
			}
		}
	case reflect.Map:
		if v.SetZero(); r.IntN(4) > 0 {
			v.Set(reflect.MakeMap(v.Type()))
			for range r.IntN(4) {
				key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
				random(r, key)
				random(r, value)
				v.SetMapIndex(key, value)
			}
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(r.Int64N(1e9), 0).UTC()))
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				random(r, v.Field(i))
			}
		}
	case reflect.Interface:
		v.Set(reflect.ValueOf(map[string]any{"b": 1.5, "a": []any{nil, "<"}}))
	case reflect.Array:
		for i := range v.Len() {
			random(r, v.Index(i))
		}
	}
}

// An embedded, a recursive and an odd type stand for what vocabularies may bring.
type (
	key struct {
		Id   string `json:"id"`
		Last int    `json:"zlast"`
	}
	Inner struct {
		A string `json:"a,omitempty"`
		B bool   `json:"b,omitzero"`
	}
	noun struct {
		Inner
		Any      any                `json:"any"`
		Bytes    []byte             `json:"bytes"`
		Chars    map[rune]string    `json:"chars"`
		Children []*noun            `json:"children,omitempty"`
		Float    float64            `json:"float,omitempty"`
		Hidden   string             `json:"-"`
		Key      key                `json:"key"`
		Keys     map[string]key     `json:"keys,omitzero"`
		Nested   map[string][]key   `json:"nested"`
		NoTag    string             //
		Quoted   int                `json:"quoted,string"`
		Raw      json.RawMessage    `json:"raw,omitempty"`
		Small    int8               `json:"small"`
		Texts    map[string]*string `json:"texts"`
		Three    [3]uint16          `json:"three"`
		Time     time.Time          `json:"time"`
	}
	simple struct {
		Inner
		Float  float64            `json:"float"`
		Key    *key               `json:"key"`
		List   []key              `json:"list"`
		Nested map[string][]key   `json:"nested"`
		Number int64              `json:"number"`
		Small  int8               `json:"small"`
		Texts  map[string]*string `json:"texts"`
		Told   map[string]bool    `json:"told"`
		Words  map[string]string  `json:"words"`
	}
	twins struct {
		Inner
		A string `json:"A"`
	}
)

// types are the registered events and the types above.
func types() []reflect.Type {
	all := []reflect.Type{reflect.TypeFor[noun](), reflect.TypeFor[simple](), reflect.TypeFor[twins](), reflect.TypeFor[*simple](), reflect.TypeFor[events.Call]()}
	for name := range events.Types() {
		all = append(all, events.GoType(name))
	}
	return all
}

func withEncodingJSON(tb testing.TB, v any) []byte {
	tb.Helper()
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		tb.Fatal(err)
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n"))
}

func TestAppendJSONWritesWhatEncodingJSONWrites(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, typ := range types() {
		for range 200 {
			v := reflect.New(typ)
			random(r, v.Elem())
			for _, value := range []any{v.Interface(), v.Elem().Interface()} {
				got, err := events.AppendJSON([]byte("before "), value)
				if want := withEncodingJSON(t, value); err != nil || string(got) != "before "+string(want) {
					t.Fatalf("%v: got %s (%v), want %s", typ, got, err, want)
				}
			}
		}
	}
	if got, err := events.AppendJSON(nil, nil); err != nil || string(got) != "null" {
		t.Errorf("nil: got %s, %v", got, err)
	}
	for _, bad := range []any{math.Inf(1), json.RawMessage("{"), map[string]any{"a": make(chan int)}, simple{Float: math.NaN()}} {
		if _, err := events.AppendJSON(nil, bad); err == nil {
			t.Errorf("%v: no error", bad)
		}
	}
}

// sameDecoded compares what decodeJSON and encoding/json make of a text.
func sameDecoded(tb testing.TB, typ reflect.Type, text []byte) {
	tb.Helper()
	got, want := reflect.New(typ), reflect.New(typ)
	gotErr := events.DecodeJSON(text, got.Interface())
	wantErr := json.Unmarshal(text, want.Interface())
	if (gotErr == nil) != (wantErr == nil) {
		tb.Fatalf("%v from %s: got %v, want %v", typ, text, gotErr, wantErr)
	}
	if gotErr == nil && !reflect.DeepEqual(got.Interface(), want.Interface()) {
		tb.Fatalf("%v from %s: got %+v, want %+v", typ, text, got.Elem(), want.Elem())
	}
}

func TestDecodeReadsWhatEncodingJSONReads(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for _, typ := range types() {
		for range 200 {
			v := reflect.New(typ)
			random(r, v.Elem())
			text := withEncodingJSON(t, v.Interface())
			sameDecoded(t, typ, text)
			for range 5 { // one byte changed, doubled or gone
				i := r.IntN(len(text))
				bad := slices.Clone(text)
				switch r.IntN(3) {
				case 0:
					bad[i] = `{}[]",:0n\ -1.eé`[r.IntN(15)]
				case 1:
					bad = slices.Insert(bad, i, bad[i])
				default:
					bad = slices.Delete(bad, i, i+1)
				}
				sameDecoded(t, typ, bad)
			}
		}
	}
}

func TestDecodeReadsOddTexts(t *testing.T) {
	typ := reflect.TypeFor[simple]()
	texts := []string{
		``, `null`, `{}`, ` {}`, `{} `, `{}{}`, `[]`, `{"a":"x"}`, `{"A":"x"}`, `{"a":"x","a":"y"}`, `{"b":true,"a":"x"}`,
		`{"a":null,"b":null,"key":null,"list":null,"nested":null,"number":null,"texts":null}`, `{"unknown":1,"a":"x"}`,
		`{"a":"\u0041"}`, `{"a":"\ud83d\ude00"}`, "{\"a\":\"\xff\"}", "{\"a\":\"\n\"}", `{"a":"x"`, `{"a":"x",}`, `{"a":}`, `{,"a":"x"}`,
		`{"number":01}`, `{"number":-0}`, `{"number":1.5}`, `{"number":1e2}`, `{"number":9223372036854775808}`, `{"small":128}`, `{"small":-128}`,
		`{"float":1e400}`, `{"float":.5}`, `{"float":5.}`, `{"float":-0.0}`, `{"float":1E+2}`, `{"float":"1"}`,
		`{"list":[]}`, `{"list":[{}]}`, `{"list":[null]}`, `{"list":[{},]}`, `{"list":[,{}]}`, `{"list":{}}`,
		`{"words":{}}`, `{"words":{"a":null}}`, `{"words":{"a":}}`, `{"words":{"a":"b","a":"c"}}`, `{"words":{"a"}}`, `{"words":{"":""}}`, `{"words":{"a":"b",}}`,
		`{"told":{"a":null}}`, `{"told":{"a":false,"b":true}}`, `{"told":{"a":}}`, `{"told":{"a":1}}`,
		`{"texts":{"a":null,"b":""}}`, `{"nested":{"a":[],"b":null,"c":[{"id":"x"}]}}`, `{"key":{"zlast":1}}`, `{"key":{"id":"x","zlast":1}}`, `{"key":{"zlast":1,"id":"x"}}`,
		`{"key":{"id":"` + strings.Repeat("long", 5000) + `"},"words":{"a":"b"}}`,
	}
	for _, text := range texts {
		sameDecoded(t, typ, []byte(text))
		sameDecoded(t, reflect.TypeFor[*simple](), []byte(text))
	}
}

// The nouns of a vocabulary must stay plain enough to be read fast: folding a
// long stream depends on it.
func TestEventsAreReadWithoutEncodingJSON(t *testing.T) {
	slow := 0
	for name := range events.Types() {
		if !events.ReadsByItself(events.GoType(name)) {
			t.Logf("%s is left to encoding/json", name)
			slow++
		}
	}
	if all := len(slices.Collect(events.Types())); slow > all/10 {
		t.Errorf("%d of %d event types are left to encoding/json", slow, all)
	}
}

func TestWhatIsReadIsNotHeldByLongTexts(t *testing.T) {
	// Strings of a short text are parts of one copy, those of a long one are not.
	data := []byte(`{"words":{"a":"` + strings.Repeat("x", 1<<20) + `","b":"short"}}`)
	var v simple
	if err := events.DecodeJSON(data, &v); err != nil {
		t.Fatal(err)
	}
	clear(data)
	if v.Words["b"] != "short" || len(v.Words["a"]) != 1<<20 || v.Words["a"][:3] != "xxx" {
		t.Error("what was read changes with the text it was read from")
	}
}

func FuzzDecode(f *testing.F) {
	all := types()
	r := rand.New(rand.NewPCG(5, 6))
	for i, typ := range all {
		v := reflect.New(typ)
		random(r, v.Elem())
		text, err := json.Marshal(v.Interface())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(i, text)
	}
	f.Fuzz(func(t *testing.T, i int, text []byte) {
		sameDecoded(t, all[uint(i)%uint(len(all))], text)
	})
}
