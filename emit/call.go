package emit

import (
	"go/types"
	"strings"

	"github.com/gograd/gograd/ir"
)

// call prints a call of a function, a method or a builtin.
func (p *printer) call(op *ir.Op) expr {
	if op.Later != "" {
		now := *op
		now.Later = ""
		return expr{op.Later + " " + p.call(&now).text, precOr}
	}
	if ir.IsKept(op) {
		return p.kept(op)
	}
	if op.Func == nil {
		return p.builtin(op.Builtin, p.arguments(op, op.Args, nil))
	}
	sig := op.Func.Signature()
	if sig.Recv() == nil {
		return p.callOf(p.object(op.Func)+p.typeArguments(op, sig), op, op.Args, sig)
	}
	callee := p.receiverOf(op.Args[0], sig.Recv().Type()) + "." + op.Func.Name()
	return p.callOf(callee, op, op.Args[1:], sig)
}

// typeArguments are those of a call of a generic function from whose arguments Go can't tell them.
func (p *printer) typeArguments(op *ir.Op, sig *types.Signature) string {
	found, told := map[*types.TypeParam]types.Type{}, map[*types.TypeParam]bool{}
	for i, v := range op.Args {
		ir.MatchTypes(sig.Params().At(min(i, sig.Params().Len()-1)).Type(), v.Type, found)
		for t := range ir.TypeParamsIn(paramType(sig, i)) {
			told[t] = true
		}
	}
	for i, v := range op.Results {
		ir.MatchTypes(sig.Results().At(i).Type(), v.Type, found)
	}
	var list []string
	all := true
	for t := range sig.TypeParams().TypeParams() {
		if found[t] == nil {
			return ""
		}
		all = all && told[t]
		list = append(list, p.typ(found[t]))
	}
	if all {
		return ""
	}
	return "[" + strings.Join(list, ", ") + "]"
}

func (p *printer) callOf(callee string, op *ir.Op, args []*ir.Value, sig *types.Signature) expr {
	return expr{callee + "(" + strings.Join(p.arguments(op, args, sig), ", ") + ")", precPrimary}
}

// receiverOf prints v before the name of a method: Go takes its address itself.
func (p *printer) receiverOf(v *ir.Value, t types.Type) string {
	if _, ok := t.Underlying().(*types.Pointer); ok {
		if text, cut := strings.CutPrefix(p.typed(v).text, "&"); cut {
			return text
		}
	}
	return p.typed(v).in(precPrimary)
}

// arguments prints args.
func (p *printer) arguments(op *ir.Op, args []*ir.Value, sig *types.Signature) []string {
	var list []string
	for i, v := range args {
		switch {
		case p.isVariable(v) || v.Op.Code != ir.Const:
			list = append(list, p.assigned(v).text)
		case sig == nil && v.Op.Const == nil || sig != nil && p.needsType(args, sig, i):
			list = append(list, p.typed(v).text)
		default:
			list = append(list, p.value(v).text)
		}
	}
	if op.Spread {
		list[len(list)-1] += "..."
	}
	return list
}

// needsType reports whether the constant args[i] must say its type: where Go
// doesn't know the type of the parameter, or learns it from this argument.
func (p *printer) needsType(args []*ir.Value, sig *types.Signature, i int) bool {
	t := paramType(sig, i)
	tp, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return types.IsInterface(t) || len(ir.TypeParamsIn(t)) > 0
	}
	if sig.TypeParams().Len() == 0 { // a method of a generic type
		return false
	}
	for j, v := range args {
		if ir.TypeParamsIn(paramType(sig, j))[tp] && !p.isConstant(v) {
			return false
		}
	}
	return true
}

// paramType is the type of the i-th argument's parameter; of a variadic one, what
// it is a slice of.
func paramType(sig *types.Signature, i int) types.Type {
	last := sig.Params().Len() - 1
	if !sig.Variadic() || i < last {
		return sig.Params().At(i).Type()
	}
	return sig.Params().At(last).Type().(*types.Slice).Elem()
}
