package emulator_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"reel/cmd/emulator"
	"reel/replay"
)

// ask makes a request and reads the answer.
func ask(t *testing.T, method, url, body string, header ...string) (int, string) {
	t.Helper()
	q, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(header); i += 2 {
		q.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(text)
}

// member is a text member of a JSON object.
func member(t *testing.T, object, name string) string {
	t.Helper()
	var members map[string]any
	if err := json.Unmarshal([]byte(object), &members); err != nil {
		t.Fatalf("%s: %v", object, err)
	}
	text, _ := members[name].(string)
	return text
}

// mocked makes an API whose root answers 200, deployed to dev, and is its id.
func mocked(t *testing.T, e *emulator.Emulator) string {
	t.Helper()
	_, api := ask(t, "POST", e.URL+"/restapis", `{"name":"pets"}`)
	id := member(t, api, "id")
	method := e.URL + "/restapis/" + id + "/resources/" + member(t, api, "rootResourceId") + "/methods/GET"
	ask(t, "PUT", method, `{"authorizationType":"NONE"}`)
	ask(t, "PUT", method+"/integration", `{"type":"MOCK","requestTemplates":{"application/json":"{\"statusCode\":200}"}}`)
	ask(t, "PUT", method+"/responses/200", `{}`)
	ask(t, "PUT", method+"/integration/responses/200", `{}`)
	if status, text := ask(t, "POST", e.URL+"/restapis/"+id+"/deployments", `{"stageName":"dev"}`); status != 201 {
		t.Fatal(text)
	}
	return id
}

// A trafficPage is what /_reel/traffic answers.
type trafficPage struct {
	Cursor           string
	Exchanges, Reads []map[string]any
}

func trafficOf(t *testing.T, e *emulator.Emulator, query string) (p trafficPage) {
	t.Helper()
	status, text := ask(t, "GET", e.URL+"/_reel/traffic?"+query, "")
	if err := json.Unmarshal([]byte(text), &p); err != nil || status != 200 {
		t.Fatalf("%d %s", status, text)
	}
	return p
}

// Exchanges are recorded while that is switched on, survive a restart, are looked up
// by what they are, and are in a file when they are asked for; the state is the same.
func TestTrafficIsRecordedWhileItIsOn(t *testing.T) {
	c := emulator.Config{Dir: t.TempDir(), Seed: 7, Clock: "2026-01-01T00:00:00Z"}
	e := emulator.OpenWith(t, c)
	api := mocked(t, e)
	call := func(path string) {
		if status, text := ask(t, "GET", e.URL+"/restapis/"+api+"/dev/_user_request_/"+path, "", "Authorization", "secret-1"); status != 200 && path == "" {
			t.Fatal(text)
		}
	}
	call("")
	if _, text := ask(t, "PUT", e.URL+"/_reel/recording", ""); text != `{"reads":false,"traffic":true}`+"\n" {
		t.Error(text)
	}
	call("?x=1")
	call("nothing-here")
	if _, text := ask(t, "DELETE", e.URL+"/_reel/recording", ""); text != `{"reads":false,"traffic":false}`+"\n" {
		t.Error(text)
	}
	call("")
	if p := trafficOf(t, e, ""); len(p.Exchanges) != 4 {
		t.Errorf("the ring has %d", len(p.Exchanges))
	}
	if p := trafficOf(t, e, "status=200&limit=1"); len(p.Exchanges) != 1 || p.Exchanges[0]["seq"] != 4.0 || p.Cursor != "4" {
		t.Errorf("filtered: %+v", p)
	}
	for query, want := range map[string]int{"": 2, "cursor=1": 1, "limit=1": 1, "status=200": 1, "apiId=" + api + "&stage=dev": 2, "apiId=x": 0, "since=2001-01-01T00:00:00Z": 2, "until=2001-01-01T00:00:00Z": 0, "connectionId=x": 0} {
		p := trafficOf(t, e, "recorded=true&"+query)
		if len(p.Exchanges) != want {
			t.Errorf("%s: %d recorded exchanges, want %d", query, len(p.Exchanges), want)
		}
		if text, _ := json.Marshal(p); strings.Contains(string(text), "secret-1") {
			t.Errorf("a secret was recorded: %s", text)
		}
	}
	for _, bad := range []string{"cursor=x", "status=x", "since=x"} {
		if status, text := ask(t, "GET", e.URL+"/_reel/traffic?"+bad, ""); status != 400 {
			t.Errorf("%s: %d %s", bad, status, text)
		}
	}
	var with, without bytes.Buffer
	if err := e.Export(t.Context(), &with, true); err != nil {
		t.Fatal(err)
	}
	if err := e.Export(t.Context(), &without, false); err != nil {
		t.Fatal(err)
	}
	s, sum, err := replay.Fold(t.Context(), bytes.NewReader(with.Bytes()), replay.Options{})
	if err != nil || sum.Traffic != 2 || s.Seq != e.Live.Head().Seq {
		t.Errorf("%v, %+v", err, sum)
	}
	if _, sum, err := replay.Fold(t.Context(), bytes.NewReader(without.Bytes()), replay.Options{}); err != nil || sum.Traffic != 0 || sum.Header.Reel != replay.Format {
		t.Errorf("%v, %+v", err, sum)
	}
	if _, text := ask(t, "GET", e.URL+"/_reel/export?traffic=true", ""); text != with.String() {
		t.Error("the page is another file")
	}
}

// Reads draw from nothing and have no time: the same calls leave the same lines.
func TestReadsAreRecorded(t *testing.T) {
	record := func() string {
		e := emulator.OpenWith(t, emulator.Config{Seed: 7, Clock: "2026-01-01T00:00:00Z", RecordReads: true})
		api := mocked(t, e)
		ask(t, "GET", e.URL+"/restapis/"+api, "")
		ask(t, "GET", e.URL+"/restapis/none", "")
		ask(t, "GET", e.URL+"/_reel/at/1/restapis", "")
		ask(t, "POST", e.URL+"/restapis", `{"name":"more"}`)
		p := trafficOf(t, e, "recorded=true")
		if len(p.Reads) != 3 || len(p.Exchanges) != 0 || p.Reads[0]["operation"] != "GetRestApi" || p.Reads[1]["error"] != "NotFoundException" || p.Reads[2]["servedAt"] != 1.0 {
			t.Errorf("got %+v", p)
		}
		var out bytes.Buffer
		if err := e.Export(t.Context(), &out, true); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	one, two := record(), record()
	if one != two || strings.Count(one, `"read":{`) != 3 {
		t.Errorf("two recordings differ:\n%s\n%s", one, two)
	}
}
