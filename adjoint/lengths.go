package adjoint

import (
	"fmt"
	"go/constant"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// checkLengths compares, on entry, the lengths of the slices in parameters with
// those in their shadows, through fields and one pointer, and the capacities of those that
// are appended to. A mismatch panics with a message that names both.
func (s *scope) checkLengths(sig *Signature, inputs []input) {
	appended := s.appendedTo()
	for i, in := range inputs {
		if in.shadow == nil {
			continue
		}
		c := &lengthChecker{s: s, fn: sig.Name, appended: appended}
		r := s.active.region(s.f.Inputs()[i])
		x := named(in.value, s.f.Inputs()[i].Name)
		switch sig.Inputs[i].Flow {
		case ByReference:
			c.compare(pair{x, in.shadow, x.Name, in.shadow.Name, r}, true)
		case Both:
			c.compare(pair{x, s.b.Load(in.shadow, nil), x.Name, in.shadow.Name, r}, false)
		}
	}
}

type lengthChecker struct {
	s        *scope
	fn       string
	appended map[*region]bool // what slices that are appended to lead to
}

// A pair is a parameter, or a part of one, with its shadow: their names are for the message.
type pair struct {
	x, dx       *ir.Value
	name, dname string
	at          *region // of x
}

// field is the pair of the i-th fields of p, which is called f.
func (c *lengthChecker) field(p pair, i int, f string) pair {
	step := ir.Step{Field: i}
	return pair{c.s.b.Field(p.x, step), c.s.b.Field(p.dx, step), p.name + "." + f, p.dname + "." + f, p.at.part(i)}
}

// compare compares x with its shadow. A pointer is followed if deeper says so,
// and not where one of the two is nil.
func (c *lengthChecker) compare(p pair, deeper bool) {
	switch u := ir.Under(p.x.Type).(type) {
	case *types.Slice:
		b := c.s.b
		c.mismatch(p, ir.Ne, "length", b.Len(p.dx), b.Len(p.x))
		if c.appended[p.at.leads(u.Elem())] {
			c.mismatch(p, ir.Lt, "capacity", b.Cap(p.dx), b.Cap(p.x))
		}
	case *types.Struct:
		if c.shapes(p) {
			return
		}
		for i := range u.NumFields() {
			if f := u.Field(i); c.leads(f, deeper) {
				c.compare(c.field(p, i, f.Name()), deeper)
			}
		}
	case *types.Pointer:
		if deeper && c.inside(u.Elem()) {
			c.behind(p, u.Elem())
		}
	}
}

// shapes leaves the comparison to the function SameShape of the package that
// the type comes from, if it has one, as runtime/tensor does for its matrices.
func (c *lengthChecker) shapes(p pair) bool {
	t, ok := types.Unalias(p.x.Type).(*types.Named)
	if !ok || t.Obj().Pkg() == nil {
		return false
	}
	fn, ok := t.Obj().Pkg().Scope().Lookup("SameShape").(*types.Func)
	if !ok || !takesShapes(fn, t) {
		return false
	}
	b := c.s.b
	text := func(s string) *ir.Value { return b.Const(constant.MakeString(s), types.Typ[types.String]) }
	b.Call(fn, text(c.fn+": "+p.dname), p.dx, text(p.name), p.x)
	return true
}

// takesShapes reports whether fn takes two values of type t, each behind its name.
func takesShapes(fn *types.Func, t *types.Named) bool {
	params := fn.Signature().Params()
	if params.Len() != 4 || fn.Signature().Results().Len() != 0 {
		return false
	}
	for i := range 2 {
		named, ok := params.At(2*i + 1).Type().(*types.Named)
		if !ok || named.Origin() != t.Origin() || !types.Identical(params.At(2*i).Type(), types.Typ[types.String]) {
			return false
		}
	}
	return true
}

// leads reports whether there may be a slice to compare in the field f.
func (c *lengthChecker) leads(f *types.Var, deeper bool) bool {
	if f.Name() == "_" || !f.Exported() && f.Pkg() != c.s.out.Pkg || !ir.LeadsToFloat(f.Type()) {
		return false
	}
	_, isPointer := f.Type().Underlying().(*types.Pointer)
	return !isPointer || deeper && c.inside(f.Type().Underlying().(*types.Pointer).Elem())
}

// inside reports whether a t has, in itself, a slice to compare.
func (c *lengthChecker) inside(t types.Type) bool {
	switch u := ir.Under(t).(type) {
	case *types.Slice:
		return ir.LeadsToFloat(t)
	case *types.Struct:
		for i := range u.NumFields() {
			if c.leads(u.Field(i), false) {
				return true
			}
		}
	}
	return false
}

// behind compares what the pointers of p lead to, if neither is nil.
func (c *lengthChecker) behind(p pair, elem types.Type) {
	outer := c.s.b
	b := outer
	for _, ptr := range []*ir.Value{p.x, p.dx} {
		op := b.If(b.Compare(ir.Ne, ptr, b.Zero(ptr.Type)))
		inner := b.at(op.Blocks[0])
		b.At(op.Blocks[1]).Yield()
		defer inner.Yield()
		b = inner
	}
	c.s.b = b
	c.compare(pair{b.Load(p.x, nil), b.Load(p.dx, nil), p.name, p.dname, p.at.leads(elem)}, false)
	c.s.b = outer
}

// mismatch panics, in the generated code, if dn compares with n in a way that is wrong:
// what are lengths or capacities of p's shadow and of p.
func (c *lengthChecker) mismatch(p pair, wrong ir.Code, what string, dn, n *ir.Value) {
	b := c.s.b
	format := fmt.Sprintf("%s: %s has %s %%d, %s has %s %%d", c.fn, p.dname, what, p.name, what)
	b.PanicIf(b.Compare(wrong, dn, n), format, dn, n)
}
