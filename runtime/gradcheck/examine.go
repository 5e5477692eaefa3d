package gradcheck

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"github.com/gograd/gograd/runtime/sgd"
)

// Examine tests the gradient of f at w, as CheckStruct does, and returns all that
// was found. The error says why nothing could be tested.
func Examine[W any, T sgd.Float](f func(w *W) T, grad func(w, dw *W) T, w *W, opts ...Option) (*Report, error) {
	c := config{root: "w", components: 200, seed: 1}
	for _, o := range opts {
		o(&c)
	}
	p, err := newPoint(f, grad, w)
	if err != nil {
		return nil, err
	}
	p.root = c.root
	rng := rand.New(rand.NewPCG(c.seed, 0))
	p.measureNoise(rng)
	r := &Report{Value: p.f0, Broken: p.contract(rng)}
	p.judgeAll(r, c.components, rng)
	r.sort()
	return r, nil
}

// judgeAll tests components, at most about limit, and products with directions. A
// product that is wrong gives way to the components that make it so.
func (p *point[W, T]) judgeAll(r *Report, limit int, rng *rand.Rand) {
	tested := map[int]bool{}
	one := func(i int) {
		if !tested[i] {
			tested[i] = true
			r.Components = append(r.Components, p.component(i))
		}
	}
	for _, i := range p.choose(limit, rng) {
		one(i)
	}
	for _, d := range p.directions(rng) {
		c := p.product(d)
		if c.Verdict != Wrong {
			r.Components = append(r.Components, c)
			continue
		}
		culprits := p.culprits(d)
		for _, i := range culprits {
			one(i)
		}
		if culprits == nil {
			c.Verdict = Unresolved
			r.Components = append(r.Components, c)
		}
	}
}

// point is a function and its gradient at one place, whose numbers are numbered
// through.
type point[W any, T sgd.Float] struct {
	f      func(w *W) T
	grad   func(w, dw *W) T
	at     *W
	root   string // what the point is called in names
	params []sgd.Param[T]
	x      []T       // the numbers in params, one after the other
	g      []float64 // the gradient that is tested
	f0     float64
	noise  float64 // how far off the value of f may be, beyond its last place
	eps    float64
}

func newPoint[W any, T sgd.Float](f func(w *W) T, grad func(w, dw *W) T, w *W) (*point[W, T], error) {
	if f == nil || grad == nil || w == nil {
		return nil, errors.New("gradcheck: give a function, its gradient and a point: one of them is nil")
	}
	p := &point[W, T]{f: f, grad: grad, at: sgd.Clone(w), eps: epsilon[T]()}
	var err error
	if p.params, err = sgd.Params[T](p.at); err != nil {
		return nil, fmt.Errorf("gradcheck: %w", err)
	}
	p.x = flat(p.params)
	p.f0 = float64(f(sgd.Clone(w)))
	if !finite(p.f0) {
		return nil, fmt.Errorf("gradcheck: the function is %v here: differences need a point where it is finite", p.f0)
	}
	_, _, dw := p.gradient(nil)
	for _, g := range dw {
		p.g = append(p.g, float64(g))
	}
	return p, nil
}

// value returns f at the point that set has moved. A function may write to its
// argument, so each call has a copy of its own.
func (p *point[W, T]) value(set func(x []T)) float64 {
	w := sgd.Clone(p.at)
	x := append([]T(nil), p.x...)
	set(x)
	fill(w, x)
	return float64(p.f(w))
}

// gradient calls grad with a shadow that holds dirt, zeros if it is nil, and
// returns the value and what the point and the shadow hold afterwards.
func (p *point[W, T]) gradient(dirt []T) (f T, x, dx []T) {
	w, dw := sgd.Clone(p.at), sgd.Shadow(p.at)
	shadow := params[T](dw)
	if dirt != nil {
		fill(dw, dirt)
	}
	after := params[T](w)
	f = p.grad(w, dw)
	return f, flat(after), flat(shadow)
}

// name returns the name of number i.
func (p *point[W, T]) name(i int) string {
	for _, b := range p.params {
		if i < len(b.Data) {
			return p.root + strings.TrimPrefix(b.Element(i), "w")
		}
		i -= len(b.Data)
	}
	panic("gradcheck: no such component")
}

// params returns the blocks of a copy of a point whose blocks are known to be fine.
func params[T sgd.Float](w any) []sgd.Param[T] {
	p, err := sgd.Params[T](w)
	if err != nil {
		panic(err)
	}
	return p
}

func flat[T sgd.Float](params []sgd.Param[T]) []T {
	var x []T
	for _, p := range params {
		x = append(x, p.Data...)
	}
	return x
}

// fill stores x in what w points to.
func fill[T sgd.Float](w any, x []T) {
	for _, p := range params[T](w) {
		x = x[copy(p.Data, x):]
	}
}

// epsilon returns the distance from 1 to the next T.
func epsilon[T sgd.Float]() float64 {
	if T(1)+T(0x1p-30) == 1 {
		return 0x1p-23
	}
	return 0x1p-52
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
