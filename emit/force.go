package emit

import (
	"go/constant"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// force finds the values that must be variables because Go computes with
// constants as no program does: exactly, and with compile errors where the
// program panics.
func (p *plan) force() {
	for op := range p.fn.Body.All() {
		if !p.live[op] {
			continue
		}
		switch {
		case op.Code.IsBinary() || op.Code.IsUnary():
			p.forceOperator(op)
		case op.Code == ir.Call && (op.Builtin == "min" || op.Builtin == "max"):
			p.forceAllConstant(op)
		case op.Code == ir.Convert:
			p.forceConvert(op)
		case op.Code == ir.Loop:
			p.forceBounds(op)
		case op.Code == ir.Extend || op.Code == ir.Retract:
			p.forceRepeated(op.Args[1])
		case op.Code == ir.Scratch && op.Dirty:
			p.forceRepeated(op.Args[0])
		case op.Code == ir.Make || op.Code == ir.Slice:
			p.forceLengths(op)
		case op.Code == ir.Load || op.Code == ir.Store || op.Code == ir.Addr:
			p.forceIndexes(op)
		}
	}
}

// isConstant reports whether v prints as an expression that Go evaluates when it compiles.
func (p *plan) isConstant(v *ir.Value) bool {
	if v.Op == nil || p.forced[v] {
		return false
	}
	switch v.Op.Code {
	case ir.Const:
		return v.Op.Const != nil
	case ir.Convert:
		_, basic := v.Type.Underlying().(*types.Basic)
		return basic && p.isConstant(v.Op.Args[0])
	case ir.Len, ir.Cap:
		return p.isConstant(v.Op.Args[0]) || arrayLength(v.Op.Args[0].Type) >= 0
	}
	return false
}

// arrayLength is the length of an array, or of the array that a pointer is to; -1 for other types.
func arrayLength(t types.Type) int64 {
	t = t.Underlying()
	if ptr, ok := t.(*types.Pointer); ok {
		t = ptr.Elem().Underlying()
	}
	if array, ok := t.(*types.Array); ok {
		return array.Len()
	}
	return -1
}

// forceAllConstant makes a variable of the first argument if all are constant.
func (p *plan) forceAllConstant(op *ir.Op) {
	for _, v := range op.Args {
		if !p.isConstant(v) {
			return
		}
	}
	p.forced[op.Args[0]] = true
}

func (p *plan) forceOperator(op *ir.Op) {
	p.forceAllConstant(op)
	if op.Code.IsCompare() && isConst(op.Args[0]) && isConst(op.Args[1]) { // nil, too
		p.forced[op.Args[0]] = true
	}
	switch op.Code {
	case ir.Div, ir.Rem:
		if ir.IsInteger(op.Args[1].Type) && isInt(op.Args[1], 0) {
			p.forced[op.Args[1]] = true
		}
	case ir.Shl, ir.Shr:
		p.forceIf(op.Args[1], negative)
	}
}

func isConst(v *ir.Value) bool { return v.Op != nil && v.Op.Code == ir.Const }

// forceConvert: only an integer that stays what it is converts alike in both worlds.
func (p *plan) forceConvert(op *ir.Op) {
	v := op.Args[0]
	if !p.isConstant(v) {
		p.forced[v] = p.forced[v] || isConst(v) && isSlice(v.Type) && !isSlice(op.Result().Type) // [2]float64(nil) is no Go
		return
	}
	to, ok := op.Result().Type.Underlying().(*types.Basic)
	if ok && ir.IsInteger(v.Type) && v.Op.Code == ir.Const {
		if to.Kind() == types.Float64 || to.Info()&types.IsInteger != 0 && representable(v.Op.Const, to) {
			return
		}
	}
	if _, isInterface := op.Result().Type.Underlying().(*types.Interface); isInterface || isStringType(v.Type) {
		return
	}
	p.forced[v] = true
}

func isSlice(t types.Type) bool {
	_, ok := ir.Under(t).(*types.Slice)
	return ok
}

func isStringType(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// representable reports whether the integer n is in the range of t.
func representable(n constant.Value, t *types.Basic) bool {
	bits := uint(8 * types.SizesFor("gc", "amd64").Sizeof(t))
	if t.Info()&types.IsUnsigned != 0 {
		return constant.Sign(n) >= 0 && constant.BitLen(n) <= int(bits)
	}
	if constant.Sign(n) < 0 {
		n = constant.BinaryOp(constant.UnaryOp(token.SUB, n, 0), token.SUB, constant.MakeInt64(1))
	}
	return constant.BitLen(n) < int(bits)
}

// forceBounds: the header of a loop that takes bigger steps may show its bounds
// more than once.
func (p *plan) forceBounds(loop *ir.Op) {
	if loop.Step == 1 || !loop.Down && isWide(loop) {
		return
	}
	for _, v := range loop.Args[:2] {
		if v.Op != nil && v.Op.Code != ir.Const {
			p.forced[v] = true
		}
	}
}

// forceRepeated: a length that is printed more than once.
func (p *plan) forceRepeated(v *ir.Value) {
	if v.Op != nil && v.Op.Code != ir.Const && v.Op.Code != ir.Len {
		p.forced[v] = true
	}
}

// forceLengths: constants that are no valid lengths or bounds of a slice.
func (p *plan) forceLengths(op *ir.Op) {
	args := op.Args
	limit := int64(-1)
	if op.Code == ir.Slice {
		args, limit = args[1:], arrayLength(args[0].Type)
	}
	var before constant.Value
	for _, v := range args {
		p.forceIf(v, negative)
		n := p.constant(v)
		if n == nil {
			continue
		}
		beyond := limit >= 0 && constant.Compare(n, token.GTR, constant.MakeInt64(limit))
		if beyond || before != nil && constant.Compare(before, token.GTR, n) {
			p.forced[v] = true
		}
		before = n
	}
}

// forceIndexes: constants that are no index of the array or slice.
func (p *plan) forceIndexes(op *ir.Op) {
	t := op.Base().Type
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	indexes := op.Indexes()
	for _, step := range op.Path {
		if step.Index {
			p.forceIndex(indexes[0], arrayLength(t))
			indexes = indexes[1:]
		}
		if !isStringType(t) {
			t = ir.Part(t, []ir.Step{step})
		}
	}
}

func (p *plan) forceIndex(v *ir.Value, length int64) {
	p.forceIf(v, func(n constant.Value) bool {
		return negative(n) || length >= 0 && constant.Compare(n, token.GEQ, constant.MakeInt64(length))
	})
}

// forceIf makes a variable of the constant v if it is wrong.
func (p *plan) forceIf(v *ir.Value, wrong func(constant.Value) bool) {
	if n := p.constant(v); n != nil && wrong(n) {
		p.forced[v] = true
	}
}

// constant is the value of v if v is printed as a constant, else nil.
func (p *plan) constant(v *ir.Value) constant.Value {
	if v.Op == nil || v.Op.Code != ir.Const || p.forced[v] {
		return nil
	}
	return v.Op.Const
}

func negative(n constant.Value) bool { return constant.Sign(n) < 0 }
