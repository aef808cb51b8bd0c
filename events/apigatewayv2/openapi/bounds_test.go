package openapi_test

import (
	"fmt"
	"strings"
	"testing"

	"reel/events/apigatewayv2/openapi"
)

// A few megabytes in which one thing refers to another thousands of times come to
// no more than an event may hold, and are not looked at for long.
func TestWhatADocumentComesToIsBounded(t *testing.T) {
	many := func(n int, format string) string {
		out := make([]string, n)
		for i := range out {
			out[i] = fmt.Sprintf(format, i)
		}
		return strings.Join(out, ",")
	}
	long := strings.Repeat("x", 1<<20)
	nodes := strings.Repeat(`{"a":1},`, 100_000) + "{}"
	const refers = `"/p%d":{"$ref":"#/x"}`
	tests := []struct{ name, document string }{
		{"parameters of one path at many", `"paths":{` + many(50_000, refers) + `},"x":{"parameters":[` + nodes + `],"get":{}}`},
		{"answers of one path at many", `"paths":{` + many(50_000, refers) + `},"x":{"get":{"responses":{"200":[` + nodes + `]}}}`},
		{"one integration at many paths", `"paths":{` + many(50_000, refers) + `},"x":{"get":{"x-amazon-apigateway-integration":{"type":"http_proxy","uri":"` + long + `"}}}`},
		{"what is no text, at many paths", `"paths":{` + many(50_000, refers) + `},"x":{"get":{"x-amazon-apigateway-integration":{"type":"mock","requestParameters":{"a":[` + nodes + `],"b":[` + nodes + `]}}}}`},
		{"requirements of many routes", `"paths":{` + many(50_000, `"/p%d":{"get":{}}`) + `},"security":[{` + many(50_000, `"s%d":[]`) + `}]`},
		{"scopes of many routes", `"paths":{` + many(50_000, `"/p%d":{"get":{}}`) + `},"security":[{"j":[` + many(100_000, `"s%d"`) + `]}],"components":{"securitySchemes":{"j":{"x-amazon-apigateway-authorizer":{"type":"jwt"}}}}`},
		{"one authorizer by many names", `"paths":{},"components":{"securitySchemes":{` + many(50_000, `"s%d":{"$ref":"#/x"}`) + `}},"x":{"x-amazon-apigateway-authorizer":{"type":"request","identitySource":"` + strings.Repeat("$a,", 300_000) + `"}}`},
		{"a long prefix of many paths", `"servers":[{"url":"/` + long[:60_000] + `"}],"paths":{` + many(50_000, `"/p%d":{"get":{}}`) + `}`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			text := `{"openapi":"3.0.1","info":{"title":"t"},` + tt.document + `}`
			if len(text) > 6<<20 {
				t.Fatalf("%d bytes", len(text))
			}
			_, err := openapi.Read([]byte(text), openapi.Options{BasePath: "prepend"})
			if err == nil || !strings.Contains(err.Error(), "comes to more than 20 MB") {
				t.Errorf("got %v", err)
			}
		})
	}
}

// References to nothing by the thousand are not all told of.
func TestFindingsAreBounded(t *testing.T) {
	var b strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&b, `{"$ref":"#/n%d"},`, i)
	}
	text := `{"openapi":"3.0.1","info":{"title":"t"},"paths":{"/` + strings.Repeat("long", 100_000) + `":{"get":{"responses":{"200":[` + b.String() + `{}]}}}}}`
	d, err := openapi.Read([]byte(text), openapi.Options{})
	if err != nil || len(d.Warnings) > 1000 {
		t.Errorf("%d warnings, %v", len(d.Warnings), err)
	}
}
