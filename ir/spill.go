package ir

import (
	"go/types"
	"slices"
)

// Spill lets structs and arrays with floats that ifs give and loops carry go through
// variables, as they do where they are written out. They come from generic functions,
// whose type parameters now stand for such types.
//
//	v = if c { yield x } else { yield y }
//	→   p = alloc; if c { store p, x; yield } else { store p, y; yield }; v = load p
//
// Before: f passes Check.
// After:  f passes Check and computes the same, and each result of an If or Loop is a
// single float, or holds none. Promote makes values of the variables' parts.
func Spill(f *Func) { (&spiller{f}).block(f.Body) }

type spiller struct{ f *Func }

func (s *spiller) block(b *Block) {
	for _, op := range slices.Clone(b.Ops) {
		for _, inner := range op.Blocks {
			s.block(inner)
		}
		if op.Code != If && op.Code != Loop {
			continue
		}
		for k := len(op.Results) - 1; k >= 0; k-- {
			if IsWhole(op.Results[k].Type) {
				s.spill(b, op, k)
			}
		}
	}
}

// IsWhole reports whether t is a struct or array with floats.
func IsWhole(t types.Type) bool { return HasFloat(t) && !IsFloat(t) }

// spill makes a variable of result number k of op, which is in block.
func (s *spiller) spill(block *Block, op *Op, k int) {
	result := op.Results[k]
	before := &Block{}
	b := &Builder{Func: s.f, Block: before, Pos: op.Pos}
	p := b.Alloc(result.Type)
	p.Name = result.Name
	for _, inner := range op.Blocks {
		if end := inner.End(); end.Code == Yield {
			inner.Ops = append(inner.Ops[:len(inner.Ops)-1], storeOf(end.Args[k], p, op), end)
		}
	}
	if op.Code == Loop {
		b.Store(op.Inits()[k], p, nil)
		body, inside := op.Blocks[0], op.Carried()[k]
		dropCarried(op, k)
		body.Ops = slices.Insert(body.Ops, 0, loadInto(p, inside, op))
	} else {
		dropResult(op, k)
	}
	at := slices.Index(block.Ops, op)
	block.Ops = slices.Concat(block.Ops[:at], before.Ops, []*Op{op, loadInto(p, result, op)}, block.Ops[at+1:])
}

// storeOf stores x in the variable p.
func storeOf(x, p *Value, near *Op) *Op {
	return &Op{Code: Store, Args: []*Value{p, x}, Pos: near.Pos}
}

// loadInto gives v what is in the variable p.
func loadInto(p, v *Value, near *Op) *Op {
	v.Op = &Op{Code: Load, Args: []*Value{p}, Results: []*Value{v}, Pos: near.Pos}
	return v.Op
}
