package vtl

import "reel/http/vtl/java"

// maxDefineDepth is how often a #define may be within itself; deeper it is null.
const maxDefineDepth = 2

// defineNode is #define: the variable becomes the block, which is rendered each time the variable is.
type defineNode struct {
	place
	name string
	body block
}

func (n *defineNode) render(r *renderer, s scope) error {
	d := &definition{renderer: r, scope: s, body: n.body, most: maxDefineDepth}
	return n.wrap(s.put(r, n.name, d))
}

// definition is a block as a value: of #define, or $bodyContent.
type definition struct {
	renderer *renderer
	scope    scope // where it was made
	body     block
	depth    int
	most     int
}

// render writes the block; false means that it is too deep in itself.
func (d *definition) render(r *renderer, s scope) (bool, error) {
	if d.depth == d.most {
		return false, nil
	}
	if err := r.enter(); err != nil {
		return false, err
	}
	defer r.leave()
	d.depth++
	defer func() { d.depth-- }()
	if err := d.body.render(r, s); err != nil && !endsBlock(err) {
		return false, err
	}
	return true, nil
}

// Text implements [java.Texter]. It renders where the block was made.
func (d *definition) Text() (text string, null bool, err error) {
	done := false
	text, err = d.renderer.capture(func() error {
		var err error
		done, err = d.render(d.renderer, d.scope)
		return err
	})
	return text, !done, err
}

var definitionClass = java.NamedClass("org.apache.velocity.runtime.directive.Block$Reference")

// Property implements [java.Object].
func (d *definition) Property(name string) (java.Value, bool) {
	if name == "class" || name == "Class" {
		return definitionClass, true
	}
	return nil, false
}

// Call implements [java.Object] with the methods of java.lang.Object.
func (d *definition) Call(_ *java.Budget, name string, args []java.Value) (java.Value, bool, error) {
	switch {
	case name == "toString" && len(args) == 0:
		text, null, err := d.Text()
		if null || err != nil {
			return nil, true, err
		}
		return text, true, nil
	case name == "equals" && len(args) == 1:
		return args[0] == java.Value(d), true, nil
	case name == "getClass" && len(args) == 0:
		return definitionClass, true, nil
	case name == "hashCode" && len(args) == 0:
		return int32(1), true, nil
	}
	return nil, false, nil
}
