package decide

import (
	"time"

	"reel/events/apigateway"
)

// documentation takes the document's parts: merged, a part that is there keeps its
// id and the properties that the document does not give; else all parts are the
// document's. A document that names a version has it made of the parts as they
// are then, unless there is one of that name.
func (i *importing) documentation() {
	at := map[apigateway.DocumentationPartLocation]int{}
	if i.was != nil && (!i.overwrite || i.keepParts) {
		i.content.DocumentationParts = rows(i.was.DocumentationParts)
		for n, p := range i.content.DocumentationParts {
			at[p.Location] = n
			i.taken[p.Id] = true
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
		at[l] = len(*parts)
		*parts = append(*parts, apigateway.DocumentationPart{Id: i.id(), Location: l, Properties: p.Properties})
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
