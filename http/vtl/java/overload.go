package java

// matching is which of two signatures is the better one.
type matching int

const (
	moreSpecific matching = iota
	lessSpecific
	incomparable
)

// choose finds the overload for arguments of these classes, nil standing for the class of null. It follows
// Velocity's introspector: first a method whose parameters are exactly these classes, then the most specific of
// those that accept them. No method and several equally good methods are both none.
func choose(overloads []*method, args []*Type) *method {
	for _, m := range overloads {
		if exact(m.params, args) {
			return m
		}
	}
	return mostSpecific(overloads, args)
}

func exact(params, args []*Type) bool {
	if len(params) != len(args) {
		return false
	}
	for i, p := range params {
		if p.primitive() {
			p = p.boxed
		}
		a := args[i]
		if a == nil {
			a = typeObject
		}
		if p != a {
			return false
		}
	}
	return true
}

func mostSpecific(overloads []*method, args []*Type) *method {
	var best *method
	var rivals []*method
	for _, m := range overloads {
		if !applicable(m.params, args) {
			continue
		}
		if best == nil {
			best = m
			continue
		}
		switch compare(m.params, best.params) {
		case moreSpecific:
			best, rivals = outdo(m, best, rivals)
		case incomparable:
			rivals = append(rivals, m)
		}
	}
	if len(rivals) > 0 {
		return nil
	}
	return best
}

// outdo replaces the best method by a more specific one, unless there are rivals that it does not beat too.
func outdo(m, best *method, rivals []*method) (*method, []*method) {
	if len(rivals) == 0 {
		return m, nil
	}
	for _, rival := range rivals {
		switch compare(m.params, rival.params) {
		case moreSpecific:
			return m, nil
		case incomparable:
			rivals = append(rivals, m)
		}
	}
	return best, rivals
}

// applicable tells whether a method accepts arguments of these classes. A method without parameters accepts any
// number of them: Velocity finds it, and the call then fails.
func applicable(params, args []*Type) bool {
	switch {
	case len(params) == len(args):
		return applicableEach(params, args)
	case len(params) < len(args):
		return len(params) == 0 || applicableVariadic(params, args)
	case len(params) == len(args)+1 && params[len(args)].elem != nil:
		return convertibleAll(params[:len(args)], args)
	}
	return false
}

func applicableEach(params, args []*Type) bool {
	for i, p := range params {
		if !convertible(p, args[i], false) {
			return i == len(args)-1 && p.elem != nil && convertible(p, args[i], true)
		}
	}
	return true
}

func applicableVariadic(params, args []*Type) bool {
	last := len(params) - 1
	if params[last].elem == nil || !convertibleAll(params[:last], args) {
		return false
	}
	for _, a := range args[last:] {
		if !convertible(params[last].elem, a, false) {
			return false
		}
	}
	return true
}

func convertibleAll(params, args []*Type) bool {
	for i, p := range params {
		if !convertible(p, args[i], false) {
			return false
		}
	}
	return true
}

// convertible is whether an argument of class actual (nil for null) can be passed for a parameter.
func convertible(formal, actual *Type, variadic bool) bool {
	if actual == nil {
		return !formal.primitive()
	}
	if formal.assignableFrom(actual) {
		return true
	}
	if formal.primitive() {
		rank := wideningRank[actual]
		return formal.boxed == actual || rank > 0 && rank <= formal.rank
	}
	if variadic && formal.elem != nil {
		if actual.elem != nil {
			actual = actual.elem
		}
		return convertible(formal.elem, actual, false)
	}
	return false
}

// compare tells which of two applicable signatures is the more specific.
func compare(a, b []*Type) matching {
	if len(a) > len(b) {
		return moreSpecific
	}
	if len(a) < len(b) {
		return lessSpecific
	}
	var aMore, bMore bool
	for i := range a {
		if a[i] == b[i] {
			continue
		}
		last := i == len(a)-1
		aMore = aMore || narrower(b[i], a[i], last) || b[i] == typeObject
		bMore = bMore || narrower(a[i], b[i], last) || a[i] == typeObject
	}
	if aMore && bMore {
		return compareVariadic(a[len(a)-1].elem != nil, b[len(b)-1].elem != nil)
	}
	if aMore {
		return moreSpecific
	}
	if bMore {
		return lessSpecific
	}
	return incomparable
}

func compareVariadic(aArray, bArray bool) matching {
	switch {
	case aArray && !bArray:
		return lessSpecific
	case !aArray && bArray:
		return moreSpecific
	}
	return incomparable
}

// narrower is whether a parameter of type actual is at least as special as one of type formal.
func narrower(formal, actual *Type, variadic bool) bool {
	if formal.assignableFrom(actual) {
		return true
	}
	if formal.rank > 0 && actual.rank > 0 && actual.rank < formal.rank {
		return true
	}
	if variadic && formal.elem != nil {
		if actual.elem != nil {
			actual = actual.elem
		}
		return narrower(formal.elem, actual, false)
	}
	return false
}
