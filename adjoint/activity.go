package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// Active is what Activity finds: which values and which memory carry a
// derivative. A value does if it is varied, that is, depends on what is
// differentiated by, and useful, that is, has an influence on the result
// (Fagan & Carle 2004; Hascoët & Pascual 2013).
type Active struct {
	f       *ir.Func
	varied  map[*ir.Value]bool
	useful  map[*ir.Value]bool
	regions map[*ir.Value]*region
	read    map[types.Type]bool // kinds of floats that are read, usefully, from inputs
	changed bool
	rules   Rules
}

// Activity finds what carries a derivative of f's first result with respect to
// the inputs wrt.
//
// Before: f passes ir.Check.
// After:  f is unchanged; every value and place has an answer. Integers, booleans and
// strings are never active.
func Activity(f *ir.Func, wrt map[*ir.Value]bool, rules Rules) *Active {
	a := &Active{
		f: f, rules: rules,
		varied: map[*ir.Value]bool{}, useful: map[*ir.Value]bool{}, regions: map[*ir.Value]*region{},
		read: map[types.Type]bool{},
	}
	for _, p := range f.Inputs() {
		if wrt[p] {
			a.region(p).inherit(true, true)
			a.varied[p] = ir.HasFloat(p.Type)
		}
	}
	for op := range f.Body.All() {
		a.connect(op)
	}
	a.fixpoint(a.vary)
	if end := f.Body.End(); end.Code == ir.Return {
		a.use(end.Args[0])
	}
	a.fixpoint(a.need)
	return a
}

func (a *Active) fixpoint(visit func(*ir.Op)) {
	for a.changed = true; a.changed; {
		a.changed = false
		for op := range a.f.Body.All() {
			visit(op)
		}
	}
}

// Value reports whether v itself holds a float that carries a derivative.
func (a *Active) Value(v *ir.Value) bool { return a.varied[v] && a.useful[v] && ir.HasFloat(v.Type) }

// Varied reports whether v holds, or leads to, a float that depends on wrt.
func (a *Active) Varied(v *ir.Value) bool {
	return a.varied[v] || ir.IsReference(v.Type) && a.region(v).reaches(v.Type, isVaried)
}

// Reference reports whether v leads to memory that carries a derivative.
func (a *Active) Reference(v *ir.Value) bool {
	return ir.IsReference(v.Type) && a.region(v).reaches(v.Type, a.isActive)
}

// Place reports whether the floats in the place of a Load, Store or Addr carry a derivative.
func (a *Active) Place(op *ir.Op) bool {
	return a.place(op).any(ir.PlaceType(op.Base().Type, op.Path), a.isActive)
}

// Pointee reports whether the floats that the pointer p leads to directly carry a derivative.
func (a *Active) Pointee(p *ir.Value) bool {
	return a.behind(p).any(p.Type.Underlying().(*types.Pointer).Elem(), a.isActive)
}

func isVaried(r *region) bool             { return r.varied }
func (a *Active) isActive(r *region) bool { return r.varied && a.isUseful(r) }

// isUseful reports whether what is in r may have an influence on the result. The
// memory of inputs may overlap, so what is read of one may have been written to another.
func (a *Active) isUseful(r *region) bool { return r.useful || r.user && a.read[r.kind] }

// region is where the references of v are, if it has any.
func (a *Active) region(v *ir.Value) *region {
	if a.regions[v] == nil {
		a.regions[v] = &region{}
	}
	return a.regions[v].root()
}

// behind is the region that the slice or pointer v leads to.
func (a *Active) behind(v *ir.Value) *region { return a.region(v).leads(elem(v.Type)) }

// place is the region of the place of a Load, Store or Addr.
func (a *Active) place(op *ir.Op) *region {
	if _, ok := op.Base().Type.Underlying().(*types.Basic); ok { // a string
		return &region{}
	}
	r := a.behind(op.Base())
	path := op.Path
	if _, ok := op.Base().Type.Underlying().(*types.Slice); ok {
		path = path[1:] // the region stands for all elements
	}
	return r.at(path)
}

func (a *Active) link(x, y *ir.Value) {
	if ir.IsReference(x.Type) {
		link(a.region(x), a.region(y), x.Type)
	}
}

