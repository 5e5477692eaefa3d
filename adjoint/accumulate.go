package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// Elements that a loop only adds to are sums in memory:
//
//	for i := range x { for j := range y { y[j] += a[i*n+j] * x[i] } }
//
// The adjoint of a sum is the same before and after each of its terms. So the iterations may be reversed in any order:
// one by one, forward and in reverse, in the order of the first time, and nothing of them is kept.

// accumulators are the operations of a loop that add to memory: loads and stores.
type accumulators map[*ir.Op]bool

// accumulatorsOf finds them in loop, or in none if that is nil: those that add to places of local memory
// that nothing in loop touches but they.
func (g *generator) accumulatorsOf(loop *ir.Op) accumulators {
	if loop == nil {
		return nil
	}
	all, ok := g.adding[loop]
	if !ok {
		all = accumulators{}
		var found []addition
		for op := range loop.Blocks[0].All() {
			if a, ok := g.primalAddition(op); ok {
				found = append(found, a)
			}
		}
		for _, a := range found {
			if !g.holdsSums(g.active.place(a.store)) && onlyAddedTo(a, loop, found, g.aliases) {
				all[a.load], all[a.store] = true, true
			}
		}
		g.adding[loop] = all
	}
	return all
}

// primalAddition is the addition that op ends, where it is a store of a float with a derivative, and
// nothing writes its place in between.
func (g *generator) primalAddition(op *ir.Op) (addition, bool) {
	if op.Code != ir.Store || !g.active.Place(op) || !ir.IsFloat(op.Args[len(op.Args)-1].Type) {
		return addition{}, false
	}
	load := g.addedTo(op.Args[len(op.Args)-1], op)
	if load == nil || g.tree.Block(load) != g.tree.Block(op) {
		return addition{}, false
	}
	between := func(w *ir.Op) bool {
		return g.tree.Order(load) < g.tree.Order(w) && g.tree.Order(w) < g.tree.Order(op) && g.aliases.Clobbers(w, load)
	}
	return addition{load, op}, !slices.ContainsFunc(g.writers, between)
}

// addedTo is the load of the place of store that is a term of the sum v and is used for nothing else; nil if there is none.
func (g *generator) addedTo(v *ir.Value, store *ir.Op) *ir.Op {
	switch {
	case v.Op == nil || len(g.uses[v]) != 1:
		return nil
	case isLoadOf(v.Op, store):
		return v.Op
	case v.Op.Code == ir.Add:
		if load := g.addedTo(v.Op.Args[1], store); load != nil {
			return load
		}
		return g.addedTo(v.Op.Args[0], store)
	case v.Op.Code == ir.Sub:
		return g.addedTo(v.Op.Args[0], store)
	}
	return nil
}
