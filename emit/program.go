package emit

import "github.com/gograd/gograd/ir"

// A program is a function as it is going to be printed: without what isn't
// needed, and with returns where the source would have them. It is a view: the
// ir.Func isn't changed.
type program struct {
	fn    *ir.Func
	tree  *ir.Tree
	alias *ir.Aliases

	exits   map[*ir.Block]*ir.Op    // the returns and breaks that end branches in place of their yields
	leaving map[*ir.Op]*ir.Op       // of the breaks, the loop
	breaks  map[*ir.Op][]*ir.Block  // of a loop, the blocks that end in its breaks
	sunk    map[*ir.Op]bool         // the branches and returns for which exits stand
	over    map[*ir.Op]*ir.Value    // loops over all of a slice: the slice
	live    map[*ir.Op]bool         // the operations that are printed
	needed  map[*ir.Value]bool      // the values that these take
	ops     map[*ir.Block][]*ir.Op  // the live operations of a block, in order
	home    map[*ir.Op]*ir.Block    // the block of a live operation
	index   map[*ir.Op]int          // its index in ops
	uses    map[*ir.Value][]*ir.Op  // the live operations that take a value, once for each time
	param   map[*ir.Value]loopParam // what a loop's parameters are
}

// A loopParam says which of a loop's parameters a value is; number 0 is the index.
type loopParam struct {
	loop   *ir.Op
	number int
}

func newProgram(f *ir.Func) *program {
	f = decideLast(f)
	p := &program{
		fn:      f,
		tree:    ir.NewTree(f),
		alias:   ir.NewAliases(f),
		exits:   map[*ir.Block]*ir.Op{},
		leaving: map[*ir.Op]*ir.Op{},
		breaks:  map[*ir.Op][]*ir.Block{},
		sunk:    map[*ir.Op]bool{},
		over:    map[*ir.Op]*ir.Value{},
		live:    map[*ir.Op]bool{},
		needed:  map[*ir.Value]bool{},
		ops:     map[*ir.Block][]*ir.Op{},
		home:    map[*ir.Op]*ir.Block{},
		index:   map[*ir.Op]int{},
		uses:    map[*ir.Value][]*ir.Op{},
		param:   map[*ir.Value]loopParam{},
	}
	p.findLoops()
	p.sinkReturns()
	p.sinkBreaks()
	p.markNeeded()
	p.list(f.Body)
	return p
}

// findLoops notes what loops run over.
func (p *program) findLoops() {
	for op := range p.fn.Body.All() {
		if op.Code != ir.Loop {
			continue
		}
		for i, v := range op.Blocks[0].Params {
			p.param[v] = loopParam{op, i}
		}
		if s := overSlice(op); s != nil {
			p.over[op] = s
		}
	}
}

// list fills in ops, home, index and uses for b and what is in it.
func (p *program) list(b *ir.Block) {
	for _, op := range b.Ops {
		if p.live[op] {
			p.add(b, op)
		}
	}
	if end := p.exits[b]; end != nil {
		p.add(b, end)
	}
}

func (p *program) add(b *ir.Block, op *ir.Op) {
	p.home[op] = b
	p.index[op] = len(p.ops[b])
	p.ops[b] = append(p.ops[b], op)
	for _, v := range p.args(op) {
		p.uses[v] = append(p.uses[v], op)
	}
	for _, nested := range op.Blocks {
		p.list(nested)
	}
}

// end is the operation that ends b in print: nil if nothing does, because all
// branches of b's last operation return.
func (p *program) end(b *ir.Block) *ir.Op {
	if end := p.exits[b]; end != nil {
		return end
	}
	if end := b.End(); !p.sunk[end] {
		return end
	}
	return nil
}

// exitsIn reports whether b ends by leaving the function or a loop.
func (p *program) exitsIn(b *ir.Block) bool {
	end := p.end(b)
	return end == nil || end.Code == ir.Return || end.Code == ir.Panic || p.isBreak(end)
}

// args are the arguments of op that are printed, in the order of their
// evaluation. A loop's initial values come before its bounds; what nobody needs
// is not carried.
func (p *program) args(op *ir.Op) []*ir.Value {
	switch op.Code {
	case ir.Loop:
		return append(p.inits(op), p.bounds(op)...)
	case ir.Yield:
		var args []*ir.Value
		for i, v := range op.Args {
			if p.needed[p.receiver(op, i)] {
				args = append(args, v)
			}
		}
		return args
	}
	return op.Args
}

func (p *program) inits(loop *ir.Op) []*ir.Value {
	var args []*ir.Value
	for i, v := range loop.Inits() {
		if p.needed[loop.Carried()[i]] {
			args = append(args, v)
		}
	}
	return args
}

// bounds are what a loop's header shows of lo, hi or the slice it runs over.
func (p *program) bounds(loop *ir.Op) []*ir.Value {
	if s := p.over[loop]; s != nil {
		return []*ir.Value{s}
	}
	switch {
	case loop.Endless():
		return nil
	case countsFromZero(loop):
		return []*ir.Value{loop.Hi()}
	}
	return []*ir.Value{loop.Lo(), loop.Hi()}
}

// receiver is what gets the i-th value that yield hands on: the result of an
// If, what a loop carries. Nobody needs to be told that a loop goes on.
func (p *program) receiver(yield *ir.Op, i int) *ir.Value {
	owner := p.leaving[yield]
	if owner == nil {
		owner = p.tree.Owner(yield)
		if owner.Code == ir.Loop && owner.While && i == 0 {
			return nil
		}
	}
	if owner.Code == ir.Loop {
		return owner.Carried()[i]
	}
	return owner.Results[i]
}
