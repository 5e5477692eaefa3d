package adjoint

import (
	"go/types"
	"testing"

	"github.com/gograd/gograd/ir"
)

// In these tests the fused form of a recursive function is written by hand.
const powers = `
func power(x float64, n int) float64 {
	if n <= 0 {
		return 1
	}
	return x * power(x, n-1)
}

func powerAdjoint(x float64, n int, dy float64) (y, dx float64) {
	if n <= 0 {
		return 1, 0
	}
	y, dx = powerAdjoint(x, n-1, x*dy)
	return x * y, dx + dy*y
}

func counted(x float64, n int, calls []int) float64 {
	calls[0]++
	if n <= 0 {
		return 1
	}
	return x * counted(x, n-1, calls)
}

func countedAdjoint(x float64, n int, calls []int, dy float64) (y, dx float64) {
	calls[0]++
	if n <= 0 {
		return 1, 0
	}
	y, dx = countedAdjoint(x, n-1, calls, x*dy)
	return x * y, dx + dy*y
}

var gain = 2.0

//gograd:const
func tick() { gain *= 2 }
`

// Recursive is so for the functions above.
func (b *bench) Recursive(fn *types.Func) (is bool, writes Writing) {
	return b.fused(fn) != nil, Writing{}
}

// fused is the fused form of fn, nil for none.
func (b *bench) fused(fn *types.Func) *types.Func {
	form, _ := b.pkg.Types.Scope().Lookup(fn.Name() + "Adjoint").(*types.Func)
	if fn.Name() != "power" && fn.Name() != "counted" {
		return nil
	}
	return form
}

// strays is what the rules of the bench say of fused forms.
var strays bool

// The bench has no halves: it says that it was asked for them, and whether memory is volatile.
const halvesStay, halvesVolatile = "in two halves", "in two halves, and what they read is written between them"

func noHalves(of PairFor) (*Pair, string) {
	if of.Volatile {
		return nil, halvesVolatile
	}
	return nil, halvesStay
}

// Adjoint is the rule that calls the fused form.
func (b *bench) Adjoint(call *ir.Op, _ []bool) (*Rule, string) {
	form := b.fused(call.Func)
	f := &ir.Func{Name: call.Func.Name(), Pkg: b.pkg.Types, Body: &ir.Block{}}
	rule := &Rule{Func: f, Name: f.Name, Fused: true, World: func() string { return "v" }, Strays: strays, Fuses: func() bool { return true }, Pair: noHalves, Shadowed: func(bool) []bool { return make([]bool, len(call.Args)) }}
	params := form.Signature().Params()
	for p := range params.Variables() {
		role := Role{Input, len(f.Params)}
		if len(f.Params) == params.Len()-1 {
			role = Role{DOutput, 0}
		}
		f.Params = append(f.Params, f.NewValue("", p.Type()))
		rule.Params = append(rule.Params, role)
	}
	var results []types.Type
	for r := range form.Signature().Results().Variables() {
		results = append(results, r.Type())
		f.Results = append(f.Results, ir.Result{Type: r.Type()})
	}
	for i := range call.Args {
		rule.Inputs, rule.Const = append(rule.Inputs, ""), append(rule.Const, i > 0)
	}
	rule.Results = []Role{{Output, 0}, {DInput, 0}}
	at := &ir.Builder{Func: f, Block: f.Body}
	at.Return(at.Emit(&ir.Op{Code: ir.Call, Func: form, Args: f.Params}, results...).Results...)
	return rule, ""
}

// calls is how often the text of the gradient calls the function of a name.
func (p *program) calls(name string) (n int) {
	for op := range p.gradient.Body.All() {
		if op.Func != nil && op.Func.Name() == name {
			n++
		}
	}
	return n
}

