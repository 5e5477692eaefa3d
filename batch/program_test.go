package batch_test

import (
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/gograd/gograd/batch"
	"github.com/gograd/gograd/internal/golden"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
	"github.com/gograd/gograd/rules"
	"github.com/gograd/gograd/runtime/tensor"
)

const tensorPath = "github.com/gograd/gograd/runtime/tensor"

// A bench is a package that functions are put into, one after the other.
type bench struct {
	loader *parse.Loader
	pkg    *parse.Package
}

func newBench(t *testing.T) *bench {
	t.Helper()
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOWORK", "off")
	m, err := golden.NewModule(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(m.Dir, "seed.go"), []byte("package p\n\nimport _ \""+tensorPath+"\"\n\n//gograd:grad\nfunc Seed(x float64) float64 { return x }\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	loader, diags := parse.Load(parse.Config{Dir: m.Dir, Rules: rules.Source})
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	b := &bench{loader: loader}
	for p := range loader.Packages() {
		b.pkg = p
	}
	return b
}

// mean is the function F of src, and its mean.
func (b *bench) mean(t *testing.T, src string) (f, mean *ir.Func) {
	t.Helper()
	head := "package p\n\nimport (\n\t\"errors\"\n\t\"fmt\"\n\t\"math\"\n\n\t\"" + tensorPath + "\"\n)\n\nvar _, _, _, _ = errors.New, fmt.Sprint, math.Pi, tensor.Compat1\n\n"
	pkg, errs := b.loader.AddGenerated(b.pkg, map[string][]byte{"program.go": []byte(head + src)})
	if b.pkg = pkg; len(errs) > 0 {
		t.Fatal(errs)
	}
	for _, file := range pkg.Files {
		file.Generated = false
	}
	directives, diags := b.loader.Directives(pkg)
	if len(diags) > 0 {
		t.Fatal(diags)
	}
	lowerer := parse.NewLowerer(b.loader.Fset(), pkg.Types, b.loader, b)
	for _, g := range directives.Grads {
		if g.Kind == parse.Mean {
			f = lowerer.Func(g.Obj)
			for _, problem := range lowerer.Problems() {
				t.Fatal(problem.Msg)
			}
			return f, b.meanOf(t, g, f)
		}
	}
	t.Fatal("no directive with batch")
	return nil, nil
}

func (b *bench) meanOf(t *testing.T, g *parse.Grad, f *ir.Func) *ir.Func {
	t.Helper()
	matrix, err := b.loader.Matrix(b.pkg)
	if err != nil {
		t.Fatal(err)
	}
	sig := batch.Signature{Name: g.Name, Variadic: g.Signature.Variadic}
	for _, v := range f.Inputs() {
		isSampled := false
		for _, p := range g.Batch {
			isSampled = isSampled || p.Name() == v.Name
		}
		sig.Sampled = append(sig.Sampled, isSampled)
	}
	before := f.String()
	mean := batch.Mean(f, sig, matrix, b)
	if err := ir.Check(mean); err != nil {
		t.Fatalf("%v\n%s", err, mean)
	}
	if f.String() != before {
		t.Errorf("the function was changed, from\n%s\nto\n%s", before, f)
	}
	return mean
}

// Serves and Reads: functions of package tensor stay calls, its methods don't.
func (b *bench) Serves(fn *types.Func) bool {
	return fn.Pkg() != nil && fn.Pkg().Path() == tensorPath && fn.Signature().Recv() == nil
}
func (b *bench) Reads(*types.Func) bool { return false }

// Forms are those of package tensor.
func (b *bench) Forms(fn *types.Func) (forms []*batch.Form) {
	if !b.Serves(fn) {
		return nil
	}
	directives, _ := b.loader.Directives(b.loader.Owner(fn.Pkg()))
	for _, form := range directives.Forms {
		if form.Primal == fn.Origin() {
			forms = append(forms, &form.Form)
		}
	}
	return forms
}

// outline shows the calls in a block, and the ifs and loops that they are in.
func outline(block *ir.Block) string {
	var parts []string
	for _, op := range block.Ops {
		switch op.Code {
		case ir.Call:
			if op.Func != nil {
				parts = append(parts, op.Func.Name())
			}
		case ir.Loop:
			parts = append(parts, "for { "+outline(op.Blocks[0])+"}")
		case ir.If:
			parts = append(parts, "if { "+outline(op.Blocks[0])+"}")
			if inner := outline(op.Blocks[1]); inner != "" {
				parts = append(parts, "else { "+inner+"}")
			}
		case ir.Panic:
			parts = append(parts, "panic")
		}
	}
	return strings.ReplaceAll(strings.Join(append(parts, ""), " "), numbers, "")
}

// numbers compares numbers of samples, as each mean does first.
const numbers = "if { Sprintf panic } "

// functions are those of package tensor that the tests call.
func functions(fn *types.Func) any {
	return map[string]any{
		"Affine": tensor.Affine[float64], "AffineRows": tensor.AffineRows[float64], "MatVec": tensor.MatVec[float64], "MatMulNT": tensor.MatMulNT[float64],
		"ReLU": tensor.ReLU[float64], "MatReLU": tensor.MatReLU[float64], "Tanh": tensor.Tanh[float64], "MatTanh": tensor.MatTanh[float64],
		"Dot": tensor.Dot[float64], "MatDot": tensor.MatDot[float64], "Sum": tensor.Sum[float64], "SumRows": tensor.SumRows[float64], "MatSum": tensor.MatSum[float64],
		"SquaredNorm": tensor.SquaredNorm[float64], "MatSquaredNorm": tensor.MatSquaredNorm[float64], "SquaredNormRows": tensor.SquaredNormRows[float64],
		"Scale": tensor.Scale[float64], "ScaleRows": tensor.ScaleRows[float64], "Norm1": tensor.Norm1[float64],
	}[fn.Name()]
}

// A result is what a run ends with.
type result struct {
	value float64
	err   error // or the panic
}

func run(f *ir.Func, args []any) result {
	results, err := ir.Eval(f, functions, args...)
	if err != nil {
		return result{err: err}
	}
	r := result{value: results[0].(float64)}
	if len(results) > 1 {
		r.err, _ = results[1].(error)
	}
	return r
}

// sampleOf is the i-th sample in a list of them.
func sampleOf(all any, i int) any {
	if m, ok := all.(tensor.Matrix[float64]); ok {
		return m.Row(i)
	}
	return reflect.ValueOf(all).Index(i).Interface()
}
