package ir

import (
	"go/constant"
	"go/types"
	"math"
	"math/rand/v2"
)

// A generator writes random programs over everything that ir has: nests of ifs
// and loops that swap what they carry, aliases of the same memory, indexes in
// and out of range, panics, tapes, and calls that are recorded.
type generator struct {
	*rand.Rand
	b      *Builder
	values []*Value // visible here
	tapes  []*Value
	size   int // operations that may still be made
}

// point is what pointers of random programs point to.
type point struct {
	X, Y float64
	A    [3]float64
	N    int
}

var (
	float     = types.Typ[types.Float64]
	float32t  = types.Typ[types.Float32]
	integer   = types.Typ[types.Int]
	boolean   = types.Typ[types.Bool]
	floats    = types.NewSlice(float)
	testPkg   = types.NewPackage("example.com/p", "p")
	mathPkg   = types.NewPackage("math", "math")
	pointType = types.NewNamed(types.NewTypeName(0, testPkg, "Point", nil), types.NewStruct([]*types.Var{
		types.NewField(0, testPkg, "X", float, false),
		types.NewField(0, testPkg, "Y", float, false),
		types.NewField(0, testPkg, "A", types.NewArray(float, 3), false),
		types.NewField(0, testPkg, "N", integer, false),
	}, nil), nil)
	pointPtr = types.NewPointer(pointType)
	sinFunc  = newFunc(mathPkg, "Sin", []types.Type{float}, float)
	noteFunc = newFunc(testPkg, "note", []types.Type{float}, float)
	touch    = newFunc(testPkg, "touch", []types.Type{floats})
)

func newFunc(pkg *types.Package, name string, params []types.Type, results ...types.Type) *types.Func {
	tuple := func(ts []types.Type) *types.Tuple {
		var vars []*types.Var
		for _, t := range ts {
			vars = append(vars, types.NewParam(0, pkg, "", t))
		}
		return types.NewTuple(vars...)
	}
	return types.NewFunc(0, pkg, name, types.NewSignatureType(nil, nil, nil, tuple(params), tuple(results), false))
}

// newTestFunc is a function without a body, and a builder at its beginning.
func newTestFunc(name string, results []types.Type, params ...types.Type) (*Func, *Builder) {
	f := &Func{Name: name, Pkg: testPkg, Body: &Block{}}
	for i, t := range params {
		f.Params = append(f.Params, f.NewValue(string(rune('a'+i)), t))
	}
	for _, t := range results {
		f.Results = append(f.Results, Result{Type: t})
	}
	return f, &Builder{Func: f, Block: f.Body}
}

// randomFunc is the program that the seed gives.
func randomFunc(seed uint64) *Func {
	results := []types.Type{float, integer, float32t, floats}
	f, b := newTestFunc("f", results, float, integer, floats, floats, pointPtr, pointPtr, floats)
	f.Apart = f.Params[6:]
	g := &generator{rand.New(rand.NewPCG(seed, 1)), b, append([]*Value(nil), f.Params...), nil, 40}
	g.tapes = append(g.tapes, b.Emit(&Op{Code: Tape}, floats).Result())
	for range 8 {
		g.statement(0)
	}
	b.Return(g.pick(float), g.pick(integer), g.pick(float32t), g.pick(floats))
	return f
}

// pick is some visible value of type t: any of them, or a constant.
func (g *generator) pick(t types.Type) *Value {
	var fit []*Value
	for _, v := range g.values {
		if types.Identical(v.Type, t) {
			fit = append(fit, v)
		}
	}
	if len(fit) > 0 && g.IntN(4) > 0 {
		return fit[len(fit)-1-g.IntN(min(len(fit), 6))]
	}
	switch t {
	case float, float32t:
		return g.b.Const(constant.MakeFloat64([]float64{0, 1, -1, 2, 0.5, 0.1, 3}[g.IntN(7)]), t)
	case integer:
		return g.b.Int(int64(g.IntN(6) - 1))
	case boolean:
		return g.b.Compare([]Code{Lt, Le, Eq, Ne, Gt, Ge}[g.IntN(6)], g.pick(integer), g.pick(integer))
	case pointType:
		return g.b.Build(pointType, g.pick(float), g.pick(float), g.b.Zero(types.NewArray(float, 3)), g.pick(integer))
	}
	return fit[g.IntN(len(fit))]
}

