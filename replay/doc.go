// Package replay reads and writes stream files, also called recordings: a log
// of events as JSON Lines that diffs well in git and folds to the same state
// everywhere.
//
// A stream file has three kinds of lines, as a rule, each one JSON object:
//
//	{"reel":1,"version":"0.1.0","seed":7,"clock":"2026-01-01T00:00:00Z"}
//	{"specversion":"1.0","id":…,"type":…,"time":…,"seq":1,"call":{…},"data":{…},"sum":"…"}
//	{"checkpoint":1,"digest":"…"}
//
// The first line is the header: the format, the reel that wrote the file, and
// the seed and clock that its ids and times come from. Then come the events as
// [events.AppendLine] writes them, each with a checksum of its own line, in
// sequence 1..n without gaps. A checkpoint names the newest event before it and
// the digest of the state there ([projections.State.Digest]). The last line is a
// checkpoint, so that a file that was cut can be told from a whole one; others
// may stand between the events, and every one is verified.
//
// A file that was asked to hold traffic has a fourth kind, and is of format 2:
//
//	{"traffic":1,"exchange":{…,"servedAt":1,…},"sum":"…"}
//	{"traffic":2,"read":{…,"servedAt":1,…},"sum":"…"}
//
// They are exchanges of the data plane and management calls that only read, as
// events/traffic writes them: whatever members reel comes to know of are in a line as
// they are. traffic is the sequence in their own order, in which the oldest may be
// gone; servedAt is the newest event that they knew of, which stands before them. sum
// is that of an event's line. Folding passes them over, and so does whatever starts
// from a file: a log that is filled from one holds its events alone.
//
// Nothing is half-loaded: whatever is wrong with a line is an [*Error] with the
// line's number, and there is no result beside it.
package replay
