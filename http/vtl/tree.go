package vtl

// treeKind is what a part of a parsed template is.
type treeKind int

const (
	treeText treeKind = iota // also escapes and text blocks, as text already
	treeReference
	treeComment
	treeBlock
	treeIf
	treeElseIf
	treeElse
	treeSet
	treeDirective
	treeWord
	treeString
	treeInteger
	treeFloat
	treeTrue
	treeFalse
	treeMap
	treeArray
	treeRange
	treeExpression
	treeNot
	treeBinary
	treeIdentifier
	treeMethod
	treeIndex
)

// tree is a parsed template before it is compiled. Its tokens are what Velocity takes the literal text of a node
// from.
type tree struct {
	kind        treeKind
	first, last *token
	kids        []*tree
	text        string // of treeText, the name of a directive
	op          kind   // of treeBinary
}

func (t *tree) literal() string {
	s, _ := literalOf(t.first, t.last)
	return s
}
