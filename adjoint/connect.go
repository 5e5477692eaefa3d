package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// region is where the references of v are, if it has any.
func (a *Active) region(v *ir.Value) *region {
	if a.regions[v] == nil {
		a.regions[v] = &region{}
	}
	return a.regions[v].root()
}

// behind is the region that the slice or pointer v leads to.
func (a *Active) behind(v *ir.Value) *region { return a.region(v).leads(elem(v.Type)) }

// behindAny is a region with a derivative that the reference v leads to.
func (a *Active) behindAny(v *ir.Value) (found *region) {
	a.region(v).reaches(v.Type, func(r *region) bool {
		if a.isActive(r) {
			found = r
		}
		return found != nil && found.root().alien != nil
	})
	return found
}

// place is the region of the place of a Load, Store or Addr.
func (a *Active) place(op *ir.Op) *region {
	if _, ok := op.Base().Type.Underlying().(*types.Basic); ok { // a string
		return &region{}
	}
	r := a.behind(op.Base())
	path := op.Path
	if _, ok := ir.Under(op.Base().Type).(*types.Slice); ok {
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
	case ir.Slice:
		a.connectSlice(op)
	case ir.Convert:
		a.connectConvert(op)
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
		if written(op) != nil {
			a.connectElements(op)
		}
		if op.Func != nil && len(a.rules.Call(op.Func)) == 0 {
			if is, writes := a.rules.Recursive(op.Func); is && writes.Stores {
				a.mix(op)
			}
		}
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
	if !ir.IsReference(op.Result().Type) {
		return // a part of a string
	}
	base, result := a.behind(op.Args[0]), a.behind(op.Result())
	if _, ok := op.Args[0].Type.Underlying().(*types.Pointer); ok {
		base = base.part(element)
	}
	unite(base, result)
}

// connectConvert: a slice that becomes a pointer to an array leads to elements, the pointer to the array.
func (a *Active) connectConvert(op *ir.Op) {
	from, to := op.Args[0].Type.Underlying(), op.Result().Type.Underlying()
	_, isSlice := from.(*types.Slice)
	_, isPointer := to.(*types.Pointer)
	switch {
	case !ir.IsReference(from) || !ir.IsReference(to):
	case isSlice && isPointer:
		unite(a.behind(op.Args[0]), a.behind(op.Result()).part(element))
	default:
		a.link(op.Args[0], op.Result())
	}
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
