package decide_test

import (
	"testing"

	"reel/events/apigateway"
	"reel/events/apigateway/decide"
)

// The resources of the stream pets: /, /dogs, /dogs/{dogId} and /{proxy+}.
const (
	petsRoot  = "hgvb6gk3za"
	petsDogs  = "df14qi"
	petsDog   = "62kfur"
	petsProxy = "uoldxu"
)

const badPathPart = "BadRequestException: Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end."

// Q8. May a resource have two children that are variables, or a greedy one a
// child at all? Neither. [recorded on AWS]
func TestCreateResource(t *testing.T) {
	child := func(parent, part string) apigateway.CreateResource {
		return apigateway.CreateResource{RestApiId: "pets000001", ParentId: parent, PathPart: part}
	}
	created := func(id, parent, path, part string) string {
		return `{"resource":{"id":"` + id + `","parentId":"` + parent + `","path":"` + path + `","pathPart":"` + part + `"},"restApiId":"pets000001"}`
	}
	decides(t, decide.CreateResource, []test[apigateway.CreateResource]{
		{name: "first child", given: "pets", at: 1, when: child(petsRoot, "dogs"), then: created("df14qi", petsRoot, "/dogs", "dogs")},
		{name: "a grandchild", given: "pets", at: 2, when: child(petsDogs, "{dogId}"), then: created("62kfur", petsDogs, "/dogs/{dogId}", "{dogId}")},
		{name: "a greedy child of any name", given: "pets", at: 2, when: child(petsDogs, "{child+}"), then: created("62kfur", petsDogs, "/dogs/{child+}", "{child+}")},
		{name: "a dot is a name", given: "pets", at: 2, when: child(petsDogs, ".."), then: created("62kfur", petsDogs, "/dogs/..", "..")},
		{name: "the same name", given: "pets", at: 4, when: child(petsRoot, "dogs"),
			refused: "ConflictException: Another resource with the same parent already has this name: dogs"},
		{name: "the same variable", given: "pets", at: 4, when: child(petsRoot, "{proxy+}"),
			refused: "ConflictException: Another resource with the same parent already has this name: {proxy+}"},
		{name: "a second variable (Q8)", given: "pets", at: 4, when: child(petsRoot, "{child}"),
			refused: "BadRequestException: A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed"},
		{name: "under a greedy one (Q8)", given: "pets", at: 4, when: child(petsProxy, "child"),
			refused: "BadRequestException: Cannot create a child of a resource with a greedy path variable: {proxy+}"},
		{name: "unknown parent", given: "pets", at: 1, when: child("none", "dogs"), refused: "NotFoundException: Invalid Resource identifier specified"},
		{name: "unknown API", when: child(petsRoot, "dogs"), refused: "NotFoundException: Invalid API identifier specified 000000000000:pets000001"},
		{name: "a slash", given: "pets", at: 1, when: child(petsRoot, "a/b"), refused: badPathPart},
		{name: "nothing", given: "pets", at: 1, when: child(petsRoot, ""), refused: badPathPart},
		{name: "half a variable", given: "pets", at: 1, when: child(petsRoot, "{dogId"), refused: badPathPart},
	})
}

