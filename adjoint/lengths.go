package adjoint

import (
	"fmt"
	"go/constant"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// checkLengths compares, on entry, the lengths of the slices in parameters with
// those in their shadows, through fields and one pointer. A mismatch panics with a
// message that names both.
func (s *scope) checkLengths(sig *Signature, inputs []input) {
	for i, in := range inputs {
		if in.shadow == nil {
			continue
		}
		c := &lengthChecker{s: s, fn: sig.Name}
		x := named(in.value, s.f.Inputs()[i].Name)
		switch sig.Inputs[i].Flow {
		case ByReference:
			c.compare(x, in.shadow, x.Name, in.shadow.Name, true)
		case Both:
			c.compare(x, s.b.Load(in.shadow, nil), x.Name, in.shadow.Name, false)
		}
	}
}

type lengthChecker struct {
	s  *scope
	fn string
}

// compare compares x with its shadow dx; their names are for the message. A pointer
// is followed if deeper says so, and not where one of the two is nil.
func (c *lengthChecker) compare(x, dx *ir.Value, name, dname string, deeper bool) {
	switch u := ir.Under(x.Type).(type) {
	case *types.Slice:
		c.lengths(x, dx, name, dname)
	case *types.Struct:
		if c.shapes(x, dx, name, dname) {
			return
		}
		for i := range u.NumFields() {
			f := u.Field(i)
			if c.leads(f, deeper) {
				step := ir.Step{Field: i}
				c.compare(c.s.b.Field(x, step), c.s.b.Field(dx, step), name+"."+f.Name(), dname+"."+f.Name(), deeper)
			}
		}
	case *types.Pointer:
		if deeper && c.inside(u.Elem()) {
			c.behind(x, dx, name, dname)
		}
	}
}

// shapes leaves the comparison to the function SameShape of the package that
// the type comes from, if it has one, as runtime/tensor does for its matrices.
func (c *lengthChecker) shapes(x, dx *ir.Value, name, dname string) bool {
	t, ok := types.Unalias(x.Type).(*types.Named)
	if !ok || t.Obj().Pkg() == nil {
		return false
	}
	fn, ok := t.Obj().Pkg().Scope().Lookup("SameShape").(*types.Func)
	if !ok || !takesShapes(fn, t) {
		return false
	}
	b := c.s.b
	text := func(s string) *ir.Value { return b.Const(constant.MakeString(s), types.Typ[types.String]) }
	b.Call(fn, text(c.fn+": "+dname), dx, text(name), x)
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

// behind compares what the pointers x and dx lead to, if neither is nil.
func (c *lengthChecker) behind(x, dx *ir.Value, name, dname string) {
	outer := c.s.b
	b := outer
	for _, p := range []*ir.Value{x, dx} {
		op := b.If(b.Compare(ir.Ne, p, b.Zero(p.Type)))
		inner := b.at(op.Blocks[0])
		b.At(op.Blocks[1]).Yield()
		defer inner.Yield()
		b = inner
	}
	c.s.b = b
	c.compare(b.Load(x, nil), b.Load(dx, nil), name, dname, false)
	c.s.b = outer
}

// lengths panics, in the generated code, if the lengths of x and dx differ.
func (c *lengthChecker) lengths(x, dx *ir.Value, name, dname string) {
	b := c.s.b
	n, dn := b.Len(x), b.Len(dx)
	op := b.If(b.Compare(ir.Ne, dn, n))
	yes := b.At(op.Blocks[0])
	str := types.Typ[types.String]
	format := fmt.Sprintf("%s: %s has length %%d, %s has length %%d", c.fn, dname, name)
	msg := yes.Call(sprintf, yes.Const(constant.MakeString(format), str), yes.Convert(anyType, dn), yes.Convert(anyType, n))
	yes.Emit(&ir.Op{Code: ir.Panic, Args: msg.Results})
	b.At(op.Blocks[1]).Yield()
}

var anyType = types.Universe.Lookup("any").Type()

// sprintf stands for fmt.Sprintf in generated code.
var sprintf = func() *types.Func {
	fmt := types.NewPackage("fmt", "fmt")
	param := func(name string, t types.Type) *types.Var { return types.NewParam(0, fmt, name, t) }
	str := types.Typ[types.String]
	sig := types.NewSignatureType(nil, nil, nil,
		types.NewTuple(param("format", str), param("a", types.NewSlice(anyType))),
		types.NewTuple(param("", str)), true)
	return types.NewFunc(0, fmt, "Sprintf", sig)
}()
