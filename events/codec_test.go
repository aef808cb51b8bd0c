package events_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"reel/events"
	"reel/events/apigateway"
)

var created = events.Recorded{
	ID: "01KDVDZXVG9ZQPGZ8W1T4A7M3C", Account: "000000000000", Region: "us-east-1",
	Type: "apigateway.ResourceCreated", Subject: "/restapis/a/resources/r",
	Time: time.Date(2026, 1, 1, 0, 0, 2, 0, time.UTC), Seq: 2,
	Call: &events.Call{
		Account: "000000000000", Region: "us-east-1",
		Operation: "CreateResource", Principal: "test", UserAgent: "aws-cli/2", Input: json.RawMessage(`{"pathPart":"p"}`),
	},
	Event: apigateway.ResourceCreated{RestApiId: "a", Resource: apigateway.Resource{Id: "r", ParentId: "root", Path: "/p", PathPart: "p"}},
}

const createdLine = `{"specversion":"1.0","id":"01KDVDZXVG9ZQPGZ8W1T4A7M3C","source":"/reel/000000000000/us-east-1",` +
	`"type":"apigateway.ResourceCreated","subject":"/restapis/a/resources/r","time":"2026-01-01T00:00:02Z","seq":2,` +
	`"call":{"operation":"CreateResource","principal":"test","userAgent":"aws-cli/2","input":{"pathPart":"p"}},` +
	`"data":{"resource":{"id":"r","parentId":"root","path":"/p","pathPart":"p"},"restApiId":"a"},"sum":"d9506e9046e7f856"}`

func line(tb testing.TB, r events.Recorded) []byte {
	tb.Helper()
	b, err := events.AppendLine(nil, r)
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// How a line is written is forever: files and logs are full of them.
func TestALineIsForever(t *testing.T) {
	if got := string(line(t, created)); got != createdLine {
		t.Errorf("got  %s\nwant %s", got, createdLine)
	}
}

func TestAppendLineAppends(t *testing.T) {
	got, err := events.AppendLine([]byte("before\n"), created)
	if err != nil || string(got) != "before\n"+createdLine {
		t.Errorf("got %s, %v", got, err)
	}
}

func TestALineComesBack(t *testing.T) {
	more := created
	more.Call = nil
	more.Time = more.Time.Add(123 * time.Millisecond)
	bare := created
	bare.Call = &events.Call{Account: bare.Account, Region: bare.Region, Operation: "CreateResource"}
	odd := created
	odd.Subject, odd.ID = "/restapis/\"a\"\n/é", "an id \\ of strangers"
	odd.Call = &events.Call{Account: odd.Account, Region: odd.Region, Operation: "Cre\"ate", UserAgent: "<é>", Input: json.RawMessage(`{"a":"\u2028\n\"}"}`)}
	odd.Event = apigateway.ResourceCreated{RestApiId: "<\u2028>", Resource: apigateway.Resource{Id: "\x00"}}
	refused := created
	refused.Type, refused.Event = "reel.CallRefused", events.CallRefused{Code: "NotFoundException", Message: "no", Operation: "x", Target: "/restapis/a/resources/r"}
	for name, r := range map[string]events.Recorded{"whole": created, "without a call": more, "a bare call": bare, "odd texts": odd, "a refusal": refused} {
		t.Run(name, func(t *testing.T) {
			text := line(t, r)
			got, err := events.ParseLine(text)
			if err != nil || !reflect.DeepEqual(got, r) {
				t.Errorf("got %+v (%v), want %+v", got, err, r)
			}
			if again := line(t, got); !bytes.Equal(again, text) {
				t.Errorf("written again: %s, was %s", again, text)
			}
			if bytes.ContainsAny(text, "\n\r") {
				t.Errorf("more than one line: %q", text)
			}
		})
	}
}

func TestTypeAndSubjectComeFromTheEvent(t *testing.T) {
	r := created
	r.Type, r.Subject = "", ""
	if got := string(line(t, r)); got != createdLine {
		t.Errorf("got %s", got)
	}
}

func TestEveryEventTypeComesBack(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	for name := range events.Types() {
		for range 20 {
			r := created
			v := reflect.New(events.GoType(name))
			random(rnd, v.Elem())
			// What JSON cannot say as it is comes back once it has been said.
			said := reflect.New(events.GoType(name))
			if err := json.Unmarshal(withEncodingJSON(t, v.Interface()), said.Interface()); err != nil {
				t.Fatal(err)
			}
			r.Event, r.Type = said.Elem().Interface().(events.Event), name
			r.Subject = "/a"
			text := line(t, r)
			got, err := events.ParseLine(text)
			if err != nil || !bytes.Equal(line(t, got), text) {
				t.Fatalf("%s: got %+v (%v) from %s", name, got.Event, err, text)
			}
		}
	}
}

// A reader of stream files finds the members of data in alphabetical order.
func TestMembersOfDataAreInOrder(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 10))
	for name := range events.Types() {
		for range 20 {
			v := reflect.New(events.GoType(name))
			random(rnd, v.Elem())
			text := withEncodingJSON(t, v.Interface())
			var any any
			if err := json.Unmarshal(text, &any); err != nil {
				t.Fatal(err)
			}
			if sorted := withEncodingJSON(t, any); !bytes.Equal(keysOf(t, text), keysOf(t, sorted)) {
				t.Errorf("%s: got %s, want %s", name, text, sorted)
				break
			}
		}
	}
}

