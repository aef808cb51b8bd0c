package decide

import (
	"time"

	"reel/events/apigateway"
)

// documentation takes the document's parts: merged, a part that is there keeps the
// properties that the document does not give; else all parts are the document's.
// Either way a part of the same location keeps its id. A document that names a version has it made of the parts as they
// are then, unless there is one of that name.
func (i *importing) documentation() {
	at, ids := map[apigateway.DocumentationPartLocation]int{}, map[apigateway.DocumentationPartLocation]string{}
	if i.was != nil {
		for _, p := range i.was.DocumentationParts.All() {
			ids[p.Location], i.taken[p.Id] = p.Id, true
			if !i.overwrite || i.keepParts {
				at[p.Location] = len(i.content.DocumentationParts)
				i.content.DocumentationParts = append(i.content.DocumentationParts, *p)
			}
		}
	}
	parts := &i.content.DocumentationParts
	for _, p := range i.def.Parts {
		of := "Unable to create documentation part for '" + placeOf(p.Location) + "': "
		l, err := checkLocation(p.Location)
		if i.fail(err, of) || i.fail(checkProperties(p.Properties), of) {
			continue
		}
		if n, ok := at[l]; ok {
			(*parts)[n].Properties = mergedProperties((*parts)[n].Properties, p.Properties)
			continue
		}
		id := ids[l]
		if id == "" {
			id = i.id()
		}
		at[l] = len(*parts)
		*parts = append(*parts, apigateway.DocumentationPart{Id: id, Location: l, Properties: p.Properties})
	}
	i.documentationVersion()
}

func (i *importing) documentationVersion() {
	named := i.def.DocumentationVersion
	if named.Version == "" || i.was != nil && i.was.DocumentationVersions.Get(named.Version) != nil {
		return
	}
	v := apigateway.DocumentationVersion{CreatedDate: i.env.Now.Unix(), Version: named.Version}
	if t, err := time.Parse(time.RFC3339, named.CreatedDate); err == nil {
		v.CreatedDate = t.Unix()
	}
	i.content.DocumentationVersions = []apigateway.DocumentationVersion{v}
}
