package gograd

import (
	"go/types"

	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// world names a variable at package level that may be written while a program runs and that f reads,
// itself or through what it calls; "" if there is none.
func (r *ruleSet) world(f *ir.Func) string {
	w := &worldReader{r, map[*types.Func]bool{}}
	return w.program(f)
}

type worldReader struct {
	*ruleSet
	seen map[*types.Func]bool
}

func (w *worldReader) program(f *ir.Func) string {
	for op := range f.Body.All() {
		if name := w.op(op); name != "" {
			return name
		}
	}
	return ""
}

func (w *worldReader) op(op *ir.Op) string {
	switch {
	case op.Code == ir.Global && !w.l.Fixed(op.Object):
		return op.Object.Name()
	case op.Code == ir.Call && op.Func != nil && ir.Effects(op)&ir.Reads != 0 && !keepsToItself(op):
		return w.call(op)
	}
	return ""
}

// call looks into the source of the function that op calls. Where there is none, what is known of the
// function stands for it.
func (w *worldReader) call(op *ir.Op) string {
	fn := op.Func.Origin()
	if w.seen[fn] {
		return ""
	}
	w.seen[fn] = true
	if p, decl := w.l.Decl(fn); decl != nil && decl.Body != nil {
		if f := parse.NewLowerer(w.l.Fset(), p.Types, w.l, readsOnly{w.ruleSet}).Func(fn); f != nil {
			return w.program(f)
		}
	}
	if ir.Effects(op)&ir.Unknown != 0 {
		return "behind " + fn.Name()
	}
	return ""
}
