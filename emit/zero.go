package emit

import (
	"go/constant"
	"maps"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A zeros says which variables hold zero.
type zeros map[*variable]bool

// dropZeros leaves out assignments of zero to variables that hold it already:
// named results in the beginning, and what has just been declared.
func (f *function) dropZeros() {
	zero := zeros{}
	for _, v := range f.results {
		if v != nil {
			zero[f.vars[v]] = true
		}
	}
	f.dropZerosIn(f.body, zero)
}

// dropZerosIn goes through b and keeps zero up to date.
func (f *function) dropZerosIn(b *block, zero zeros) {
	b.drop(func(s *stmt) bool {
		switch s.kind {
		case branch:
			then, els := maps.Clone(zero), maps.Clone(zero)
			f.dropZerosIn(s.blocks[0], then)
			f.dropZerosIn(s.blocks[1], els)
			if !endsOutside(s.blocks[0]) {
				maps.DeleteFunc(zero, func(x *variable, _ bool) bool { return !then[x] })
			}
			if !endsOutside(s.blocks[1]) {
				maps.DeleteFunc(zero, func(x *variable, _ bool) bool { return !els[x] })
			}
			return f.isUseless(s)
		case loop:
			f.dropZerosInLoop(s, zero)
		case declare:
			zero[f.vars[s.to[0]]] = true
		default:
			return f.sets(s, zero)
		}
		return false
	})
}

// endsOutside reports whether b returns or panics.
func endsOutside(b *block) bool {
	if len(b.stmts) == 0 {
		return false
	}
	return goesAway(b.stmts[len(b.stmts)-1])
}

// sets notes what s sets, and reports whether s can be left out.
func (f *function) sets(s *stmt, zero zeros) bool {
	if s.kind == assign && len(s.to) == 1 && isZero(s.from[0]) {
		x := f.vars[s.to[0]]
		again := zero[x] && !s.declares
		zero[x] = true
		return again
	}
	for _, v := range s.to {
		if v != nil {
			delete(zero, f.vars[v])
		}
	}
	return false
}

// dropZerosInLoop: what the body sets may be anything at its beginning.
func (f *function) dropZerosInLoop(s *stmt, zero zeros) {
	f.visit(s.blocks[0], func(v *ir.Value, s *stmt, _ *block) {
		if slices.Contains(s.to, v) {
			delete(zero, f.vars[v])
		}
	})
	f.dropZerosIn(s.blocks[0], maps.Clone(zero))
}

// isZero reports whether v is a constant that `var x T` gives x.
func isZero(v *ir.Value) bool {
	if v.Op == nil || v.Op.Code != ir.Const {
		return false
	}
	c := v.Op.Const
	if c == nil {
		return true
	}
	switch c.Kind() {
	case constant.Bool:
		return !constant.BoolVal(c)
	case constant.String:
		return constant.StringVal(c) == ""
	}
	return constant.Sign(c) == 0
}

// noticeable reports whether evaluating v has an effect or may panic.
func (p *plan) noticeable(v *ir.Value) bool {
	if p.isVariable(v) {
		return false
	}
	return slices.ContainsFunc(p.sequence(v.Op), func(e part) bool {
		return ownEffects(e.op)&(ir.MayPanic|ir.Writes|ir.Unknown) != 0
	})
}
