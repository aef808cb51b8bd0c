package vtl

import (
	"errors"
	"fmt"

	"reel/http/vtl/java"
)

// Kind says what went wrong.
type Kind string

const (
	// KindParse is a template that is not Velocity, also one that #evaluate was given.
	KindParse Kind = "parse"
	// KindRuntime is a method that threw, or something else that Velocity gives up at.
	KindRuntime Kind = "runtime"
	// KindMacroDepth is a macro that calls itself too often.
	KindMacroDepth Kind = "macro_depth"
	// KindLimit is one of the [Limits], or the end of the context.
	KindLimit Kind = "limit"
)

// Error is what [Parse] and [Template.Render] return.
type Error struct {
	Kind    Kind
	Message string
	Line    int // from 1; 0 when not known
	Column  int // from 1, in characters
	Err     error
}

// Error gives the message and the place.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("%s at line %d, column %d", e.Message, e.Line, e.Column)
}

// Unwrap returns the cause, such as a [*java.Exception] or the context's error.
func (e *Error) Unwrap() error { return e.Err }

// place is where in its template a node is.
type place struct{ line, column int }

func (t *token) place() place { return place{t.line, t.column} }

func (p place) fail(k Kind, message string) error {
	return &Error{Kind: k, Message: message, Line: p.line, Column: p.column}
}

// wrap gives an error from below its kind and place. Errors that have them and the signals of #stop and #break
// pass.
func (p place) wrap(err error) error {
	if err == nil {
		return nil
	}
	return p.wrapError(err)
}

func (p place) wrapError(err error) error {
	var known *Error
	var stop *stopSignal
	if errors.As(err, &known) || errors.As(err, &stop) {
		return err
	}
	e := &Error{Kind: KindLimit, Message: err.Error(), Line: p.line, Column: p.column, Err: err}
	var thrown *java.Exception
	if errors.As(err, &thrown) {
		e.Kind = KindRuntime
	}
	return e
}
