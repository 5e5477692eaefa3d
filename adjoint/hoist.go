package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// hoist moves the call that gives the primal value v, which the reverse sweep needs, out of the loops of the forward
// sweep that give it the same arguments each time: it is kept once then, if at all. The scope of v in the
// forward sweep is closed. It returns the scopes in the reverse and in the forward sweep that v belongs to now.
//
//	loop { r = call math.Exp k; store kept[i], r }     →     r = call math.Exp k
//	                                                         loop { … }
func (s *scope) hoist(v *ir.Value, closed *scope) (*scope, *scope) {
	for closed.kind == iteration && s.kind == iteration && v.Op != nil && v.Op.Code == ir.Call {
		needs, ok := closed.beforeLoop(closed.values[v], nil)
		if !ok {
			break
		}
		block := closed.b.Block
		block.Ops = slices.DeleteFunc(block.Ops, func(op *ir.Op) bool { return slices.Contains(needs, op) })
		before(closed.owner, closed.parent.b.Block, needs)
		closed.parent.values[v] = closed.values[v]
		s, closed = s.parent, closed.parent
	}
	return s, closed
}

// beforeLoop adds to needs the operations in the iteration s, of the forward sweep, that give x. It fails if they
// can't be done before the loop.
func (s *scope) beforeLoop(x *ir.Value, needs []*ir.Op) (all []*ir.Op, ok bool) {
	if slices.Contains(s.b.Block.Params, x) {
		return nil, false
	}
	op := x.Op
	if op == nil || slices.Contains(needs, op) || !slices.Contains(s.b.Block.Ops, op) {
		return needs, true
	}
	if !ir.Movable(op) || len(op.Blocks) > 0 {
		return nil, false
	}
	for _, arg := range op.Args {
		if needs, ok = s.beforeLoop(arg, needs); !ok {
			return nil, false
		}
	}
	return append(needs, op), true
}
