package adjoint

import (
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// The memory in which the halves compute belongs to the frames: that of a Scratch to the frame of the call, which has it
// again in the next run, and Fresh memory of the first half to what gives the frames.
//
//	t = scratch []float64 n   →   t = scratch []float64 n, frame.t; store frame.t, t

// lodge takes the memory of the Scratches in block, and in those in it, from the frame.
func (h *halving) lodge(f *ir.Func, block *ir.Block, frame *ir.Value) {
	ops := block.Ops
	block.Ops = nil
	b := &ir.Builder{Func: f, Block: block, Pos: f.Pos, Safe: true}
	for _, op := range ops {
		for _, inner := range op.Blocks {
			h.lodge(f, inner, frame)
		}
		if op.Code != ir.Scratch || ir.MemoryOf(op) != nil {
			block.Ops = append(block.Ops, op)
			continue
		}
		place := []ir.Step{{Field: h.field(op.Result())}}
		h.Frame.SetUnderlying(types.NewStruct(h.struc, nil))
		op.Args = append(op.Args, b.Load(frame, place))
		block.Ops = append(block.Ops, op)
		b.Store(op.Result(), frame, place)
	}
}

// field makes a field of the frame for v.
func (h *halving) field(v *ir.Value) int {
	h.struc = append(h.struc, types.NewField(token.NoPos, h.out.Pkg, fieldName(v, h.used), v.Type, false))
	return len(h.struc) - 1
}

// refresh takes Fresh memory from what gives the frames.
func (h *halving) refresh(f *ir.Func) {
	for op := range f.Body.All() {
		if op.Code == ir.Fresh {
			op.Code, op.Func, op.Args = ir.Call, h.Piece(op.Result().Type), append([]*ir.Value{h.frames}, op.Args...)
			op.Exact = false
		}
	}
}
