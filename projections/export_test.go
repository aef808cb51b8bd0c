package projections

import (
	"fmt"
	"reflect"
	"time"
)

// For tests in package projections_test: what they may see of the inside.

// EncodeSnapshot and DecodeSnapshot are a snapshot without a file.
func EncodeSnapshot(s State, line []byte) ([]byte, error) { return encodeSnapshot(s, line) }

// DecodeSnapshot reads what EncodeSnapshot wrote.
func DecodeSnapshot(text []byte) (State, error) {
	s, err := parseSnapshot(text)
	if err != nil {
		return State{}, err
	}
	return s.state()
}

// FoldVersion is the version that snapshots are keyed by.
const FoldVersion = foldVersion

// MaxCheckpoints is how many older states are held at the most.
const MaxCheckpoints = maxCheckpoints

// Checkpoints is the sequences of the older states that are held.
func (l *Live) Checkpoints() (out []uint64) {
	l.checkpoints.mu.Lock()
	defer l.checkpoints.mu.Unlock()
	for _, s := range l.checkpoints.states {
		out = append(out, s.Seq)
	}
	return out
}

// A tableForTests is a *Table of whatever noun.
type tableForTests interface {
	names() []string
	value(name string) reflect.Value
	grow(name string, fill func(reflect.Value))
}

func (t *Table[T]) value(name string) reflect.Value { return reflect.ValueOf(t.Get(name)) }

func (t *Table[T]) grow(name string, fill func(reflect.Value)) {
	row := new(T)
	fill(reflect.ValueOf(row).Elem())
	*t = t.Set(name, row)
}

// Populated is a State in which every field of everything holds something.
func Populated() State {
	var s State
	p := populator{depth: map[reflect.Type]int{}}
	p.fill(reflect.ValueOf(&s).Elem())
	return s
}

type populator struct {
	n     int
	depth map[reflect.Type]int
}

func (p *populator) fill(v reflect.Value) {
	v = reachable(v)
	t := v.Type()
	if p.depth[t] > 2 {
		return // a type that contains itself
	}
	p.depth[t]++
	defer func() { p.depth[t]-- }()
	p.n++
	if t == reflect.TypeFor[lazyDigest]() {
		return
	}
	if table, ok := v.Addr().Interface().(tableForTests); ok {
		for range 2 {
			table.grow(fmt.Sprint("row", p.n), p.fill)
		}
		return
	}
	if t == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.Unix(int64(p.n), 5e6).UTC()))
		return
	}
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(-int64(p.n % 100))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(p.n % 100))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(float64(p.n) / 4)
	case reflect.String:
		v.SetString(fmt.Sprint("text", p.n))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(t, 2, 2))
		p.fill(v.Index(0))
		p.fill(v.Index(1))
	case reflect.Array:
		for i := range v.Len() {
			p.fill(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		for range 2 {
			key, value := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
			p.fill(key)
			p.fill(value)
			v.SetMapIndex(key, value)
		}
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		p.fill(v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			p.fill(v.Field(i))
		}
	case reflect.Interface:
		v.Set(reflect.ValueOf(map[string]any{"a": []any{1.5, "b", nil}}))
	default:
		panic(fmt.Sprintf("do not know how to fill %v", t))
	}
}

// Difference is where two States differ, "" when they are the same through and
// through. It knows nothing of how snapshots are written.
func Difference(a, b State) string {
	return difference("State", reflect.ValueOf(&a).Elem(), reflect.ValueOf(&b).Elem())
}

func difference(path string, a, b reflect.Value) string {
	a, b = reachable(a), reachable(b)
	if a.Type() == reflect.TypeFor[lazyDigest]() {
		return ""
	}
	if t, ok := a.Addr().Interface().(tableForTests); ok {
		return tableDifference(path, t, b.Addr().Interface().(tableForTests))
	}
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return when(a.IsNil() != b.IsNil(), path)
		}
		return difference(path, a.Elem(), b.Elem())
	case reflect.Struct:
		for i := range a.NumField() {
			if d := difference(path+"."+a.Type().Field(i).Name, a.Field(i), b.Field(i)); d != "" {
				return d
			}
		}
		return ""
	case reflect.Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return path
		}
		for i := range a.Len() {
			if d := difference(fmt.Sprintf("%s[%d]", path, i), a.Index(i), b.Index(i)); d != "" {
				return d
			}
		}
		return ""
	}
	return when(!reflect.DeepEqual(a.Interface(), b.Interface()), path)
}

func tableDifference(path string, a, b tableForTests) string {
	if !reflect.DeepEqual(a.names(), b.names()) {
		return path
	}
	for _, name := range a.names() {
		if d := difference(path+"["+name+"]", a.value(name).Elem(), b.value(name).Elem()); d != "" {
			return d
		}
	}
	return ""
}

func when(differ bool, path string) string {
	if differ {
		return path
	}
	return ""
}

// WaitForSnapshot returns when none is being written.
func (l *Live) WaitForSnapshot() { l.snapshots.running.Wait() }
