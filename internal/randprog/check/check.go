// Package check holds a gradient against its function: the value, what is left
// in memory, errors and panics bit for bit, and the derivative against
// differences. It knows the function by its types alone, and fills in random inputs.
//
// The functions may be compiled or not. They are taken to index within bounds
// where slices have at least four elements, to have tame values, and to have a
// derivative almost everywhere: what random programs do.
package check

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
)

// A Function is called with inputs and gives its results, or what it panicked with.
type Function struct {
	In   []reflect.Type // the receiver first
	Call func(args []reflect.Value) (results []any, panicked any)
}

// A Case is a function and its gradient.
type Case struct {
	Primal, Gradient Function
	Wide             Function // Primal with float64 for float32, for differences
	Narrow           bool     // there is a float32: the derivative is less precise
	Wrt              []bool   // for each of Primal.In
	Fails            bool     // there is an error behind the results
	Compiled         bool     // the functions are Go's
}

// An Error says what is wrong with a gradient. Its Kind is that of others which
// are wrong in the same way.
type Error struct{ Kind, Text string }

func (e *Error) Error() string { return e.Text }

func wrong(kind, format string, args ...any) error {
	return &Error{kind, fmt.Sprintf(format, args...)}
}

// Check compares at a number of random points. The error, an [*Error], says
// what is wrong at the first point where something is.
func (c Case) Check(seed uint64, points int) error {
	for k := range uint64(points) {
		p := &point{Case: c, seed: seed*1000 + k, rng: rand.New(rand.NewPCG(seed, k))}
		if err := p.check(); err != nil {
			return err
		}
	}
	return nil
}

type point struct {
	Case
	seed uint64
	rng  *rand.Rand
}

func (p *point) check() error {
	args := p.build(p.Primal.In)
	results, panicked := p.Primal.Call(args)
	if _, ok := panicked.(notRun); ok {
		return nil
	}
	first := p.run(nil)
	if not, ok := first.panic.(notRun); ok {
		return wrong("not run", "the function runs, and not the gradient: %v", not)
	}
	if !p.samePanic(panicked, first.panic) {
		return wrong("panic", "the function panics with %s, the gradient with %s", describe(panicked), describe(first.panic))
	}
	if panicked != nil {
		return nil
	}
	if err := p.sameValue(results, first); err != nil {
		return err
	}
	if err := sameMemory(args, first.args); err != nil {
		return err
	}
	if err := p.again(first); err != nil {
		return err
	}
	if p.Fails && results[1] != nil {
		return first.isZero()
	}
	if err := p.added(first, results); err != nil {
		return err
	}
	return p.differences(first, reflect.ValueOf(results[0]).Float())
}

// samePanic compares what two runs panicked with. Go leaves open which operand
// of a statement is evaluated first, so that a compiled function may come upon
// another of several mistakes than its program does.
func (p *point) samePanic(x, y any) bool {
	_, ok1 := x.(runtime.Error)
	_, ok2 := y.(runtime.Error)
	return describe(x) == describe(y) || p.Compiled && ok1 && ok2
}

func describe(panicked any) string {
	if panicked == nil {
		return "nothing"
	}
	return fmt.Sprintf("%T %v", panicked, panicked)
}

// sameValue compares values bit for bit, and errors by what they say.
func (p *point) sameValue(results []any, got outcome) error {
	if bits(reflect.ValueOf(results[0])) != bits(reflect.ValueOf(got.results[0])) {
		return wrong("value", "the value is %v, not %v", got.results[0], results[0])
	}
	if !p.Fails {
		return nil
	}
	if last := got.results[len(got.results)-1]; fmt.Sprint(results[1]) != fmt.Sprint(last) {
		return wrong("error", "the error is %v, not %v", last, results[1])
	}
	return nil
}

// again calls the gradient once more: what it keeps from call to call must not show.
func (p *point) again(first outcome) error {
	second := p.run(nil)
	for i, g := range first.grads {
		if bits(g) != bits(second.grads[i]) {
			return wrong("again", "a second call gives %v by %s, not %v", second.grads[i], first.inputs[i].path, g)
		}
	}
	return nil
}

// isZero is for a function that returned an error.
func (o outcome) isZero() error {
	for i, g := range o.grads {
		if g.Float() != 0 {
			return wrong("zero", "there is an error, and the derivative by %s is %v", o.inputs[i].path, g)
		}
	}
	return nil
}

// added runs with old sums in the shadows.
func (p *point) added(first outcome, results []any) error {
	old := make([]float64, len(first.grads))
	for i := range old {
		old[i] = float64(p.rng.IntN(2001)-1000) / 64
	}
	second := p.run(old)
	if second.panic != nil {
		return wrong("old sums panic", "with old sums in the shadows the gradient panics with %s", describe(second.panic))
	}
	if err := p.sameValue(results, second); err != nil {
		return err
	}
	for i, g := range first.grads {
		want, in := g.Float(), first.inputs[i]
		if in.shadow {
			want += old[i]
		}
		tolerance := p.rounding() * (abs(want) + abs(old[i]) + abs(g.Float()) + 1)
		if got := second.grads[i].Float(); !near(got, want, tolerance) {
			return wrong("old sums", "with %v in its shadow the derivative by %s is %v, not %v", old[i], in.path, got, want)
		}
	}
	return nil
}

func (p *point) rounding() float64 {
	if p.Narrow {
		return 1e-4
	}
	return 1e-9
}