// connect unites the regions that op makes one.
func (a *Active) connect(op *ir.Op) {
	switch op.Code {
	case ir.Load:
		if t := op.Result().Type; ir.IsReference(t) {
			link(a.region(op.Result()), a.place(op), t)
		}
	case ir.Store:
		v := op.Args[len(op.Args)-1]
		if ir.IsReference(v.Type) {
			link(a.region(v), a.place(op), v.Type)
		}
	case ir.Addr:
		r := a.behind(op.Result())
		unite(a.place(op), r)
	case ir.Move:
		t := op.Args[0].Type.Underlying().(*types.Pointer).Elem()
		link(a.behind(op.Args[0]), a.behind(op.Args[1]), t)
	case ir.Slice:
		a.connectSlice(op)
	case ir.Convert:
		if ir.IsReference(op.Result().Type) && ir.IsReference(op.Args[0].Type) {
			a.link(op.Args[0], op.Result())
		}
	case ir.Field:
		if t := op.Result().Type; ir.IsReference(t) {
			link(a.region(op.Result()), a.region(op.Args[0]).at(op.Path), t)
		}
	case ir.Build:
		a.connectBuild(op)
	case ir.If, ir.Loop:
		a.connectBlocks(op)
	case ir.Global:
		a.region(op.Result()).strange(op.Result().Type, op)
	case ir.Call:
		if op.Builtin == "" && len(a.rules.Call(op.Func)) == 0 && !a.rules.Const(op.Func) {
			for _, r := range op.Results {
				if ir.LeadsToFloat(r.Type) {
					a.region(r).strange(r.Type, op)
				}
			}
		}
	}
}

func (a *Active) connectSlice(op *ir.Op) {
	base, result := a.behind(op.Args[0]), a.behind(op.Result())
	if _, ok := op.Args[0].Type.Underlying().(*types.Pointer); ok {
		base = base.part(element)
	}
	unite(base, result)
}

func (a *Active) connectBuild(op *ir.Op) {
	_, isArray := op.Result().Type.Underlying().(*types.Array)
	for i, v := range op.Args {
		if isArray {
			i = element
		}
		if ir.IsReference(v.Type) {
			link(a.region(v), a.region(op.Result()).part(i), v.Type)
		}
	}
}

func (a *Active) connectBlocks(op *ir.Op) {
	for _, b := range op.Blocks {
		end := b.End()
		if end.Code != ir.Yield {
			continue
		}
		for i, r := range op.Results {
			a.link(r, end.Args[i])
			if op.Code == ir.Loop {
				a.link(r, op.Carried()[i])
				a.link(r, op.Inits()[i])
			}
		}
	}
}

func (a *Active) setVaried(v *ir.Value, is bool) {
	if is && !a.varied[v] && holds(v.Type) {
		a.varied[v], a.changed = true, true
	}
}

// holds reports whether a t may hold a float itself: an interface may.
func holds(t types.Type) bool {
	if ir.IsFloat(t) || types.IsInterface(t) {
		return true
	}
	for _, part := range ir.Parts(t) {
		if holds(part) {
			return true
		}
	}
	return false
}

// vary carries variedness from the operands of op to its results.
func (a *Active) vary(op *ir.Op) {
	switch op.Code {
	case ir.Load:
		a.setVaried(op.Result(), a.place(op).any(op.Result().Type, isVaried))
	case ir.Store:
		v := op.Args[len(op.Args)-1]
		if a.varied[v] {
			a.place(op).each(v.Type, a.markVaried)
		}
	case ir.Move:
		a.varyMove(op)
	case ir.If, ir.Loop:
		a.varyBlocks(op)
	case ir.Call:
		a.varyCall(op)
	case ir.Convert:
		x, r := op.Args[0], op.Result()
		a.setVaried(r, a.varied[x] || types.IsInterface(r.Type) && a.Varied(x))
	default:
		for _, x := range op.Args {
			for _, r := range op.Results {
				a.setVaried(r, a.varied[x])
			}
		}
	}
}

func (a *Active) markVaried(r *region) {
	if !r.varied || !r.written {
		r.varied, r.written, a.changed = true, true, true
	}
}

func (a *Active) markUseful(r *region) {
	if !r.useful || r.user && !a.read[r.kind] {
		r.useful, a.changed = true, true
		if r.user {
			a.read[r.kind] = true
		}
	}
}