func (g *generator) add(v *Value) { g.values = append(g.values, v) }

// index is an index for s, mostly one that exists.
func (g *generator) index(s *Value) *Value {
	if g.IntN(3) == 0 {
		return g.pick(integer)
	}
	n := g.b.Binary(Add, g.b.Binary(And, g.pick(integer), g.b.Int(1<<40-1)), g.b.Int(1))
	return g.b.Binary(Rem, n, g.b.Binary(Add, g.b.Len(s), g.b.Int(int64(g.IntN(6)/5))))
}

func (g *generator) statement(depth int) {
	g.size--
	switch k := g.IntN(24); {
	case k < 4:
		g.add(g.b.Binary([]Code{Add, Sub, Mul, Div}[g.IntN(4)], g.pick(float), g.pick(float)))
	case k < 6:
		g.add(g.b.Binary([]Code{Add, Sub, Mul, Div, Rem, And, Shl, Xor}[g.IntN(8)], g.pick(integer), g.pick(integer)))
	case k < 7:
		g.add(g.b.Unary(Neg, g.pick([]types.Type{float, integer, float32t}[g.IntN(3)])))
	case k < 8:
		g.add(g.b.Convert([]types.Type{float, float32t}[g.IntN(2)], g.pick([]types.Type{float, integer, float32t}[g.IntN(3)])))
	case k < 9:
		g.add(g.b.Binary([]Code{Add, Mul, Div}[g.IntN(3)], g.pick(float32t), g.pick(float32t)))
	case k < 10:
		g.add(g.b.Call([]*types.Func{sinFunc, noteFunc}[g.IntN(2)], g.pick(float)).Result())
	case k < 16:
		g.memory()
	case k < 18:
		g.overwrite(depth)
	case depth > 2 || g.size < 0:
		g.add(g.b.Len(g.pick(floats)))
	case k < 21:
		g.branch(depth)
	default:
		g.loop(depth)
	}
}

func (g *generator) memory() {
	s := g.pick(floats)
	field := []Step{{Field: g.IntN(2)}}
	elem := []Step{{Field: 2}, {Index: true}}
	switch g.IntN(14) {
	case 0, 1:
		g.add(g.b.Load(s, []Step{{Index: true}}, g.index(s)))
	case 2, 3:
		g.b.Store(g.pick(float), s, []Step{{Index: true}}, g.index(s))
	case 4:
		g.add(g.b.Load(g.pick(pointPtr), field))
	case 5:
		g.b.Store(g.pick(float), g.pick(pointPtr), field)
	case 6:
		g.add(g.b.Load(g.pick(pointPtr), elem, g.pick(integer)))
	case 7:
		g.b.Store(g.pick(float), g.pick(pointPtr), elem, g.pick(integer))
	case 8:
		whole := g.b.Load(g.pick(pointPtr), nil)
		g.add(whole)
		g.add(g.b.Field(whole, field...))
	case 9:
		g.b.Store(g.pick(pointType), g.pick(pointPtr), nil)
	case 10:
		g.newMemory()
	case 11:
		lo := g.b.Binary(And, g.pick(integer), g.b.Int(1))
		g.add(g.b.Emit(&Op{Code: Slice, Args: []*Value{s, lo, g.b.Len(s)}}, floats).Result())
	case 12:
		g.b.Emit(&Op{Code: Push, Args: []*Value{g.tapes[0], g.pick(float)}})
		if g.IntN(2) == 0 {
			g.add(g.b.Emit(&Op{Code: Pop, Args: []*Value{g.tapes[0]}}, float).Result())
		}
	case 13:
		g.call(s)
	}
}

// overwrite stores to a place, and then looks at it, or at the one beside it, through another name.
func (g *generator) overwrite(depth int) {
	s, t, elem := g.pick(floats), g.pick(floats), []Step{{Index: true}}
	i := g.b.Binary(And, g.pick(integer), g.b.Int(1))
	j := i
	if g.IntN(3) == 0 {
		j = g.b.Binary(Sub, g.b.Binary(Add, i, g.b.Int(1)), g.b.Int(int64(g.IntN(2))))
	}
	g.b.Store(g.pick(float), s, elem, i)
	if g.size > 0 && g.IntN(2) == 0 {
		g.statement(depth + 1)
	}
	if g.IntN(2) == 0 {
		g.add(g.b.Load(t, elem, j))
	}
	g.b.Store(g.pick(float), t, elem, j)
	g.add(g.b.Load(s, elem, i))
}

