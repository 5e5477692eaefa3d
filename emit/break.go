package emit

import (
	"go/constant"
	"slices"

	"github.com/gograd/gograd/ir"
)

// decideLast gives every loop that may be left early a last If that decides it, so that
// a break can stand in one of the branches. It copies f before it changes anything.
//
//	yield more, x   ⇒   m, y = if more { yield true, x } else { yield false, x }
//	                    yield m, y
func decideLast(f *ir.Func) *ir.Func {
	copied := false
	for op := range f.Body.All() {
		copied = copied || mayBreak(op)
	}
	if !copied {
		return f
	}
	f = ir.Clone(f)
	uses := ir.Uses(f)
	for op := range f.Body.All() {
		if !mayBreak(op) {
			continue
		}
		body := op.Blocks[0]
		if more := body.End().Args[0]; !isDecided(body, more) && !moveLast(body, more, uses) {
			decide(f, body)
		}
		holdStill(op)
	}
	return f
}

// mayBreak reports whether op is a loop that may be left early.
func mayBreak(op *ir.Op) bool {
	return op.Code == ir.Loop && op.While && op.Blocks[0].End().Code == ir.Yield
}

// moveLast moves the If that decides to the end of body, if it does nothing else and
// nothing before the end needs it.
func moveLast(body *ir.Block, more *ir.Value, uses map[*ir.Value][]*ir.Op) bool {
	op := more.Op
	at := slices.Index(body.Ops, op)
	if at < 0 || op.Code != ir.If {
		return false
	}
	for _, r := range op.Results {
		for _, user := range uses[r] {
			if user != body.End() {
				return false
			}
		}
	}
	for _, b := range op.Blocks {
		for _, inner := range b.Ops {
			if inner.Code != ir.Const && inner.Code != ir.Yield {
				return false
			}
		}
	}
	last := len(body.Ops) - 2
	moved := slices.Delete(slices.Clone(body.Ops), at, at+1)
	body.Ops = slices.Insert(moved, last, op)
	return isDecided(body, more)
}

// holdStill lets what a loop carries, and what is the same at the beginning of all
// iterations, keep its value where the loop goes on, instead of getting it again.
func holdStill(loop *ir.Op) {
	more := loop.Blocks[0].End().Args[0]
	for k, inside := range loop.Carried()[1:] {
		y := loop.Blocks[0].End().Args[k+1]
		if !stays(y, more, loop.Inits()[k+1], inside, nil) || y.Op == nil {
			continue
		}
		stays(y, more, loop.Inits()[k+1], inside, inside)
	}
}

// stays reports whether y is init, or inside, wherever more is true. If instead isn't nil, it
// takes the place of y in the yields of ifs there.
func stays(y, more, init, inside, instead *ir.Value) bool {
	if isBoolConst(more) && !constant.BoolVal(more.Op.Const) {
		return true
	}
	d := more.Op
	if d == nil || d.Code != ir.If || y.Op != d {
		return y == inside || y == init || sameConstant(y, init)
	}
	for _, b := range d.Blocks {
		end := b.End()
		if end.Code != ir.Yield {
			continue
		}
		i, j := resultNumber(y), resultNumber(more)
		if !stays(end.Args[i], end.Args[j], init, inside, instead) {
			return false
		}
		if end.Args[i].Op != nil && end.Args[i].Op == end.Args[j].Op && end.Args[i].Op.Code == ir.If {
			continue // a deeper If
		}
		if leaves := isBoolConst(end.Args[j]) && !constant.BoolVal(end.Args[j].Op.Const); instead != nil && !leaves {
			end.Args[i] = instead
		}
	}
	return true
}

// isDecided reports whether more, which ends block, is known in the branches of the
// last If of block, or of ifs at the ends of these.
func isDecided(block *ir.Block, more *ir.Value) bool {
	if isBoolConst(more) {
		return true
	}
	last := lastBranch(block)
	if last == nil || more.Op != last {
		return false
	}
	for _, b := range last.Blocks {
		if end := b.End(); end.Code == ir.Yield && !isDecided(b, end.Args[resultNumber(more)]) {
			return false
		}
	}
	return true
}

func isBoolConst(v *ir.Value) bool {
	return v.Op != nil && v.Op.Code == ir.Const && v.Op.Const != nil && v.Op.Const.Kind() == constant.Bool
}

// decide writes the If at the end of a loop's body.
func decide(f *ir.Func, body *ir.Block) {
	end := body.End()
	body.Ops = body.Ops[:len(body.Ops)-1]
	b := &ir.Builder{Func: f, Block: body, Pos: end.Pos}
	op := b.If(end.Args[0])
	for i, branch := range op.Blocks {
		in := b.At(branch)
		in.Yield(append([]*ir.Value{in.Const(constant.MakeBool(i == 0), end.Args[0].Type)}, end.Args[1:]...)...)
	}
	for _, v := range end.Args {
		b.AddResult(op, v.Name, v.Type)
	}
	b.Yield(slices.Clone(op.Results)...)
}

// sinkBreaks puts the end of a loop that is left early into the branch in which that
// is decided.
//
//	m, y = if c { yield false, a } else { yield true, b }       if c { y = a; break }
//	yield m, y                                              ⇒   y = b
func (p *program) sinkBreaks() {
	for op := range p.fn.Body.All() {
		if op.Code == ir.Loop && op.While && op.Blocks[0].End().Code == ir.Yield {
			p.breaksIn(op, op.Blocks[0], op.Blocks[0].End())
		}
	}
}

// breaksIn puts breaks at the ends of branches in block; yield is what the loop hands
// on at the end of block.
func (p *program) breaksIn(loop *ir.Op, block *ir.Block, yield *ir.Op) {
	more := yield.Args[0]
	if isBoolConst(more) {
		if !constant.BoolVal(more.Op.Const) {
			p.sunk[block.End()] = true
			p.exits[block] = yield
			p.leaving[yield] = loop
			p.breaks[loop] = append(p.breaks[loop], block)
		}
		return
	}
	for _, b := range more.Op.Blocks {
		if end := b.End(); end.Code == ir.Yield {
			p.breaksIn(loop, b, through(more.Op, yield, end))
		}
	}
}

// through is what last, behind the If branch, hands on when end is what ends the branch.
func through(branch, last, end *ir.Op) *ir.Op {
	exit := *last
	exit.Pos = end.Pos
	exit.Args = nil
	for _, v := range last.Args {
		if v.Op == branch {
			v = end.Args[resultNumber(v)]
		}
		exit.Args = append(exit.Args, v)
	}
	return &exit
}

// isBreak reports whether op stands for a break.
func (p *program) isBreak(op *ir.Op) bool { return p.leaving[op] != nil }
