package java

import (
	"math"
	"math/big"
)

// indexFrom is the size from which a map keeps an index; smaller ones are searched from end to end.
const indexFrom = 9

// Map is java.util.LinkedHashMap: it keeps the order in which keys were first put.
type Map struct {
	entries  []*Entry
	spare    []Entry // allocated already
	index    map[mapKey]int
	modified int
	silent   bool // see Silent
}

// Entry is one key of a map and its value: java.util.Map.Entry.
type Entry struct {
	key   mapKey
	value Value
}

// mapKey is a key in a form that Go can compare. A string is in text alone; every other key is in kind, and the
// key itself is original where kind does not say it all.
type mapKey struct {
	text string
	kind any
}

// keyNull and keyDeep are kinds: of null, of a number whose Go value cannot be compared as Java compares it, and
// of collections, which are compared by what they contained when they were put.
type (
	keyNull   struct{}
	keyDouble struct{ bits uint64 }
	keyBig    struct{ text string }
	keyDeep   struct {
		hash     int32
		original *boxed
	}
	boxed struct{ Value }
)

// NewMap returns an empty map with room for so many keys.
func NewMap(size int) *Map {
	if size == 0 {
		return &Map{}
	}
	return &Map{entries: make([]*Entry, 0, size), spare: make([]Entry, size)}
}

// Silent makes the map print as nothing, as the maps within API Gateway's $context
// do, and returns it.
func (m *Map) Silent() *Map {
	m.silent = true
	return m
}

// Len is the number of keys.
func (m *Map) Len() int { return len(m.entries) }

// Get returns the value of a key that is a string, or nil.
func (m *Map) Get(key string) Value {
	if i := m.find(mapKey{text: key}); i >= 0 {
		return m.entries[i].Value()
	}
	return nil
}

// Has tells whether there is such a key.
func (m *Map) Has(key string) bool { return m.find(mapKey{text: key}) >= 0 }

// Put sets the value of a key that is a string.
func (m *Map) Put(key string, value Value) { m.set(mapKey{text: key}, value) }

// All yields the entries in their order.
func (m *Map) All(yield func(*Entry) bool) {
	for _, e := range m.entries {
		if !yield(e) {
			return
		}
	}
}

// Key returns the entry's key.
func (e *Entry) Key() Value { return e.key.value() }

// Name returns the key's text if it is a string, else what Java prints of it.
func (e *Entry) Name() string {
	if e.key.kind == nil {
		return e.key.text
	}
	return Plain(e.Key())
}

// Value returns the entry's value.
func (e *Entry) Value() Value { return resolve(&e.value) }

func (k mapKey) value() Value {
	switch kind := k.kind.(type) {
	case nil:
		return k.text
	case keyNull:
		return nil
	case keyDouble:
		return math.Float64frombits(kind.bits)
	case keyBig:
		n, _ := new(big.Int).SetString(kind.text, 10)
		return n
	case keyDeep:
		return kind.original.Value
	}
	return k.kind
}

// keyOf makes a key of a value.
func keyOf(b *Budget, v Value) (mapKey, error) {
	switch v := v.(type) {
	case string:
		return mapKey{text: v}, nil
	case nil:
		return mapKey{kind: keyNull{}}, nil
	case int32, int64, int16, int8, bool, Char:
		return mapKey{kind: v}, nil
	case float64:
		if math.IsNaN(v) {
			v = math.NaN()
		}
		return mapKey{kind: keyDouble{math.Float64bits(v)}}, nil
	case *big.Int:
		return mapKey{kind: keyBig{v.String()}}, chargeBig(b, v, v)
	}
	hash, err := HashCode(b, v)
	if err != nil {
		return mapKey{}, err
	}
	return mapKey{kind: keyDeep{hash.(int32), &boxed{v}}}, nil
}

func (m *Map) find(k mapKey) int {
	if len(m.entries) < indexFrom {
		return m.scan(k)
	}
	if m.index == nil {
		m.reindex()
	}
	if i, ok := m.index[k]; ok {
		return i
	}
	return -1
}

