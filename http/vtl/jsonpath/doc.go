// Package jsonpath finds values by JSONPath as the Jayway library does, which API Gateway's $input.path and
// $input.json are made with.
//
// A path is definite if it can lead to one value only; then that value is the result, or nothing. Any other path,
// with a wildcard, a filter, a slice, several indexes or "..", gives a list of what it leads to, which may be empty.
package jsonpath