// keysOf is the names of all members in the order in which they stand.
func keysOf(tb testing.TB, text []byte) (out []byte) {
	tb.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	var walk func()
	walk = func() {
		tok, err := dec.Token()
		if err != nil {
			tb.Fatal(err)
		}
		switch tok {
		case json.Delim('{'):
			for dec.More() {
				key, _ := dec.Token()
				out = append(out, key.(string)+"{"...)
				walk()
				out = append(out, '}')
			}
			_, _ = dec.Token()
		case json.Delim('['):
			for dec.More() {
				walk()
			}
			_, _ = dec.Token()
		}
	}
	walk()
	return out
}

func TestAChangedLineIsRefused(t *testing.T) {
	good := line(t, created)
	for i := range good {
		bad := bytes.Clone(good)
		bad[i] ^= 1
		if _, err := events.ParseLine(bad); !errors.Is(err, events.ErrSum) {
			t.Fatalf("byte %d changed: got %v", i, err)
		}
		if _, err := events.ParseLine(good[:i]); !errors.Is(err, events.ErrSum) {
			t.Fatalf("cut at %d: got %v", i, err)
		}
	}
	for _, bad := range []string{"", "{}", `{"sum":"0000000000000000"}`, string(good) + " ", string(good) + "\n", strings.ToUpper(string(good))} {
		if _, err := events.ParseLine([]byte(bad)); !errors.Is(err, events.ErrSum) {
			t.Errorf("%q: got %v", bad, err)
		}
	}
}