func (m *Map) scan(k mapKey) int {
	for i, e := range m.entries {
		if e.key.text == k.text && e.key.kind == k.kind {
			return i
		}
	}
	return -1
}

// locate finds a key that may be a collection, which is compared with the equals of Java.
func (m *Map) locate(b *Budget, k mapKey) (int, error) {
	deep, ok := k.kind.(keyDeep)
	if !ok {
		return m.find(k), nil
	}
	if err := b.Spend(len(m.entries) / 16); err != nil {
		return -1, err
	}
	for i, e := range m.entries {
		other, ok := e.key.kind.(keyDeep)
		if !ok || other.hash != deep.hash {
			continue
		}
		same, err := Equal(b, deep.original.Value, other.original.Value)
		if err != nil || same {
			return i, err
		}
	}
	return -1, nil
}

func (m *Map) reindex() {
	m.index = make(map[mapKey]int, 2*len(m.entries))
	for i, e := range m.entries {
		m.index[e.key] = i
	}
}

func (m *Map) set(k mapKey, v Value) {
	if i := m.find(k); i >= 0 {
		m.entries[i].value = v
		return
	}
	m.append(k, v)
}

func (m *Map) append(k mapKey, v Value) {
	if m.index != nil {
		m.index[k] = len(m.entries)
	}
	if len(m.spare) == 0 {
		m.spare = make([]Entry, min(max(len(m.entries), 4), 64))
	}
	e := &m.spare[0]
	m.spare = m.spare[1:]
	e.key, e.value = k, v
	m.entries = append(m.entries, e)
	m.modified++
}

// entryOf returns the entry of any key, or nil.
func (m *Map) entryOf(b *Budget, key Value) (*Entry, error) {
	k, err := keyOf(b, key)
	if err != nil {
		return nil, err
	}
	i, err := m.locate(b, k)
	if i < 0 || err != nil {
		return nil, err
	}
	return m.entries[i], nil
}

// lookup returns the value of any key, or nil.
func (m *Map) lookup(b *Budget, key Value) (Value, error) {
	if s, ok := key.(string); ok {
		return m.Get(s), nil
	}
	e, err := m.entryOf(b, key)
	if e == nil || err != nil {
		return nil, err
	}
	return e.Value(), nil
}

// put is Put for any key, charged to the budget.
func (m *Map) put(b *Budget, key, value Value) error {
	k, err := keyOf(b, key)
	if err != nil {
		return err
	}
	i, err := m.locate(b, k)
	if err != nil {
		return err
	}
	if i >= 0 {
		m.entries[i].value = value
		return nil
	}
	if err := b.Take(64); err != nil {
		return err
	}
	m.append(k, value)
	return nil
}

// drop removes any key and returns its entry, or nil.
func (m *Map) drop(b *Budget, key Value) (*Entry, error) {
	k, err := keyOf(b, key)
	if err != nil {
		return nil, err
	}
	i, err := m.locate(b, k)
	if i < 0 || err != nil {
		return nil, err
	}
	return m.dropAt(b, i)
}

func (m *Map) dropAt(b *Budget, i int) (*Entry, error) {
	e := m.entries[i]
	if i == len(m.entries)-1 {
		if m.index != nil {
			delete(m.index, e.key)
		}
	} else {
		m.index = nil
	}
	m.entries = append(m.entries[:i], m.entries[i+1:]...)
	m.modified++
	return e, b.Spend(1 + len(m.entries)/2)
}

// retain keeps the entries that are to stay.
func (m *Map) retain(stays []bool) {
	var kept []*Entry
	for i, stay := range stays {
		if stay {
			kept = append(kept, m.entries[i])
		}
	}
	m.entries, m.index = kept, nil
	m.modified++
}

func (m *Map) clear() {
	m.entries, m.index = nil, nil
	m.modified++
}

// PutAny is Put for a key of any class, charged to the budget.
func (m *Map) PutAny(b *Budget, key, value Value) error { return m.put(b, key, value) }
