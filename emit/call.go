package emit

import (
	"go/types"
	"strings"

	"github.com/gograd/gograd/ir"
)

// call prints a call of a function, a method or a builtin.
func (p *printer) call(op *ir.Op) expr {
	if op.Func == nil {
		return p.builtin(op.Builtin, p.arguments(op, op.Args, nil))
	}
	sig := op.Func.Signature()
	if sig.Recv() == nil {
		return p.callOf(p.object(op.Func), op, op.Args, sig)
	}
	callee := p.receiverOf(op.Args[0], sig.Recv().Type()) + "." + op.Func.Name()
	return p.callOf(callee, op, op.Args[1:], sig)
}

func (p *printer) callOf(callee string, op *ir.Op, args []*ir.Value, sig *types.Signature) expr {
	return expr{callee + "(" + strings.Join(p.arguments(op, args, sig), ", ") + ")", precPrimary}
}

// receiverOf prints v before the name of a method: Go takes its address itself.
func (p *printer) receiverOf(v *ir.Value, t types.Type) string {
	if _, ok := t.Underlying().(*types.Pointer); ok {
		if text, cut := strings.CutPrefix(p.value(v).text, "&"); cut {
			return text
		}
	}
	return p.value(v).in(precPrimary)
}

// arguments prints args. Where the parameter has the type of a type parameter or an
// interface, the argument has to say its own.
func (p *printer) arguments(op *ir.Op, args []*ir.Value, sig *types.Signature) []string {
	var list []string
	for i, v := range args {
		list = append(list, p.argument(v, sig, i).text)
	}
	if op.Spread {
		list[len(list)-1] += "..."
	}
	return list
}

func (p *printer) argument(v *ir.Value, sig *types.Signature, i int) expr {
	if sig == nil {
		return p.value(v)
	}
	if last := sig.Params().Len() - 1; i > last {
		i = last
	}
	if t := sig.Params().At(i).Type(); hasTypeParam(t) || types.IsInterface(t) {
		if assigned := p.assigned(v); p.isVariable(v) || v.Op.Code != ir.Const {
			return assigned
		}
		return p.typed(v)
	}
	return p.assigned(v)
}

// hasTypeParam reports whether t is a type parameter, or a slice of one as for
// a variadic parameter.
func hasTypeParam(t types.Type) bool {
	if s, ok := t.(*types.Slice); ok {
		t = s.Elem()
	}
	return isTypeParam(t)
}
