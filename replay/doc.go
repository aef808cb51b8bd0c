// Package replay reads and writes stream files, also called recordings: a log
// of events as JSON Lines that diffs well in git and folds to the same state
// everywhere.
//
// A stream file has three kinds of lines, each one JSON object:
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
// Nothing is half-loaded: whatever is wrong with a line is an [*Error] with the
// line's number, and there is no result beside it.
package replay