// Q9. Does UpdateResource on the root refuse parentId? Yes: "Root resource cannot
// update its parentId." [recorded on AWS]
//
// Q10. Which blanks stand in the words about a wrong path? Two after "path".
// [recorded on AWS]
func TestUpdateResource(t *testing.T) {
	update := func(id string, parts ...string) apigateway.UpdateResource {
		return apigateway.UpdateResource{RestApiId: "pets000001", ResourceId: id, PatchOperations: patch(parts...)}
	}
	updated := func(resource string) string { return `{"resource":{` + resource + `},"restApiId":"pets000001"}` }
	decides(t, decide.UpdateResource, []test[apigateway.UpdateResource]{
		{name: "a new name", given: "pets", at: 4, when: update(petsDogs, "replace", "/pathPart", "hounds"),
			then: updated(`"id":"df14qi","parentId":"hgvb6gk3za","path":"/hounds","pathPart":"hounds"`)},
		{name: "methods stay", given: "pets", at: 6, when: update(petsDogs, "replace", "/pathPart", "hounds"),
			then: updated(`"id":"df14qi","parentId":"hgvb6gk3za","path":"/hounds","pathPart":"hounds","resourceMethods":{"GET":{"apiKeyRequired":false,"authorizationType":"NONE","httpMethod":"GET"}}`)},
		{name: "the name that it has", given: "pets", at: 4, when: update(petsDogs, "replace", "/pathPart", "dogs"),
			then: updated(`"id":"df14qi","parentId":"hgvb6gk3za","path":"/dogs","pathPart":"dogs"`)},
		{name: "another parent and name", given: "pets", at: 4, when: update(petsDog, "replace", "/parentId", petsRoot, "replace", "/pathPart", "cats"),
			then: updated(`"id":"62kfur","parentId":"hgvb6gk3za","path":"/cats","pathPart":"cats"`)},
		{name: "one variable for another", given: "pets", at: 4, when: update(petsProxy, "replace", "/pathPart", "{any}"),
			then: updated(`"id":"uoldxu","parentId":"hgvb6gk3za","path":"/{any}","pathPart":"{any}"`)},
		{name: "greedy without children", given: "pets", at: 4, when: update(petsDog, "replace", "/pathPart", "{rest+}"),
			then: updated(`"id":"62kfur","parentId":"df14qi","path":"/dogs/{rest+}","pathPart":"{rest+}"`)},
		{name: "no operations", given: "pets", at: 1, when: update(petsRoot), then: updated(`"id":"hgvb6gk3za","path":"/"`)},
		{name: "the name of a sibling", given: "pets", at: 4, when: update(petsProxy, "replace", "/pathPart", "dogs"),
			refused: "ConflictException: Another resource with the same parent already has this name: dogs"},
		{name: "a second variable", given: "pets", at: 4, when: update(petsDog, "replace", "/parentId", petsRoot),
			refused: "BadRequestException: A sibling ({proxy+}) of this resource already has a variable path part -- only one is allowed"},
		{name: "under a greedy one", given: "pets", at: 4, when: update(petsDog, "replace", "/parentId", petsProxy),
			refused: "BadRequestException: Cannot create a child of a resource with a greedy path variable: {proxy+}"},
		{name: "greedy with children", given: "pets", at: 3, when: update(petsDogs, "replace", "/pathPart", "{dogs+}"),
			refused: "BadRequestException: Cannot create a child of a resource with a greedy path variable: {dogs+}"},
		{name: "under its own child", given: "pets", at: 4, when: update(petsDogs, "replace", "/parentId", petsDog), refused: "BadRequestException: Resources cannot be cyclical."},
		{name: "under itself", given: "pets", at: 4, when: update(petsDogs, "replace", "/parentId", petsDogs), refused: "BadRequestException: Resources cannot be cyclical."},
		{name: "unknown parent", given: "pets", at: 4, when: update(petsDogs, "replace", "/parentId", "none"), refused: "NotFoundException: Invalid Resource identifier specified"},
		{name: "a bad name", given: "pets", at: 4, when: update(petsDogs, "replace", "/pathPart", "a b"), refused: badPathPart},
		{name: "the root's name", given: "pets", at: 4, when: update(petsRoot, "replace", "/pathPart", "x"), refused: "BadRequestException: Root resource cannot update its pathPart."},
		{name: "the root's parent (Q9)", given: "pets", at: 4, when: update(petsRoot, "replace", "/parentId", petsDogs), refused: "BadRequestException: Root resource cannot update its parentId."},
		{name: "wrong path (Q10)", given: "pets", at: 4, when: update(petsDogs, "replace", "/invalid", "x"),
			refused: "BadRequestException: Invalid patch path  '/invalid' specified for op 'replace'. Must be one of: [/parentId, /pathPart]"},
		{name: "add", given: "pets", at: 4, when: update(petsDogs, "add", "/pathPart", "x"),
			refused: "BadRequestException: Invalid patch path  '/pathPart' specified for op 'add'. Please choose supported operations"},
		{name: "remove", given: "pets", at: 4, when: update(petsDogs, "remove", "/pathPart", "-"),
			refused: "BadRequestException: Invalid patch path  '/pathPart' specified for op 'remove'. Please choose supported operations"},
		{name: "unknown resource", given: "pets", at: 4, when: update("none"), refused: "NotFoundException: Invalid Resource identifier specified"},
		{name: "unknown API", when: update(petsDogs), refused: "NotFoundException: Invalid API identifier specified 000000000000:pets000001"},
	})
}

// Q11. What becomes of the resources under a deleted one? They are gone; asking
// for one is a 404. [recorded on AWS]
func TestDeleteResource(t *testing.T) {
	remove := func(id string) apigateway.DeleteResource {
		return apigateway.DeleteResource{RestApiId: "pets000001", ResourceId: id}
	}
	decides(t, decide.DeleteResource, []test[apigateway.DeleteResource]{
		{name: "with what is under it", given: "pets", at: 4, when: remove(petsDogs), then: `{"resourceId":"df14qi","restApiId":"pets000001"}`},
		{name: "the root", given: "pets", at: 4, when: remove(petsRoot), refused: "BadRequestException: Root resource cannot be deleted."},
		{name: "twice (Q11)", given: "pets", at: 14, when: remove(petsDog), refused: "NotFoundException: Invalid Resource identifier specified"},
		{name: "unknown API", when: remove(petsDogs), refused: "NotFoundException: Invalid API identifier specified 000000000000:pets000001"},
	})
}
