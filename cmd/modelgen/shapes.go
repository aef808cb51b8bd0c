package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// kinds are the names of restjson's kinds by the model's types.
var kinds = map[string]string{
	"structure": "Structure", "list": "List", "map": "Map", "string": "String", "boolean": "Boolean",
	"integer": "Integer", "long": "Long", "double": "Double", "float": "Double", "blob": "Blob", "timestamp": "Timestamp",
}

func (m model) writeShape(b *bytes.Buffer, s source, name string) {
	sh := m.Shapes[name]
	fmt.Fprintf(b, "\nvar %s = Shape{Name: %q, Kind: %s", shapeVar(s, name), name, kinds[sh.Type])
	if len(sh.Members.names) > 0 {
		fmt.Fprintf(b, ", Members: %s", m.memberList(s, sh))
	}
	for _, r := range []*ref{sh.Member, sh.Value} {
		if r != nil {
			fmt.Fprintf(b, ", Element: &%s", shapeVar(s, r.Shape))
		}
	}
	if sh.Key != nil {
		fmt.Fprintf(b, ", Key: &%s", shapeVar(s, sh.Key.Shape))
	}
	if len(sh.Enum) > 0 && name != decidedLater {
		fmt.Fprintf(b, ", Enum: %s", stringSlice(printedOrder(sh.Enum)))
	}
	if sh.Pattern != "" {
		fmt.Fprintf(b, ", Pattern: &%s", patternLiteral(sh.Pattern))
	}
	if sh.Min != nil {
		fmt.Fprintf(b, ", HasMin: true, Min: %v", strconv.FormatFloat(*sh.Min, 'f', -1, 64))
	}
	if sh.Max != nil {
		fmt.Fprintf(b, ", HasMax: true, Max: %v", strconv.FormatFloat(*sh.Max, 'f', -1, 64))
	}
	b.WriteString("}\n")
}

// decidedLater is an enumeration that AWS does not check with the others: an
// unknown runtime is an InvalidParameterValueException of CreateFunction's own.
const decidedLater = "Runtime"

// memberList is a structure's members, sorted by JSON name. Rank is the place
// of a member's complaints: the body's before the rest's, each as AWS lists
// them (recorded on AWS for UpdateMethodResponse and CreateRestApi).
func (m model) memberList(s source, sh shape) string {
	var b strings.Builder
	b.WriteString("[]Member{\n")
	ranked := slices.Clone(sh.Members.names)
	slices.SortStableFunc(ranked, func(a, b string) int {
		return outside(sh, a) - outside(sh, b)
	})
	for _, name := range sh.memberNames() {
		r := sh.Members.byName[name]
		fmt.Fprintf(&b, "{Name: %q, Wire: %q, Shape: &%s, Rank: %d", lowerFirst(name), wireName(name, r), shapeVar(s, r.Shape), slices.Index(ranked, name))
		if l := location(sh, name); l != "" {
			fmt.Fprintf(&b, ", Location: %s", l)
		}
		if slices.Contains(sh.Required, name) {
			b.WriteString(", Required: true")
		}
		b.WriteString("},\n")
	}
	b.WriteString("}")
	return b.String()
}

// location is where a member travels, as restjson names it; "" is the body's JSON.
func location(sh shape, name string) string {
	r := sh.Members.byName[name]
	switch {
	case sh.Payload == name:
		return "Payload"
	case r.Location == "querystring" && r.LocationName == "":
		return "QueryRest"
	default:
		return map[string]string{"": "", "uri": "URI", "querystring": "Query", "header": "Header", "statusCode": "StatusCode"}[r.Location]
	}
}

func outside(sh shape, name string) int {
	if l := location(sh, name); l == "" || l == "Payload" {
		return 0
	}
	return 1
}

// portable are patterns that look around, which Go's expressions cannot, with
// an equal that does not.
var portable = map[string]string{
	`(?!^[0-9]+$)([a-zA-Z0-9-_]+)`: `[a-zA-Z0-9_-]*[a-zA-Z_-][a-zA-Z0-9_-]*`,
	`((?!^\d+$)^[0-9a-zA-Z-_]+$)`:  `[a-zA-Z0-9_-]*[a-zA-Z_-][a-zA-Z0-9_-]*`,
	`[0-9A-Za-z\.\-_]*(?<!\.)`:     `([0-9A-Za-z._-]*[0-9A-Za-z_-])?`,
}

func patternLiteral(source string) string {
	if p, ok := portable[source]; ok {
		return fmt.Sprintf("Pattern{Source: %q, Portable: %q}", source, p)
	}
	return fmt.Sprintf("Pattern{Source: %q}", source)
}

// byJSONName are a structure's members by their JSON names.
func (sh shape) byJSONName() map[string]ref {
	named := map[string]ref{}
	for name, r := range sh.Members.byName {
		named[lowerFirst(name)] = r
	}
	return named
}
