package emit

import "github.com/gograd/gograd/ir"

// sinkReturns moves the return at the end of the function into the branches of
// an If before it, if that decides all that is returned: early returns, which
// the IR doesn't have, are back.
//
//	y = if c { yield a } else { yield b }       if c { return a }
//	return y                              ⇒     return b
func (p *program) sinkReturns() {
	if ret := p.fn.Body.End(); ret.Code == ir.Return {
		uses := ir.Uses(p.fn)
		p.sink(p.fn.Body, ret, uses)
	}
}

// sink moves ret, which ends b in print, into the branches before it.
func (p *program) sink(b *ir.Block, ret *ir.Op, uses map[*ir.Value][]*ir.Op) {
	branch := lastBranch(b)
	if branch == nil || !decides(branch, ret, b.End(), uses) {
		return
	}
	p.sunk[ret], p.sunk[b.End()], p.sunk[branch] = true, true, true
	delete(p.exits, b)
	for _, nested := range branch.Blocks {
		yield := nested.End()
		if yield.Code != ir.Yield {
			continue
		}
		exit := through(branch, ret, yield)
		p.sunk[yield] = true
		p.exits[nested] = exit
		p.sink(nested, exit, uses)
	}
}

// lastBranch is the If that b ends with, but for constants and the terminator.
func lastBranch(b *ir.Block) *ir.Op {
	for i := len(b.Ops) - 2; i >= 0; i-- {
		switch b.Ops[i].Code {
		case ir.Const:
			continue
		case ir.If:
			return b.Ops[i]
		}
		return nil
	}
	return nil
}

// decides reports whether all that ret returns is given by branch or constant,
// and end, the terminator of branch's block, alone takes what branch gives.
func decides(branch, ret, end *ir.Op, uses map[*ir.Value][]*ir.Op) bool {
	decided := false
	for _, v := range ret.Args {
		switch {
		case v.Op == nil:
			return false
		case v.Op == branch:
			decided = true
		case v.Op.Code != ir.Const:
			return false
		}
	}
	for _, r := range branch.Results {
		for _, user := range uses[r] {
			if user != end {
				return false
			}
		}
	}
	return decided
}

// resultNumber says which of its operation's results v is.
func resultNumber(v *ir.Value) int {
	for i, r := range v.Op.Results {
		if r == v {
			return i
		}
	}
	return -1
}
