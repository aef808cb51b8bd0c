// Package http is reel's server: one port for AWS's management APIs, for the
// APIs that were made with them, and for reel's own pages under /_reel/.
//
// A call travels one way. The front door tells by host and path whose it is; a
// management call is routed by AWS's model to a row of an operations table,
// decoded and validated, decided by [projections.Live], and answered from the
// event that was recorded. A call to an API is found by host or prefix and
// handed to reel/http/gateway.
package http
