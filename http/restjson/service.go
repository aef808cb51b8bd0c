package restjson

import (
	"iter"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// A Service is one of AWS's APIs.
type Service struct {
	Name    string // AWS's SDK name, such as apigatewayv2
	Signing string // the service name in a signature's scope, such as apigateway

	operations []Operation // by name
	errors     []Fault     // by code
}

// Operation is the operation with AWS's name, such as CreateResource.
func (s *Service) Operation(name string) (*Operation, bool) {
	i, ok := slices.BinarySearchFunc(s.operations, name, func(o Operation, name string) int {
		return strings.Compare(o.Name, name)
	})
	if !ok {
		return nil, false
	}
	return &s.operations[i], true
}

// Operations are the service's operations, by name.
func (s *Service) Operations() iter.Seq[*Operation] {
	return func(yield func(*Operation) bool) {
		for i := range s.operations {
			if !yield(&s.operations[i]) {
				return
			}
		}
	}
}

// Len is how many operations the service has.
func (s *Service) Len() int { return len(s.operations) }

// An Operation is one thing that a caller can ask of a service.
type Operation struct {
	Name    string   // AWS's name, such as CreateResource
	Service string   // the service's name
	Method  string   // such as POST
	URI     string   // such as /restapis/{restapi_id}/resources/{parent_id}
	Query   string   // what the query must hold as well, such as mode=import; mostly ""
	Status  int      // of success
	Input   *Shape   // a structure
	Output  *Shape   // a structure, nil when success has no body
	Errors  []string // the codes AWS's model names for it
	Mutates bool     // whether a call can change what is managed
	Page    *Page    // how it is read page by page, nil when it is not

	dialect *dialect
}

// A Page says how a collection is read in pieces.
type Page struct {
	Limit string // input member with the length asked for
	Token string // input member with the token of the page asked for
	Items string // wire name of the output's collection
	Next  string // wire name of the output's token, absent on the last page
}

// A Kind is what a shape is on the wire.
type Kind uint8

// The kinds of shapes. Integer has 32 bits and Long 64; a Blob is base64 in
// JSON and raw as a payload.
const (
	Structure Kind = iota
	List
	Map
	String
	Boolean
	Integer
	Long
	Double
	Blob
	Timestamp
)

// A Shape is a type of AWS's model. Shapes are shared: do not change them.
type Shape struct {
	Name    string
	Kind    Kind
	Members []Member // of a structure, by Name
	Element *Shape   // of a list's items or a map's values
	Key     *Shape   // of a map's keys
	Enum    []string // the values allowed, in the order AWS prints them
	Pattern *Pattern

	HasMin, HasMax bool
	Min, Max       float64 // of a number's value or of a string's, list's or map's length
}

// A Location is the part of a request or reply that a member travels in.
type Location uint8

// The locations of members. Body is a member of the JSON body, Payload is the
// body itself, and QueryRest is a map of the query's parameters that belong to
// no other member.
const (
	Body Location = iota
	Payload
	URI
	Query
	QueryRest
	Header
	StatusCode
)

// A Member is one member of a structure.
type Member struct {
	Name     string // in a canonical input: AWS's name with a small first letter
	Wire     string // in the request or reply
	Shape    *Shape
	Rank     int // the place of complaints about it among its structure's
	Location Location
	Required bool
}

// A Pattern is a regular expression that a whole string must match. It is
// compiled when it is first asked.
type Pattern struct {
	Source   string // as AWS writes and prints it
	Portable string // the same without look-around, "" when Source has none

	once sync.Once
	re   *regexp.Regexp
}

// Match tells whether the whole of s matches.
func (p *Pattern) Match(s string) bool {
	p.once.Do(func() {
		source := p.Source
		if p.Portable != "" {
			source = p.Portable
		}
		p.re = regexp.MustCompile(`\A(?:` + source + `)\z`)
	})
	return p.re.MatchString(s)
}

// A Fault is an error as a service's model describes it.
type Fault struct {
	Code    string
	Status  int
	Members []Member
}

// fault is the service's description of a code, nil when its model has none.
func (s *Service) fault(code string) *Fault {
	i, ok := slices.BinarySearchFunc(s.errors, code, func(f Fault, code string) int {
		return strings.Compare(f.Code, code)
	})
	if !ok {
		return nil
	}
	return &s.errors[i]
}
