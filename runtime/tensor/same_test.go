package tensor

import (
	"go/ast"
	"go/parser"
	"math"
	"reflect"
	"strings"
	"testing"
)

// sameCalls are the arguments for functions with a directive gograd:same, and the functions that these name.
func sameCalls() (args map[string][]any, funcs map[string]any) {
	rng := newRand([3]int{3, 4, 5})
	m := func(rows, cols int) Matrix[float64] { return randomMatrix[float64](rng, rows, cols, gap) }
	v := func(n int) []float64 { return m(1, n).vector() }
	args = map[string][]any{
		"AffineRows": {m(5, 3), m(4, 3), v(4)}, "AddScaledColumns": {m(3, 4), m(3, 4), v(4)},
		"AffineReLU": {m(4, 3), v(3), v(4)}, "AffineReLURows": {m(5, 3), m(4, 3), v(4)},
		"MatTVecMasked": {m(4, 3), v(4), v(3)}, "MatMulMasked": {m(4, 3), m(3, 5), m(4, 5)},
		"AddVector": {v(4), v(4)}, "AddScaled": {v(4), 1.5, v(4)}, "AddHadamard": {v(4), v(4), v(4)}, "AddMasked": {v(4), v(4), v(4)},
		"AddMatrix": {m(3, 4), m(3, 4)}, "AddMatScaled": {m(3, 4), 1.5, m(3, 4)},
		"AddMatHadamard": {m(3, 4), m(3, 4), m(3, 4)}, "AddMatMasked": {m(3, 4), m(3, 4), m(3, 4)},
		"AddMatMul": {m(3, 5), m(3, 4), m(4, 5)}, "AddMatMulNT": {m(3, 5), m(3, 4), m(5, 4)},
		"AddMatMulTN": {m(3, 5), m(4, 3), m(4, 5)}, "AddMatMulTT": {m(3, 5), m(4, 3), m(5, 4)},
		"AddScaledMatMulTN": {m(3, 5), 1.5, m(4, 3), m(4, 5)},
		"AddMatVec":         {v(3), m(3, 4), v(4)}, "AddMatTVec": {v(4), m(3, 4), v(3)}, "AddScaledMatTVec": {v(4), 1.5, m(3, 4), v(3)},
		"AddOuter": {m(3, 4), v(3), v(4)}, "AddScaledOuter": {m(3, 4), 1.5, v(3), v(4)},
		"AddTranspose": {m(3, 4), m(4, 3)}, "AddDotRows": {v(3), m(3, 4), m(3, 4)},
		"AddColumnSums": {v(4), m(3, 4)}, "AddScaledColumnSums": {v(4), 1.5, m(3, 4)},
	}
	funcs = map[string]any{
		"AffineReLU": AffineReLU[float64], "AffineReLURows": AffineReLURows[float64],
		"MatTVecMasked": MatTVecMasked[float64], "MatMulMasked": MatMulMasked[float64],
		"AddVector": AddVector[float64], "AddScaled": AddScaled[float64], "AddHadamard": AddHadamard[float64], "AddMasked": AddMasked[float64],
		"AddMatrix": AddMatrix[float64], "AddMatScaled": AddMatScaled[float64],
		"AddMatHadamard": AddMatHadamard[float64], "AddMatMasked": AddMatMasked[float64],
		"AddMatMul": AddMatMul[float64], "AddMatMulNT": AddMatMulNT[float64],
		"AddMatMulTN": AddMatMulTN[float64], "AddMatMulTT": AddMatMulTT[float64], "AddScaledMatMulTN": AddScaledMatMulTN[float64],
		"AddMatVec": AddMatVec[float64], "AddMatTVec": AddMatTVec[float64], "AddScaledMatTVec": AddScaledMatTVec[float64],
		"AddOuter": AddOuter[float64], "AddScaledOuter": AddScaledOuter[float64],
		"AddTranspose": AddTranspose[float64], "AddDotRows": AddDotRows[float64],
		"AddColumnSums": AddColumnSums[float64], "AddScaledColumnSums": AddScaledColumnSums[float64],

		"AddScaledColumns": AddScaledColumns[float64], "ScaleColumns": ScaleColumns[float64], "ShiftRows": ShiftRows[float64],
		"ReLU": ReLU[float64], "MatReLU": MatReLU[float64], "Affine": Affine[float64], "AffineRows": AffineRows[float64],
		"Masked": Masked[float64], "MatMasked": MatMasked[float64], "MatVec": MatVec[float64], "MatTVec": MatTVec[float64],
		"MatMul": MatMul[float64], "MatMulNT": MatMulNT[float64], "MatMulTN": MatMulTN[float64], "MatMulTT": MatMulTT[float64],
		"Scale": Scale[float64], "MatScale": MatScale[float64], "Hadamard": Hadamard[float64], "MatHadamard": MatHadamard[float64],
		"Outer": Outer[float64], "Transpose": Transpose[float64], "DotRows": DotRows[float64], "ColumnSums": ColumnSums[float64],
	}
	return args, funcs
}

