package decide

import (
	"slices"
	"strings"
	"unicode/utf8"

	"reel/events"
)

// refuse is a BadRequestException, which most of version 2's refusals are.
func refuse(message string, args ...any) error {
	return events.Refuse(events.BadRequest, message, args...)
}

// checkLength refuses a text that is shorter or longer than the model says.
func checkLength(member, value string, shortest, longest int) error {
	n := utf8.RuneCountInString(value)
	switch {
	case n < shortest:
		return refuse("Invalid %s specified. It must not be empty.", member)
	case n > longest:
		return refuse("Invalid %s specified. It must have at most %d characters.", member, longest)
	}
	return nil
}

// checkOptional is checkLength of a text that need not be there.
func checkOptional(member string, value *string, shortest, longest int) error {
	if value == nil {
		return nil
	}
	return checkLength(member, *value, shortest, longest)
}

// checkEnum refuses a value that is not one of an enumeration's. "" stands for
// none at all.
func checkEnum(member, value string, allowed ...string) error {
	if value == "" || slices.Contains(allowed, value) {
		return nil
	}
	return refuse("Invalid %s specified: %s. Must be one of [%s]", member, cut(value), strings.Join(allowed, ", "))
}

// cut is a caller's text as it may stand in a refusal.
func cut(s string) string {
	if len(s) > 256 {
		return strings.ToValidUTF8(s[:256], "") + "..."
	}
	return s
}

// first is the first refusal among checks.
func first(checks ...error) error {
	for _, err := range checks {
		if err != nil {
			return err
		}
	}
	return nil
}

// set gives a member the value that a command gives for it, if it gives one.
func set[T any](member *T, given *T) {
	if given != nil {
		*member = *given
	}
}

// deref is what a pointer points to, the zero value for nil.
func deref[T any](p *T) (v T) {
	if p != nil {
		v = *p
	}
	return v
}
