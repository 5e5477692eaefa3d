package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/fuse"
	"github.com/gograd/gograd/ir"
)

// subtract subtracts what dx leads to from what x leads to.
func (d *descent) subtract(x, dx *ir.Value) {
	switch u := ir.Under(x.Type).(type) {
	case *types.Slice:
		d.slice(x, dx, u.Elem())
	case *types.Pointer:
		d.pointer(x, dx, u.Elem())
	case *types.Struct:
		if d.Matrix != nil && fuse.IsMatrix(x.Type) && !d.apart {
			d.b.Emit(&ir.Op{Code: ir.Call, Func: d.Matrix, Args: []*ir.Value{x, d.factor(floatIn(x.Type)), dx}})
			return
		}
		for i := range u.NumFields() {
			if ir.LeadsToFloat(u.Field(i).Type()) {
				step := ir.Step{Field: i}
				d.subtract(d.b.Field(x, step), d.b.Field(dx, step))
			}
		}
	case *types.Array:
		for i := range u.Len() {
			step := ir.Step{Index: true, At: int(i)}
			d.subtract(d.b.Field(x, step), d.b.Field(dx, step))
		}
	}
}

func (d *descent) slice(x, dx *ir.Value, elem types.Type) {
	if d.Vector != nil && ir.IsFloat(elem) {
		d.b.Emit(&ir.Op{Code: ir.Call, Func: d.Vector, Args: []*ir.Value{x, d.factor(elem), dx}})
		return
	}
	outer := d.b
	loop := outer.Loop(outer.Int(0), outer.Len(x), "i")
	d.b = outer.at(loop.Blocks[0])
	d.place(x, dx, elem, []ir.Step{{Index: true}}, []*ir.Value{loop.Index()})
	d.b.Yield()
	d.b = outer
}

// pointer goes on behind a pointer that isn't nil.
func (d *descent) pointer(x, dx *ir.Value, elem types.Type) {
	if d.followed[x] {
		d.place(x, dx, elem, nil, nil)
		return
	}
	outer := d.b
	op := outer.If(outer.Compare(ir.Ne, x, outer.Zero(x.Type)))
	d.b = outer.at(op.Blocks[0])
	d.place(x, dx, elem, nil, nil)
	d.b.Yield()
	outer.At(op.Blocks[1]).Yield()
	d.b = outer
}

// place subtracts what is in a place of type t, and what it leads to.
func (d *descent) place(x, dx *ir.Value, t types.Type, path []ir.Step, indexes []*ir.Value) {
	if ir.IsFloat(t) {
		change := d.b.Binary(ir.Mul, d.b.Convert(t, d.alpha), d.b.Load(dx, path, indexes...))
		d.b.Store(d.b.Binary(ir.Sub, d.b.Load(x, path, indexes...), change), x, path, indexes...)
		return
	}
	if !ir.HasFloat(t) {
		d.subtract(d.b.Load(x, path, indexes...), d.b.Load(dx, path, indexes...))
		return
	}
	switch u := ir.Under(t).(type) {
	case *types.Struct:
		for i := range u.NumFields() {
			if f := u.Field(i).Type(); ir.HasFloat(f) || ir.LeadsToFloat(f) {
				d.place(x, dx, f, append(path[:len(path):len(path)], ir.Step{Field: i}), indexes)
			}
		}
	case *types.Array:
		outer := d.b
		loop := outer.Loop(outer.Int(0), outer.Int(u.Len()), "i")
		d.b = outer.at(loop.Blocks[0])
		d.place(x, dx, u.Elem(), append(path[:len(path):len(path)], ir.Step{Index: true}), append(indexes[:len(indexes):len(indexes)], loop.Index()))
		d.b.Yield()
		d.b = outer
	}
}

// factor is −alpha as a t.
func (d *descent) factor(t types.Type) *ir.Value { return d.b.Unary(ir.Neg, d.b.Convert(t, d.alpha)) }

// floatIn is the type of the floats in a matrix of type t.
func floatIn(t types.Type) types.Type {
	for f := range ir.Under(t).(*types.Struct).Fields() {
		if s, ok := f.Type().Underlying().(*types.Slice); ok {
			return s.Elem()
		}
	}
	return nil
}
