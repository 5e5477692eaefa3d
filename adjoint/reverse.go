package adjoint

import "github.com/gograd/gograd/ir"

// both writes the forward sweep of the primal block of s and then its reverse
// sweep, in one scope: what the forward sweep has computed is there to be read.
// The adjoints of what the block ends with are s.seeds.
func (s *scope) both() {
	ops := s.primal.Ops
	end := ops[len(ops)-1]
	s.forwardOps(ops[:len(ops)-1])
	if end.Code == ir.Panic {
		return
	}
	at := len(s.b.Block.Ops)
	s.seed(end)
	s.reverseOps(ops[:len(ops)-1])
	s.paragraph(at)
}

// minForward is the number of operations from which on the forward sweep of a block
// is worth a paragraph of its own.
const minForward = 8

// paragraph sets the reverse sweep, which begins at the given operation, apart
// from the forward sweep.
func (s *scope) paragraph(at int) {
	if ops := s.b.Block.Ops; at >= minForward && at < len(ops) && s.again == nil {
		ops[at].Paragraph = true
	}
}

// seed begins the reverse sweep of a block: what it ends with gets its adjoints.
func (s *scope) seed(end *ir.Op) {
	for i, d := range s.seeds {
		if d != nil {
			s.add(end.Args[i], d)
		}
	}
}

// reverseOps writes the reverse sweep of ops.
func (s *scope) reverseOps(ops []*ir.Op) {
	for i := len(ops) - 1; i >= 0; i-- {
		if s.fused[ops[i]] {
			continue
		}
		s.b.Pos, s.b.Expr = ops[i].Pos, ops[i].Expr
		s.b.Safe = true
		end := s.ask(ops[i])
		s.reverseOp(ops[i])
		end()
	}
}

func (s *scope) reverseOp(op *ir.Op) {
	switch op.Code {
	case ir.Store:
		s.reverseStore(op)
		return
	case ir.Call:
		if written(op) != nil {
			s.reverseElements(op)
			return
		}
	case ir.If:
		s.reverseIf(op)
		return
	case ir.Loop:
		s.reverseLoop(op)
		return
	}
	if s.restoring {
		return
	}
	s.nameAdjoint(op)
	switch op.Code {
	case ir.Load:
		s.reverseLoad(op)
	case ir.Field:
		s.reverseField(op)
	case ir.Build:
		s.reverseBuild(op)
	case ir.Convert:
		if d := s.adjoint(op.Result()); d != nil && ir.IsFloat(op.Args[0].Type) {
			s.add(op.Args[0], s.b.Convert(op.Args[0].Type, d))
		}
	default:
		if rule := s.plan[op]; rule != nil {
			s.apply(op, rule)
		}
	}
}

// nameAdjoint names the adjoint of a named value, now that it is complete.
func (s *scope) nameAdjoint(op *ir.Op) {
	for _, r := range op.Results {
		d := s.adj[r]
		if d != nil && r.Name != "" && d.Name == "" && d.Op != nil && d.Op.Code != ir.Const {
			d.Name = adjointName(r)
			s.hints[d] = true
		}
	}
}

// reverseField adds the adjoint of a part to that of the whole.
func (s *scope) reverseField(op *ir.Op) {
	v, x := op.Result(), op.Args[0]
	if !s.active.Value(v) || !s.active.Value(x) {
		return
	}
	path, at := s.constantPath(op)
	if ir.IsFloat(v.Type) {
		if d := s.adjoint(v); d != nil {
			accumulate(s.b, d, s.aggregate(x), path, at)
		}
		return
	}
	from := s.partsOf(v)
	if from == nil {
		return
	}
	to := s.aggregate(x)
	eachFloat(s.b, v.Type, func(b algebra, rest []ir.Step, idx []*ir.Value) {
		d := b.Load(from, rest, idx...)
		accumulate(b, d, to, append(clip(path), rest...), append(clip(at), idx...))
	})
}

// constantPath is the path of a Field as that of a place.
func (s *scope) constantPath(op *ir.Op) (path []ir.Step, at []*ir.Value) {
	for _, step := range op.Path {
		if step.Index {
			at = append(at, s.b.Int(int64(step.At)))
			step.At = 0
		}
		path = append(path, step)
	}
	return path, at
}

// reverseBuild adds the adjoint of the whole to those of its parts.
func (s *scope) reverseBuild(op *ir.Op) {
	v := op.Result()
	from := s.partsOf(v)
	if from == nil {
		return
	}
	for i, x := range op.Args {
		if !s.active.Value(x) {
			continue
		}
		path, at := s.constantPath(&ir.Op{Path: []ir.Step{partStep(v.Type, i)}})
		if ir.IsFloat(x.Type) {
			s.add(x, s.b.Load(from, path, at...))
			continue
		}
		to := s.aggregate(x)
		eachFloat(s.b, x.Type, func(b algebra, rest []ir.Step, idx []*ir.Value) {
			d := b.Load(from, append(clip(path), rest...), append(clip(at), idx...)...)
			accumulate(b, d, to, rest, idx)
		})
	}
}
