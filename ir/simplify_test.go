package ir

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"
	"testing"
)

// index is the path of s[i], fieldX and fieldY those of p.X and p.Y.
var (
	index1 = []Step{{Index: true}}
	fieldX = []Step{{Field: 0}}
	fieldY = []Step{{Field: 1}}
)

// body writes the body of a function with inputs x and y, floats; n, an int; s and
// t, slices; and p, a *Point; and gives what it returns.
type body func(b *Builder, x, y, n, s, t, p *Value) []*Value

func newExample(write body) *Func {
	f, b := newTestFunc("f", nil, float, float, integer, floats, floats, pointPtr)
	for i, name := range []string{"x", "y", "n", "s", "t", "p"} {
		f.Params[i].Name = name
	}
	in := f.Params
	results := write(b, in[0], in[1], in[2], in[3], in[4], in[5])
	if len(f.Body.Ops) > 0 && f.Body.End().Code == Panic {
		return f
	}
	for _, v := range results {
		f.Results = append(f.Results, Result{Type: v.Type})
	}
	b.Return(results...)
	return f
}

// printed is f's body without indentation, a line for each operation.
func printed(f *Func) string {
	lines := strings.Split(strings.TrimSpace(f.String()), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines[1:len(lines)-1], "\n")
}

// simplifyValues are lessons about values.
var simplifyValues = []struct {
	lesson string
	before body
	after  string
}{
	{"constants are added in their own type: in float32, 16777216 + 1 is 16777216",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Binary(Add, b.Float(1<<24, float32t), b.Float(1, float32t))}
		}, "v7 = const 1.67772e+07 float32\nreturn v7"},
	{"0.1 + 0.2 is not 0.3",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			sum := b.Binary(Add, b.Float(0.1, float), b.Float(0.2, float))
			return []*Value{b.Compare(Eq, sum, b.Float(0.3, float))}
		}, "v13 = const false bool\nreturn v13"},
	{"what has no constant stays: 1/0 and -0",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			zero := b.Float(0, float)
			return []*Value{b.Binary(Div, b.Float(1, float), zero), b.Unary(Neg, zero)}
		}, "v7 = const 0 float64\nv8 = const 1 float64\nv9 = div v8, v7\nv10 = neg v7\nreturn v9, v10"},
	{"a division by zero panics still",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			b.Binary(Div, n, b.Int(0))
			return nil
		}, "v7 = const 0 int\nv8 = div n, v7\nreturn"},
	{"x*1, x/1, x-0 and --x are x; x+0 and x*0 are not x and 0",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			one, zero := b.Float(1, float), b.Float(0, float)
			a := b.Binary(Div, b.Binary(Mul, one, b.Unary(Neg, b.Unary(Neg, x))), one)
			return []*Value{b.Binary(Sub, a, zero), b.Binary(Add, y, zero), b.Binary(Mul, y, zero)}
		}, "v8 = const 0 float64\nv14 = add y, v8\nv15 = mul y, v8\nreturn x, v14, v15"},
	{"signs meet: a + (-y) is a - y",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Binary(Add, x, b.Unary(Neg, y)), b.Binary(Mul, x, b.Float(-1, float))}
		}, "v11 = sub x, y\nv12 = neg x\nreturn v11, v12"},
	{"offsets of indexes add up",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			i := b.Binary(Sub, b.Binary(Add, n, b.Int(3)), b.Int(1))
			return []*Value{i, b.Binary(Sub, i, b.Int(2))}
		}, "v13 = const 2 int\nv14 = add n, v13\nreturn v14, n"},
	{"!(i < n) is i >= n for integers, but not for floats, which may be NaN",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			return []*Value{b.Unary(Not, b.Compare(Lt, n, b.Len(s))), b.Unary(Not, b.Compare(Lt, x, y))}
		}, "v7 = len s\nv12 = ge n, v7\nv10 = lt x, y\nv11 = not v10\nreturn v12, v11"},
	{"float32 to float64 and back changes nothing, the other way does",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			narrow := b.Convert(float32t, x)
			return []*Value{b.Convert(float32t, b.Convert(float, narrow)), b.Convert(float, narrow)}
		}, "v7 = convert float32 x\nv8 = convert float64 v7\nreturn v7, v8"},
	{"a part of what is put together is that part",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			q := b.Build(pointType, x, y, b.Zero(types.NewArray(float, 3)), n)
			return []*Value{b.Field(q, fieldY...), b.Field(q, Step{Field: 2}, Step{Index: true, At: 1})}
		}, "v12 = const 0 float64\nreturn y, v12"},
	{"taken apart and put together again is the same",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			q := b.Load(p, nil)
			var parts []*Value
			for i := range 4 {
				parts = append(parts, b.Field(q, Step{Field: i}))
			}
			b.Store(b.Build(pointType, parts...), p, nil)
			return []*Value{q}
		}, "v7 = load p\nreturn v7"},
	{"of a load of which one part is used that part is loaded, where the load was",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			q := b.Load(p, nil)
			b.Store(x, p, fieldY)
			return []*Value{b.Field(q, fieldY...)}
		}, "v9 = load p.Y\nstore p.Y, x\nreturn v9"},
	{"lengths that are known otherwise",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			u := b.Emit(&Op{Code: Make, Args: []*Value{b.Len(s)}}, floats).Result()
			return []*Value{b.Len(u)}
		}, "v7 = len s\nreturn v7"},
	{"capacities that are known otherwise: a slice from the beginning has all that was there",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			u := b.Emit(&Op{Code: Make, Args: []*Value{b.Int(1), b.Int(4)}}, floats).Result()
			v := b.Emit(&Op{Code: Slice, Args: []*Value{u, b.Int(0), b.Int(1)}}, floats).Result()
			w := b.Emit(&Op{Code: Slice, Args: []*Value{u, b.Int(1), b.Int(2), b.Int(4)}}, floats).Result()
			return []*Value{b.Cap(v), b.Cap(w), b.Cap(b.Zero(floats)), b.Len(w)}
		}, "v7 = const 1 int\nv8 = const 4 int\nv9 = make []float64 v7, v8\nv10 = const 0 int\nv14 = const 2 int\n" +
			"v16 = slice v9, v7, v14, v8\nv23 = const 3 int\nreturn v8, v23, v10, v7"},
}

