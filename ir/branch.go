package ir

import (
	"go/types"
	"slices"
)

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
	if len(yields) == 2 && !sameValue(v, yields[1]) && r.sameExpression(v, yields[1], op, maxSame) {
		return r.before(v, op)
	}
	if len(yields) == 2 && !sameValue(v, yields[1]) {
		if r.decides[op.Results[i]] {
			return nil // that loops are left in branches shows where
		}
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

// maxSame is the number of operations up to which expressions are compared.
const maxSame = 8

// sameExpression reports whether v and w, which the branches of op give, are computed
// alike from what was there before op.
func (r *rewriter) sameExpression(v, w *Value, op *Op, budget int) bool {
	v, w = r.value(v), r.value(w)
	if sameValue(v, w) {
		return true
	}
	x, y := v.Op, w.Op
	if budget == 0 || x == nil || y == nil || x.Code != y.Code || x.Func != y.Func || x.Builtin != y.Builtin ||
		len(x.Blocks)+len(y.Blocks) > 0 || len(x.Results)+len(y.Results) > 2 || !Movable(x) ||
		len(x.Args) != len(y.Args) || !slices.Equal(x.Path, y.Path) || !types.Identical(v.Type, w.Type) || x.Code == Const {
		return false
	}
	for i := range x.Args {
		if !r.sameExpression(x.Args[i], y.Args[i], op, budget-1) {
			return false
		}
	}
	return true
}

// before computes v, of a branch of op, before op.
func (r *rewriter) before(v *Value, op *Op) *Value {
	v = r.value(v)
	if !defines(op, v) {
		return v
	}
	dup := *v.Op
	dup.Args, dup.Results = nil, nil
	for _, x := range v.Op.Args {
		dup.Args = append(dup.Args, r.before(x, op))
	}
	w := r.b.Emit(&dup, v.Type).Result()
	w.Name = v.Name
	return w
}

// condition is op's condition, or its negation, if the branches yield just that, as
// they do for c && c and c || c.
func (r *rewriter) condition(op *Op, yields []*Value) *Value {
	x, ok1 := boolConst(yields[0])
	y, ok2 := boolConst(yields[1])
	cond := op.Args[0]
	switch {
	case ok2 && !y && r.sameExpression(yields[0], cond, op, maxSame):
	case ok1 && x && r.sameExpression(yields[1], cond, op, maxSame):
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
