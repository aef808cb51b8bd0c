package gateway

import (
	"sync"
	"sync/atomic"
)

// generation is how many compiled trees are young at the most; about twice as
// many are kept.
const generation = 256

// A cache keeps what trees were compiled to, by the tree's pointer: a tree never
// changes. It forgets those that were not asked for lately: when the young ones
// are too many they become the old ones, and the old ones go.
type cache[Tree, Compiled any] struct {
	mu    sync.Mutex // held to change the generations
	young atomic.Pointer[sync.Map]
	old   atomic.Pointer[sync.Map]
	count atomic.Int64 // of the young ones
}

// An entry is compiled once, by whoever asks first; others wait.
type entry[Compiled any] struct {
	once sync.Once
	tree *Compiled
}

func newCache[Tree, Compiled any]() *cache[Tree, Compiled] {
	c := new(cache[Tree, Compiled])
	c.young.Store(new(sync.Map))
	c.old.Store(new(sync.Map))
	return c
}

func (c *cache[Tree, Compiled]) get(t *Tree, compile func(*Tree) *Compiled) *Compiled {
	young := c.young.Load()
	v, ok := young.Load(t)
	if !ok {
		v = c.add(t)
	}
	e := v.(*entry[Compiled])
	e.once.Do(func() { e.tree = compile(t) })
	return e.tree
}

// add makes a tree young, with what the old generation knows of it.
func (c *cache[Tree, Compiled]) add(t *Tree) any {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.old.Load().Load(t)
	if !ok {
		e = new(entry[Compiled])
	}
	young := c.young.Load()
	v, loaded := young.LoadOrStore(t, e)
	if !loaded && c.count.Add(1) >= generation {
		c.old.Store(young)
		c.young.Store(new(sync.Map))
		c.count.Store(0)
	}
	return v
}
