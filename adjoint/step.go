package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/fuse"
	"github.com/gograd/gograd/ir"
)

// A Step says how a step of stochastic gradient is declared: the function's own parameters, then the step size.
//
//	func LossStep(w *MLP, x, y []float32, alpha float32) float32
type Step struct {
	Signature
	Alpha ir.Result
	// Vector and Matrix add a multiple of a slice, and of a struct like tensor.Matrix, to another, if there are such
	// functions: f computes on these.
	Vector, Matrix *types.Func
}

// Descend writes a step of stochastic gradient of f: it subtracts alpha times the gradient from the inputs that
// are differentiated by, and returns the value before. An input is written when it has been read for the last time.
//
// Before: f passes ir.Check and does not write to these inputs; what they lead to overlaps nothing else.
// After:  the function passes ir.Check; f is unchanged.
func Descend(f *ir.Func, sig *Step, active *Active, plan Plan) (*ir.Func, []Problem) {
	for i, in := range f.Inputs() {
		if t := looped(in.Type, map[types.Type]bool{}); sig.Inputs[i].Flow != None && t != nil {
			return nil, []Problem{{Pos: f.Pos, Msg: "a step can't follow " + types.TypeString(t, types.RelativeTo(f.Pkg)) +
				", which leads to others of its type: write gograd:grad, and the step by hand"}}
		}
	}
	gradient := newGenerator(f, &sig.Signature, active, plan)
	gradient.unchecked = true
	gradient.write(&sig.Signature)
	gradient.finish()
	d := &descent{Step: sig, f: f, gradient: gradient.out, problems: gradient.problems, followed: map[*ir.Value]bool{}, apart: fuse.TakesApart(f)}
	out := d.write()
	ir.Promote(out)
	ir.Simplify(out)
	fuse.Calls(out, active.rules)
	place(out)
	return out, d.problems
}

// A descent is a step that is being written.
type descent struct {
	*Step
	f, gradient *ir.Func
	b           algebra
	out         *ir.Func
	alpha       *ir.Value
	problems    []Problem
	followed    map[*ir.Value]bool // pointers that aren't nil
	apart       bool               // f takes matrices apart: elements between their rows may count
}

// write calls the gradient, in its place, with shadows of its own, and subtracts them.
func (d *descent) write() *ir.Func {
	f := d.gradient
	d.out = &ir.Func{Name: d.Name, Pkg: f.Pkg, Pos: f.Pos, TypeParams: f.TypeParams, Results: f.Results, Body: &ir.Block{}}
	d.b = algebra{&ir.Builder{Func: d.out, Block: d.out.Body, Pos: f.Pos}, map[*ir.Op]bool{}}
	inputs := d.declare()
	args := inputs
	shadows := map[*ir.Value]*ir.Value{}
	for i, in := range inputs {
		if d.Inputs[i].Flow == ByReference {
			shadows[in] = d.shadow(in, d.f.Inputs()[i])
			args = append(args, shadows[in])
			d.out.Apart = append(d.out.Apart, in)
		}
	}
	results := ir.Inline(d.b.Builder, f, args, nil)
	if len(results) > 1 {
		d.unlessError(results[1], func() { d.descend(inputs, shadows) })
	} else {
		d.descend(inputs, shadows)
	}
	d.b.Return(results...)
	return d.out
}

// declare makes the parameters.
func (d *descent) declare() (inputs []*ir.Value) {
	for _, p := range d.f.Inputs() {
		v := d.out.NewValue(p.Name, p.Type)
		if p == d.f.Recv {
			d.out.Recv = v
		} else {
			d.out.Params = append(d.out.Params, v)
		}
		inputs = append(inputs, v)
	}
	d.alpha = d.out.NewValue(d.Alpha.Name, d.Alpha.Type)
	d.out.Params = append(d.out.Params, d.alpha)
	return inputs[:len(inputs):len(inputs)]
}

// shadow is memory for the gradient by in, which is p in the function. Behind a pointer that the function follows in any
// case it is a variable, so that its parts become values.
func (d *descent) shadow(in, p *ir.Value) *ir.Value {
	z := zeros{code: ir.Scratch}
	if !d.follows(p) {
		return z.like(d.b, in)
	}
	d.followed[in] = true
	x := d.b.Load(in, nil)
	shadow := named(d.b.Alloc(x.Type), adjointName(in))
	d.b.Store(z.like(d.b, x), shadow, nil)
	return shadow
}

// follows reports whether p is a pointer that the function follows in any case.
func (d *descent) follows(p *ir.Value) bool {
	if _, is := ir.Under(p.Type).(*types.Pointer); !is {
		return false
	}
	return slices.ContainsFunc(d.f.Body.Ops, func(op *ir.Op) bool { return op.Code == ir.Load && op.Base() == p })
}

// unlessError does something if err is nil.
func (d *descent) unlessError(err *ir.Value, something func()) {
	outer := d.b
	op := outer.If(outer.Compare(ir.Eq, err, outer.Zero(err.Type)))
	d.b = outer.at(op.Blocks[0])
	something()
	d.b.Yield()
	outer.At(op.Blocks[1]).Yield()
	d.b = outer
}

// descend subtracts the shadows of the inputs.
func (d *descent) descend(inputs []*ir.Value, shadows map[*ir.Value]*ir.Value) {
	for _, in := range inputs {
		if dx := shadows[in]; dx != nil {
			d.subtract(in, dx)
		}
	}
}

// looped is a type that t leads to and that leads to itself; nil if there is none.
func looped(t types.Type, inside map[types.Type]bool) types.Type {
	if !ir.LeadsToFloat(t) {
		return nil
	}
	if inside[t] {
		return t
	}
	inside[t] = true
	defer delete(inside, t)
	switch u := ir.Under(t).(type) {
	case *types.Slice:
		return looped(u.Elem(), inside)
	case *types.Pointer:
		return looped(u.Elem(), inside)
	case *types.Array:
		return looped(u.Elem(), inside)
	case *types.Struct:
		for f := range u.Fields() {
			if found := looped(f.Type(), inside); found != nil {
				return found
			}
		}
	}
	return nil
}
