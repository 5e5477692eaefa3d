package emit

import "github.com/gograd/gograd/ir"

// run visits what the statement m does, in order: the operations that are
// part of its expressions, m itself, and the statements in it. It stops when
// visit reports false.
func (p *plan) run(m *ir.Op, visit func(*ir.Op) bool) bool {
	switch {
	case p.element[m]: // what range reads
		return visit(m)
	case p.inline[m]:
		return true
	}
	for _, e := range p.sequence(m) {
		if !visit(e.op) {
			return false
		}
	}
	if p.logic[m] {
		return true
	}
	for _, b := range m.Blocks {
		for _, nested := range p.ops[b] {
			if !p.run(nested, visit) {
				return false
			}
		}
	}
	return true
}

// A part is an operation in the sequence of a statement. The operations that
// are printed as parts of it are those from index start up to its own.
type part struct {
	op    *ir.Op
	start int
}

// sequence lists the operations that Go evaluates for the statement root, in
// order, root itself last. One that is printed twice is there twice.
func (p *plan) sequence(root *ir.Op) []part {
	var seq []part
	var walk func(op *ir.Op)
	walk = func(op *ir.Op) {
		start := len(seq)
		for _, v := range p.operands(op) {
			if v.Op != nil && p.inline[v.Op] {
				walk(v.Op)
			}
		}
		seq = append(seq, part{op, start})
	}
	walk(root)
	return seq
}

// operands are the values that op's expressions take: for a logical
// expression, those of its two sides.
func (p *plan) operands(op *ir.Op) []*ir.Value {
	args := p.args(op)
	if p.logic[op] {
		args = append([]*ir.Value{}, args...)
		for _, b := range op.Blocks {
			args = append(args, p.args(b.End())...)
		}
	}
	return args
}

// fits reports whether op, printed as a part of the statement root, is
// evaluated in the right order with the other parts. Go evaluates operands from
// left to right, but calls before all else.
func (p *plan) fits(op, root *ir.Op, order ordering) bool {
	if ir.Effects(op) == 0 {
		return true
	}
	p.inline[op] = true
	defer delete(p.inline, op)
	seq := p.sequence(root)
	parts := seq[:len(seq)-1]
	for j, here := range parts {
		if here.op != op {
			continue
		}
		for i, e := range parts {
			before := i < here.start
			overtakes := e.start > j && e.op.Code == ir.Call && ir.Effects(e.op) != 0
			if e.op != op && (before || overtakes || p.otherSide(seq, i, j)) && order(op, e.op) {
				return false
			}
		}
		order = p.clobbers // what is evaluated again has not panicked before
	}
	return true
}

// otherSide reports whether parts i and j of an assignment to memory are on
// different sides: Go doesn't say which side is evaluated first.
func (p *plan) otherSide(seq []part, i, j int) bool {
	root := seq[len(seq)-1].op
	if root.Code != ir.Store {
		return false
	}
	right := len(seq) - 1
	if rhs := root.Args[len(root.Args)-1].Op; rhs != nil && p.inline[rhs] {
		right = seq[len(seq)-2].start
	}
	return (i >= right) != (j >= right)
}
