// Package traffic is the vocabulary of the data plane: what callers asked of the
// APIs that reel serves, and what came of it.
//
// Traffic is not truth: no state depends on it. It is always seen in a bounded
// [Ring] in memory, and is written to a stream of its own only while recording
// is on ([Recorder]), so that a call that nobody looks at pays next to nothing for
// being seen.
package traffic
