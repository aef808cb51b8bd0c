package decide

import (
	"maps"

	"reel/events"
)

// entries is the rule of a path whose last segment names an entry of one of the
// noun's maps. The map must be the noun's own copy. A map that loses its last
// entry is gone; missing refuses to replace or remove what is not there.
func entries[N, V any](path string, of func(*N) *map[string]V, value func(operation) V, missing func() error) rule[N] {
	return rule[N]{path, anyEdit, func(n *N, o operation) error {
		m, name := of(n), o.args[0]
		_, known := (*m)[name]
		switch {
		case o.op != "add" && !known:
			return missing()
		case o.op == "remove":
			if delete(*m, name); len(*m) == 0 {
				*m = nil
			}
			return nil
		case *m == nil:
			*m = map[string]V{}
		}
		(*m)[name] = value(o)
		return nil
	}}
}

// texts is the rule of a path that sets one of the noun's strings; an empty
// value, or none, takes it away.
func texts[N any](path string, of func(*N) *string) rule[N] {
	return rule[N]{path, replaceOnly, func(n *N, o operation) error {
		*of(n) = o.text()
		return nil
	}}
}

func noParameter() error {
	return events.Refuse(events.NotFound, "Invalid parameter name specified")
}

func noContentType() error {
	return events.Refuse(events.NotFound, "Content-Type specified was not found")
}

// template is a mapping template as it is stored: an empty one is null.
func template(o operation) *string { return stored(o.value) }

func stored(template *string) *string {
	if template == nil || *template == "" {
		return nil
	}
	return template
}

// storedAll are mapping templates as they are stored; a map that was given
// empty stays.
func storedAll(templates map[string]*string) map[string]*string {
	own := maps.Clone(templates)
	for contentType, t := range own {
		own[contentType] = stored(t)
	}
	return own
}