func TestSimplify(t *testing.T) {
	for _, test := range simplifyValues {
		check(t, test.lesson, newExample(test.before), test.after)
	}
}

// check simplifies f and compares what it prints.
func check(t *testing.T, lesson string, f *Func, want string) {
	t.Helper()
	before := f.String()
	if err := Check(f); err != nil {
		t.Fatalf("%s: %v\n%s", lesson, err, f)
	}
	Simplify(f)
	if err := Check(f); err != nil {
		t.Errorf("%s: %v", lesson, err)
	}
	if got := printed(f); got != want {
		t.Errorf("%s:\n%s\nbecame\n%s\nnot\n%s", lesson, before, got, want)
	}
}

// simplifyBranches are lessons about ifs.
var simplifyBranches = []struct {
	lesson string
	before body
	after  string
}{
	{"an if whose condition is known is the branch taken",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			op := b.If(b.Const(constant.MakeBool(true), boolean))
			b.At(op.Blocks[0]).Yield(b.At(op.Blocks[0]).Binary(Mul, x, y))
			b.At(op.Blocks[1]).Yield(y)
			return []*Value{b.AddResult(op, "", float)}
		}, "v8 = mul x, y\nreturn v8"},
	{"the rest after a branch that always panics is gone",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			op := b.If(b.Const(constant.MakeBool(true), boolean))
			b.At(op.Blocks[0]).Emit(&Op{Code: Panic, Args: []*Value{x}})
			b.At(op.Blocks[1]).Yield()
			return []*Value{b.Binary(Add, x, y)}
		}, "panic x"},
	{"a result that is one value in both branches is that value, and an empty if is gone",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			op := b.If(b.Compare(Lt, x, y))
			b.At(op.Blocks[0]).Yield(y, b.At(op.Blocks[0]).Float(2, float))
			b.At(op.Blocks[1]).Yield(y, b.At(op.Blocks[1]).Float(2, float))
			return []*Value{b.AddResult(op, "", float), b.AddResult(op, "", float)}
		}, "v12 = const 2 float64\nreturn y, v12"},
	{"behind a branch that panics the result is what the other yields",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			op := b.If(b.Compare(Lt, x, y))
			b.At(op.Blocks[0]).Yield(y)
			b.At(op.Blocks[1]).Emit(&Op{Code: Panic, Args: []*Value{x}})
			return []*Value{b.AddResult(op, "", float)}
		}, "v7 = lt x, y\nif v7 {\nyield\n} else {\npanic x\n}\nreturn y"},
	{"an if that yields true or false is its condition",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			op := b.If(b.Compare(Lt, x, y))
			for i, block := range op.Blocks {
				inner := b.At(block)
				inner.Yield(inner.Const(constant.MakeBool(i == 1), boolean))
			}
			return []*Value{b.AddResult(op, "", boolean)}
		}, "v7 = lt x, y\nv11 = not v7\nreturn v11"},
	{"results that nobody uses are gone, and what they were computed from",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			op := b.If(b.Compare(Lt, x, y))
			b.At(op.Blocks[0]).Yield(x, b.At(op.Blocks[0]).Binary(Mul, x, x))
			b.At(op.Blocks[1]).Yield(y, x)
			first := b.AddResult(op, "", float)
			b.AddResult(op, "", float)
			return []*Value{first}
		}, "v7 = lt x, y\nv9 = if v7 {\nyield x\n} else {\nyield y\n}\nreturn v9"},
}

