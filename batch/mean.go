package batch

import (
	"github.com/gograd/gograd/ir"
)

// takeApart finds where the mean of the value follows from means of what it is made of: if there is a form for their
// sum, or they are the same for all samples.
//
//	v = add a, b      mean v = mean a + mean b
//	v = mul c, a      mean v = c · mean a, if c is the same for all samples
func (b *batcher) takeApart() {
	if end := b.f.Body.End(); end.Code == ir.Return && b.pays(end.Args[0]) {
		b.take(end.Args[0])
	}
}

// pays reports whether there is such a part in v.
func (b *batcher) pays(v *ir.Value) bool {
	if !b.varied[v] {
		return true
	}
	if !b.isPart(v) {
		return false
	}
	if b.formOf(v.Op, true) != nil {
		return true
	}
	for _, x := range b.operands(v.Op) {
		if (v.Op.Code == ir.Add || v.Op.Code == ir.Sub || b.varied[x]) && b.pays(x) {
			return true
		}
	}
	return false
}

func (b *batcher) take(v *ir.Value) {
	if !b.varied[v] || !b.isPart(v) {
		return
	}
	if form := b.formOf(v.Op, true); form != nil {
		b.sums[v.Op] = form
		return
	}
	if list := b.operands(v.Op); list != nil {
		b.linear[v.Op] = true
		for _, x := range list {
			b.take(x)
		}
	}
}

// isPart reports whether v is used once, and is computed for each sample that there is.
func (b *batcher) isPart(v *ir.Value) bool {
	return v.Op != nil && len(b.uses[v]) == 1 && b.tree.Block(v.Op) == b.f.Body && !b.demoted[v.Op]
}

// operands are those of op if its result is linear in those of them that differ between samples; else nil.
func (b *batcher) operands(op *ir.Op) []*ir.Value {
	switch op.Code {
	case ir.Add, ir.Sub, ir.Neg:
		return op.Args
	case ir.Mul:
		if !b.varied[op.Args[0]] || !b.varied[op.Args[1]] {
			return op.Args
		}
	case ir.Div:
		if !b.varied[op.Args[1]] {
			return op.Args
		}
	}
	return nil
}

// leaves are the parts of v that are added up sample by sample.
func (b *batcher) leaves(v *ir.Value) []*ir.Value {
	switch {
	case !b.varied[v] || v.Op != nil && b.sums[v.Op] != nil:
		return nil
	case v.Op == nil || !b.linear[v.Op]:
		return []*ir.Value{v}
	}
	var list []*ir.Value
	for _, x := range v.Op.Args {
		list = append(list, b.leaves(x)...)
	}
	return list
}

// mean is the mean of v over the samples, of whose leaves the totals are known.
func (b *batcher) mean(w *ir.Builder, v *ir.Value) *ir.Value {
	switch {
	case !b.varied[v]:
		return b.same[v]
	case b.totals[v] != nil:
		return w.Binary(ir.Div, b.totals[v], w.Convert(v.Type, b.n))
	}
	var args []*ir.Value
	for _, x := range v.Op.Args {
		args = append(args, b.mean(w, x))
	}
	w.Pos = v.Op.Pos
	return w.Emit(&ir.Op{Code: v.Op.Code, Args: args}, v.Type).Result()
}

// finish returns the mean of the value. What is open is done together with the sum.
func (b *batcher) finish(w *ir.Builder, open group) {
	end := b.f.Body.End()
	w.Pos = end.Pos
	if end.Code != ir.Return {
		b.panics(w, open, end)
		return
	}
	value := end.Args[0]
	l := loop{group: open, sums: b.leaves(value)}
	if len(end.Args) < 2 {
		b.loop(w, l)
		w.Return(b.mean(w, value))
		return
	}
	err := end.Args[1]
	if !b.varied[err] {
		b.loop(w, l)
		w.Return(b.mean(w, value), b.same[err])
		return
	}
	l.err = err
	first := b.loop(w, l)
	w.Return(b.unlessError(w, first, value), first)
}

// panics ends a block that panics for each sample: it does so for the first, for which what is open is done.
func (b *batcher) panics(w *ir.Builder, open group, end *ir.Op) {
	b.body(w, loop{group: append(open, end)}, w.Int(0))
}

// unlessError is the mean of value if there was no error, else 0.
func (b *batcher) unlessError(w *ir.Builder, err, value *ir.Value) *ir.Value {
	op := w.If(w.Compare(ir.Ne, err, w.Zero(err.Type)))
	yes, no := w.At(op.Blocks[0]), w.At(op.Blocks[1])
	yes.Yield(yes.Zero(value.Type))
	no.Yield(b.mean(no, value))
	return w.AddResult(op, "", value.Type)
}
