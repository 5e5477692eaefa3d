package batch

import (
	"go/constant"
	"go/types"
	"maps"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A loop does operations for each sample.
//
//	s = loop i = 0 to n carry (s = 0) { …; store list[i], x; s' = add s, v; yield s' }
type loop struct {
	group group
	sums  []*ir.Value // are added up
	err   *ir.Value   // is an error unless it is nil, with which the loop ends; nil if there is none
}

// loop writes l. What the group gives to others is put into lists, sums into totals. It returns the first error, or nil.
func (b *batcher) loop(w *ir.Builder, l loop) (err *ir.Value) {
	if len(l.group) == 0 && len(l.sums) == 0 && l.err == nil {
		return nil
	}
	given := b.given(l)
	for _, v := range given {
		b.stored[v] = b.newList(w, v)
	}
	lo, inits := w.Int(0), b.inits(w, l)
	op := w.Loop(lo, b.n, "i")
	inner := w.At(op.Blocks[0])
	var inside, after []*ir.Value
	for _, init := range inits {
		x, y := inner.Carry(op, init, "")
		inside, after = append(inside, x), append(after, y)
	}
	if op.While = l.err != nil; op.While {
		inside, after, err = inside[1:len(inside)-1], after[1:len(after)-1], after[len(after)-1]
	}
	values := b.body(inner, l, op.Index())
	for _, v := range given {
		inner.Store(values[v], b.stored[v], []ir.Step{{Index: true}}, op.Index())
	}
	var next []*ir.Value
	for i, v := range l.sums {
		b.totals[v] = after[i]
		next = append(next, inner.Binary(ir.Add, inside[i], values[v]))
	}
	if l.err != nil {
		e := values[l.err]
		next = append(append([]*ir.Value{inner.Compare(ir.Eq, e, inner.Zero(e.Type))}, next...), e)
	}
	inner.Yield(next...)
	return err
}

// inits are what l carries at first: sums, and if it may end with an error, whether it hasn't, and the error.
func (b *batcher) inits(w *ir.Builder, l loop) (inits []*ir.Value) {
	if l.err != nil {
		inits = append(inits, w.Const(constant.MakeBool(true), types.Typ[types.Bool]))
	}
	for _, v := range l.sums {
		inits = append(inits, w.Zero(v.Type))
	}
	if l.err != nil {
		inits = append(inits, w.Zero(l.err.Type))
	}
	return inits
}

// given are the values that l gives to operations that are done elsewhere.
func (b *batcher) given(l loop) (list []*ir.Value) {
	for _, op := range l.group {
		for _, v := range op.Results {
			if slices.ContainsFunc(b.uses[v], func(use *ir.Op) bool { return b.isElsewhere(l, v, use) }) {
				list = append(list, v)
			}
		}
	}
	return list
}

// isElsewhere reports whether use, which uses the value v of l, isn't done in l.
func (b *batcher) isElsewhere(l loop, v *ir.Value, use *ir.Op) bool {
	user := b.ancestor(use, b.tree.Block(v.Op))
	if user == b.f.Body.End() || b.linear[user] {
		return !slices.Contains(l.sums, v) && v != l.err
	}
	return !slices.Contains(l.group, user)
}

// body writes the group of l for sample i, and returns its values, with those that l adds up.
func (b *batcher) body(w *ir.Builder, l loop, i *ir.Value) map[*ir.Value]*ir.Value {
	values := maps.Clone(b.same)
	need := func(x *ir.Value) {
		if values[x] == nil && b.stored[x] != nil && !slices.Contains(l.group, x.Op) {
			values[x] = b.ofSample(w, x, i)
		}
	}
	for _, op := range l.group {
		for inner := range op.All() {
			for _, x := range inner.Args {
				need(x)
			}
		}
	}
	for _, x := range l.sums {
		need(x)
	}
	if l.err != nil {
		need(l.err)
	}
	ir.Copy(w, l.group, values, nil)
	return values
}