func TestSimplifyBranches(t *testing.T) {
	for _, test := range simplifyBranches {
		check(t, test.lesson, newExample(test.before), test.after)
	}
}

// simplifyLoops are lessons about what loops carry.
var simplifyLoops = []struct {
	lesson string
	before body
	after  string
}{
	{"what a loop carries unchanged is carried no more",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			loop := b.Loop(b.Int(0), n, "i")
			in, out := b.Carry(loop, x, "a")
			in2, out2 := b.Carry(loop, y, "c")
			body := b.At(loop.Blocks[0])
			body.Yield(in, body.Binary(Mul, in2, in))
			return []*Value{out, out2}
		}, "v7 = const 0 int\nc_1 = loop i = v7 to n carry (c = y) {\nv13 = mul c, x\nyield v13\n}\nreturn x, c_1"},
	{"what is carried and never used is gone, and so is the loop",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			loop := b.Loop(b.Int(0), n, "i")
			in, _ := b.Carry(loop, x, "a")
			body := b.At(loop.Blocks[0])
			body.Yield(body.Binary(Mul, in, in))
			return []*Value{y}
		}, "return y"},
	{"a loop that never runs gives what it begins with",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			loop := b.Loop(b.Int(3), b.Int(3), "i")
			in, out := b.Carry(loop, x, "a")
			body := b.At(loop.Blocks[0])
			body.Yield(body.Binary(Mul, in, in))
			return []*Value{out}
		}, "return x"},
}

func TestSimplifyLoops(t *testing.T) {
	for _, test := range simplifyLoops {
		check(t, test.lesson, newExample(test.before), test.after)
	}
}

