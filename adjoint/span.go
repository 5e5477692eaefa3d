package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// eachElement calls f for each float in the first n elements of the slice d: in a
// loop, if they aren't known to be few.
func eachElement(b algebra, d, n *ir.Value, f func(b algebra, path []ir.Step, at []*ir.Value)) {
	path := []ir.Step{{Index: true}}
	if k, ok := ir.IntConst(n); ok && k <= maxUnrolled {
		for i := range k {
			floats(b, elem(d.Type), path, []*ir.Value{b.Int(i)}, f)
		}
		return
	}
	loop := b.Loop(b.Int(0), n, "i")
	body := b.at(loop.Blocks[0])
	floats(body, elem(d.Type), path, []*ir.Value{loop.Index()}, f)
	body.Yield()
}

// clearFloats makes the floats in the first n elements of d zero; references stay.
func clearFloats(b algebra, d, n *ir.Value) {
	if !ir.IsReference(elem(d.Type)) {
		clearElements(b, firstOf(b, d, n))
		return
	}
	eachElement(b, d, n, func(b algebra, path []ir.Step, at []*ir.Value) {
		b.Store(b.Zero(ir.PlaceType(d.Type, path)), d, path, at...)
	})
}

func clearElements(b algebra, d *ir.Value) {
	b.Emit(&ir.Op{Code: ir.Call, Builtin: "clear", Args: []*ir.Value{d}})
}

func copyElements(b algebra, to, from *ir.Value) {
	b.Emit(&ir.Op{Code: ir.Call, Builtin: "copy", Args: []*ir.Value{to, from}}, types.Typ[types.Int])
}

// length is the length of x, which is the slice v of the primal or its shadow.
func length(b algebra, v, x *ir.Value) *ir.Value {
	if isNil(v) {
		return b.Int(0)
	}
	if v.Op != nil && v.Op.Code == ir.Slice {
		lo, lok := ir.IntConst(v.Op.Args[1])
		hi, hok := ir.IntConst(v.Op.Args[2])
		if lok && hok {
			return b.Int(hi - lo)
		}
	}
	return b.Len(x)
}

// firstOf is d[:n], or d if n is its length.
func firstOf(b algebra, d, n *ir.Value) *ir.Value {
	if n.Op != nil && n.Op.Code == ir.Len && n.Op.Args[0] == d {
		return d
	}
	return upTo(b, d, n)
}

// pooled is memory for n elements.
func (s *scope) pooled(t types.Type, n *ir.Value) *ir.Value {
	code := ir.Scratch
	if s.inLoop() {
		code = ir.Fresh
	}
	return s.b.Emit(&ir.Op{Code: code, Args: []*ir.Value{n}}, t).Result()
}
