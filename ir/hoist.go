package ir

import "slices"

// Hoist moves what is expensive and the same in every iteration of a loop in front of
// the loop: calls of pure functions and divisions of floats, with what they are
// computed from.
//
//	loop i = lo to hi { a = call math.Sin x; … }   →   a = call math.Sin x; loop i = lo to hi { … }
//
// Before: f passes Check.
// After:  f passes Check and does the same; what has been moved can't panic, so it
// does no harm in front of a loop that doesn't run.
func Hoist(f *Func) {
	h := &hoister{depth: map[*Value]int{}}
	h.block(f.Body, 0)
}

// A hoister knows how many loops are around the definition of each value; those
// of the function's inputs and body have depth 0.
type hoister struct{ depth map[*Value]int }

// block goes through b, which is inside the given number of loops.
func (h *hoister) block(b *Block, depth int) {
	for _, v := range b.Params {
		h.depth[v] = depth
	}
	for i := 0; i < len(b.Ops); i++ {
		op := b.Ops[i]
		for _, v := range op.Results {
			h.depth[v] = depth
		}
		for _, nested := range op.Blocks {
			if op.Code == If {
				h.block(nested, depth)
				continue
			}
			h.block(nested, depth+1)
			moved := h.invariants(nested, depth)
			b.Ops = slices.Insert(b.Ops, i, moved...)
			i += len(moved)
		}
	}
}

// invariants takes out of the body of a loop what can stand in front of it, at the given depth.
func (h *hoister) invariants(body *Block, depth int) []*Op {
	invariant, wanted := map[*Op]bool{}, map[*Op]bool{}
	for _, op := range body.Ops {
		invariant[op] = len(op.Blocks) == 0 && Movable(op) && !slices.ContainsFunc(op.Args, func(v *Value) bool {
			return h.depth[v] > depth && !invariant[v.Op]
		})
		if invariant[op] && isExpensive(op) {
			h.want(op, depth, wanted)
		}
	}
	var moved []*Op
	body.Ops = slices.DeleteFunc(body.Ops, func(op *Op) bool {
		if wanted[op] {
			moved = append(moved, op)
			for _, v := range op.Results {
				h.depth[v] = depth
			}
		}
		return wanted[op]
	})
	return moved
}

// isExpensive reports whether op is worth a variable in front of the loop.
func isExpensive(op *Op) bool {
	return op.Code == Call && op.Func != nil || op.Code == Div && IsFloat(op.Args[0].Type)
}

// want adds op, and what it is computed from inside the loop, to wanted.
func (h *hoister) want(op *Op, depth int, wanted map[*Op]bool) {
	wanted[op] = true
	for _, v := range op.Args {
		if h.depth[v] > depth && !wanted[v.Op] {
			h.want(v.Op, depth, wanted)
		}
	}
}
