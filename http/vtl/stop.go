package vtl

import (
	"errors"

	"reel/http/vtl/java"
)

// stopSignal is #stop or #break on its way to where it ends. It is an error so that all between gives way.
type stopSignal struct {
	nearest bool       // ends at the next loop, macro, #define or #evaluate
	loop    *loopState // ends at this loop
}

// Error is seen by nobody.
func (*stopSignal) Error() string { return "stop" }

func asStop(err error, stop **stopSignal) bool { return errors.As(err, stop) }

// endsAt tells whether the signal ends at a loop.
func (s *stopSignal) endsAt(l *loopState) bool { return s.nearest || s.loop == l && l != nil }

// endsBlock tells whether an error is a signal that ends at a macro or #define.
func endsBlock(err error) bool {
	var stop *stopSignal
	return asStop(err, &stop) && stop.nearest
}

// endsTemplate tells whether an error is a signal that ends at a template or #evaluate.
func endsTemplate(err error) bool {
	var stop *stopSignal
	return asStop(err, &stop) && (stop.nearest || stop.loop == nil)
}

// stopNode is #stop. Its message, if any, is evaluated and forgotten.
type stopNode struct{ message expr }

func (n *stopNode) render(r *renderer, s scope) error {
	if n.message != nil {
		if _, err := n.message.value(r, s); err != nil {
			return err
		}
	}
	return &stopSignal{}
}

// breakNode is #break, of the nearest loop or of one that is named.
type breakNode struct {
	place
	of expr
}

func (n *breakNode) render(r *renderer, s scope) error {
	if n.of == nil {
		return &stopSignal{nearest: true}
	}
	v, err := n.of.value(r, s)
	if err != nil {
		return err
	}
	if l, ok := v.(*loopState); ok {
		return &stopSignal{loop: l}
	}
	return n.fail(KindRuntime, "#break is given something that is not a loop")
}

// refusedNode is #include or #parse. There is nothing that a mapping template could include.
type refusedNode struct {
	place
	name string
}

func (n *refusedNode) render(*renderer, scope) error {
	return n.fail(KindRuntime, "#"+n.name+" is not available in mapping templates")
}

var _ java.Object = (*loopState)(nil)
