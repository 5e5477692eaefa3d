package batch

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// write writes the program.
func (b *batcher) write() {
	w := &ir.Builder{Func: b.g, Block: b.g.Body, Pos: b.f.Pos}
	b.declare(w)
	b.finish(w, b.writeOps(w, b.f.Body))
}

// declare makes the parameters, and compares the numbers of samples.
func (b *batcher) declare(w *ir.Builder) {
	var counts []*ir.Value
	var names []string
	for i, p := range b.f.Inputs() {
		t := p.Type
		if b.sampled[i] {
			t = Batched(t, b.matrix)
		}
		v := b.g.NewValue(p.Name, t)
		if p == b.f.Recv {
			b.g.Recv = v
		} else {
			b.g.Params = append(b.g.Params, v)
		}
		if !b.sampled[i] {
			b.same[p] = v
			continue
		}
		b.stored[p] = v
		counts, names = append(counts, b.count(w, v)), append(names, p.Name)
	}
	b.n = counts[0]
	for i, n := range counts[1:] {
		w.PanicIf(w.Compare(ir.Ne, n, b.n), b.g.Name+": "+names[0]+" has %d samples, "+names[i+1]+" has %d", b.n, n)
	}
	w.PanicIf(w.Compare(ir.Le, b.n, w.Int(0)), b.g.Name+": "+names[0]+" has %d samples", b.n)
}

// count is the number of samples in v.
func (b *batcher) count(w *ir.Builder, v *ir.Value) *ir.Value {
	if isList(v.Type) {
		return w.Len(v)
	}
	return b.part(w, v, "Rows")
}

// writeOps writes the operations of a block, but for its last, and returns those of its end that are to be done
// for each sample: what ends the block may join them.
func (b *batcher) writeOps(w *ir.Builder, block *ir.Block) (open group) {
	for _, op := range block.Ops[:len(block.Ops)-1] {
		way := b.wayOf(op)
		if b.linear[op] {
			continue
		}
		if way == each {
			open = append(open, op)
			continue
		}
		if b.precedes(open, op) {
			b.loop(w, loop{group: open})
			open = nil
		}
		w.Pos, w.Expr = op.Pos, op.Expr
		switch way {
		case once:
			b.writeOnce(w, op)
		case whole:
			b.writeWhole(w, op)
		case split:
			b.writeSplit(w, op)
		}
	}
	return open
}

// writeOnce writes op as it is; the length of a row, in it too, is the number of columns.
func (b *batcher) writeOnce(w *ir.Builder, op *ir.Op) {
	for _, dup := range ir.Copy(w, []*ir.Op{op}, b.same, nil) {
		for inner := range dup.All() {
			if inner.Code != ir.Len {
				continue
			}
			if m := b.stored[inner.Base()]; m != nil {
				inner.Code, inner.Args, inner.Path = ir.Field, []*ir.Value{m}, b.partOf(m, "Cols")
			}
		}
	}
}

func (b *batcher) writeWhole(w *ir.Builder, op *ir.Op) {
	r := op.Result()
	switch op.Code {
	case ir.Make:
		b.stored[r] = b.newMatrix(w, op)
		return
	case ir.Convert:
		b.stored[r] = b.stored[op.Args[0]]
		return
	}
	form, t := b.sums[op], r.Type
	if form == nil {
		form, t = b.formOf(op, false), Batched(r.Type, b.matrix)
	}
	var args []*ir.Value
	for _, i := range form.Args {
		if form.Sampled[i] {
			args = append(args, b.stored[op.Args[i]])
		} else {
			args = append(args, b.same[op.Args[i]])
		}
	}
	v := w.Emit(&ir.Op{Code: ir.Call, Func: form.Func, Args: args}, t).Result()
	v.Name = r.Name
	if form.Sum {
		b.totals[r] = v
	} else {
		b.stored[r] = v
	}
}

// writeSplit writes an If or Loop that takes the same way for all samples.
func (b *batcher) writeSplit(w *ir.Builder, op *ir.Op) {
	dup := *op
	dup.Args, dup.Blocks, dup.Results = nil, nil, nil
	for i, x := range op.Args {
		if i < 2 { // a condition, or bounds
			dup.Args = append(dup.Args, b.same[x])
		} else {
			dup.Args = append(dup.Args, b.handed(w, x, op.Carried()[i-2]))
		}
	}
	for _, block := range op.Blocks {
		nb := &ir.Block{Owner: &dup}
		for i, p := range block.Params {
			v := b.g.NewValue(p.Name, p.Type)
			if i > 0 && b.varied[p] {
				v.Type = Batched(p.Type, b.matrix)
				b.stored[p] = v
			} else {
				b.same[p] = v
			}
			nb.Params = append(nb.Params, v)
		}
		b.writeBlock(w.At(nb), block, op)
		dup.Blocks = append(dup.Blocks, nb)
	}
	w.Block.Ops = append(w.Block.Ops, &dup)
	for _, r := range op.Results {
		v := w.AddResult(&dup, r.Name, b.typeIn(r))
		if b.varied[r] {
			b.stored[r] = v
		} else {
			b.same[r] = v
		}
	}
}

// typeIn is the type of what has v for all samples.
func (b *batcher) typeIn(v *ir.Value) types.Type {
	if b.varied[v] {
		return Batched(v.Type, b.matrix)
	}
	return v.Type
}

// writeBlock writes a block of the If or Loop op.
func (b *batcher) writeBlock(w *ir.Builder, block *ir.Block, op *ir.Op) {
	open, end := b.writeOps(w, block), block.End()
	if end.Code != ir.Yield && b.differs[end] {
		b.panics(w, open, end)
		return
	}
	b.loop(w, loop{group: open})
	w.Pos = end.Pos
	if end.Code != ir.Yield {
		ir.Copy(w, []*ir.Op{end}, b.same, nil)
		return
	}
	var args []*ir.Value
	for i, x := range end.Args {
		args = append(args, b.handed(w, x, op.Results[i]))
	}
	w.Yield(args...)
}

// handed is what hands x on as the value to, for all samples if to differs between them.
func (b *batcher) handed(w *ir.Builder, x, to *ir.Value) *ir.Value {
	if b.varied[to] {
		return b.all(w, x)
	}
	return b.same[x]
}
