package ir

import (
	"go/types"
	"slices"
)

// Promote makes values of variables: an Alloc whose address is only used to
// load, store and move whole or constant parts disappears, and its parts become
// values that ifs give and loops carry.
//
// Before: f passes Check.
// After:  f passes Check and computes the same; the Allocs that are left have
// their address taken, are indexed by a variable, or have too many parts.
func Promote(f *Func) {
	p := &promoter{
		b:       &Builder{Func: f},
		vars:    map[*Value]*variable{},
		subst:   map[*Value]*Value{},
		current: map[leafKey]*Value{},
		writes:  map[*Block][]leafKey{},
	}
	p.find(f)
	if len(p.vars) == 0 {
		return
	}
	p.block(f.Body)
}

type promoter struct {
	b       *Builder
	vars    map[*Value]*variable // by the value of the Alloc
	subst   map[*Value]*Value    // what replaces the result of a Load
	current map[leafKey]*Value   // what the leaf holds here
	writes  map[*Block][]leafKey // leaves that a block or one inside it writes
}

// place resolves a constant place: the variable, and the path with its indexes in At.
func (p *promoter) place(address *Value) (*variable, []Step) {
	if v, ok := p.vars[address]; ok {
		return v, nil
	}
	if address.Op == nil || address.Op.Code != Addr {
		return nil, nil
	}
	v, path := p.place(address.Op.Base())
	if v == nil {
		return nil, nil
	}
	return v, append(slices.Clip(path), resolved(address.Op)...)
}

// get is what the leaf holds here; before the first store that is zero.
func (p *promoter) get(k leafKey) *Value {
	if v := p.current[k]; v != nil {
		return v
	}
	return p.b.Zero(k.leaf().typ)
}

// set says that the leaf holds x from here on, and lends x its name.
func (p *promoter) set(k leafKey, x *Value) {
	if x.Name == "" && x.Op != nil && x.Op.Code != Const {
		x.Name = k.leaf().name
	}
	p.current[k] = x
}

// block rewrites b's operations in order.
func (p *promoter) block(b *Block) {
	ops := b.Ops
	b.Ops = nil
	outer := p.b
	p.b = outer.At(b)
	paragraph := false // of an operation that has gone
	for _, op := range ops {
		n := len(b.Ops)
		for i, a := range op.Args {
			if s, ok := p.subst[a]; ok {
				op.Args[i] = s
			}
		}
		p.b.Pos, p.b.Expr = op.Pos, op.Expr
		p.op(op)
		paragraph = paragraph || op.Paragraph
		if paragraph && len(b.Ops) > n {
			b.Ops[n].Paragraph, paragraph = true, false
		}
	}
	p.b = outer
}

func (p *promoter) op(op *Op) {
	switch op.Code {
	case Alloc:
		if v := p.vars[op.Result()]; v != nil {
			for i := range v.leaves { // a loop's body meets it again and again
				delete(p.current, leafKey{v, i})
			}
			return
		}
	case Addr:
		if v, _ := p.place(op.Result()); v != nil {
			return
		}
	case Load:
		if v, path := p.placeOf(op); v != nil {
			p.subst[op.Result()] = p.whole(v, path, op.Result().Type)
			return
		}
	case Store:
		if v, path := p.placeOf(op); v != nil {
			p.assign(v, path, op.Args[len(op.Args)-1])
			return
		}
	case If:
		p.ifOp(op)
		return
	case Loop:
		p.loop(op)
		return
	}
	p.b.Block.Ops = append(p.b.Block.Ops, op)
}

// placeOf resolves the place of a Load or Store.
func (p *promoter) placeOf(op *Op) (*variable, []Step) {
	v, path := p.place(op.Base())
	if v == nil {
		return nil, nil
	}
	return v, append(slices.Clip(path), resolved(op)...)
}

// whole is the value of the part of v at path, which has type t.
func (p *promoter) whole(v *variable, path []Step, t types.Type) *Value {
	if keys := v.within(path); len(keys) == 1 && len(keys[0].leaf().path) == len(path) {
		return p.get(keys[0])
	}
	var parts []*Value
	for i, part := range Parts(t) {
		step := Step{Field: i}
		if _, ok := t.Underlying().(*types.Array); ok {
			step = Step{Index: true, At: i}
		}
		parts = append(parts, p.whole(v, append(slices.Clip(path), step), part))
	}
	return p.b.Build(t, parts...)
}

// assign stores x, a leaf or a value with parts, at path of v.
func (p *promoter) assign(v *variable, path []Step, x *Value) {
	for _, k := range v.within(path) {
		rest := k.leaf().path[len(path):]
		if len(rest) == 0 {
			p.set(k, x)
		} else {
			p.set(k, p.b.Field(x, rest...))
		}
	}
}
