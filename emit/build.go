package emit

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A kind says what a statement does.
type kind int

const (
	assign  kind = iota // to = from, all at once
	define              // to = the results of op
	do                  // op, for its effect; returns and panics too
	branch              // the If op
	loop                // the Loop op
	declare             // var to
)

// A stmt is a statement of the function that is printed.
type stmt struct {
	kind      kind
	op        *ir.Op
	to        []*ir.Value // nil for results that nobody takes
	from      []*ir.Value // of an assignment or a return
	blocks    []*block    // the two branches, the body
	declares  bool        // `:=`
	paragraph bool        // after a blank line
}

// A block is a list of statements between braces.
type block struct {
	stmts []*stmt
	owner *stmt  // nil for the function's body
	outer *block // where owner is
}

// drop takes the statements out of b that useless reports. A paragraph that began
// with one begins with the next.
func (b *block) drop(useless func(*stmt) bool) {
	paragraph := false
	b.stmts = slices.DeleteFunc(b.stmts, func(s *stmt) bool {
		s.paragraph = s.paragraph || paragraph
		gone := useless(s)
		paragraph = gone && s.paragraph
		return gone
	})
}

// A builder makes statements of a plan.
type builder struct {
	*plan
	paragraph bool // the next statement begins one
}

func buildBody(p *plan) *block {
	body := &block{}
	b := &builder{plan: p}
	b.block(p.fn.Body, body)
	return body
}

func (b *builder) add(out *block, s *stmt) *stmt {
	s.paragraph, b.paragraph = b.paragraph, false
	out.stmts = append(out.stmts, s)
	return s
}

// block appends the statements of from to out.
func (b *builder) block(from *ir.Block, out *block) {
	for _, op := range b.ops[from] {
		b.paragraph = b.paragraph || op.Paragraph
		if b.isStatement(op) {
			b.op(op, out)
		}
	}
}

func (b *builder) op(op *ir.Op, out *block) {
	switch {
	case op.Code == ir.If && !b.logic[op]:
		b.branch(op, out)
	case op.Code == ir.Loop:
		b.loop(op, out)
	case op.Code == ir.Yield:
		b.yield(op, out)
	default:
		b.plain(op, out)
	}
}

func (b *builder) plain(op *ir.Op, out *block) {
	if b.isInitial(op, out) {
		last := out.stmts[len(out.stmts)-1]
		last.kind, last.op, last.from = assign, nil, op.Args[1:]
		return
	}
	s := &stmt{kind: do, op: op}
	if op.Code == ir.Return {
		s.from = slices.Clone(op.Args)
	}
	results := op.Results
	if b.logic[op] {
		results = results[:1]
	}
	for _, r := range results {
		if len(b.uses[r]) > 0 {
			s.kind = define
		} else {
			r = nil
		}
		s.to = append(s.to, r)
	}
	b.add(out, s)
}

// isInitial reports whether op stores the first value of the variable in memory
// that was made just before.
func (b *builder) isInitial(op *ir.Op, out *block) bool {
	if op.Code != ir.Store || len(op.Path) > 0 || len(out.stmts) == 0 || !b.isMemory(op.Base()) || b.paragraph {
		return false
	}
	last := out.stmts[len(out.stmts)-1]
	return last.op == op.Base().Op && !slices.Contains(b.leaves(op.Args[1:]), op.Base())
}

func (b *builder) yield(op *ir.Op, out *block) {
	s := &stmt{kind: assign, from: b.args(op)}
	for i := range op.Args {
		if to := b.receiver(op, i); b.needed[to] {
			s.to = append(s.to, to)
		}
	}
	if len(s.to) > 0 {
		b.add(out, s)
	}
	if b.isBreak(op) {
		b.add(out, &stmt{kind: do, op: op})
	}
}

// nested makes the statements of from a block of s.
func (b *builder) nested(s *stmt, out *block, from *ir.Block) {
	in := &block{owner: s, outer: out}
	if from != nil {
		b.block(from, in)
	}
	b.paragraph = false
	s.blocks = append(s.blocks, in)
}

// branch prints an If. When one branch leaves the function, the other needs no else.
func (b *builder) branch(op *ir.Op, out *block) {
	s := b.add(out, &stmt{kind: branch, op: op})
	then, els := op.Blocks[0], op.Blocks[1]
	switch {
	case b.exitsIn(then):
		b.nested(s, out, then)
		b.nested(s, out, nil)
		b.block(els, out)
	case b.exitsIn(els):
		b.nested(s, out, nil)
		b.nested(s, out, els)
		b.block(then, out)
	default:
		b.nested(s, out, then)
		b.nested(s, out, els)
	}
}

// loop prints a Loop, with what it carries set before and handed on afterwards.
func (b *builder) loop(op *ir.Op, out *block) {
	before := &stmt{kind: assign, from: b.inits(op)}
	after := &stmt{kind: assign}
	for i, v := range op.Carried() {
		if b.needed[v] {
			before.to = append(before.to, v)
		}
		if r := op.Results[i]; b.needed[r] {
			after.to, after.from = append(after.to, r), append(after.from, v)
		}
	}
	if len(before.to) > 0 {
		b.add(out, before)
	}
	s := b.add(out, &stmt{kind: loop, op: op})
	b.nested(s, out, op.Blocks[0])
	if len(after.to) > 0 {
		b.add(out, after)
	}
}

// header are the variables that the header of a loop defines.
func (p *plan) header(loop *ir.Op) []*ir.Value {
	vs := []*ir.Value{loop.Index()}
	if load := p.elements[loop]; load != nil {
		vs = append(vs, load.Result())
	}
	return vs
}

// reads are the variables that s itself reads, without the statements in it;
// one that is read twice is there twice.
func (p *plan) reads(s *stmt) []*ir.Value {
	switch s.kind {
	case assign:
		return p.leaves(s.from)
	case branch:
		return p.leaves(s.op.Args)
	case loop:
		return p.leaves(p.bounds(s.op))
	case define, do:
		switch {
		case s.op.Code == ir.Return:
			return p.leaves(s.from)
		case p.isBreak(s.op):
			return nil
		}
		return p.leaves(p.operands(s.op))
	}
	return nil
}

// leaves are the variables in the printed form of vs.
func (p *plan) leaves(vs []*ir.Value) []*ir.Value {
	var list []*ir.Value
	for _, v := range vs {
		if p.isVariable(v) {
			list = append(list, v)
		} else {
			list = append(list, p.leaves(p.operands(v.Op))...)
		}
	}
	return list
}
