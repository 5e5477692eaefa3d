package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// isUseful reports whether what is in r may have an influence on the result. The
// memory of inputs may overlap, so what is read of one may have been written to
// another; so may that of package-level variables and what unknown functions give.
func (a *Active) isUseful(r *region) bool { return r.useful || a.shared(r) && a.read[r.place()] }

// shared reports whether what is in r may also be reached in a way that isn't seen.
func (a *Active) shared(r *region) bool { return r.user || r.alien != nil }

// A sharing is a kind of floats in memory of the caller's, or else of the world's.
type sharing struct {
	kind types.Type
	user bool
}

func (r *region) place() sharing { return sharing{r.kind, r.user} }

func (a *Active) markUseful(r *region) {
	if !r.useful || a.shared(r) && !a.read[r.place()] {
		r.useful, a.changed = true, true
		if a.shared(r) {
			a.read[r.place()] = true
		}
	}
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
	case ir.Pop:
		if a.useful[op.Result()] {
			a.behind(op.Args[0]).each(op.Result().Type, a.markUseful)
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
	if written(op) != nil {
		a.needElements(op)
		return
	}
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
