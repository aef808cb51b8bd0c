package main

import (
	"slices"
	"strings"
)

// lowerFirst makes a member's JSON name, as AWS's messages spell it: only the
// first letter changes (KMSKeyArn is kMSKeyArn).
func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// memberNames are a structure's member names in the order of their JSON names.
func (s shape) memberNames() []string {
	return slices.SortedFunc(slices.Values(s.Members.names), func(a, b string) int {
		return strings.Compare(lowerFirst(a), lowerFirst(b))
	})
}

// wireName is what a member is called in the request or reply.
func wireName(member string, r ref) string {
	if r.LocationName != "" {
		return r.LocationName
	}
	return member
}

// inputName is the Go name of a structure inside an input. The vocabularies
// write AWS's nouns by hand under AWS's names, so the input's twin is told apart.
func inputName(shape string) string {
	if shape == "PatchOperation" || strings.HasSuffix(shape, "Input") {
		return shape
	}
	return shape + "Input"
}

// pageV1 is the API reference's page of an operation.
func pageV1(o operation) string {
	return "https://docs.aws.amazon.com/apigateway/latest/api/API_" + o.Name + ".html"
}

// pageV2 is the API reference's page of an operation's URI; the reference of
// version 2 has a page a resource, named by the path.
func pageV2(o operation) string {
	path := strings.NewReplacer("/v2/", "", "{", "", "}", "", "/", "-").Replace(o.HTTP.RequestURI)
	return "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/" + strings.ToLower(path) + ".html"
}
