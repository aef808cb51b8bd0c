package events

import (
	"encoding/json"
	"reflect"
)

// For tests in package events_test: what they may see of the inside.

// DecodeJSON reads into what v points to.
func DecodeJSON(data []byte, v any) error { return decodeJSON(data, reflect.ValueOf(v).Elem()) }

// ReadsByItself tells whether a type is read without encoding/json.
func ReadsByItself(t reflect.Type) bool { return decoderOf(t) != nil }

// SplitLine reads an envelope, and how is by splitting, which may not be ok, or
// with encoding/json, which says why not.
func SplitLine(line []byte) (split, parsed any, ok bool, err error) {
	s, ok := splitLine(line)
	var p envelope
	err = json.Unmarshal(line, &p)
	return s, p, ok, err
}
