package ir

import "go/types"

// operatorEffects: integers can't be divided by zero nor shifted by less than
// zero; interfaces may hold what can't be compared.
func operatorEffects(op *Op) Effect {
	x, y := op.Args[0], op.Args[1]
	switch op.Code {
	case Div, Rem:
		if mayBeInteger(x.Type) && constantSign(y) == 0 {
			return MayPanic
		}
	case Shl, Shr:
		if !isUnsigned(y.Type) && constantSign(y) <= 0 && !isZero(y) {
			return MayPanic
		}
	case Eq, Ne:
		if holdsInterface(x.Type) || holdsInterface(y.Type) {
			return interfacePanic(x, y)
		}
	}
	return 0
}

// interfacePanic: nil can be compared with whatever an interface holds, and so
// can a basic value or a pointer.
func interfacePanic(x, y *Value) Effect {
	for _, v := range []*Value{x, y} {
		if v.Op != nil && v.Op.Code == Convert {
			v = v.Op.Args[0]
		}
		if isNilConst(v) {
			return 0
		}
		switch v.Type.Underlying().(type) {
		case *types.Basic, *types.Pointer:
			return 0
		}
	}
	return MayPanic
}

// knownLength reports whether a Make or Scratch can't fail: the length is a small
// constant or that of something that is already there.
func knownLength(op *Op) bool {
	if len(op.Args) != 1 && op.Code != Scratch {
		return false
	}
	n := op.Args[0]
	if k, ok := IntConst(n); ok {
		return 0 <= k && k < 1<<20
	}
	if n.Op == nil || n.Op.Code != Len {
		return false
	}
	s, ok := Under(n.Op.Args[0].Type).(*types.Slice)
	return ok && hasScalar(s.Elem())
}

// hasScalar reports whether a value of type t takes memory for certain.
func hasScalar(t types.Type) bool {
	switch u := Under(t).(type) {
	case *types.Struct:
		for f := range u.Fields() {
			if hasScalar(f.Type()) {
				return true
			}
		}
		return false
	case *types.Array:
		return u.Len() > 0 && hasScalar(u.Elem())
	}
	return true
}

// isAddress reports whether v is certainly no nil pointer.
func isAddress(v *Value) bool {
	return v.Op != nil && (v.Op.Code == Alloc || v.Op.Code == Addr || v.Op.Code == Global || v.Op.Code == Pooled || v.Op.Code == Fresh)
}

// accessPanic: bases may be nil and indexes out of range.
func accessPanic(op *Op) Effect {
	indexes := op.Indexes()
	t := op.Base().Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		if !isAddress(op.Base()) {
			return MayPanic
		}
		t = p.Elem()
	}
	for _, step := range op.Path {
		if step.Index {
			if !inRange(indexes[0], op.Base(), t) {
				return MayPanic
			}
			indexes = indexes[1:]
		}
		if _, ok := t.Underlying().(*types.Basic); ok {
			return 0
		}
		t = Part(t, []Step{step})
	}
	return 0
}

// inRange reports whether index i certainly exists in a t: an array, or base,
// which is a slice of known length or a constant string.
func inRange(i, base *Value, t types.Type) bool {
	k, ok := IntConst(i)
	if !ok || k < 0 {
		return false
	}
	switch u := Under(t).(type) {
	case *types.Array:
		return k < u.Len()
	case *types.Slice:
		if base.Op != nil && (base.Op.Code == Make || base.Op.Code == Scratch) {
			n, ok := IntConst(base.Op.Args[0])
			return ok && k < n
		}
	}
	return false
}

// slicePanic: s[0:0] and s[0:len(s)] are right for any slice or string, nil included.
func slicePanic(op *Op) Effect {
	if len(op.Args) != 3 {
		return MayPanic
	}
	x, lo, hi := op.Args[0], op.Args[1], op.Args[2]
	if p, ok := x.Type.Underlying().(*types.Pointer); ok {
		low, ok1 := IntConst(lo)
		high, ok2 := IntConst(hi)
		n := p.Elem().Underlying().(*types.Array).Len()
		if ok1 && ok2 && isAddress(x) && 0 <= low && low <= high && high <= n {
			return 0
		}
		return MayPanic
	}
	whole := hi.Op != nil && (hi.Op.Code == Len || hi.Op.Code == Cap) && hi.Op.Args[0] == x
	if isZero(lo) && (isZero(hi) || whole) {
		return 0
	}
	return MayPanic
}

// constantSign is the sign of v if it is a constant integer, 0 if unknown.
func constantSign(v *Value) int {
	if k, ok := IntConst(v); ok {
		switch {
		case k > 0:
			return 1
		case k < 0:
			return -1
		}
	}
	return 0
}

func isZero(v *Value) bool {
	k, ok := IntConst(v)
	return ok && k == 0
}

func isNilConst(v *Value) bool {
	return v.Op != nil && v.Op.Code == Const && v.Op.Const == nil
}

func isUnsigned(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsUnsigned != 0
}

func isString(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// holdsInterface reports whether a comparison of values of type t compares interfaces.
func holdsInterface(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Interface:
		p, ok := types.Unalias(t).(*types.TypeParam)
		return !ok || !onlyNumbers(p)
	case *types.Array:
		return holdsInterface(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if holdsInterface(f.Type()) {
				return true
			}
		}
	}
	return false
}
