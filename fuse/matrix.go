package fuse

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// IsMatrix reports whether t is a struct like tensor.Matrix: one slice, and integers that say how it is to be read.
func IsMatrix(t types.Type) bool { return dataStep(&ir.Value{Type: t}) != nil }

// dataStep leads to the only slice of a struct like tensor.Matrix; nil if v is no such thing.
func dataStep(v *ir.Value) []ir.Step {
	s, ok := ir.Under(v.Type).(*types.Struct)
	if !ok {
		return nil
	}
	var found []ir.Step
	for i := range s.NumFields() {
		switch t := s.Field(i).Type().Underlying().(type) {
		case *types.Slice:
			if found != nil {
				return nil
			}
			found = []ir.Step{{Field: i}}
		case *types.Basic:
			if t.Info()&types.IsInteger == 0 {
				return nil
			}
		default:
			return nil
		}
	}
	return found
}

// isDense reports whether v is no matrix, or one that has no gaps between its rows in any case: its elements then are where those
// of each other such matrix of its shape are.
func isDense(v *ir.Value) bool {
	data := dataStep(v)
	switch {
	case data == nil:
		return true
	case v.Op == nil:
		return false
	case v.Op.Code == ir.Call:
		return v.Op.Func != nil && ir.CallOf(v.Op).Fresh
	case v.Op.Code != ir.Build:
		return false
	}
	cols, stride := part(v, "Cols"), part(v, "Stride")
	if cols == nil || stride == nil {
		return false
	}
	return cols == stride || isField(cols, "Cols") && isField(stride, "Stride") && cols.Op.Base() == stride.Op.Base() && isDense(cols.Op.Base())
}

// part is the part with a name of which the struct v is built; nil if there is none.
func part(v *ir.Value, name string) *ir.Value {
	s := ir.Under(v.Type).(*types.Struct)
	for i := range s.NumFields() {
		if s.Field(i).Name() == name {
			return v.Op.Args[i]
		}
	}
	return nil
}

// isField reports whether v is the field with a name of a struct.
func isField(v *ir.Value, name string) bool {
	if v.Op == nil || v.Op.Code != ir.Field || len(v.Op.Path) != 1 {
		return false
	}
	s, ok := ir.Under(v.Op.Base().Type).(*types.Struct)
	return ok && s.Field(v.Op.Path[0].Field).Name() == name
}

// isForCalls reports whether only calls use the matrix dst, which memory is for: they don't depend on where its elements are.
func (z *fuser) isForCalls(dst, memory *ir.Value) bool {
	for _, op := range z.uses[memory] {
		if op != dst.Op && op.Code != ir.Len {
			return false
		}
	}
	for _, op := range z.uses[dst] {
		if op.Code != ir.Call || op.Func == nil || len(z.table.Same(op.Func.Pkg())) == 0 {
			return false
		}
	}
	return true
}
