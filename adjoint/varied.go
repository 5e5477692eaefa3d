package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

func isVaried(r *region) bool { return r.varied }

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
	case ir.If, ir.Loop:
		a.varyBlocks(op)
	case ir.Call:
		a.varyCall(op)
	case ir.Push:
		if x := op.Args[1]; a.varied[x] {
			a.behind(op.Args[0]).each(x.Type, a.markVaried)
		}
	case ir.Pop:
		a.setVaried(op.Result(), a.behind(op.Args[0]).any(op.Result().Type, isVaried))
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
	switch {
	case written(op) != nil:
		a.varyElements(op)
		return
	case op.Func != nil && a.rules.Const(op.Func):
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
	a.varyWhole(op)
}

// varyWhole gives all that is behind an argument of the call op a shadow, if some of it has one: a rule, or what is
// generated of a recursive function, takes the shadow of an argument as a whole.
func (a *Active) varyWhole(op *ir.Op) {
	if op.Func == nil {
		return
	}
	if is, _ := a.rules.Recursive(op.Func); !is && len(a.rules.Call(op.Func)) == 0 {
		return
	}
	for _, x := range op.Args {
		if ir.IsReference(x.Type) && a.Varied(x) {
			a.region(x).reaches(x.Type, func(r *region) bool { a.markVaried(r); return false })
		}
	}
}

// outputs are the arguments whose memory a call with a rule, but without
// results, writes: all that it could write; and those of a recursive function to whose memory it writes.
func (a *Active) outputs(op *ir.Op) []*ir.Value {
	if op.Func == nil {
		return nil
	}
	if is, writes := a.rules.Recursive(op.Func); is && len(a.rules.Call(op.Func)) == 0 {
		return writes.of(op)
	}
	if len(op.Results) > 0 || len(a.rules.Call(op.Func)) == 0 || ir.Effects(op)&(ir.Writes|ir.Unknown) == 0 {
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
