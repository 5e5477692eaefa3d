package ir

import "go/types"

// MarkSafe marks as Safe what can't panic, because of conditions and loops around
// it, of what has been done before it without a panic, and of constants.
//
// Before: f passes Check.
// After:  more operations of f are Safe; nothing else has changed.
func MarkSafe(f *Func) {
	p := &prover{facts: newFacts()}
	p.block(f.Body)
}

type prover struct {
	facts
	visit func(b *Block, i int) // is told, if not nil, where the prover is; it may change b from there on
}

func (p *prover) block(b *Block) {
	mark := len(p.undo)
	for i := 0; i < len(b.Ops); i++ {
		if p.visit != nil {
			p.visit(b, i)
		}
		p.op(b.Ops[i])
	}
	p.leave(mark)
}

func (p *prover) op(op *Op) {
	switch op.Code {
	case If:
		p.branches(op)
	case Loop:
		mark := len(p.undo)
		if isInt(op.Index().Type) {
			i := sumOf(op.Index())
			p.atMost(sumOf(op.Lo()), i)
			p.atMost(i, sumOf(op.Hi()).plus(-1))
		}
		p.block(op.Blocks[0])
		p.leave(mark)
	default:
		if !op.Safe && effectsByCode(op)&MayPanic != 0 && p.cannotPanic(op) {
			op.Safe = true
		}
		p.learn(op)
	}
}

// branches: in each branch its condition holds, and behind the if too when the
// other branch panics.
func (p *prover) branches(op *Op) {
	for i, b := range op.Blocks {
		mark := len(p.undo)
		p.assume(op.Args[0], i == 0)
		p.block(b)
		p.leave(mark)
	}
	for i, b := range op.Blocks {
		if b.End().Code == Panic {
			p.assume(op.Args[0], i == 1)
		}
	}
}

// cannotPanic reports whether what is known excludes that op panics.
func (p *prover) cannotPanic(op *Op) bool {
	switch op.Code {
	case Load, Store, Addr:
		return p.accessIsSafe(op)
	case Slice:
		return p.sliceIsSafe(op)
	case Make, Scratch:
		n := op.Args[0]
		return (op.Code == Scratch || len(op.Args) == 1) && isInt(n.Type) && p.proves(sum{}, sumOf(n)) && p.bounded(n)
	case Div, Rem:
		y := sumOf(op.Args[1])
		return isInt(op.Args[1].Type) && (p.proves(number(1), y) || p.proves(y, number(-1)))
	case Shl, Shr:
		return isInt(op.Args[1].Type) && p.proves(sum{}, sumOf(op.Args[1]))
	case Convert:
		return p.proves(lenOf(op.Result()), lenOf(op.Args[0]))
	}
	return false
}

func (p *prover) isNotNil(v *Value) bool { return isAddress(v) || p.notNil[v] }

func (p *prover) accessIsSafe(op *Op) bool {
	if _, ok := op.Base().Type.Underlying().(*types.Pointer); ok && !p.isNotNil(op.Base()) {
		return false
	}
	safe := true
	eachIndex(op, func(i *Value, n sum) {
		_, isConst := IntConst(i)
		safe = safe && (isConst || isInt(i.Type)) &&
			p.proves(sum{}, sumOf(i)) && p.proves(sumOf(i).plus(1), n)
	})
	return safe
}

// eachIndex calls do for the indexes of a Load, Store or Addr, with the length
// of what they index.
func eachIndex(op *Op, do func(i *Value, n sum)) {
	t := op.Base().Type
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	indexes := op.Indexes()
	for _, step := range op.Path {
		if step.Index {
			n := lenOf(op.Base())
			if a, ok := t.Underlying().(*types.Array); ok {
				n = number(a.Len())
			}
			do(indexes[0], n)
			indexes = indexes[1:]
		}
		if isString(t) {
			return
		}
		t = Part(t, []Step{step})
	}
}

func (p *prover) sliceIsSafe(op *Op) bool {
	if _, ok := op.Args[0].Type.Underlying().(*types.Pointer); ok && !p.isNotNil(op.Args[0]) {
		return false
	}
	below := sum{}
	for _, v := range op.Args[1:] {
		if _, ok := IntConst(v); !ok && !isInt(v.Type) || !p.proves(below, sumOf(v)) {
			return false
		}
		below = sumOf(v)
	}
	return p.proves(below, lenOf(op.Args[0]))
}
