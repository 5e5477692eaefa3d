package ir

import "go/types"

// foldLen finds lengths that are known otherwise.
//
//	s = make []float64 n; m = len s   →   n
//	t = slice s, 0, k; m = len t      →   k
func foldLen(b *Builder, op *Op) *Value {
	if op.Code != Len {
		return nil
	}
	t := op.Args[0].Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if a, ok := t.Underlying().(*types.Array); ok {
		return b.Int(a.Len())
	}
	if n := lengthOf(op.Args[0]); n != nil {
		return n
	}
	if k, ok := knownValue(op.Args[0]); ok {
		return b.Int(int64(k.Len()))
	}
	if k, ok := distance(op.Args[0].Op, 2); ok {
		return b.Int(k)
	}
	if isNilConst(op.Args[0]) {
		return b.Int(0)
	}
	return nil
}

// lengthOf is the value that the length of s was given by, nil if there is none.
func lengthOf(s *Value) *Value {
	def := s.Op
	if def == nil {
		return nil
	}
	var n *Value
	switch {
	case def.Code == Make || def.Code == Scratch:
		n = def.Args[0]
	case def.Code == Slice && isZero(def.Args[1]):
		n = def.Args[2]
	}
	if n == nil || !types.Identical(n.Type, types.Typ[types.Int]) {
		return nil
	}
	return n
}

// distance is how far the given bound of a Slice lies behind its beginning, if both are constant.
func distance(slice *Op, bound int) (int64, bool) {
	if slice == nil || slice.Code != Slice || len(slice.Args) <= bound {
		return 0, false
	}
	lo, lok := IntConst(slice.Args[1])
	hi, hok := IntConst(slice.Args[bound])
	return hi - lo, lok && hok && 0 <= lo && lo <= hi
}

// foldCap finds capacities that are known otherwise.
//
//	s = make []float64 n; m = cap s   →   n
//	t = slice s, 0, k; m = cap t      →   cap s
func foldCap(b *Builder, op *Op) *Value {
	if op.Code != Cap {
		return nil
	}
	s := op.Args[0]
	if n := lenOf(s); n.term == (term{}) && !isSlice(s.Type) { // of an array
		return b.Int(n.c)
	}
	if isNilConst(s) {
		return b.Int(0)
	}
	def := s.Op
	switch {
	case def == nil:
	case def.Code == Make:
		if n := def.Args[len(def.Args)-1]; types.Identical(n.Type, types.Typ[types.Int]) {
			return n
		}
	case def.Code == Slice:
		return capOfSlice(b, def)
	}
	return nil
}

// capOfSlice is the capacity of what the Slice def gives, if it is known otherwise.
func capOfSlice(b *Builder, def *Op) *Value {
	base := def.Args[0]
	lo, ok := IntConst(def.Args[1])
	switch {
	case len(def.Args) == 4:
		if k, ok := distance(def, 3); ok {
			return b.Int(k)
		}
		if ok && lo == 0 && types.Identical(def.Args[3].Type, types.Typ[types.Int]) {
			return def.Args[3]
		}
	case ok && lo == 0:
		return b.Cap(base)
	case ok && !isSlice(base.Type):
		if n := lenOf(base); n.c >= lo {
			return b.Int(n.c - lo)
		}
	}
	return nil
}