func (a *Active) varyMove(op *ir.Op) {
	t := op.Args[0].Type.Underlying().(*types.Pointer).Elem()
	if a.behind(op.Args[1]).any(t, isVaried) {
		a.behind(op.Args[0]).each(t, a.markVaried)
	}
}

func (a *Active) varyBlocks(op *ir.Op) {
	for _, b := range op.Blocks {
		end := b.End()
		if end.Code != ir.Yield {
			continue
		}
		for i, r := range op.Results {
			a.setVaried(r, a.varied[end.Args[i]])
			if op.Code == ir.Loop {
				p := op.Carried()[i]
				a.setVaried(p, a.varied[op.Inits()[i]] || a.varied[end.Args[i]])
				a.setVaried(r, a.varied[p])
			}
		}
	}
}

// varyCall treats a call as giving, and writing, a mixture of all that it is given.
func (a *Active) varyCall(op *ir.Op) {
	if op.Func != nil && a.rules.Const(op.Func) {
		return
	}
	varied := false
	for _, x := range op.Args {
		varied = varied || a.Varied(x)
	}
	if !varied {
		return
	}
	for _, r := range op.Results {
		a.setVaried(r, true)
		if ir.IsReference(r.Type) {
			a.region(r).reaches(r.Type, func(r *region) bool { a.markVaried(r); return false })
		}
	}
	for _, x := range a.outputs(op) {
		a.region(x).reaches(x.Type, func(r *region) bool { a.markVaried(r); return false })
	}
}

// outputs are the arguments whose memory a call with a rule, but without
// results, writes: all that it could write.
func (a *Active) outputs(op *ir.Op) []*ir.Value {
	if op.Func == nil || len(a.rules.Call(op.Func)) == 0 || ir.Effects(op)&(ir.Writes|ir.Unknown) == 0 {
		return nil
	}
	var out []*ir.Value
	for _, x := range op.Args {
		if ir.IsReference(x.Type) {
			out = append(out, x)
		}
		if ir.CallOf(op).WritesFirst {
			break
		}
	}
	return out
}

func (a *Active) use(v *ir.Value) {
	if !a.useful[v] && ir.HasFloat(v.Type) {
		a.useful[v], a.changed = true, true
	}
}

// need carries usefulness from the results of op to its operands.
func (a *Active) need(op *ir.Op) {
	switch op.Code {
	case ir.Load:
		if a.useful[op.Result()] {
			a.place(op).each(op.Result().Type, a.markUseful)
		}
	case ir.Store:
		v := op.Args[len(op.Args)-1]
		if a.place(op).any(v.Type, a.isUseful) {
			a.use(v)
		}
	case ir.Move:
		t := op.Args[0].Type.Underlying().(*types.Pointer).Elem()
		if a.behind(op.Args[0]).any(t, a.isUseful) {
			a.behind(op.Args[1]).each(t, a.markUseful)
		}
	case ir.If, ir.Loop:
		a.needBlocks(op)
	case ir.Call:
		a.needCall(op)
	default:
		for _, r := range op.Results {
			if a.useful[r] {
				for _, x := range op.Args {
					a.use(x)
				}
			}
		}
	}
}

func (a *Active) needBlocks(op *ir.Op) {
	for _, b := range op.Blocks {
		end := b.End()
		if end.Code != ir.Yield {
			continue
		}
		for i, r := range op.Results {
			if op.Code == ir.Loop {
				p := op.Carried()[i]
				if a.useful[r] || a.useful[p] {
					a.use(end.Args[i])
					a.use(op.Inits()[i])
				}
			} else if a.useful[r] {
				a.use(end.Args[i])
			}
		}
	}
}

func (a *Active) needCall(op *ir.Op) {
	useful := false
	for _, r := range op.Results {
		useful = useful || a.useful[r] || a.leadsToUseful(r)
	}
	for _, x := range a.outputs(op) {
		useful = useful || a.leadsToUseful(x)
	}
	if !useful {
		return
	}
	for _, x := range op.Args {
		a.use(x)
		if ir.IsReference(x.Type) {
			a.region(x).reaches(x.Type, func(r *region) bool { a.markUseful(r); return false })
		}
	}
}

func (a *Active) leadsToUseful(v *ir.Value) bool {
	return ir.IsReference(v.Type) && a.region(v).reaches(v.Type, a.isUseful)
}
