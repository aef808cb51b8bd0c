// Package ws is the data plane of WebSocket APIs: it shakes hands, keeps the
// registry of open connections, moves their frames (RFC 6455, on gobwas/ws) and is
// what @connections asks. What a message comes to is package gateway's business.
//
// A connection costs one goroutine that reads. Messages are carried out one at a
// time and in order on a goroutine that is there only while there are some, and
// written by whoever has something to say. Nothing else is kept for a connection
// that is quiet: no timer, for one sweep looks at all of them, and no buffer beyond
// a few hundred bytes.
package ws
