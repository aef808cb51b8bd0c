package regex

import "fmt"

// SyntaxError is a pattern that Java does not accept, or one that this package does not.
type SyntaxError struct {
	Message string
	Pattern string
	Index   int // in the pattern, in characters
}

// Error names what is wrong and where.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("%s near index %d: %s", e.Message, e.Index, e.Pattern)
}

// StackError is a match that went back and forth deeper than allowed.
type StackError struct{}

// Error says so.
func (*StackError) Error() string { return "regular expression recursed too deeply" }

// ReplacementError is a replacement text that Java does not accept.
type ReplacementError struct {
	Class   string // of the Java exception
	Message string
}

// Error gives the message.
func (e *ReplacementError) Error() string { return e.Message }

// kind says what a node of a parsed pattern is.
type kind int

const (
	kindEmpty  kind = iota
	kindSet         // one code point of set
	kindCat         // subs in order
	kindAlt         // one of subs
	kindRepeat      // sub, min to max times
	kindGroup       // sub, captured as index; 0 is not captured
	kindLook        // sub ahead or behind
	kindAtomic      // sub, never retried
	kindAssert      // a place, see assertion
	kindBack        // what the group index has captured
	kindBreak       // a line break of one or two characters
)

// assertion is a place where nothing is consumed.
type assertion int

const (
	atBegin assertion = iota
	atEnd
	atFinalEnd // at the end or before the line break that ends the text
	atLineBegin
	atLineEnd
	atWord
	notAtWord
	atLastMatch
)

// greed is how a repetition tries its counts.
type greed int

const (
	greedy greed = iota
	lazy
	possessive
)

type node struct {
	kind     kind
	subs     []*node
	set      set
	weight   int // of set: how many parts a class has
	assert   assertion
	greed    greed
	min, max int  // of a repetition; max -1 is endless
	index    int  // of a group
	counted  bool // written with braces
	behind   bool
	negative bool
	fold     bool // ignores case
	unix     bool // only \n ends a line
	flags    flags
}

// flags are those that (?idmsux) sets.
type flags struct {
	fold, unicodeFold, multiline, dotAll, unixLines, comments, unicodeClasses bool
}
