package events

import (
	"maps"
	"regexp"
	"slices"
)

// idTags are the tags by which a caller chooses an API's id, the first that is
// there counting. They stay among the API's tags.
var idTags = []string{"_custom_id_", "ms-custom-id", "floci:override-id"}

// A custom id must be able to stand in a host name and in a subject.
var customID = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?$`)

// ApiID is the id of a new API of any kind: the one that its tags choose, else a
// drawn one. One that is in use, or that could not stand in a host name, is refused.
func (e Env) ApiID(tags map[string]string) (string, error) {
	for _, tag := range idTags {
		id, ok := tags[tag]
		switch {
		case !ok:
			continue
		case !customID.MatchString(id):
			return "", Refuse(BadRequest,
				"Invalid API identifier in tag %s: %q. Use 1 to 63 of a-zA-Z0-9_- and start and end with a letter or digit", tag, id)
		case e.Taken != nil && e.Taken(id):
			return "", Refuse(Conflict, "The API identifier %s in tag %s is already in use", id, tag)
		}
		return id, nil
	}
	return e.NewApiID(), nil
}

// portalID is what AWS's model lets the ids of portals and portal products be.
var portalID = regexp.MustCompile(`^[a-z0-9]{10,30}$`)

// PortalID is the id of a new portal or portal product: the one that its tags
// choose, else a drawn one. taken tells which are in use where it shall live.
func (e Env) PortalID(tags map[string]string, taken func(id string) bool) (string, error) {
	for _, tag := range idTags {
		id, ok := tags[tag]
		switch {
		case !ok:
			continue
		case !portalID.MatchString(id):
			return "", Refuse(BadRequest, "Invalid identifier in tag %s: %q. Use 10 to 30 of a-z0-9", tag, id)
		case taken(id):
			return "", Refuse(BadRequest, "The identifier %s in tag %s is already in use", id, tag)
		}
		return id, nil
	}
	return e.NewID(10), nil
}

// WithoutIDTags are tags without those that choose an id, which no second API
// could have.
func WithoutIDTags(tags map[string]string) map[string]string {
	out := maps.Clone(tags)
	maps.DeleteFunc(out, func(name, _ string) bool { return slices.Contains(idTags, name) })
	return out
}
