package ir

import "go/types"

// Effect is a set of things that an operation may do beside giving its results.
type Effect uint8

const (
	// MayPanic operations can't be dropped, nor moved past an effect or each other.
	MayPanic Effect = 1 << iota
	// Reads memory that can change, tapes included.
	Reads
	// Writes memory or a tape: which is for [Aliases] to say.
	Writes
	// Allocates gives memory of its own: may be dropped, not done once for two.
	Allocates
	// Unknown is something outside: done exactly once, in the order of the text.
	Unknown
)

// Effects is what op, with the blocks that it owns, may do. It looks at op and
// the operations that give its operands; [MarkSafe] knows more about panics
// and writes what it finds into Op.Safe.
func Effects(op *Op) Effect {
	e := effectsByCode(op)
	if op.Safe {
		e &^= MayPanic
	}
	for _, b := range op.Blocks {
		for _, inner := range b.Ops {
			e |= Effects(inner)
		}
	}
	return e
}

// CanPanic reports whether op, or an operation in it, may panic.
func CanPanic(op *Op) bool { return Effects(op)&MayPanic != 0 }

// HasEffects reports whether a run of op can be noticed even if its results are
// not used: it panics, writes or does something unknown.
func HasEffects(op *Op) bool { return Effects(op)&(MayPanic|Writes|Unknown) != 0 }

// Pure reports whether op gives the same values for the same operands and does
// nothing else: it may be dropped, done once for two, and done later or again in
// what its place dominates. To do it earlier takes [Movable].
func Pure(op *Op) bool { return !op.Code.IsTerminator() && Effects(op) == 0 }

// Movable reports whether op is pure wherever its operands are visible, because
// of what it is and not of what is known where it stands.
func Movable(op *Op) bool {
	for inner := range op.All() {
		if inner.Code != Yield && (inner.Code.IsTerminator() || effectsByCode(inner) != 0) {
			return false
		}
	}
	return !op.Code.IsTerminator()
}

func effectsByCode(op *Op) Effect {
	switch op.Code {
	case Div, Rem, Shl, Shr, Eq, Ne:
		return operatorEffects(op)
	case Convert:
		return convertEffects(op)
	case Call:
		return CallOf(op).Effects
	case Len:
		return lenEffects(op)
	case Alloc, Tape, Pooled:
		return Allocates
	case Make, Scratch, Fresh:
		if knownLength(op) || len(op.Args) == 0 {
			return Allocates
		}
		return Allocates | MayPanic
	case Load:
		if isString(op.Base().Type) { // strings never change
			return accessPanic(op)
		}
		return Reads | accessPanic(op)
	case Addr:
		return accessPanic(op)
	case Store:
		return Writes | accessPanic(op)
	case Slice:
		return slicePanic(op)
	case Push:
		return Writes
	case Pop, Extend, Retract:
		return Reads | Writes
	case Panic:
		return MayPanic
	}
	return 0
}

// convertEffects: a slice that is too short doesn't become a pointer to an array;
// strings and slices of bytes are copied.
func convertEffects(op *Op) Effect {
	if isOpaque(op.Args[0].Type) || isOpaque(op.Result().Type) {
		return Reads | Allocates | MayPanic
	}
	from, to := op.Args[0].Type.Underlying(), op.Result().Type.Underlying()
	_, toSlice := to.(*types.Slice)
	switch from.(type) {
	case *types.Slice:
		switch to.(type) {
		case *types.Pointer:
			return MayPanic
		case *types.Basic:
			return Reads
		}
	case *types.Basic:
		if toSlice {
			return Allocates
		}
	}
	return 0
}

// isOpaque reports whether t is a type parameter of which one doesn't know how it is converted.
func isOpaque(t types.Type) bool {
	p, ok := types.Unalias(t).(*types.TypeParam)
	return ok && !onlyNumbers(p) && Core(t) == t
}

// lenEffects: maps, channels and tapes grow.
func lenEffects(op *Op) Effect {
	if isTypeParam(op.Args[0].Type) {
		return Reads
	}
	switch op.Args[0].Type.Underlying().(type) {
	case *types.Map, *types.Chan:
		return Reads
	}
	if isTape(op.Args[0]) {
		return Reads
	}
	return 0
}

func isTape(v *Value) bool { return v.Op != nil && v.Op.Code == Tape }
