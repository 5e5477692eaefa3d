package ir

import "slices"

// branch rewrites an If: one whose condition is known becomes the branch that
// is taken, and results that are the same in both branches become that value.
//
//	y = if true { yield a } else { yield b }   →   a
//	y = if c { yield a } else { yield a }      →   a
//	y = if c { yield a } else { panic v }      →   a, where a is defined outside
//	y = if c { yield true } else { yield false }   →   c
func (r *rewriter) branch(op *Op) (ended bool) {
	if k, ok := boolConst(op.Args[0]); ok {
		taken := op.Blocks[1]
		if k {
			taken = op.Blocks[0]
		}
		if taken.End().Code == Yield || !isLoopBody(r.b.Block) {
			return r.splice(op, taken)
		}
	}
	for _, b := range op.Blocks {
		r.block(b)
	}
	for i := len(op.Results) - 1; i >= 0; i-- {
		if v := r.common(op, i); v != nil {
			r.replace(op.Results[i], v)
			dropResult(op, i)
		}
	}
	r.keep(op)
	return false
}

// isLoopBody reports whether b is the body of a loop, which must not end in a
// panic in every iteration: nothing would be left to carry.
func isLoopBody(b *Block) bool { return b.Owner != nil && b.Owner.Code == Loop }

// splice puts the operations of the block that is taken where op was.
func (r *rewriter) splice(op *Op, taken *Block) (ended bool) {
	r.changed = true
	last := len(taken.Ops) - 1
	end := taken.Ops[last]
	if end.Code == Panic {
		return r.ops(taken.Ops)
	}
	if r.ops(taken.Ops[:last]) {
		return true
	}
	for i, v := range end.Args {
		r.replace(op.Results[i], r.value(v))
	}
	return false
}

// common is the value that the i-th result of op has whichever branch is taken,
// nil if there is none.
func (r *rewriter) common(op *Op, i int) *Value {
	var yields []*Value
	for _, b := range op.Blocks {
		if end := b.End(); end.Code == Yield {
			yields = append(yields, end.Args[i])
		}
	}
	if len(yields) == 0 {
		return nil
	}
	v := yields[0]
	if len(yields) == 2 && !sameValue(v, yields[1]) {
		return r.condition(op, yields)
	}
	if v.Op != nil && v.Op.Code == Const {
		return r.b.Emit(&Op{Code: Const, Const: v.Op.Const}, v.Type).Result()
	}
	if len(yields) == 1 && defines(op, v) {
		return nil
	}
	return v
}

// condition is op's condition, or its negation, if the branches yield just that.
func (r *rewriter) condition(op *Op, yields []*Value) *Value {
	x, ok1 := boolConst(yields[0])
	_, ok2 := boolConst(yields[1])
	cond := op.Args[0]
	switch {
	case !ok1 || !ok2:
		return nil
	case !x:
		cond = r.b.Unary(Not, cond)
	}
	return r.b.Convert(yields[0].Type, cond)
}

// defines reports whether v is defined in a block of op.
func defines(op *Op, v *Value) bool {
	for inner := range op.All() {
		for _, b := range inner.Blocks {
			if slices.Contains(b.Params, v) {
				return true
			}
		}
		if inner != op && slices.Contains(inner.Results, v) {
			return true
		}
	}
	return false
}

// dropResult removes the i-th result of an If.
func dropResult(op *Op, i int) {
	op.Results = slices.Delete(op.Results, i, i+1)
	for _, b := range op.Blocks {
		if end := b.End(); end.Code == Yield {
			end.Args = slices.Delete(end.Args, i, i+1)
		}
	}
}