func (g *generator) newMemory() {
	switch g.IntN(4) {
	case 0:
		g.add(g.b.Alloc(pointType))
	case 1:
		g.add(g.b.Emit(&Op{Code: Make, Args: []*Value{g.b.Int(3)}}, floats).Result())
	case 2:
		g.add(g.b.Emit(&Op{Code: Scratch, Args: []*Value{g.b.Len(g.pick(floats))}}, floats).Result())
	case 3:
		g.b.Store(g.b.Load(g.pick(pointPtr), nil), g.pick(pointPtr), nil)
	}
}

func (g *generator) call(s *Value) {
	switch g.IntN(4) {
	case 0:
		g.b.Call(touch, s)
	case 1:
		g.add(g.b.Emit(&Op{Code: Call, Builtin: "append", Args: []*Value{s, g.pick(float)}}, floats).Result())
	case 2:
		g.add(g.b.Emit(&Op{Code: Call, Builtin: "copy", Args: []*Value{s, g.pick(floats)}}, integer).Result())
	case 3:
		g.add(g.b.Emit(&Op{Code: Call, Builtin: "max", Args: []*Value{g.pick(float), g.pick(float)}}, float).Result())
	}
}

// inside runs body in block, with what it defines visible there only.
func (g *generator) inside(block *Block, body func()) {
	outer, visible := g.b, len(g.values)
	g.b = g.b.At(block)
	body()
	g.b, g.values = outer, g.values[:visible]
}

func (g *generator) branch(depth int) {
	cond := g.pick(boolean)
	if g.IntN(8) == 0 {
		cond = g.b.Const(constant.MakeBool(g.IntN(2) == 0), boolean)
	}
	op := g.b.If(cond)
	types := []types.Type{float, integer, floats}[:g.IntN(4)]
	panics := g.IntN(6)
	for i, block := range op.Blocks {
		g.inside(block, func() {
			for range g.IntN(4) {
				g.statement(depth + 1)
			}
			if i == panics {
				g.b.Emit(&Op{Code: Panic, Args: []*Value{g.pick(float)}})
				return
			}
			var yields []*Value
			for _, t := range types {
				yields = append(yields, g.pick(t))
			}
			g.b.Yield(yields...)
		})
	}
	for _, t := range types {
		g.add(g.b.AddResult(op, "", t))
	}
}

func (g *generator) loop(depth int) {
	lo, hi := g.pick(integer), g.b.Len(g.pick(floats))
	if g.IntN(2) == 0 {
		lo = g.b.Int(0)
	}
	var inits []*Value
	for _, t := range []types.Type{float, float, integer, floats}[:g.IntN(5)] {
		inits = append(inits, g.pick(t))
	}
	op := g.b.Loop(lo, hi, "i")
	op.Step, op.Down = int64(1+g.IntN(2)), g.IntN(3) == 0
	var after []*Value
	var inside []*Value
	for _, init := range inits {
		in, out := g.b.Carry(op, init, "")
		inside, after = append(inside, in), append(after, out)
	}
	g.inside(op.Blocks[0], func() {
		g.add(op.Index())
		g.values = append(g.values, inside...)
		for range 1 + g.IntN(4) {
			g.statement(depth + 1)
		}
		var yields []*Value
		for _, v := range inside {
			yields = append(yields, g.pick(v.Type))
		}
		g.b.Yield(yields...)
	})
	g.values = append(g.values, after...)
}

// recorder is what random programs call, and what they called it with.
type recorder struct{ calls []uint64 }

func (r *recorder) ext(fn *types.Func) any {
	switch fn {
	case noteFunc:
		return func(x float64) float64 { r.calls = append(r.calls, bitsOf(x)); return x / 2 }
	case touch:
		return func(s []float64) {
			for i := range s {
				s[i] += 1
			}
		}
	}
	return nil
}

// bitsOf is x bit by bit, but there is one NaN.
func bitsOf(x float64) uint64 {
	if x != x {
		x = math.NaN()
	}
	return math.Float64bits(x)
}
