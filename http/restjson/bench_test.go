package restjson_test

import (
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"

	"reel/events/apigateway"
	"reel/http/restjson"
)

// BenchmarkDecode decodes a small and a large request; its baseline is
// encoding/json reading the same body into the same structure, unchecked.
func BenchmarkDecode(b *testing.B) {
	template := strings.Repeat(`#set($x = $input.path('$.a'))`+"\n"+`{"b": "$x"}`+"\n", 2500)
	large := fmt.Sprintf(`{"type":"AWS","httpMethod":"POST","uri":"arn:aws:apigateway:us-east-1:lambda:path/x","requestTemplates":{"application/json":%q}}`, template)
	tests := []struct {
		operation string
		body      string
		into      func() any
	}{
		{"CreateResource", `{"pathPart":"pets"}`, func() any { return new(apigateway.CreateResource) }},
		{"PutIntegration", large, func() any { return new(apigateway.PutIntegration) }},
	}
	for _, tt := range tests {
		op, body := operation(b, restjson.APIGateway, tt.operation), []byte(tt.body)
		b.Run(fmt.Sprintf("%s/%d/baseline", tt.operation, len(body)), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			for b.Loop() {
				if err := json.Unmarshal(body, tt.into()); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("%s/%d/decode", tt.operation, len(body)), func(b *testing.B) {
			q := httptest.NewRequest(op.Method, "/", nil)
			param := func(string) string { return "a1b2c3d4e5" }
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := restjson.Decode(op, q, param, body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
