package journal

import "errors"

// What can go wrong, by kind; the text that wraps each says it in words that
// are fit to show to the person who started the program.
var (
	// ErrConflict says that the log's last sequence was not the one the caller
	// decided on, so nothing was written. Catch up and decide again.
	ErrConflict = errors.New("the log has moved on")

	// ErrUnknownOutcome says that an append was sent and no acknowledgement
	// came: it may be in the log or not. Catch up, look for a message that is
	// Mine with the ID, and decide again if there is none: the expected
	// sequence makes sure that at most one of the two attempts is recorded.
	ErrUnknownOutcome = errors.New("no acknowledgement came, the event may or may not be recorded")

	// ErrTooLarge says that an entry is larger than the server takes.
	ErrTooLarge = errors.New("too large for the log")

	// ErrLocked says that another process has the data folder.
	ErrLocked = errors.New("the data folder is in use")

	// ErrMetaMismatch says that the log was made with another seed, clock or
	// further setting than the one asked for.
	ErrMetaMismatch = errors.New("the log was made otherwise")

	// ErrNewerFormat says that the log was written by a newer program.
	ErrNewerFormat = errors.New("the log has a newer format")

	// ErrGap says that the log is not 1..n: messages are missing, cannot be
	// read, or the log went backwards.
	ErrGap = errors.New("the log is damaged")

	// ErrNotFound says that there is no message of that sequence.
	ErrNotFound = errors.New("no such message")

	// ErrUnavailable says that the server cannot be reached, or does not answer.
	ErrUnavailable = errors.New("the log cannot be reached")

	// ErrNobody says that no process on the log answers for a name.
	ErrNobody = errors.New("nobody answers for the name")

	// ErrClosed says that the Log was closed.
	ErrClosed = errors.New("the log is closed")
)
