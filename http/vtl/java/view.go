package java

// part is which of a map's parts a [View] shows.
type part int

const (
	keysPart part = iota
	valuesPart
	entriesPart
)

// View is what keySet, values and entrySet of a map return: it shows what the map holds at every moment.
type View struct {
	of   *Map
	part part
}

var viewClasses = [...]*Class{keysPart: keySetClass, valuesPart: valuesClass, entriesPart: entrySetClass}

func (v *View) class() *Class { return viewClasses[v.part] }

func (v *View) set() bool { return v.part != valuesPart }

func (v *View) show(e *Entry) Value {
	switch v.part {
	case keysPart:
		return e.Key()
	case valuesPart:
		return e.Value()
	}
	return e
}

// find returns the index of the first entry that shows as x, or -1.
func (v *View) find(b *Budget, x Value) (int, error) {
	if v.part == keysPart {
		k, err := keyOf(b, x)
		if err != nil {
			return -1, err
		}
		return v.of.locate(b, k)
	}
	for i, e := range v.of.entries {
		if err := b.Spend(1); err != nil {
			return -1, err
		}
		same, err := Equal(b, x, v.show(e))
		if err != nil || same {
			return i, err
		}
	}
	return -1, nil
}
