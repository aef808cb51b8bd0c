// Package apigatewayv2 is the vocabulary of Amazon API Gateway's HTTP and
// WebSocket APIs (its version 2 API): the nouns as AWS shows them, the events
// that they go through, and, generated from AWS's model, the inputs of its
// operations. One file a noun.
//
// Members stand in the alphabetical order of their JSON names, so that a
// recorded line is in canonical order. A member that AWS leaves out when it is
// unset is left out here too. Times are text, as AWS has them here:
// 2026-01-01T00:00:00Z, to the second.
package apigatewayv2
