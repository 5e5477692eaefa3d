package ir

import "go/types"

// learn notes what is true behind op because it has been done, and did not panic.
func (p *prover) learn(op *Op) {
	switch op.Code {
	case Load, Store, Addr:
		p.learnNotNil(op.Base())
		if isTape(op.Base()) { // its length changes
			return
		}
		eachIndex(op, func(i *Value, n sum) {
			if isInt(i.Type) {
				p.atMost(sum{}, sumOf(i))
				p.atMost(sumOf(i).plus(1), n)
			}
		})
	case Make, Scratch:
		if isInt(op.Args[0].Type) {
			p.atMost(sum{}, sumOf(op.Args[0]))
		}
	case Slice:
		p.learnSlice(op)
	case Call:
		p.learnCall(op)
	default:
		if len(op.Results) == 1 && isInt(op.Result().Type) {
			p.learnArithmetic(op)
		}
	}
}

func (p *prover) learnNotNil(v *Value) {
	if _, ok := v.Type.Underlying().(*types.Pointer); ok {
		p.setNotNil(v)
	}
}

// learnSlice: 0 <= lo <= hi, and hi - lo is the length of the result.
func (p *prover) learnSlice(op *Op) {
	lo, hi := op.Args[1], op.Args[2]
	if !isInt(lo.Type) || !isInt(hi.Type) {
		return
	}
	p.learnNotNil(op.Args[0])
	p.atMost(sum{}, sumOf(lo))
	p.atMost(sumOf(lo), sumOf(hi))
	if _, ok := Under(op.Args[0].Type).(*types.Slice); !ok {
		p.atMost(sumOf(hi), lenOf(op.Args[0]))
	}
	if k, ok := IntConst(lo); ok && k > 0 {
		p.equal(lenOf(op.Result()), sumOf(hi).plus(-k))
	}
}

// learnCall: min, max, and the builtins that give slices and lengths.
func (p *prover) learnCall(op *Op) {
	if op.Func != nil || len(op.Results) != 1 {
		return
	}
	r := op.Result()
	switch op.Builtin {
	case "min", "max":
		for _, v := range op.Args {
			switch {
			case !isInt(v.Type):
			case op.Builtin == "min":
				p.atMost(sumOf(r), sumOf(v))
			default:
				p.atMost(sumOf(v), sumOf(r))
			}
		}
	case "append":
		if !op.Spread {
			p.equal(lenOf(r), lenOf(op.Args[0]).plus(int64(len(op.Args)-1)))
		}
	case "copy":
		p.atMost(sum{}, sumOf(r))
		p.atMost(sumOf(r), lenOf(op.Args[0]))
		p.atMost(sumOf(r), lenOf(op.Args[1]))
	}
}

// learnArithmetic: what is known about v, which op gives, from its operands. Sums are
// taken for what they are in mathematics only where they can't overflow.
func (p *prover) learnArithmetic(op *Op) {
	if !op.Code.IsBinary() {
		return
	}
	v, x, y := sumOf(op.Result()), op.Args[0], op.Args[1]
	k, isConst := IntConst(y)
	switch op.Code {
	case Add, Sub:
		if _, ok := IntConst(x); ok && op.Code == Add {
			x, y = y, x
			k, isConst = IntConst(y)
		}
		if op.Code == Sub {
			k = -k
		}
		if isConst && p.canAdd(x, k) {
			p.equal(v, sumOf(x).plus(k))
		}
	case Div, Shr, Rem, And:
		p.learnShrinking(op, isConst && (k > 0 || op.Code == Shr))
	}
}

// learnShrinking: x/y, x>>y, x%y and x&y of what isn't negative are between 0 and x.
func (p *prover) learnShrinking(op *Op, positive bool) {
	v, x, y := sumOf(op.Result()), op.Args[0], op.Args[1]
	if !positive && isInt(y.Type) {
		positive = p.proves(number(1), sumOf(y))
	}
	if !positive || !p.proves(sum{}, sumOf(x)) {
		return
	}
	p.atMost(sum{}, v)
	p.atMost(v, sumOf(x))
	if op.Code == Rem && isInt(y.Type) {
		p.atMost(v.plus(1), sumOf(y))
	}
}

// assume notes what follows from v being true, or false.
func (p *prover) assume(v *Value, truth bool) {
	op := v.Op
	switch {
	case op == nil:
	case op.Code == Not:
		p.assume(op.Args[0], !truth)
	case op.Code == And && truth, op.Code == Or && !truth:
		p.assume(op.Args[0], truth)
		p.assume(op.Args[1], truth)
	case op.Code == If:
		p.assumeIf(v, truth)
	case op.Code.IsCompare():
		c := op.Code
		if !truth {
			c = opposites[c]
		}
		p.assumeCompare(c, op.Args[0], op.Args[1])
	}
}

// assumeIf: `a && b` is an If that gives b, or false; if the If isn't what it gives
// in one branch, the other branch was taken.
func (p *prover) assumeIf(v *Value, truth bool) {
	op := v.Op
	k := 0
	for op.Results[k] != v {
		k++
	}
	for i, b := range op.Blocks {
		end := b.End()
		if end.Code == Yield {
			if known, ok := boolConst(end.Args[k]); !ok || known == truth {
				continue
			}
		}
		p.assume(op.Args[0], i == 1)
		if other := op.Blocks[1-i].End(); other.Code == Yield {
			p.assume(other.Args[k], truth)
		}
	}
}

func (p *prover) assumeCompare(c Code, x, y *Value) {
	if _, ok := x.Type.Underlying().(*types.Pointer); ok && c == Ne {
		for _, v := range [][2]*Value{{x, y}, {y, x}} {
			if isNilConst(v[1]) {
				p.setNotNil(v[0])
			}
		}
	}
	if !isInt(x.Type) {
		return
	}
	a, b := sumOf(x), sumOf(y)
	switch c {
	case Lt:
		p.atMost(a.plus(1), b)
	case Le:
		p.atMost(a, b)
	case Gt:
		p.atMost(b.plus(1), a)
	case Ge:
		p.atMost(b, a)
	case Eq:
		p.equal(a, b)
	case Ne:
		p.assumeUnequal(a, b)
	}
}

// assumeUnequal: an x that is at least y is more if it isn't equal.
func (p *prover) assumeUnequal(x, y sum) {
	if p.proves(y, x) {
		p.atMost(y.plus(1), x)
	}
	if p.proves(x, y) {
		p.atMost(x.plus(1), y)
	}
}
