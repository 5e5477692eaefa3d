package fuse

import "github.com/gograd/gograd/ir"

// A touch is an operation that reads or writes some memory.
type touch struct {
	op     *ir.Op
	writes bool
}

// touches are the operations that touch the memory that v leads to, by v or what is made of it. It doesn't
// know where that may go otherwise.
func (z *fuser) touches(v *ir.Value) (list []touch, known bool) {
	for _, op := range z.uses[v] {
		switch {
		case op.Code == ir.Len || op.Code == ir.Field && !ir.IsReference(op.Result().Type):
		case op.Code == ir.Load:
			list = append(list, touch{op, false})
		case op.Code == ir.Store && op.Args[len(op.Args)-1] != v:
			list = append(list, touch{op, true})
		case op.Code == ir.Call && op.Func != nil && keepsNothing(op):
			list = append(list, touch{op, op.Args[0] == v && ir.Effects(op)&ir.Writes != 0})
		case op.Code == ir.Field || op.Code == ir.Slice || op.Code == ir.Build && dataStep(op.Result()) != nil:
			behind, ok := z.touches(op.Result())
			if !ok {
				return nil, false
			}
			list = append(list, behind...)
		default:
			return nil, false
		}
	}
	return list, true
}

// keepsNothing reports whether the call op hands on no memory that it is given.
func keepsNothing(op *ir.Op) bool {
	callee := ir.CallOf(op)
	return callee.Effects&ir.Unknown == 0 && (callee.Fresh || !callee.FreshOrArgs) && (callee.Effects&ir.Writes == 0 || callee.WritesFirst)
}
