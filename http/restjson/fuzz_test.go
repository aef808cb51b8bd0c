package restjson_test

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"

	"reel/events"
	"reel/http/restjson"
)

// FuzzDecode gives strangers' bytes to every operation. What Decode accepts must
// be canonical: JSON whose members are sorted, and that decodes to itself.
func FuzzDecode(f *testing.F) {
	f.Add(uint16(1), `{"name":"n","tags":{"b":null,"a":"\u0061"}}`, "", "a")
	f.Add(uint16(60), `{"type":"AWS","requestTemplates":{"a":"\\\"x\\"}}`, "mode=import&a=%zz", "b/c")
	f.Add(uint16(100), ` {"patchOperations":[{"op":"add","value":1e5},null]} `, "limit=5&embed=a&embed=b", "")
	f.Add(uint16(240), `{"Code":{"ZipFile":"UEs="},"Timeout":3.9}`, "Qualifier=$LATEST", "f")
	var operations []*restjson.Operation
	for _, s := range services {
		operations = slices.AppendSeq(operations, s.Operations())
	}
	f.Fuzz(func(t *testing.T, which uint16, body, query, param string) {
		op := operations[int(which)%len(operations)]
		q := httptest.NewRequest(op.Method, "/", nil)
		q.URL = &url.URL{Path: "/", RawQuery: query}
		in, err := restjson.Decode(op, q, func(string) string { return param }, []byte(body))
		if err != nil {
			if events.Refusal(err) == nil {
				t.Errorf("%s: %v is no refusal", op.Name, err)
			}
			return
		}
		var value any
		dec := json.NewDecoder(bytes.NewReader(in))
		dec.UseNumber()
		if err := dec.Decode(&value); err != nil {
			t.Fatalf("%s: %s: %v", op.Name, in, err)
		}
		var canonical bytes.Buffer
		enc := json.NewEncoder(&canonical)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(value); err != nil || canonical.String() != string(in)+"\n" {
			t.Errorf("%s: got %s, canonical is %s", op.Name, in, &canonical)
		}
	})
}

func FuzzPrincipal(f *testing.F) {
	f.Add("AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/lambda/aws4_request, Signature=b", "")
	f.Add("", "X-Amz-Credential=123456789012%2F1%2Fr%2Fs%2Faws4_request")
	f.Fuzz(func(t *testing.T, authorization, query string) {
		q := httptest.NewRequest("GET", "/", nil)
		q.URL.RawQuery = query
		q.Header["Authorization"] = []string{authorization}
		key, account, region, _, signed := restjson.Principal(q)
		if len(account) != 12 || region == "" || signed != (key != "") {
			t.Errorf("got %q %q %q %v", key, account, region, signed)
		}
	})
}
