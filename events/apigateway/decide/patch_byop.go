package decide

import (
	"strings"

	"reel/events"
)

// byOp makes the refusals of nouns that answer a path they do not have, and an
// op it does not take, alike: with the paths that take the op, in an order of
// AWS's own (recorded: "Must be one of: [/description, /enabled, /name,
// /customerId]" for replace, "Must be one of: []" for an op that no path takes).
func byOp(paths map[string]string) (unknownPath func(operation) error, wrongOp func(operation, []string) error) {
	unknownPath = func(o operation) error {
		return events.Refuse(events.BadRequest, "Invalid patch path  '"+o.path+"' specified for op '"+o.op+
			"'. Must be one of: ["+paths[o.op]+"]")
	}
	return unknownPath, func(o operation, _ []string) error { return unknownPath(o) }
}

// without is a list without a value; the list itself stays as it is.
func without(list []string, value string) (out []string, found bool) {
	for _, v := range list {
		if v == value {
			found = true
			continue
		}
		out = append(out, v)
	}
	return out, found
}

// listed is a list written as AWS's identity sources are: with commas between.
func listed(s string) (out []string) {
	for part := range strings.SplitSeq(s, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
