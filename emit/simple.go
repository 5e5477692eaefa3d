package emit

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// isSimple reports whether op prints so short that it may be printed at every
// use and needs no name: constants, lengths, i+1, x[i], w.W1.
func (p *plan) isSimple(op *ir.Op) bool {
	switch op.Code {
	case ir.Const, ir.Global, ir.Pooled:
		return true
	case ir.Len, ir.Cap, ir.Field, ir.Load, ir.Addr, ir.Eq, ir.Ne, ir.Lt, ir.Le, ir.Gt, ir.Ge:
		return p.allSimple(op.Args)
	case ir.Neg:
		return p.isName(op.Args[0])
	case ir.Add, ir.Sub:
		return ir.IsInteger(op.Result().Type) && p.isConstant(op.Args[1]) && p.isName(op.Args[0])
	}
	return false
}

// isBrief reports whether op is one arithmetic operation on names, needed twice
// in one block: there the compiler computes it once, however often it is written.
func (p *plan) isBrief(op *ir.Op, points []point) bool {
	if len(points) != 2 || op.Result().Name != "" || !op.Code.IsBinary() || op.Code.IsCompare() || !ir.IsFloat(op.Result().Type) {
		return false
	}
	for _, v := range op.Args {
		if !p.isConstant(v) && (!p.isName(v) || v.Name == "") {
			return false
		}
	}
	return !slices.ContainsFunc(points, func(at point) bool { return at.nested || p.home[at.root] != p.home[op] })
}

func (p *plan) allSimple(vs []*ir.Value) bool {
	for _, v := range vs {
		if !p.isName(v) && !p.isSimple(v.Op) {
			return false
		}
	}
	return true
}

// isName reports whether v will be a variable, as far as one can tell before
// what gives v has been planned.
func (p *plan) isName(v *ir.Value) bool {
	if v.Op == nil || !p.isExpressionCode(v.Op) {
		return true
	}
	return !p.isSimple(v.Op) && (v.Name != "" || len(p.uses[v]) > 1)
}

func (p *plan) isExpressionCode(op *ir.Op) bool {
	switch op.Code {
	case ir.Alloc, ir.Scratch, ir.Fresh, ir.Tape, ir.Extend, ir.Retract, ir.Loop, ir.If:
		return false
	}
	return len(op.Results) == 1 && !p.element[op]
}

// chooseElement finds the load whose value `for i, v := range x` can give.
func (p *plan) chooseElement(loop *ir.Op) {
	x := p.over[loop]
	if x == nil {
		return
	}
	ops := p.ops[loop.Blocks[0]]
	for i, op := range ops {
		if isElement(op, x, loop.Index()) && len(p.uses[op.Result()]) > 0 && !p.written(op, ops[:i]) && !p.isUpdated(op) {
			p.elements[loop], p.element[op] = op, true
			return
		}
	}
}

// isElement reports whether op loads x[i], and that isn't too big to be copied.
func isElement(op *ir.Op, x, i *ir.Value) bool {
	if op.Code != ir.Load || op.Base() != x || len(op.Path) != 1 || op.Args[1] != i {
		return false
	}
	switch op.Result().Type.Underlying().(type) {
	case *types.Array, *types.Struct:
		return false
	}
	return true
}

// isUpdated reports whether what load gives is there for `x[i] += y` alone.
func (p *plan) isUpdated(load *ir.Op) bool {
	users := p.uses[load.Result()]
	if len(users) != 1 || !isUpdate(users[0]) || users[0].Args[0] != load.Result() {
		return false
	}
	stores := p.uses[users[0].Result()]
	return len(stores) == 1 && stores[0].Code == ir.Store && samePlace(load, stores[0])
}

// written reports whether ops may write what load reads.
func (p *plan) written(load *ir.Op, ops []*ir.Op) bool {
	return slices.ContainsFunc(ops, func(op *ir.Op) bool { return p.alias.Clobbers(op, load) })
}
