package adjoint

import (
	"fmt"
	"go/types"
	"math"
	"reflect"
	"testing"

	"github.com/gograd/gograd/ir"
)

// check holds the gradient against the program at a point: args are the
// program's inputs, its receiver first.
func (p *program) check(t *testing.T, args ...any) {
	t.Helper()
	if len(p.problems) > 0 {
		t.Fatalf("refused: %s", p.problems[0].Msg)
	}
	for _, property := range []struct {
		name string
		hold func(*program, []any) error
	}{
		{"CheckPrimalUnchanged", CheckPrimalUnchanged},
		{"CheckDifferences", CheckDifferences},
		{"CheckShadowsAreAddedTo", CheckShadowsAreAddedTo},
		{"CheckTapeBalanced", CheckTapeBalanced},
		{"CheckKeptIsRead", CheckKeptIsRead},
	} {
		if err := property.hold(p, args); err != nil {
			t.Errorf("%s: %v, in\n%s\n%s", property.name, err, p.f, p.gradient)
		}
	}
}

// CheckPrimalUnchanged: the gradient returns the program's value and error, bit for
// bit, and leaves memory as the program does.
func CheckPrimalUnchanged(p *program, args []any) error {
	want := copies(args)
	results, err := ir.Eval(p.f, workbench.body, interfaces(want)...)
	if err != nil {
		return err
	}
	got, err := p.run(args, 0)
	if err != nil {
		return err
	}
	if x, y := bits(results[0]), bits(got.results[0]); x != y {
		return fmt.Errorf("the value is %v, not %v", got.results[0], results[0])
	}
	if n := len(results); n > 1 && fmt.Sprint(results[1]) != fmt.Sprint(got.results[len(got.results)-1]) {
		return fmt.Errorf("the error is %v, not %v", got.results[len(got.results)-1], results[1])
	}
	if !reflect.DeepEqual(interfaces(want), interfaces(got.args)) {
		return fmt.Errorf("memory is left as %v, not %v", interfaces(got.args), interfaces(want))
	}
	return nil
}

func bits(x any) uint64 { return math.Float64bits(reflect.ValueOf(x).Float()) }

// CheckDifferences: the gradient is that of central differences.
func CheckDifferences(p *program, args []any) error {
	got, err := p.run(args, 0)
	if err != nil || got.failed() {
		return err
	}
	k := 0
	for i, v := range p.f.Inputs() {
		for j := range p.leaves(v, copyOf(reflect.ValueOf(args[i]))) {
			want, err := p.slope(args, i, j)
			if err != nil {
				return err
			}
			if d := got.gradient[k]; math.Abs(d-want) > 1e-6*(1+math.Abs(want)) {
				return fmt.Errorf("derivative %d by %s is %v, differences give %v", j, v.Name, d, want)
			}
			k++
		}
	}
	return nil
}

// slope is the central difference by the j-th float of the i-th input.
func (p *program) slope(args []any, i, j int) (float64, error) {
	const h = 1e-5
	var values [2]float64
	for side := range values {
		moved := copies(args)
		x := p.leaves(p.f.Inputs()[i], moved[i])[j]
		x.SetFloat(x.Float() + h*float64(1-2*side))
		results, err := ir.Eval(p.f, workbench.body, interfaces(moved)...)
		if err != nil {
			return 0, err
		}
		values[side] = reflect.ValueOf(results[0]).Float()
	}
	return (values[0] - values[1]) / (2 * h), nil
}

// CheckShadowsAreAddedTo: old sums in the shadows stay in them, under what is added;
// where an error is returned nothing is.
func CheckShadowsAreAddedTo(p *program, args []any) error {
	const old = 128
	clean, err := p.run(args, 0)
	if err != nil {
		return err
	}
	dirty, err := p.run(args, old)
	if err != nil {
		return err
	}
	for k, d := range clean.gradient {
		want := d
		if dirty.inShadow[k] {
			want += old
		}
		if clean.failed() && d != 0 {
			return fmt.Errorf("there is an error, and derivative %d is %v", k, d)
		}
		if got := dirty.gradient[k]; math.Abs(got-want) > 1e-9*(old+math.Abs(d)) {
			return fmt.Errorf("with %v in its shadow, derivative %d is %v, not %v", old, k, got, want)
		}
	}
	return nil
}

// CheckTapeBalanced: all that is put on a tape in the forward sweep is taken
// from it in the reverse sweep. Where an error may be returned, there is a
// reverse sweep for each way out, with tapes of its own.
func CheckTapeBalanced(p *program, args []any) error {
	if len(p.f.Results) > 1 {
		return nil
	}
	q := *p
	q.gradient = ir.Clone(p.gradient)
	body := q.gradient.Body
	end := body.End()
	body.Ops = body.Ops[:len(body.Ops)-1]
	b := &ir.Builder{Func: q.gradient, Block: body}
	tapes := 0
	for _, op := range body.Ops {
		if op.Code == ir.Tape {
			end.Args = append(end.Args, b.Len(op.Result()))
			q.gradient.Results = append(q.gradient.Results, ir.Result{Type: types.Typ[types.Int]})
			tapes++
		}
	}
	body.Ops = append(body.Ops, end)
	got, err := q.run(args, 0)
	if err != nil {
		return err
	}
	for _, left := range got.results[len(got.results)-tapes:] {
		if left != 0 {
			return fmt.Errorf("%v values are left on a tape", left)
		}
	}
	return nil
}

// CheckKeptIsRead: nothing is put on a tape that no operation reads.
func CheckKeptIsRead(p *program, _ []any) error {
	uses := ir.Uses(p.gradient)
	for op := range p.gradient.Body.All() {
		if op.Code == ir.Pop && len(uses[op.Result()]) == 0 {
			return fmt.Errorf("%s is kept and not read", op.Result().Name)
		}
	}
	return nil
}