func TestLinesThatAreNoEvents(t *testing.T) {
	open := createdLine[:strings.Index(createdLine, `,"sum"`)]
	tests := []struct{ name, from, to, want string }{
		{"another specversion", `"specversion":"1.0"`, `"specversion":"1.1"`, "it needs specversion 1.0"},
		{"no type", `"type":"apigateway.ResourceCreated"`, `"type":""`, "it needs specversion 1.0, type"},
		{"sequence 0", `"seq":2`, `"seq":0`, "seq"},
		{"a negative sequence", `"seq":2`, `"seq":-2`, "not a recorded event"},
		{"a sequence too large", `"seq":2`, `"seq":18446744073709551616`, "not a recorded event"},
		{"a sequence with a zero in front", `"seq":2`, `"seq":02`, "not a recorded event"},
		{"no data", `"data":`, `"date":`, "data"},
		{"no time", `"time":"2026-01-01T00:00:02Z"`, `"time":"soon"`, "not a recorded event"},
		{"another source", `"source":"/reel/`, `"source":"/real/`, "names no account and region"},
		{"no region", `/000000000000/us-east-1"`, `/000000000000"`, "names no account and region"},
		{"input that is no JSON", `{"pathPart":"p"}`, `{"pathPart":p}`, "not a recorded event"},
		{"input with a wrong escape", `{"pathPart":"p"}`, `{"pathPart":"\x"}`, "not a recorded event"},
		{"input cut", `{"pathPart":"p"}}`, `{"pathPart":"p"}`, "not a recorded event"},
		{"data of another shape", `"resource":{`, `"resource":[],"x":{`, "data of apigateway.ResourceCreated"},
		{"more behind data", `"restApiId":"a"}`, `"restApiId":"a"}}`, "not a recorded event"},
		{"an unknown type", "ResourceCreated", "ResourceUncreated", "unknown event type"},
		{"an invalid character", "aws-cli", "aws\x01cli", "not a recorded event"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !strings.Contains(open, tt.from) {
				t.Fatalf("no %s in the line", tt.from)
			}
			_, err := events.ParseLine(events.AppendSum([]byte(strings.Replace(open, tt.from, tt.to, 1))))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
	var unknown *events.UnknownTypeError
	_, err := events.ParseLine(events.AppendSum([]byte(strings.Replace(open, "ResourceCreated", "Unheard", 1))))
	if !errors.As(err, &unknown) || unknown.Type != "apigateway.Unheard" {
		t.Errorf("got %v", err)
	}
}

// What is JSON and means the same is read although reel would not write it so.
func TestLinesInAnotherForm(t *testing.T) {
	open := createdLine[:strings.Index(createdLine, `,"sum"`)]
	for name, replace := range map[string][]string{
		"white space":        {`"seq":2`, `"seq" : 2 `},
		"an escaped letter":  {`"type":"apigateway`, `"type":"\u0061pigateway`},
		"another order":      {`"id":"01KDVDZXVG9ZQPGZ8W1T4A7M3C",`, ``, `"seq":2`, `"seq":2,"id":"01KDVDZXVG9ZQPGZ8W1T4A7M3C"`},
		"a member too many":  {`"seq":2`, `"more":{"a":[1]},"seq":2`},
		"a member of data":   {`"restApiId":"a"}`, `"restApiId":"a","more":1}`},
		"a member behind it": {`"restApiId":"a"}`, `"restApiId":"a"},"more":1`},
		"another zone":       {`02Z`, `02+00:00`},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := events.ParseLine(events.AppendSum([]byte(strings.NewReplacer(replace...).Replace(open))))
			if err != nil {
				t.Fatal(err)
			}
			if again := string(line(t, got)); again != createdLine {
				t.Errorf("written again: %s", again)
			}
		})
	}
}

func TestATimeThatNoLineCanTell(t *testing.T) {
	r := created
	r.Time = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := events.AppendLine(nil, r); err == nil {
		t.Error("the year 10000 was written")
	}
}

// FuzzParseLine gives lines the sum that fits them: no panic, splitting and
// encoding/json read the same, and what is read is written in one form, which
// comes back byte for byte.
func FuzzParseLine(f *testing.F) {
	cut := func(s string) []byte { return []byte(s[:strings.LastIndex(s, `,"sum"`)]) }
	f.Add(cut(createdLine))
	refused := created
	refused.Type, refused.Event, refused.Call = "", events.CallRefused{Message: "é<\n"}, nil
	f.Add(cut(string(line(f, refused))))
	f.Add(cut(strings.Replace(createdLine, `{"pathPart":"p"}`, `{"a":[1,-2.5e3,true,null,"\u00e9\\"],"b":{}}`, 1)))
	f.Fuzz(func(t *testing.T, open []byte) {
		text := events.AppendSum(bytes.Clone(open))
		split, parsed, ok, err := events.SplitLine(text)
		r, parseErr := events.ParseLine(text)
		if ok && err == nil && parseErr == nil && !reflect.DeepEqual(split, parsed) {
			t.Fatalf("%s: split %+v, parsed %+v", text, split, parsed)
		}
		if err != nil && parseErr == nil {
			t.Fatalf("%s: read, although it is no JSON: %v", text, err)
		}
		if parseErr != nil {
			return
		}
		canonical := line(t, r)
		again, err := events.ParseLine(canonical)
		if err != nil || !bytes.Equal(line(t, again), canonical) {
			t.Fatalf("%s: written as %s, which comes back as %+v, %v", text, canonical, again, err)
		}
	})
}
