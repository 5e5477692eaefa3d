package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// The memory that a function makes and hands to a recursive one lives until the reverse sweep, as the frames of the
// recursion lead there, but no longer, if the recursion shows it to nobody else. So it may come from the pool:
//
//	t = make []float64 n; y, frame = rForward(t, …)   →   t = scratch []float64 n exact; …
//
// in a loop fresh memory each time.

// lends notes functions that are generated for the recursive function which op calls, if that keeps nothing of what it is given.
func (g *generator) lends(op *ir.Op, functions ...*types.Func) {
	if !g.isLent(op) {
		return
	}
	for _, fn := range functions {
		g.lent[fn] = true
	}
}

// lendMemory takes from the pool what the function makes and hands to functions that are lent it.
func (g *generator) lendMemory() {
	if hasPool(g.out) || len(g.lent) > 0 {
		newLender(g.out, g.lent, false).lend(g.out.Body.Ops, false)
	}
}

// isLent reports whether op calls a recursive function that keeps nothing of what it is given.
func (g *generator) isLent(op *ir.Op) bool {
	return g.recursion(op) && (g.plan[op].Lends || ir.CallOf(op).Effects&(ir.Writes|ir.Unknown) == 0)
}

// isOnlyLent reports whether memory of the function that v leads to is given to nobody but recursive functions that keep nothing of it.
func (g *generator) isOnlyLent(v *ir.Value) bool {
	if g.lending == nil {
		lent := map[*types.Func]bool{}
		for op := range g.plan {
			if g.isLent(op) {
				lent[op.Func] = true
			}
		}
		g.lending = newLender(g.f, lent, false)
	}
	return len(g.lending.lent) > 0 && !g.lending.leaves(v)
}

// callees are the functions that the body of a rule calls.
func callees(rule *Rule) (list []*types.Func) {
	for op := range rule.Func.Body.All() {
		if op.Func != nil {
			list = append(list, op.Func)
		}
	}
	return list
}

// A lender takes from the pool what a function makes and hands to functions that are lent it.
type lender struct {
	leaving
	all bool // also what it hands to nobody
}

func newLender(f *ir.Func, lent map[*types.Func]bool, all bool) *lender {
	l := &lender{leaving{ir.Uses(f), lent, map[*ir.Op]*ir.Op{}}, all}
	for op := range f.Body.All() {
		if op.Code == ir.If {
			l.ifs[op.Blocks[0].End()], l.ifs[op.Blocks[1].End()] = op, op
		}
	}
	return l
}

// lend goes through ops, in a loop or not.
func (l *lender) lend(ops []*ir.Op, inLoop bool) {
	for _, op := range ops {
		for _, b := range op.Blocks {
			l.lend(b.Ops, inLoop || op.Code == ir.Loop)
		}
		if op.Code != ir.Make || len(op.Args) != 1 || !isNumber(elem(op.Result().Type)) || l.leaves(op.Result()) {
			continue
		}
		if !l.all && !leaves(op.Result(), l.uses) {
			continue
		}
		op.Code, op.Exact = ir.Scratch, true
		if inLoop {
			op.Code = ir.Fresh
		}
	}
}
