package restjson_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"testing"

	"reel/http/restjson"
)

var services = []*restjson.Service{restjson.APIGateway, restjson.APIGatewayV2, restjson.APIGatewayManagementAPI, restjson.Lambda}

func TestServices(t *testing.T) {
	tests := []struct {
		service    *restjson.Service
		signing    string
		operations int
	}{
		{restjson.APIGateway, "apigateway", 124},
		{restjson.APIGatewayV2, "apigateway", 103},
		{restjson.APIGatewayManagementAPI, "execute-api", 3},
		{restjson.Lambda, "lambda", 25},
	}
	for _, tt := range tests {
		if tt.service.Len() != tt.operations || tt.service.Signing != tt.signing {
			t.Errorf("%s: got %d operations, signed for %s", tt.service.Name, tt.service.Len(), tt.service.Signing)
		}
		for op := range tt.service.Operations() {
			if found, ok := tt.service.Operation(op.Name); !ok || found != op || op.Service != tt.service.Name {
				t.Errorf("%s: Operation(%q) is %p, %v; want %p", tt.service.Name, op.Name, found, ok, op)
			}
		}
		if _, ok := tt.service.Operation("Create"); ok {
			t.Errorf("%s has an operation Create", tt.service.Name)
		}
	}
}

func TestOperations(t *testing.T) {
	page := restjson.Page{Limit: "limit", Token: "position", Items: "item", Next: "position"}
	tests := []struct {
		service *restjson.Service
		name    string
		want    restjson.Operation
	}{
		{restjson.APIGateway, "ImportRestApi", restjson.Operation{Method: "POST", URI: "/restapis", Query: "mode=import", Status: 201, Mutates: true}},
		{restjson.APIGateway, "GetResources", restjson.Operation{Method: "GET", URI: "/restapis/{restapi_id}/resources", Status: 200, Page: &page}},
		{restjson.APIGateway, "GetTags", restjson.Operation{Method: "GET", URI: "/tags/{resource_arn}", Status: 200}},
		{restjson.APIGateway, "GetUsage", restjson.Operation{Method: "GET", URI: "/usageplans/{usageplanId}/usage", Status: 200, Page: &restjson.Page{Limit: "limit", Token: "position", Items: "values", Next: "position"}}},
		{restjson.APIGateway, "TestInvokeMethod", restjson.Operation{Method: "POST", URI: "/restapis/{restapi_id}/resources/{resource_id}/methods/{http_method}", Status: 200}},
		{restjson.APIGatewayV2, "GetApis", restjson.Operation{Method: "GET", URI: "/v2/apis", Status: 200, Page: &restjson.Page{Limit: "maxResults", Token: "nextToken", Items: "items", Next: "nextToken"}}},
		{restjson.APIGatewayV2, "ListRoutingRules", restjson.Operation{Method: "GET", URI: "/v2/domainnames/{domainName}/routingrules", Status: 200, Page: &restjson.Page{Limit: "maxResults", Token: "nextToken", Items: "routingRules", Next: "nextToken"}}},
		{restjson.APIGatewayV2, "ResetAuthorizersCache", restjson.Operation{Method: "DELETE", URI: "/v2/apis/{apiId}/stages/{stageName}/cache/authorizers", Status: 204, Mutates: true}},
		{restjson.APIGatewayManagementAPI, "PostToConnection", restjson.Operation{Method: "POST", URI: "/@connections/{connectionId}", Status: 200}},
		{restjson.Lambda, "ListFunctions", restjson.Operation{Method: "GET", URI: "/2015-03-31/functions", Status: 200, Page: &restjson.Page{Limit: "maxItems", Token: "marker", Items: "Functions", Next: "NextMarker"}}},
		{restjson.Lambda, "Invoke", restjson.Operation{Method: "POST", URI: "/2015-03-31/functions/{FunctionName}/invocations", Status: 200}},
	}
	for _, tt := range tests {
		op := operation(t, tt.service, tt.name)
		got := restjson.Operation{Method: op.Method, URI: op.URI, Query: op.Query, Status: op.Status, Mutates: op.Mutates, Page: op.Page}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// A pattern of AWS's that Go cannot compile must be known before somebody asks it.
func TestPatternsCompile(t *testing.T) {
	seen := map[*restjson.Shape]bool{}
	var walk func(s *restjson.Shape)
	walk = func(s *restjson.Shape) {
		if s == nil || seen[s] {
			return
		}
		seen[s] = true
		if s.Pattern != nil {
			s.Pattern.Match("x")
		}
		for _, m := range s.Members {
			walk(m.Shape)
		}
		walk(s.Element)
		walk(s.Key)
	}
	for _, service := range services {
		for op := range service.Operations() {
			walk(op.Input)
			walk(op.Output)
		}
	}
	if len(seen) < 500 {
		t.Errorf("walked only %d shapes", len(seen))
	}
}

// What Decode writes must be what the vocabularies' input structures read.
func TestInputsHaveTheMembersOfTheStructures(t *testing.T) {
	for _, service := range services[:2] {
		path := filepath.Join("..", "..", "events", service.Name, "inputs_gen.go")
		structs := jsonNames(t, path)
		for op := range service.Operations() {
			var want []string
			for _, m := range op.Input.Members {
				want = append(want, m.Name)
			}
			if got := structs[op.Name]; !slices.Equal(got, want) {
				t.Errorf("%s.%s: the structure reads %q, Decode writes %q", service.Name, op.Name, got, want)
			}
		}
	}
}

// jsonNames are the JSON names of the fields of a file's structures.
func jsonNames(t *testing.T, path string) map[string][]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	structs := map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.TypeSpec)
		if !ok {
			return true
		}
		for _, field := range spec.Type.(*ast.StructType).Fields.List {
			tag, _ := strconv.Unquote(field.Tag.Value)
			name := reflect.StructTag(tag).Get("json")
			structs[spec.Name.Name] = append(structs[spec.Name.Name], name[:len(name)-len(",omitzero")])
		}
		return false
	})
	return structs
}
