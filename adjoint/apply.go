package adjoint

import (
	"github.com/gograd/gograd/ir"
)

// apply writes the rule of op: its body, with what it reads in place of its
// parameters. What only serves inputs without a derivative is left out.
func (s *scope) apply(op *ir.Op, rule *Rule) {
	if !s.hasAdjoint(op) {
		return
	}
	if call, ok := s.pairs[op]; ok {
		rule = call.Reverse
	}
	s.contribute(op, rule, s.argument)
}

// contribute writes the body of op's rule, whose parameters stand for what argument says,
// and adds what it gives to the adjoints of the inputs. It returns the results of op, if the
// rule is fused and gives them.
func (s *scope) contribute(op *ir.Op, rule *Rule, argument func(*ir.Op, Role) *ir.Value) (values []*ir.Value) {
	body := s.generator.specialise(op, rule)
	subst := map[*ir.Value]*ir.Value{}
	for i, p := range body.Func.Inputs() {
		if body.used[i] {
			subst[p] = argument(op, rule.Params[i])
		}
	}
	end := s.b.inline(body.Func.Body, subst)
	sums := map[*ir.Value]*ir.Value{} // x·x contributes to x twice
	for i, role := range body.results {
		d := subst[end.Args[i]]
		if role.Kind == Output {
			values = append(values, d)
			continue
		}
		x := op.Args[role.Index]
		switch {
		case d == nil:
		case ir.IsFloat(x.Type):
			sums[x] = s.b.add(sums[x], s.b.Convert(x.Type, d))
		default:
			s.addAggregate(x, s.b.Convert(x.Type, d))
		}
	}
	for _, x := range op.Args {
		if d := sums[x]; d != nil {
			s.add(x, d)
			delete(sums, x)
		}
	}
	return values
}

// hasAdjoint reports whether one of op's results has an adjoint that isn't zero,
// or a shadow, which may hold one.
func (s *scope) hasAdjoint(op *ir.Op) bool {
	if len(s.active.outputs(op)) > 0 {
		return true
	}
	for _, r := range op.Results {
		if s.active.Reference(r) || ir.IsFloat(r.Type) && s.adjoint(r) != nil || s.partsOf(r) != nil {
			return true
		}
	}
	return false
}

// argument is what a parameter of a rule stands for.
func (s *scope) argument(op *ir.Op, role Role) *ir.Value {
	switch role.Kind {
	case Input, Output:
		if s.outdated(op, role) {
			return s.snapshot(op, role)
		}
		return s.get(primal(op, role))
	case DInput:
		return s.shadow(op.Args[role.Index])
	case Framed:
		return s.get(s.pairs[op].frame)
	}
	r := op.Results[role.Index]
	switch {
	case ir.IsFloat(r.Type):
		return s.adjoint(r) // nil is zero
	case ir.HasFloat(r.Type):
		if p := s.partsOf(r); p != nil {
			return s.b.Load(p, nil)
		}
	default:
		return s.shadow(r)
	}
	return s.b.Zero(r.Type)
}

func (s *scope) addAggregate(x, d *ir.Value) {
	tmp := s.b.Alloc(x.Type)
	s.b.Store(d, tmp, nil)
	to := s.aggregate(x)
	eachFloat(s.b, x.Type, func(b algebra, path []ir.Step, at []*ir.Value) {
		accumulate(b, b.Load(tmp, path, at...), to, path, at)
	})
}

// inline writes copies of the operations of a rule's block and returns the
// operation that ends it; subst then has its operands. A float that subst knows as
// nil is zero.
func (b algebra) inline(block *ir.Block, subst map[*ir.Value]*ir.Value) *ir.Op {
	last := len(block.Ops) - 1
	for _, op := range block.Ops[:last] {
		b.inlineOp(op, subst)
	}
	return block.Ops[last]
}

func (b algebra) inlineOp(op *ir.Op, subst map[*ir.Value]*ir.Value) {
	args := make([]*ir.Value, len(op.Args))
	for i, x := range op.Args {
		args[i] = subst[x]
	}
	if len(op.Results) == 1 && ir.IsFloat(op.Result().Type) && isArithmetic(op.Code) {
		subst[op.Result()] = b.arithmetic(op.Code, args)
		return
	}
	for i, x := range op.Args {
		if args[i] == nil {
			args[i] = b.Zero(x.Type)
		}
	}
	dup := *op
	dup.Args, dup.Results, dup.Blocks = args, nil, nil
	b.Emit(&dup)
	for _, inner := range op.Blocks {
		nb := &ir.Block{Owner: &dup}
		dup.Blocks = append(dup.Blocks, nb)
		for _, p := range inner.Params {
			subst[p] = b.Func.NewValue(p.Name, p.Type)
			nb.Params = append(nb.Params, subst[p])
		}
		nested := b.at(nb)
		end := *nested.inline(inner, subst)
		end.Args = nested.substituted(end.Args, subst)
		nested.Emit(&end)
	}
	for _, r := range op.Results {
		subst[r] = b.AddResult(&dup, "", r.Type)
	}
}

func (b algebra) substituted(vs []*ir.Value, subst map[*ir.Value]*ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		if out[i] = subst[v]; out[i] == nil {
			out[i] = b.Zero(v.Type)
		}
	}
	return out
}

func isArithmetic(code ir.Code) bool {
	return code == ir.Neg || code == ir.Add || code == ir.Sub || code == ir.Mul || code == ir.Div
}

// arithmetic is an operation of the algebra.
func (b algebra) arithmetic(code ir.Code, args []*ir.Value) *ir.Value {
	switch code {
	case ir.Neg:
		return b.neg(args[0])
	case ir.Add:
		return b.add(args[0], args[1])
	case ir.Sub:
		return b.sub(args[0], args[1])
	case ir.Mul:
		return b.mul(args[0], args[1])
	}
	return b.div(args[0], args[1])
}
