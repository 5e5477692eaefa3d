package ir

import (
	"go/constant"
	"go/types"
)

// Clone is a copy of f that shares nothing with f that can change.
func Clone(f *Func) *Func {
	g := *f
	subst := map[*Value]*Value{}
	c := &copier{to: &g, subst: subst, sameIDs: true}
	if f.Recv != nil {
		g.Recv = c.define(f.Recv, nil)
	}
	g.Params = c.params(f.Params)
	g.Results = append([]Result(nil), f.Results...)
	g.Apart = c.values(f.Apart)
	g.Body = &Block{}
	c.copyOps(g.Body, f.Body.Ops)
	return &g
}

// Copy appends copies of ops to b's block. An operand that subst names is
// replaced; others stay. Afterwards subst also holds what the copies define. If typ
// isn't nil, it is applied to all types. Returns the copies.
func Copy(b *Builder, ops []*Op, subst map[*Value]*Value, typ func(types.Type) types.Type) []*Op {
	c := &copier{to: b.Func, subst: subst, types: typ}
	before := len(b.Block.Ops)
	c.copyOps(b.Block, ops)
	return b.Block.Ops[before:]
}

// Inline appends f's body to b's block, with args in place of f's inputs, and
// gives the values that f returns. If typ isn't nil, it is applied to all types:
// it puts the caller's types in the place of f's type parameters.
//
// If f always panics, the panic is put under a condition that is always true:
// b's block can go on, with zero values as results.
func Inline(b *Builder, f *Func, args []*Value, typ func(types.Type) types.Type) []*Value {
	subst := map[*Value]*Value{}
	for i, v := range f.Inputs() {
		subst[v] = args[i]
	}
	last := len(f.Body.Ops) - 1
	Copy(b, f.Body.Ops[:last], subst, typ)
	c := &copier{to: b.Func, subst: subst, types: typ}
	end := f.Body.Ops[last]
	if end.Code == Return {
		return c.values(end.Args)
	}
	cond := b.Const(constant.MakeBool(true), types.Typ[types.Bool])
	branch := b.If(cond)
	c.copyOps(branch.Blocks[0], []*Op{end})
	b.At(branch.Blocks[1]).Yield()
	var results []*Value
	for _, r := range f.Results {
		results = append(results, b.Zero(c.typ(r.Type)))
	}
	return results
}

// A copier copies operations into a function.
type copier struct {
	to      *Func
	subst   map[*Value]*Value
	types   func(types.Type) types.Type
	sameIDs bool // the copies are to be the only values of their function
}

func (c *copier) typ(t types.Type) types.Type {
	if c.types == nil {
		return t
	}
	return c.types(t)
}

func (c *copier) define(v *Value, op *Op) *Value {
	w := &Value{Name: v.Name, Type: c.typ(v.Type), Op: op, ID: v.ID}
	if !c.sameIDs {
		c.to.lastID++
		w.ID = c.to.lastID
	}
	c.subst[v] = w
	return w
}

func (c *copier) params(vs []*Value) []*Value {
	ws := make([]*Value, len(vs))
	for i, v := range vs {
		ws[i] = c.define(v, nil)
	}
	return ws
}

func (c *copier) values(vs []*Value) []*Value {
	var ws []*Value
	for _, v := range vs {
		if w, ok := c.subst[v]; ok {
			v = w
		}
		ws = append(ws, v)
	}
	return ws
}

func (c *copier) copyOps(to *Block, ops []*Op) {
	for _, op := range ops {
		to.Ops = append(to.Ops, c.op(op))
	}
}

func (c *copier) op(op *Op) *Op {
	dup := *op
	dup.Args = c.values(op.Args)
	dup.Path = append([]Step(nil), op.Path...)
	dup.Results, dup.Blocks = nil, nil
	for _, b := range op.Blocks {
		nb := &Block{Owner: &dup, Params: c.params(b.Params)}
		c.copyOps(nb, b.Ops)
		dup.Blocks = append(dup.Blocks, nb)
	}
	for _, v := range op.Results {
		dup.Results = append(dup.Results, c.define(v, &dup))
	}
	return &dup
}
