package restjson

import "reel/events"

// A dialect is how a service's framework words what it refuses. The services
// are of different ages.
type dialect struct {
	// constrains: enumerations, patterns, lengths, ranges and required members are
	// checked from the model. HTTP APIs check them each in words of their own,
	// so that is left to the decisions. The shapes of developer portals, which are
	// younger, state their lengths, and their model knows no other refusal of a
	// wrong input than BadRequestException.
	constrains bool
	// wraps: the path of a body's member starts with the input's name, as in
	// createRestApiInput.endpointConfiguration.types; recorded on AWS for REST APIs.
	wraps bool
	// tokens: values of the wrong type are named by their JSON token (NUMBER_VALUE)
	// and not by a Java class.
	tokens bool
	// elements: an element's constraints end with "Member must not be null", and
	// null elements of maps break it.
	elements bool
	// violated is the code of what breaks the model's constraints, if it is not
	// ValidationException.
	violated events.Code
}

var (
	restAPIs    = dialect{constrains: true, wraps: true}
	httpAPIs    = dialect{}
	portals     = dialect{constrains: true, wraps: true, violated: events.BadRequest}
	connections = dialect{}
	functions   = dialect{constrains: true, tokens: true, elements: true}
)

// Words that frameworks of both ages share, recorded on AWS.
const (
	unexpectedList   = "Start of list found where not expected"
	unexpectedObject = "Start of structure or map found where not expected."
	expectedList     = "Expected list or null"
	expectedMap      = "Expected map or null"
	expectedNull     = "Expected null" // where a structure belongs
)

// mismatch says that a value cannot be of a kind. first is the first byte of
// the value's JSON.
func (d *dialect) mismatch(first byte, k Kind) string {
	switch {
	case first == '[':
		return unexpectedList
	case first == '{':
		return unexpectedObject
	case k == List:
		return expectedList
	case k == Map:
		return expectedMap
	case k == Structure:
		return expectedNull
	}
	if d.tokens {
		return tokenName(first) + " can not be converted to " + k.withArticle()
	}
	article := "an "
	if k == Blob {
		article = "a "
	}
	return "class " + javaClass(first) + " can not be converted to " + article + k.String()
}

func tokenName(first byte) string {
	switch first {
	case '"':
		return "STRING_VALUE"
	case 't':
		return "TRUE_VALUE"
	case 'f':
		return "FALSE_VALUE"
	}
	return "NUMBER_VALUE"
}

func javaClass(first byte) string {
	switch first {
	case '"':
		return "java.lang.String"
	case 't', 'f':
		return "java.lang.Boolean"
	}
	return "com.amazon.coral.value.json.numbers.TruncatingBigNumber"
}

// String is the kind's name as AWS's messages have it.
func (k Kind) String() string {
	names := [...]string{"Structure", "List", "Map", "String", "Boolean", "Integer", "Long", "Double", "Blob", "Timestamp"}
	return names[k]
}

func (k Kind) withArticle() string {
	if k == Integer {
		return "an Integer"
	}
	return "a " + k.String()
}
