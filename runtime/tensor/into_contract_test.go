package tensor

import (
	"go/ast"
	"go/types"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The compiler puts a call of XInto where the function calls X, for every X with a
// rule and a vector or a matrix as its result: the first parameter is of the
// result's type, the rest are X's.
func TestEveryOperationHasAnIntoForm(t *testing.T) {
	funcs := sources(t)
	var tested, ruled, named []string
	for _, op := range operations[float64]() {
		tested = append(tested, op.name)
		x, into := reflect.TypeOf(op.x), reflect.TypeOf(op.into)
		in := []reflect.Type{x.Out(0)}
		for i := range x.NumIn() {
			in = append(in, x.In(i))
		}
		if want := reflect.FuncOf(in, in[:1], false); into != want {
			t.Errorf("%sInto is a %v, want %v", op.name, into, want)
		}
	}
	for _, r := range rulesOf(t, funcs) {
		fn := funcs[slices.IndexFunc(funcs, func(f *ast.FuncDecl) bool { return f.Name.Name == r.primal })]
		if result := types.ExprString(fn.Type.Results.List[0].Type); result != "T" {
			ruled = append(ruled, r.primal)
		}
	}
	for _, fn := range funcs {
		if name, ok := strings.CutSuffix(fn.Name.Name, "Into"); ok {
			named = append(named, name)
		}
	}
	slices.Sort(tested)
	slices.Sort(ruled)
	slices.Sort(named)
	if ruled = slices.Compact(ruled); !slices.Equal(tested, ruled) || !slices.Equal(tested, named) {
		t.Errorf("in the table:         %v\nwith a rule:          %v\nwith an …Into form:   %v", tested, ruled, named)
	}
}

// mayBe finds the arguments that the doc comment allows as the destination.
var mayBe = regexp.MustCompile(`which\s+may\s+be\s+(\w+)(?:\s+or\s+(\w+))?\.`)

// What the doc comments allow as a destination gives the same result.
func TestDestinationsThatMayBeOperands(t *testing.T) {
	allowed := 0
	for _, fn := range sources(t) {
		for i, operand := range mayBe.FindStringSubmatch(fn.Doc.Text()) {
			if i > 0 && operand != "" {
				allowed++
				checkOperand(t, fn, operand)
			}
		}
	}
	if allowed == 0 {
		t.Error("no doc comment was understood")
	}
}

func checkOperand(t *testing.T, fn *ast.FuncDecl, operand string) {
	t.Helper()
	name := strings.TrimSuffix(fn.Name.Name, "Into")
	ops := operations[float64]()
	op := ops[slices.IndexFunc(ops, func(op operation) bool { return op.name == name })]
	k := slices.Index(parameters(fn), operand) - 1
	if k < 0 {
		t.Fatalf("%sInto has no operand %s", name, operand)
	}
	for _, in := range inputsOf[float64](t, name) {
		for i, m := range in {
			in[i] = m.Clone() // without gaps
		}
		want := run(op, in)
		if got := runInto(op, in[k].Data, in); !sameBits(got.Data, want.Data) {
			t.Errorf("%sInto with dst = %s: got %v, want %v", name, operand, got, want)
		}
	}
}

// parameters returns the names of fn's parameters.
func parameters(fn *ast.FuncDecl) []string {
	var names []string
	for _, field := range fn.Type.Params.List {
		for _, p := range field.Names {
			names = append(names, p.Name)
		}
	}
	return names
}
