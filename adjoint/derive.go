package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A reading is where the reverse sweep reads a value that is kept by index, or pushed and read by index.
type reading struct {
	kept *ir.Value // in the forward sweep
	load *ir.Value // in the reverse sweep
}

// derive computes what is kept again, where the reverse sweep reads it, if that takes one sum,
// difference or product of other values that are kept there, or are at hand:
//
//	a[i] = e; t = 1 + e; b[i] = t   …   b[i]      →      a[i] = e   …   1 + a[i]
//
// Only when the reverse sweep is complete is it known what else is kept.
//
// Before: the sweeps are complete, and readings are all reads of what is kept by index.
// After:  the function computes the same. What is stored for nobody is still stored.
func (g *generator) derive() {
	d := &deriver{generator: g, tree: ir.NewTree(g.out), loads: map[*ir.Value][]*ir.Value{}, derived: map[*ir.Value]bool{}}
	var kept []*ir.Value
	for _, r := range g.readings {
		if d.loads[r.kept] == nil {
			kept = append(kept, r.kept)
		}
		d.loads[r.kept] = append(d.loads[r.kept], r.load)
	}
	subst := map[*ir.Value]*ir.Value{}
	slices.SortFunc(kept, func(x, y *ir.Value) int { return x.ID - y.ID }) // operands first
	for _, x := range kept {
		d.derive(x, subst)
	}
	for op := range g.out.Body.All() {
		for i, x := range op.Args {
			if y := subst[x]; y != nil {
				op.Args[i] = y
			}
		}
	}
	g.notes.replace(subst)
}

type deriver struct {
	*generator
	tree    *ir.Tree                  // of out as it was
	loads   map[*ir.Value][]*ir.Value // by what is kept
	derived map[*ir.Value]bool        // of what is kept
}

// derive notes in subst what takes the place of the reads of x, if all of them can go.
func (d *deriver) derive(x *ir.Value, subst map[*ir.Value]*ir.Value) {
	blocks := make([]*ir.Block, len(d.loads[x]))
	values := make([]*ir.Value, len(blocks))
	for i, load := range d.loads[x] {
		blocks[i] = &ir.Block{}
		b := &ir.Builder{Func: d.out, Block: blocks[i], Pos: load.Op.Pos}
		if values[i] = d.compute(b, x, load); values[i] == nil {
			return
		}
	}
	d.derived[x] = true
	for i, load := range d.loads[x] {
		named(values[i], load.Name)
		before(load.Op, d.tree.Block(load.Op), blocks[i].Ops)
		subst[load] = values[i]
	}
}

// compute computes x in the place of load; it gives nil if x is no sum, difference or product, or
// an operand isn't there.
func (d *deriver) compute(b *ir.Builder, x, load *ir.Value) *ir.Value {
	if x.Op == nil {
		return nil
	}
	switch x.Op.Code {
	case ir.Add, ir.Sub, ir.Mul, ir.Neg:
	default:
		return nil
	}
	args := make([]*ir.Value, len(x.Op.Args))
	for i, v := range x.Op.Args {
		if args[i] = d.operand(b, v, load); args[i] == nil {
			return nil
		}
	}
	y := b.Emit(&ir.Op{Code: x.Op.Code, Args: args}, x.Type).Result()
	d.notes.derive(y)
	return y
}

// operand is v, a value of the forward sweep, in the place of load; nil if it isn't there.
func (d *deriver) operand(b *ir.Builder, v, load *ir.Value) *ir.Value {
	if v.Op != nil && v.Op.Code == ir.Const {
		return b.Const(v.Op.Const, v.Type)
	}
	for _, same := range slices.Concat([]*ir.Value{v}, d.repeated[v], d.loads[v]) {
		if d.tree.Visible(same, load.Op) {
			return same
		}
	}
	for _, other := range d.loads[v] {
		if d.tree.Block(other.Op) != d.tree.Block(load.Op) {
			continue
		}
		if d.derived[v] {
			return d.compute(b, v, load)
		}
		y := named(b.Load(other.Op.Base(), other.Op.Path, load.Op.Indexes()...), other.Name)
		y.Op.Safe = true
		d.notes.holdLike(y, other)
		return y
	}
	return nil
}
