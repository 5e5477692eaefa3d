package emit_test

import (
	"go/constant"
	"go/token"
	"go/types"
	"math/rand/v2"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A generator writes random programs that are hard to print: nests of ifs and
// loops that swap what they carry, names that clash, memory with aliases,
// indexes out of range, panics in the middle, calls with effects.
type generator struct {
	*rand.Rand
	b      *build
	values []*ir.Value // visible here
	size   int         // operations that may still be made
}

var (
	randomPkg = types.NewPackage("example.com/random", "main")
	tUint8    = types.Typ[types.Uint8]
	tInt64    = types.Typ[types.Int64]
	tTriple   = types.NewArray(tFloat64, 3)
	tPoint    = types.NewNamed(types.NewTypeName(token.NoPos, randomPkg, "Point", nil), types.NewStruct([]*types.Var{
		types.NewField(token.NoPos, randomPkg, "X", tFloat64, false),
		types.NewField(token.NoPos, randomPkg, "A", tTriple, false),
		types.NewField(token.NoPos, randomPkg, "N", tInt, false),
	}, nil), nil)
	tPointer = types.NewPointer(tPoint)

	touch = randomFunc("Touch", []types.Type{tFloats, tFloat64}, []types.Type{tFloat64})
	note  = randomFunc("Note", []types.Type{tFloat64}, nil)
	move  = randomFunc("Move", []types.Type{tPointer}, []types.Type{tFloat64, tInt})
)

func randomFunc(name string, in, out []types.Type) *types.Func {
	f := std("example.com/random", name, in, out, false)
	return types.NewFunc(token.NoPos, randomPkg, name, f.Signature())
}

// names are hints that clash, with each other and with what the programs mention.
var names = []string{"x", "y", "x", "f", "a", "s", "i", "n", "t", "ok", "len", "math", "float64", "Touch", "Point", "tape", "int", "for", "x2"}

func (g *generator) hint() string {
	if g.IntN(3) > 0 {
		return ""
	}
	return names[g.IntN(len(names))]
}

// randomProgram is the program of a seed.
func randomProgram(seed uint64, name string) *ir.Func {
	b, in := newFunc(name, "x", tFloat64, "y", tFloat64, "n", tInt, "u", tFloats, "v", tFloats,
		"p", tPointer, "q", tPointer, "d", tFloats)
	b.Func.Pkg = randomPkg
	b.Func.Apart = in[7:]
	g := &generator{rand.New(rand.NewPCG(seed, 7)), b, slices.Clone(in), 30 + int(seed%5)*15}
	for range 3 + g.IntN(9) {
		g.statement(0)
	}
	var results []*ir.Value
	named := g.IntN(2) == 0
	for i := range 1 + g.IntN(3) {
		v := g.pick([]types.Type{tFloat64, tInt, tBool, tFloat64, tPoint}[g.IntN(5)])
		results = append(results, v)
		name := ""
		if named {
			name = []string{"f", "a", "x3", "_"}[i]
			if g.IntN(6) == 0 {
				name = "_"
			}
		}
		b.results(name, v.Type)
	}
	b.Return(results...)
	return b.Func
}

// def names the value v and makes it visible.
func (g *generator) def(v *ir.Value) *ir.Value {
	if v.Name == "" {
		v.Name = g.hint()
	}
	g.values = append(g.values, v)
	return v
}

// pick is a visible value of type t, one of the last more often than others.
func (g *generator) pick(t types.Type) *ir.Value {
	var found []*ir.Value
	for _, v := range g.values {
		if types.Identical(v.Type, t) {
			found = append(found, v)
		}
	}
	if len(found) == 0 || g.IntN(7) == 0 && isBasic(t) || g.IntN(40) == 0 {
		return g.constant(t)
	}
	if g.IntN(2) == 0 && len(found) > 3 {
		found = found[len(found)-3:]
	}
	return found[g.IntN(len(found))]
}

func isBasic(t types.Type) bool {
	_, ok := t.Underlying().(*types.Basic)
	return ok
}

func (g *generator) constant(t types.Type) *ir.Value {
	switch b, _ := t.Underlying().(*types.Basic); {
	case b == nil:
		return g.b.Zero(t)
	case b.Info()&types.IsBoolean != 0:
		return g.b.Const(constant.MakeBool(g.IntN(2) == 0), t)
	case b.Info()&types.IsFloat != 0:
		return g.b.Float([]float64{0, 0, 0, 0, 1, 0.5, 2, -3, 1e-9, 0.1}[g.IntN(10)], t)
	}
	return g.b.Const(constant.MakeInt64(int64(g.IntN(5))), t)
}

// statement adds a statement, or an operation that may become part of one.
func (g *generator) statement(depth int) {
	g.size--
	if g.size < 0 {
		return
	}
	switch k := g.IntN(33); {
	case k > 30:
		g.mixture()
	case k < 8:
		g.arithmetic()
	case k < 10:
		g.integers()
	case k < 12:
		g.comparison()
	case k < 15:
		g.load()
	case k < 18:
		g.store()
	case k < 20:
		g.memory()
	case k < 21:
		g.call()
	case k < 23:
		g.structs()
	case k < 24:
		g.condition()
	case depth > 3:
		g.arithmetic()
	case k < 27:
		g.branch(depth)
	case k < 29:
		g.loop(depth)
	default:
		g.stack()
	}
}

func (g *generator) arithmetic() {
	b := g.b
	switch g.IntN(8) {
	case 0:
		g.def(b.Unary(ir.Neg, g.pick(tFloat64)))
	case 1:
		g.def(b.Call(mathAbs, g.pick(tFloat64)).Result())
	case 2:
		narrow := b.Convert(tFloat32, g.pick(tFloat64))
		g.def(b.Convert(tFloat64, b.mul(narrow, b.Float(0.1, tFloat32))))
	case 3:
		g.def(b.Convert(tFloat64, g.pick(tInt)))
	default:
		code := []ir.Code{ir.Add, ir.Sub, ir.Mul, ir.Div}[g.IntN(4)]
		g.def(b.Binary(code, g.pick(tFloat64), g.pick(tFloat64)))
	}
}

// mixture computes values whose order matters, and uses them in another order.
func (g *generator) mixture() {
	b := g.b
	s, p := b.Func.Params[3+g.IntN(2)], g.pick(tPointer)
	var vs []*ir.Value
	for range 2 + g.IntN(3) {
		switch g.IntN(6) {
		case 0, 1:
			vs = append(vs, b.Call(touch, s, g.pick(tFloat64)).Result())
		case 2:
			vs = append(vs, b.Load(p, fieldX))
		case 3:
			vs = append(vs, b.Call(move, p).Results[0])
		case 4:
			vs = append(vs, g.safe().at(s, b.Int(int64(g.IntN(2)))))
		default:
			vs = append(vs, b.at(s, b.Int(int64(g.IntN(9)))))
		}
	}
	g.Shuffle(len(vs), func(i, j int) { vs[i], vs[j] = vs[j], vs[i] })
	sum := vs[0]
	for _, v := range vs[1:] {
		x, y := sum, v
		if g.IntN(2) == 0 {
			x, y = y, x
		}
		sum = b.Binary([]ir.Code{ir.Add, ir.Sub, ir.Mul}[g.IntN(3)], x, y)
	}
	if g.IntN(2) == 0 {
		b.put(sum, s, b.Binary(ir.And, b.Load(p, fieldN), b.Int(7)))
		return
	}
	g.def(sum)
}

func (g *generator) integers() {
	b := g.b
	switch g.IntN(6) {
	case 0:
		g.def(b.Len(g.pick(tFloats)))
	case 1:
		code := []ir.Code{ir.Div, ir.Rem}[g.IntN(2)]
		g.def(b.Binary(code, g.pick(tInt), g.pick(tInt)))
	case 2:
		code := []ir.Code{ir.Shl, ir.Shr}[g.IntN(2)]
		g.def(b.Binary(code, g.pick(tInt), b.Binary(ir.And, g.pick(tInt), b.Int(7))))
	default:
		code := []ir.Code{ir.Add, ir.Sub, ir.Mul, ir.And, ir.Or, ir.Xor, ir.AndNot}[g.IntN(7)]
		g.def(b.Binary(code, g.pick(tInt), g.pick(tInt)))
	}
}

func (g *generator) comparison() {
	code := []ir.Code{ir.Eq, ir.Ne, ir.Lt, ir.Le, ir.Gt, ir.Ge}[g.IntN(6)]
	t := []types.Type{tFloat64, tInt}[g.IntN(2)]
	v := g.b.Compare(code, g.pick(t), g.pick(t))
	if g.IntN(4) == 0 {
		v = g.b.Unary(ir.Not, v)
	}
	g.def(v)
}

// condition is an if that can be printed as && or ||.
func (g *generator) condition() {
	op := g.b.If(g.pick(tBool))
	side, out := g.IntN(2), g.b
	g.within(op, side, func() {
		g.comparison()
		g.b.Yield(g.pick(tBool))
	})
	g.within(op, 1-side, func() { g.b.Yield(g.constant(tBool)) })
	g.def(out.AddResult(op, g.hint(), tBool))
}

// index is an index that is mostly in range.
func (g *generator) index() *ir.Value {
	switch g.IntN(4) {
	case 0:
		return g.b.Int(int64(g.IntN(4)))
	case 1:
		return g.b.Binary(ir.And, g.pick(tInt), g.b.Int(3))
	}
	return g.pick(tInt)
}

var (
	fieldX = []ir.Step{{Field: 0}}
	fieldN = []ir.Step{{Field: 2}}
	fieldA = []ir.Step{{Field: 1}, {Index: true}}
)

func (g *generator) load() {
	switch g.IntN(6) {
	case 0:
		g.def(g.b.Load(g.pick(tPointer), fieldX))
	case 1:
		g.def(g.b.Load(g.pick(tPointer), fieldN))
	case 2:
		g.def(g.b.Load(g.pick(tPointer), fieldA, g.index()))
	case 3:
		g.def(g.safe().at(g.b.Func.Params[7-g.IntN(2)*4], g.b.Int(int64(g.IntN(3)))))
	default:
		g.def(g.b.Load(g.pick(tFloats), element, g.index()))
	}
}

// safe is a builder for what can't panic: the slices d and u have three elements.
func (g *generator) safe() *build {
	b := *g.b
	b.Safe = true
	return &b
}

func (g *generator) store() {
	b := g.b
	switch g.IntN(9) {
	case 7, 8:
		x := g.pick(tFloat64)
		g.safe().put(x, g.b.Func.Params[7-g.IntN(2)*4], b.Int(int64(g.IntN(3))))
	case 0:
		b.Store(g.pick(tFloat64), g.pick(tPointer), fieldX)
	case 1:
		b.Store(g.pick(tInt), g.pick(tPointer), fieldN)
	case 2:
		b.Store(g.pick(tFloat64), g.pick(tPointer), fieldA, g.index())
	case 3, 4:
		s, i := g.pick(tFloats), g.index()
		b.put(b.Binary([]ir.Code{ir.Add, ir.Sub, ir.Mul}[g.IntN(3)], b.at(s, i), g.pick(tFloat64)), s, i)
	default:
		b.put(g.pick(tFloat64), g.pick(tFloats), g.index())
	}
}

// memory makes memory, slices and addresses, and copies.
func (g *generator) memory() {
	b := g.b
	switch g.IntN(7) {
	case 0:
		g.def(b.Alloc(tPoint))
	case 1:
		p := g.def(b.Alloc(tPoint))
		b.Store(g.pick(tPoint), p, nil)
	case 2:
		g.def(b.Emit(&ir.Op{Code: ir.Make, Args: []*ir.Value{b.Binary(ir.And, g.pick(tInt), b.Int(7))}}, tFloats).Result())
	case 3:
		s := g.pick(tFloats)
		g.def(b.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{s, g.index(), b.Len(s)}}, tFloats).Result())
	case 4:
		b.Store(b.Load(g.pick(tPointer), nil), g.pick(tPointer), nil)
	case 5:
		a := b.Alloc(tTriple)
		b.Store(g.pick(tFloat64), a, element, b.Binary(ir.And, g.pick(tInt), b.Int(1)))
		g.def(b.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{a, b.Int(0), b.Int(3)}}, tFloats).Result())
	default:
		g.def(b.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{b.Binary(ir.And, g.pick(tInt), b.Int(7))}}, tFloats).Result())
	}
}

func (g *generator) call() {
	switch g.IntN(3) {
	case 0:
		g.b.Call(note, g.pick(tFloat64))
	case 1:
		op := g.b.Call(move, g.pick(tPointer))
		g.def(op.Results[0])
		g.def(op.Results[1])
	default:
		g.def(g.b.Call(touch, g.pick(tFloats), g.pick(tFloat64)).Result())
	}
}

// structs makes values that are structs, and takes them apart.
func (g *generator) structs() {
	b := g.b
	switch g.IntN(4) {
	case 0:
		x := g.pick(tFloat64)
		g.def(b.Build(tPoint, x, b.Build(tTriple, g.pick(tFloat64), x, b.num(0)), g.pick(tInt)))
	case 1:
		g.def(b.Field(g.pick(tPoint), ir.Step{Field: 1}, ir.Step{Index: true, At: g.IntN(3)}))
	case 2:
		g.def(b.Load(g.pick(tPointer), nil))
	default:
		g.def(b.Field(g.pick(tPoint), ir.Step{Field: 2}))
	}
}
