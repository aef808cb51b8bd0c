// Package projections is what is true: the state that a log of events folds to,
// the questions that may be asked of it, and Live, which holds the newest state
// and is the one place where an event is made.
//
// A [State] is a value. [State.Apply] returns another one that shares all that
// did not change with the first, so that holding a pointer to a State is enough
// to read it in peace, the past is an older State, and a deployment is nothing
// but the tree of an API as it was. Everything that a command or a reader may
// ask is a method of [World], which is one account and region of a State.
package projections
