package apigatewayv2_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"reel/events"
	_ "reel/events/apigatewayv2"
)

// A recorded line is in canonical order because every noun and event declares
// its members in the alphabetical order of their names on the wire.
func TestMembersStandInOrder(t *testing.T) {
	seen := map[reflect.Type]bool{}
	for name := range events.Types() {
		if strings.HasPrefix(name, "apigatewayv2.") {
			checkOrder(t, events.GoType(name), seen)
		}
	}
	if len(seen) < 10 {
		t.Errorf("only %d types were looked at", len(seen))
	}
}

func checkOrder(t *testing.T, typ reflect.Type, seen map[reflect.Type]bool) {
	switch typ.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		checkOrder(t, typ.Elem(), seen)
	case reflect.Struct:
		if seen[typ] {
			return
		}
		seen[typ] = true
		names := memberNames(typ)
		if !slices.IsSorted(names) {
			t.Errorf("%s has its members as %v", typ, names)
		}
		for i := range typ.NumField() {
			checkOrder(t, typ.Field(i).Type, seen)
		}
	}
}

// memberNames are the names of a struct's members as encoding/json writes them.
func memberNames(typ reflect.Type) (names []string) {
	for i := range typ.NumField() {
		f := typ.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case name == "-" || !f.IsExported():
		case f.Anonymous && name == "":
			names = append(names, memberNames(f.Type)...)
		case name == "":
			names = append(names, f.Name)
		default:
			names = append(names, name)
		}
	}
	return names
}