// Where the adjoint of a recursive call is known before the call, one call of the fused form
// stands for both sweeps; else the function is asked for in two halves.
func TestRecursionIsFusedWhereItsAdjointIsKnown(t *testing.T) {
	for _, test := range []struct {
		lesson, body string
		known        bool
	}{
		{"added", "return 3*power(x, n) + x", true},
		{"multiplied by what is computed before", "w := math.Sin(x)\n\treturn w * power(x, n)", true},
		{"summed in a loop", "s := 0.0\n\tfor i := range n {\n\t\ts += power(x, i)\n\t}\n\treturn s", true},
		{"in a branch", "y := x\n\tif x > 1 {\n\t\ty = -power(x, n)\n\t}\n\treturn 2 * y", true},
		{"squared", "y := power(x, n)\n\treturn y * y", false},
		{"deciding", "y := power(x, n)\n\tif y > 2 {\n\t\ty = 2 * y\n\t}\n\treturn y", false},
		{"multiplied by what is computed from it", "y := power(x, n)\n\treturn y * math.Sin(y)", false},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, powers+"\n//gograd:grad\nfunc F(x float64, n int) float64 {\n\t"+test.body+"\n}")
			if fused := len(p.problems) == 0; fused != test.known {
				t.Fatalf("the fused form serves: %v, want %v", fused, test.known)
			}
			if !test.known {
				return
			}
			for _, x := range []float64{0.75, 1.5, -2} {
				p.check(t, x, 3)
			}
			if a, b := p.calls("power"), p.calls("powerAdjoint"); a != 0 || b != 1 {
				t.Errorf("the function is called %d times and its fused form %d times, want never and once\n%s", a, b, p.gradient)
			}
		})
	}
}

// The second half of a function must not read again what may have been written since the first.
func TestRecursionTellsWhatIsWrittenBetweenItsHalves(t *testing.T) {
	for _, test := range []struct{ lesson, body, want string }{
		{"nothing", "y := power(x, 3)\n\treturn y * y", halvesStay},
		{"variables of the package", "y := power(x, 3)\n\ttick()\n\treturn y * y", halvesVolatile},
		{"before the call", "tick()\n\ty := power(x, 3)\n\treturn y * y", halvesStay},
		{"in the iteration before", "y := 1.0\n\tfor range 3 {\n\t\ttick()\n\t\ty *= power(x, 3)\n\t}\n\treturn y", halvesVolatile},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, powers+"\n//gograd:grad\nfunc F(x float64) float64 {\n\t"+test.body+"\n}")
			if len(p.problems) != 1 || p.problems[0].Msg != test.want {
				t.Errorf("%v, want %s", p.problems, test.want)
			}
		})
	}
}

// A fused form leaves floats as they are, unless what it calls may write to them: those that
// are needed later are then kept.
func TestRecursionThatStraysLetsFloatsBeKept(t *testing.T) {
	defer func() { strays = false }()
	const src = powers + `
//gograd:grad
func F(x float64, n int, calls []int) float64 {
	y := x
	if x > 0 {
		y = gain * math.Sin(x)
	}
	return y*y + counted(x, n, calls)
}`
	var loads [2]int
	for i, s := range []bool{false, true} {
		strays = s
		loads[i] = differentiate(t, src).loadsAfter("countedAdjoint")
	}
	if loads != [2]int{1, 0} {
		t.Errorf("%v variables are read again after the call, want one and none", loads)
	}
}

// loadsAfter counts the loads of variables of the package that come after the call of name.
func (p *program) loadsAfter(name string) (n int) {
	called := false
	for op := range p.gradient.Body.All() {
		called = called || op.Func != nil && op.Func.Name() == name
		if called && op.Code == ir.Load && op.Base().Op != nil && op.Base().Op.Code == ir.Global {
			n++
		}
	}
	return n
}

// A call without arguments may write variables of the package: what is read before is kept.
func TestCallsWithoutArgumentsWrite(t *testing.T) {
	p := differentiate(t, powers+`
//gograd:grad
func F(x float64, n int) float64 {
	y := 1.0
	for range n {
		y *= gain * x
		tick()
	}
	return y
}`)
	if p.kept() != 2 { // y and gain
		t.Errorf("%d values are kept, want 2\n%s", p.kept(), p.gradient)
	}
}