// simplifyMemory are lessons about what is done once, or never.
var simplifyMemory = []struct {
	lesson string
	before body
	after  string
}{
	{"a value is computed once",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			a, c := b.Call(sinFunc, b.Binary(Mul, x, y)), b.Call(sinFunc, b.Binary(Mul, y, x))
			return []*Value{b.Binary(Add, a.Result(), c.Result())}
		}, "v7 = mul x, y\nv8 = call math.Sin v7\nv11 = add v8, v8\nreturn v11"},
	{"a place is loaded once; a store to another field leaves it alone, one to a slice that may be the same doesn't",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			i := b.Int(0)
			a, c := b.Load(p, fieldX), b.Load(s, index1, i)
			b.Store(y, p, fieldY)
			b.Store(y, t, index1, i)
			return []*Value{a, c, b.Load(p, fieldX), b.Load(s, index1, i)}
		}, "v7 = const 0 int\nv8 = load p.X\nv9 = load s[v7]\nstore p.Y, y\nstore t[v7], y\n" +
			"v11 = load s[v7]\nreturn v8, v9, v8, v11"},
	{"a loop that writes a place makes its first iteration load it again",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			i := b.Int(0)
			a := b.Load(s, index1, i)
			loop := b.Loop(i, n, "k")
			in, out := b.Carry(loop, a, "c")
			body := b.At(loop.Blocks[0])
			sum := body.Binary(Add, in, body.Load(s, index1, i))
			body.Store(in, s, index1, i)
			body.Yield(sum)
			return []*Value{out}
		}, "v7 = const 0 int\nv8 = load s[v7]\nc_1 = loop k = v7 to n carry (c = v8) {\n" +
			"v12 = load s[v7]\nv13 = add c, v12\nstore s[v7], c\nyield v13\n}\nreturn c_1"},
	{"what is stored needn't be loaded, and what is overwritten needn't be stored",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			b.Load(s, index1, n)
			b.Store(x, s, index1, n)
			a := b.Load(s, index1, n)
			b.Store(b.Binary(Add, a, y), s, index1, n)
			return nil
		}, "v7 = load s[n]\nv9 = add x, y\nstore s[n], v9\nreturn"},
	{"a store stays if a panic might show it",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			b.Load(s, index1, n)
			b.Store(x, s, index1, n)
			b.Load(t, index1, n)
			b.Store(y, s, index1, n)
			return nil
		}, "v7 = load s[n]\nstore s[n], x\nv8 = load t[n]\nstore s[n], y\nreturn"},
	{"local memory that nobody reads is gone; what is returned is read",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			var made []*Value
			for range 2 {
				u := b.Emit(&Op{Code: Make, Args: []*Value{b.Int(2)}}, floats).Result()
				b.Store(x, u, index1, b.Int(1))
				made = append(made, u)
			}
			return made[1:]
		}, "v7 = const 2 int\nv9 = const 1 int\nv11 = make []float64 v7\nstore v11[v9], x\nreturn v11"},
	{"pushes and pops are gone when nobody uses what is popped",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			tape := b.Emit(&Op{Code: Tape}, floats).Result()
			b.Emit(&Op{Code: Push, Args: []*Value{tape, x}})
			b.Emit(&Op{Code: Pop, Args: []*Value{tape}}, float)
			kept := b.Emit(&Op{Code: Tape}, floats).Result()
			b.Emit(&Op{Code: Push, Args: []*Value{kept, x}})
			b.Emit(&Op{Code: Push, Args: []*Value{kept, y}})
			b.Emit(&Op{Code: Pop, Args: []*Value{kept}}, float)
			return []*Value{b.Emit(&Op{Code: Pop, Args: []*Value{kept}}, float).Result()}
		}, "v9 = tape []float64\npush v9, x\npush v9, y\nv10 = pop v9\nv11 = pop v9\nreturn v11"},
	{"a call of which nothing is known is made as often as before",
		func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			b.Call(noteFunc, x)
			b.Call(noteFunc, x)
			return nil
		}, "v7 = call example.com/p.note x\nv8 = call example.com/p.note x\nreturn"},
}

func TestSimplifyMemory(t *testing.T) {
	for _, test := range simplifyMemory {
		check(t, test.lesson, newExample(test.before), test.after)
	}
}

// The value of a constant is rounded to its type before anything else is done with it.
func TestFoldRoundsConstants(t *testing.T) {
	f := newExample(func(b *Builder, x, y, n, s, t, p *Value) []*Value {
		third := b.Const(constant.BinaryOp(constant.MakeInt64(1), token.QUO, constant.MakeInt64(3)), float32t)
		return []*Value{b.Binary(Mul, third, b.Float(3, float32t))}
	})
	Simplify(f)
	results, err := Eval(f, nil, 0.0, 0.0, 0, nil, nil, nil)
	third, three := float32(1)/3, float32(3)
	if err != nil || results[0] != third*three {
		t.Errorf("(1/3)*3 in float32 is %v, %v", results, err)
	}
}
