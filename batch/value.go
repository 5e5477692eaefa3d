package batch

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// ofSample is in g, in a loop in which i is the number of the sample, what v is in f.
func (b *batcher) ofSample(w *ir.Builder, v, i *ir.Value) *ir.Value {
	all := b.stored[v]
	if elemOf(v.Type) != nil && elemOf(all.Type) == nil && !isList(all.Type) {
		return w.Convert(v.Type, b.row(w, all, i, v.Name))
	}
	x := w.Load(all, []ir.Step{{Index: true}}, i)
	x.Name = v.Name
	return x
}

// isList reports whether t is a slice.
func isList(t types.Type) bool {
	_, is := ir.Under(t).(*types.Slice)
	return is
}

// row is row i of the matrix m. Where capacities matter, its own is its length, as with Row of tensor.Matrix.
//
//	m.Data[i*m.Stride : i*m.Stride+m.Cols]
func (b *batcher) row(w *ir.Builder, m, i *ir.Value, name string) *ir.Value {
	data := b.part(w, m, "Data")
	lo := w.Binary(ir.Mul, i, b.part(w, m, "Stride"))
	hi := w.Binary(ir.Add, lo, b.part(w, m, "Cols"))
	args := []*ir.Value{data, lo, hi}
	if b.capacities {
		args = append(args, hi)
	}
	row := w.Emit(&ir.Op{Code: ir.Slice, Args: args, Safe: true}, data.Type).Result() // a matrix holds its rows
	row.Name = name
	return row
}

// part is a field of the matrix m.
func (b *batcher) part(w *ir.Builder, m *ir.Value, name string) *ir.Value {
	return w.Field(m, b.partOf(m, name)...)
}

// partOf leads to a field of the matrix m.
func (b *batcher) partOf(m *ir.Value, name string) []ir.Step {
	s := ir.Under(m.Type).(*types.Struct)
	for i := range s.NumFields() {
		if s.Field(i).Name() == name {
			return []ir.Step{{Field: i}}
		}
	}
	panic("batch: a matrix has no field " + name)
}

// newMatrix is a matrix with n rows, a sample each, for what op makes.
func (b *batcher) newMatrix(w *ir.Builder, op *ir.Op) *ir.Value {
	cols := b.same[op.Args[0]]
	elem := elemOf(op.Result().Type)
	size := w.Binary(ir.Mul, b.n, cols)
	data := w.Emit(&ir.Op{Code: ir.Make, Args: []*ir.Value{size}}, types.NewSlice(elem)).Result()
	t := b.matrix(elem)
	s := ir.Under(t).(*types.Struct)
	fields := map[string]*ir.Value{"Rows": b.n, "Cols": cols, "Stride": cols, "Data": data}
	var parts []*ir.Value
	for f := range s.Fields() {
		parts = append(parts, fields[f.Name()])
	}
	return w.Build(t, parts...)
}

// newList is a slice with an element for each sample, for what v is.
func (b *batcher) newList(w *ir.Builder, v *ir.Value) *ir.Value {
	list := w.Emit(&ir.Op{Code: ir.Make, Args: []*ir.Value{b.n}}, types.NewSlice(v.Type)).Result()
	if v.Name != "" {
		list.Name = v.Name + "s"
	}
	return list
}

// all is what has v for each sample: where v is the same for all, a slice that is filled with it.
func (b *batcher) all(w *ir.Builder, v *ir.Value) *ir.Value {
	if all := b.stored[v]; all != nil {
		return all
	}
	list := b.newList(w, v)
	loop := w.Loop(w.Int(0), b.n, "i")
	inner := w.At(loop.Blocks[0])
	inner.Store(b.same[v], list, []ir.Step{{Index: true}}, loop.Index())
	inner.Yield()
	return list
}
