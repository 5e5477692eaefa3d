package ir

import (
	"go/constant"
	"go/types"
	"slices"
)

// foldField takes parts of what they were put into.
//
//	p = build Point x, y; a = field p.Y   →   y
//	q = field p.A; r = field q.B          →   r = field p.A.B
func foldField(b *Builder, op *Op) *Value {
	if op.Code != Field {
		return nil
	}
	x := op.Args[0]
	if len(op.Path) == 0 {
		return x
	}
	if x.Op == nil {
		return nil
	}
	switch x.Op.Code {
	case Build:
		part := x.Op.Args[partNumber(op.Path[0])]
		if len(op.Path) == 1 {
			return part
		}
		return b.Field(part, op.Path[1:]...)
	case Field:
		return b.Field(x.Op.Args[0], slices.Concat(x.Op.Path, op.Path)...)
	case Const:
		return b.Zero(op.Result().Type)
	}
	return nil
}

// foldBuild finds values that are taken apart and put together again, and those
// all of whose parts are zero.
//
//	x = field p.X; y = field p.Y; q = build Point x, y   →   p
//	z = const 0; p = build Point z, z                    →   p = zero Point
func foldBuild(b *Builder, op *Op) *Value {
	if op.Code != Build || len(op.Args) == 0 {
		return nil
	}
	if !slices.ContainsFunc(op.Args, func(v *Value) bool { return !isZeroValue(v) }) {
		return b.Emit(&Op{Code: Const}, op.Result().Type).Result()
	}
	var whole *Value
	for i, v := range op.Args {
		if v.Op == nil || v.Op.Code != Field || len(v.Op.Path) != 1 || partNumber(v.Op.Path[0]) != i {
			return nil
		}
		if i > 0 && v.Op.Args[0] != whole {
			return nil
		}
		whole = v.Op.Args[0]
	}
	if !types.Identical(whole.Type, op.Result().Type) {
		return nil
	}
	return whole
}

// partNumber says which part of a struct or array step leads to.
func partNumber(step Step) int {
	if step.Index {
		return step.At
	}
	return step.Field
}

// isZeroValue reports whether v is a constant and the zero value of its type.
func isZeroValue(v *Value) bool {
	if v.Op == nil || v.Op.Code != Const {
		return false
	}
	if v.Op.Const == nil {
		return true
	}
	switch v.Op.Const.Kind() {
	case constant.Bool:
		return !constant.BoolVal(v.Op.Const)
	case constant.String:
		return constant.StringVal(v.Op.Const) == ""
	}
	return isConst(v, 0)
}

// splitLoad replaces a load of which only parts are used by loads of the parts.
// They are put where it was, so they read the same memory; the first of them
// panics if it did.
//
//	p = load s[i]; x = field p.X   →   x = load s[i].X
func (r *rewriter) splitLoad(op *Op) bool {
	uses := r.uses[op.Result()]
	if len(uses) == 0 {
		return false
	}
	for _, use := range uses {
		if use.Code != Field || len(use.Path) == 0 {
			return false
		}
	}
	for i, use := range uses {
		args, path := slices.Clone(op.Args), slices.Clone(op.Path)
		for _, step := range use.Path {
			if step.Index {
				args = append(args, r.b.Int(int64(step.At)))
			}
			path = append(path, Step{Field: step.Field, Index: step.Index})
		}
		part := &Op{Code: Load, Args: args, Path: path, Safe: op.Safe || i > 0}
		r.replace(use.Result(), r.b.Emit(part, use.Result().Type).Result())
		part.Result().Name = use.Result().Name
	}
	return true
}