// What a directive says to be the same is: to the bit, or where something is added to rounding.
func TestSame(t *testing.T) {
	args, funcs := sameCalls()
	for _, fn := range sources(t) {
		text, ok := sameDirective(fn)
		if !ok {
			continue
		}
		name := fn.Name.Name
		if args[name] == nil {
			t.Errorf("%s is not tested", name)
			continue
		}
		left, right, adds := strings.Cut(text, " += ")
		if !adds {
			left, right, _ = strings.Cut(text, " = ")
		}
		x, err := parser.ParseExpr(right)
		if err != nil {
			t.Fatal(err)
		}
		values := map[string]reflect.Value{}
		var in []reflect.Value
		for _, field := range fn.Type.Params.List {
			for _, p := range field.Names {
				in = append(in, reflect.ValueOf(args[name][len(in)]))
				values[p.Name] = in[len(in)-1]
			}
		}
		want := numbers(evaluate(x, values, funcs))
		if !adds {
			if got := numbers(reflect.ValueOf(funcs[name]).Call(in)[0]); !sameBits(got, want) {
				t.Errorf("%s gives %v, %s is %v", name, got, right, want)
			}
			continue
		}
		before := append([]float64(nil), numbers(values[left])...)
		reflect.ValueOf(funcs[name]).Call(in)
		for i, got := range numbers(values[left]) {
			if sum := before[i] + want[i]; !(math.Abs(got-sum) <= 1e-14*(1+math.Abs(sum))) {
				t.Errorf("%s makes %v of %v, to which %v is added", name, got, before[i], want[i])
			}
		}
	}
}

func sameDirective(fn *ast.FuncDecl) (text string, ok bool) {
	if fn.Doc == nil {
		return "", false
	}
	for _, c := range fn.Doc.List {
		if text, ok = strings.CutPrefix(c.Text, "//gograd:same "); ok {
			return text, true
		}
	}
	return "", false
}

// evaluate is the value of nested calls.
func evaluate(x ast.Expr, values map[string]reflect.Value, funcs map[string]any) reflect.Value {
	call, ok := x.(*ast.CallExpr)
	if !ok {
		return values[x.(*ast.Ident).Name]
	}
	var in []reflect.Value
	for _, arg := range call.Args {
		in = append(in, evaluate(arg, values, funcs))
	}
	return reflect.ValueOf(funcs[call.Fun.(*ast.Ident).Name]).Call(in)[0]
}

// numbers are the elements of a vector or a matrix, row by row.
func numbers(v reflect.Value) (all []float64) {
	switch x := v.Interface().(type) {
	case []float64:
		return x
	case Matrix[float64]:
		for i := range x.Rows {
			all = append(all, x.Row(i)...)
		}
	}
	return all
}
