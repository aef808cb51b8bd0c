package gateway

import (
	"errors"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

// maxExplained is how many mistakes $context.error.validationErrorString tells of.
const maxExplained = 20

// explain is what is wrong with a body, in the words that AWS's validator has for
// it: all mistakes, in brackets.
func explain(err error) string {
	all, ok := errors.AsType[*jsonschema.ValidationError](err)
	if !ok {
		return "[" + err.Error() + "]"
	}
	var said []string
	eachMistake(all, func(e *jsonschema.ValidationError) bool {
		if words := wordsOf(e.ErrorKind); !slices.Contains(said, words) {
			said = append(said, words)
		}
		return len(said) < maxExplained
	})
	slices.Sort(said)
	return "[" + strings.Join(said, ", ") + "]"
}

// eachMistake calls f for what is wrong in itself, until f has enough.
func eachMistake(e *jsonschema.ValidationError, f func(*jsonschema.ValidationError) bool) bool {
	if len(e.Causes) == 0 {
		return f(e)
	}
	for _, cause := range e.Causes {
		if !eachMistake(cause, f) {
			return false
		}
	}
	return true
}

func wordsOf(k jsonschema.ErrorKind) string {
	switch k := k.(type) {
	case *kind.Required:
		return "object has missing required properties (" + quotedList(k.Missing) + ")"
	case *kind.Type:
		return "instance type (" + k.Got + ") does not match any allowed primitive type (allowed: " + quotedList(k.Want) + ")"
	case *kind.Enum:
		return "instance value (" + quotedValue(k.Got) + ") not found in enum (possible values: " + quotedValue(k.Want) + ")"
	case *kind.AdditionalProperties:
		return "object instance has properties which are not allowed by the schema: " + quotedList(k.Properties)
	case *kind.MinLength:
		return "string is too short (length: " + strconv.Itoa(k.Got) + ", required minimum: " + strconv.Itoa(k.Want) + ")"
	case *kind.MaxLength:
		return "string is too long (length: " + strconv.Itoa(k.Got) + ", maximum allowed: " + strconv.Itoa(k.Want) + ")"
	case *kind.Minimum:
		return "numeric instance is lower than the required minimum (minimum: " + number(k.Want) + ", found: " + number(k.Got) + ")"
	case *kind.Maximum:
		return "numeric instance is greater than the required maximum (maximum: " + number(k.Want) + ", found: " + number(k.Got) + ")"
	case *kind.Pattern:
		return "ECMA 262 regex " + quotedValue(k.Want) + " does not match input string " + quotedValue(k.Got)
	case *kind.MinItems:
		return "array is too short: must have at least " + strconv.Itoa(k.Want) + " elements but instance has " + strconv.Itoa(k.Got) + " elements"
	case *kind.MaxItems:
		return "array is too long: must have at most " + strconv.Itoa(k.Want) + " elements but instance has " + strconv.Itoa(k.Got) + " elements"
	case *kind.UniqueItems:
		return "array must not contain duplicate elements"
	}
	return "instance failed to match the schema at " + strings.Join(k.KeywordPath(), "/")
}

func number(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	f, _ := r.Float64()
	return strconv.FormatFloat(f, 'g', -1, 64)
}

func quotedList(names []string) string {
	names = slices.Clone(names)
	slices.Sort(names)
	return quotedValue(names)
}

// quotedValue is a value as JSON, as much of it as an answer should hold.
func quotedValue(v any) string {
	return beginning(marshal(v))
}
