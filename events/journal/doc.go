// Package journal is the log: an ordered, gapless stream of opaque lines on NATS
// JetStream, in a server inside this process or on an external one. It is the only
// package that knows NATS.
//
// # The story of one append
//
// The caller has decided on the state at sequence 41 and calls Append with the line
// and expectLast 41. The line becomes one NATS message: on a subject under
// "reel.events.", with the header Nats-Expected-Last-Sequence: 41, and in Reel-Id the
// entry's id and a random name of this Log. It goes through a pipe in
// memory to the embedded server, or over TCP to an external one. JetStream's order is
// the only transaction there is: if the stream's last sequence is 41, the message
// becomes 42 and is written to the stream's block file before the acknowledgement is
// sent; if not, nothing is written and the caller gets ErrConflict. One append is
// under way at a time: of several that expect the same sequence one alone could win.
//
// Written means write(2): the line is in the operating system's page cache and
// outlives this process, however it dies. With Options.Fsync it is also synced, and
// outlives a power failure. The acknowledged sequence is noted in the file "last" of
// the data folder, so that an end that went missing is noticed at the next Open.
//
// If the connection breaks, or no answer comes in time, Append fails with
// ErrUnknownOutcome. The caller reads on from 41. Either it finds a message that is
// Mine with its ID, which is its own with a lost acknowledgement; or it decides again
// on what it has read. The attempt that was lost cannot come back to life beside the
// second one: both expect the same sequence, or the first expects one that has passed.
//
// There is no deduplication by id (no Nats-Msg-Id header). The expected sequence
// already does what it would do, has no window that closes, and does not take two
// processes that draw the same id for one.
//
// # Reading
//
// Read and Follow have the server push messages through an ordered consumer, check
// that each is the successor of the one before, and begin anew where they stopped
// when the connection breaks: no gap, nothing twice. Open checks that the whole
// stream is 1..n, and what it was made with (Meta).
//
// # Places
//
// On disk, a data folder holds: lock (taken by the running process), last (the
// watermark), and jetstream/ (JetStream's own files). Traffic is a second stream with
// a sequence of its own; it is bounded, and appended without waiting.
package journal
