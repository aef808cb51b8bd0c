package regex

// maxProgram bounds how long a program becomes through {n,m}, whose body is repeated.
const maxProgram = 1 << 15

type op int

const (
	opMatch  op = iota
	opSet       // one code point of set
	opSplit     // try x, then y
	opJump      // to x
	opSave      // the position into slot x
	opRun       // as many code points of set as there are
	opMark      // the position into register x
	opMoved     // to y unless the position is still that of register x
	opLook      // program sub ahead or behind
	opAtomic    // program sub
	opAssert    // a place
	opBack      // the text of group x
	opBreak     // a line break
)

type inst struct {
	op       op
	x, y     int
	set      set
	weight   int
	sub      []inst
	assert   assertion
	behind   bool
	negative bool
	fold     bool
	width    int32 // of what a look behind can match
	flags    flags
}

type compiler struct {
	prog      []inst
	registers int
	total     *int // instructions of all programs
	tooLarge  bool
}

func (c *compiler) emit(i inst) int {
	if *c.total++; *c.total > maxProgram {
		c.tooLarge = true
		return 0
	}
	c.prog = append(c.prog, i)
	return len(c.prog) - 1
}

// patch sets the second choice of the instruction at.
func (c *compiler) patch(at int, lazy bool, target int) {
	if c.tooLarge {
		return
	}
	if lazy {
		c.prog[at].x = target
	} else {
		c.prog[at].y = target
	}
}

func (c *compiler) compile(n *node) {
	if c.tooLarge {
		return
	}
	switch n.kind {
	case kindSet:
		c.emit(inst{op: opSet, set: n.set, weight: n.weight})
	case kindCat:
		for _, sub := range n.subs {
			c.compile(sub)
		}
	case kindAlt:
		c.alternatives(n.subs)
	case kindRepeat:
		c.repeat(n)
	case kindGroup:
		c.group(n)
	case kindLook:
		c.emit(inst{
			op: opLook, sub: c.program(n.subs[0]), behind: n.behind, negative: n.negative, width: widest(n.subs[0]).most,
		})
	case kindAtomic:
		c.emit(inst{op: opAtomic, sub: c.program(n.subs[0])})
	case kindAssert:
		c.emit(inst{op: opAssert, assert: n.assert, flags: n.flags})
	case kindBack:
		c.emit(inst{op: opBack, x: n.index, fold: n.fold})
	case kindBreak:
		c.emit(inst{op: opBreak})
	}
}

// program compiles a part that runs on its own.
func (c *compiler) program(n *node) []inst {
	sub := &compiler{registers: c.registers, total: c.total}
	sub.compile(n)
	sub.emit(inst{op: opMatch})
	c.registers, c.tooLarge = sub.registers, c.tooLarge || sub.tooLarge
	return sub.prog
}

func (c *compiler) group(n *node) {
	if n.index == 0 {
		c.compile(n.subs[0])
		return
	}
	c.emit(inst{op: opSave, x: 2 * n.index})
	c.compile(n.subs[0])
	c.emit(inst{op: opSave, x: 2*n.index + 1})
}

func (c *compiler) alternatives(subs []*node) {
	var jumps []int
	for i, sub := range subs {
		if i == len(subs)-1 {
			c.compile(sub)
			break
		}
		split := c.emit(inst{op: opSplit, x: len(c.prog) + 1})
		c.compile(sub)
		jumps = append(jumps, c.emit(inst{op: opJump}))
		c.patch(split, false, len(c.prog))
	}
	for _, j := range jumps {
		c.patch(j, true, len(c.prog))
	}
}

func (c *compiler) repeat(n *node) {
	if n.greed == possessive {
		greedily := *n
		greedily.greed = greedy
		c.emit(inst{op: opAtomic, sub: c.program(&greedily)})
		return
	}
	for range n.min {
		before := len(c.prog)
		c.compile(n.subs[0])
		if c.tooLarge {
			return
		}
		if len(c.prog) == before { // nothing, however often
			return
		}
	}
	if n.max < 0 {
		c.loop(n)
		return
	}
	c.optional(n)
}

// split emits a choice between going on with the next instruction and, to be patched, something else.
func (c *compiler) split(lazily bool) int {
	at := c.emit(inst{op: opSplit})
	c.patch(at, !lazily, len(c.prog))
	return at
}

// loop repeats until it no longer matches, or has matched nothing.
func (c *compiler) loop(n *node) {
	if n.subs[0].kind == kindSet && n.greed == greedy {
		c.emit(inst{op: opRun, set: n.subs[0].set, weight: n.subs[0].weight})
		return
	}
	register := c.registers
	c.registers++
	start := c.split(n.greed == lazy)
	c.emit(inst{op: opMark, x: register})
	c.compile(n.subs[0])
	c.emit(inst{op: opMoved, x: register, y: start})
	c.patch(start, n.greed == lazy, len(c.prog))
}

func (c *compiler) optional(n *node) {
	var splits []int
	for range n.max - n.min {
		splits = append(splits, c.split(n.greed == lazy))
		c.compile(n.subs[0])
		if c.tooLarge {
			return
		}
	}
	for _, at := range splits {
		c.patch(at, n.greed == lazy, len(c.prog))
	}
}
