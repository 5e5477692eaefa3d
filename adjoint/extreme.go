package adjoint

import (
	"fmt"

	"github.com/gograd/gograd/ir"
)

// extremeRule is the rule of min or max with any number of arguments: where k of
// them that carry a derivative are equal to the result, each gets 1/k; none does where one without a
// derivative is equal to it, too.
func extremeRule(op *ir.Op, active *Active) *Rule {
	t := op.Result().Type
	f := &ir.Func{Name: op.Builtin, Body: &ir.Block{}}
	b := &ir.Builder{Func: f, Block: f.Body}
	r := &Rule{Func: f, Name: op.Builtin}
	param := func(name string, role Role) *ir.Value {
		v := f.NewValue(name, t)
		f.Params = append(f.Params, v)
		r.Params = append(r.Params, role)
		return v
	}
	u, du := param("u", Role{Output, 0}), param("du", Role{DOutput, 0})
	shared := b.Float(0, t) // the number of arguments that share the adjoint
	var equal []*ir.Value
	for i, x := range op.Args {
		name := fmt.Sprintf("x%d", i+1)
		constant := !active.Varied(x)
		r.Inputs, r.Const = append(r.Inputs, name), append(r.Const, constant)
		eq := b.Compare(ir.Eq, param(name, Role{Input, i}), u)
		if constant {
			du = choose(b, eq, b.Float(0, t), du)
			continue
		}
		r.Results = append(r.Results, Role{DInput, i})
		equal = append(equal, eq)
		shared = b.Binary(ir.Add, shared, choose(b, eq, b.Float(1, t), b.Float(0, t)))
	}
	var out []*ir.Value
	for _, eq := range equal {
		f.Results = append(f.Results, ir.Result{Type: t})
		out = append(out, choose(b, eq, b.Binary(ir.Div, du, shared), b.Float(0, t)))
	}
	b.Return(out...)
	return r
}

// choose is x where cond holds, else y.
func choose(b *ir.Builder, cond, x, y *ir.Value) *ir.Value {
	op := b.If(cond)
	b.At(op.Blocks[0]).Yield(x)
	b.At(op.Blocks[1]).Yield(y)
	return b.AddResult(op, "", x.Type)
}
