package replay

import (
	"errors"
	"fmt"
)

// An Error is what is wrong with a line of a stream file, fit to show to people.
type Error struct {
	Line int // from 1
	Err  error
}

func (e *Error) Error() string { return fmt.Sprintf("line %d: %v", e.Line, e.Err) }

// Unwrap is what is wrong.
func (e *Error) Unwrap() error { return e.Err }

// A DigestError says that a stream file is whole, but its events do not fold to
// the state that its checkpoint names: another reel, or an edited checkpoint.
type DigestError struct {
	Seq       uint64 // of the checkpoint
	Got, Want string // digests in hex: folded here, and in the file
}

func (e *DigestError) Error() string {
	return fmt.Sprintf("the state at event %d differs from the one that was recorded: its digest is %s here, and %s in the file", e.Seq, e.Got, e.Want)
}

// What can be wrong with a file as such, by kind.
var (
	// ErrCut says that the file ends before its final checkpoint.
	ErrCut = errors.New("the file ends without its final checkpoint: it was cut, or is still being written")
	// ErrHeader says that the file does not begin as a stream file does.
	ErrHeader = errors.New(`not a stream file: it does not begin with a header such as {"reel":1,"version":"0.1.0","seed":7,"clock":"real"}`)
	// ErrNewer says that a newer reel wrote the file.
	ErrNewer = errors.New("written by a newer reel")
	// ErrSequence says that an event is not the one that follows.
	ErrSequence = errors.New("events run 1, 2, 3 and so on")
)
