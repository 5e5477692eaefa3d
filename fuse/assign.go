package fuse

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// assign makes a result of what is added to zeros: op is the first to use them.
func (z *fuser) assign(op *ir.Op) bool {
	own := z.adds(op)
	if own == nil {
		return false
	}
	dst := op.Args[0]
	memory := zeros(dst)
	if memory == nil || z.tree.Block(memory.Op) != z.tree.Block(op) || !z.isFirst(op, dst, memory) {
		return false
	}
	if !isDense(dst) && !z.isForCalls(dst, memory) {
		return false
	}
	if own.Expr.Func == nil {
		return z.assignCopy(op, memory, op.Args[own.Expr.Param])
	}
	for _, x := range own.Expr.Args {
		if x.Func != nil {
			return false
		}
	}
	call := &ir.Op{Code: ir.Call, Func: own.Expr.Func, Pos: op.Pos, Expr: op.Expr}
	for _, x := range own.Expr.Args {
		call.Args = append(call.Args, op.Args[x.Param])
	}
	b := &ir.Builder{Func: z.f, Block: &ir.Block{}, Pos: op.Pos, Expr: op.Expr}
	result := b.Emit(call, dst.Type).Result()
	result.Name = dst.Name
	if result.Name == "" {
		result.Name = memory.Name
	}
	z.put(op, memory, result)
	return true
}

// assignCopy lets x be what op makes equal to it, where nobody can tell: one of them is not used from there on, or none is
// written.
func (z *fuser) assignCopy(op *ir.Op, memory, x *ir.Value) bool {
	from := made(x)
	if !isDense(x) && !z.isForCalls(op.Args[0], memory) {
		return false
	}
	if from == nil || from == memory || z.tree.Block(from.Op) != z.tree.Block(op) {
		return false
	}
	theirs, known := z.touches(from)
	ours, alsoKnown := z.touches(memory)
	isAfter := func(t touch) bool { return z.tree.Order(t.op) > z.tree.Order(op) }
	isWriteAfter := func(t touch) bool { return t.writes && isAfter(t) }
	if !known || !alsoKnown || slices.ContainsFunc(theirs, isAfter) && slices.ContainsFunc(append(theirs, ours...), isWriteAfter) {
		return false
	}
	z.put(op, memory, x)
	return true
}

// put puts result, which is computed where op was, in the place of what refers to memory.
func (z *fuser) put(op *ir.Op, memory, result *ir.Value) {
	dst := op.Args[0]
	block, i := z.tree.Block(op), z.index(op)
	b := &ir.Builder{Func: z.f, Block: &ir.Block{}, Pos: op.Pos, Expr: op.Expr}
	if result.Op != nil && z.tree.Block(result.Op) == nil {
		b.Block.Ops = append(b.Block.Ops, result.Op)
	}
	if dst != memory {
		data := b.Field(result, dataStep(dst)...)
		z.replace(memory, data, dst.Op)
	}
	z.replace(dst, result, op)
	block.Ops = slices.Concat(block.Ops[:i:i], b.Block.Ops, block.Ops[i+1:])
}

// replace puts w in the place of v, but for except.
func (z *fuser) replace(v, w *ir.Value, except *ir.Op) {
	for _, op := range z.uses[v] {
		if op == except {
			continue
		}
		for i, x := range op.Args {
			if x == v {
				op.Args[i] = w
			}
		}
	}
}

// zeros is the slice of zeros that v is, or the matrix v has; nil if it is none.
func zeros(v *ir.Value) *ir.Value {
	v = data(v)
	if v.Op != nil && v.Op.Code == ir.Scratch && !v.Op.Dirty && len(v.Op.Args) == 1 {
		return v
	}
	return nil
}

// made is the memory that v is, or the matrix v has, if an operation of the function has made it for v alone; else nil.
func made(v *ir.Value) *ir.Value {
	v = data(v)
	if v.Op != nil && (v.Op.Code == ir.Scratch || v.Op.Code == ir.Call && v.Op.Func != nil && ir.CallOf(v.Op).Fresh) {
		return v
	}
	return nil
}

// data is the slice of the matrix v, if v is made of its parts; else v.
func data(v *ir.Value) *ir.Value {
	if step := dataStep(v); step != nil && v.Op != nil && v.Op.Code == ir.Build {
		return v.Op.Args[step[0].Field]
	}
	return v
}

// isFirst reports whether op is the first that uses dst, and the memory of it.
func (z *fuser) isFirst(op *ir.Op, dst, memory *ir.Value) bool {
	if slices.Contains(op.Args[1:], dst) || slices.Contains(op.Args[1:], memory) {
		return false
	}
	for _, v := range []*ir.Value{dst, memory} {
		for _, use := range z.uses[v] {
			if use != op && use != dst.Op && z.tree.Order(use) < z.tree.Order(op) {
				return false
			}
		}
	}
	return true
}
