package emit

import (
	"go/types"
	"strconv"

	"github.com/gograd/gograd/ir"
)

// A plan says which operations are printed as part of an expression, where
// their value is used, instead of as statements of their own.
type plan struct {
	*program
	inline   map[*ir.Op]bool
	logic    map[*ir.Op]bool    // Ifs that are printed as && or ||
	elements map[*ir.Op]*ir.Op  // loops over a slice: the load that gives the element
	element  map[*ir.Op]bool    // these loads
	forced   map[*ir.Value]bool // must be variables
	weight   map[*ir.Op]int     // operations in the expressions of a statement
}

// maxWeight keeps statements on a line.
const maxWeight = 12

// maxCopies is how often the same short expression is printed rather than named,
// maxSums how often an index i+j is.
const maxCopies, maxSums = 6, 3

func newPlan(p *program) *plan {
	pl := &plan{
		program:  p,
		inline:   map[*ir.Op]bool{},
		logic:    map[*ir.Op]bool{},
		elements: map[*ir.Op]*ir.Op{},
		element:  map[*ir.Op]bool{},
		forced:   map[*ir.Value]bool{},
		weight:   map[*ir.Op]int{},
	}
	pl.force()
	pl.block(p.fn.Body)
	return pl
}

// block plans b from its end: where a value is used is settled before the value is.
func (p *plan) block(b *ir.Block) {
	ops := p.ops[b]
	for i := len(ops) - 1; i >= 0; i-- {
		op := ops[i]
		if op.Code == ir.Loop {
			p.chooseElement(op)
		}
		for _, nested := range op.Blocks {
			p.block(nested)
		}
		if !p.element[op] {
			p.decide(op)
		}
	}
}

// decide settles whether op is printed where its value is used.
func (p *plan) decide(op *ir.Op) {
	if !p.isExpression(op) || p.forced[op.Result()] {
		return
	}
	points := p.points(op)
	switch {
	case len(points) == 0:
	case op.Code == ir.Const || op.Code == ir.Global || op.Code == ir.Pooled:
		p.inline[op] = true
	case len(points) > 1 && !p.canRepeat(op, len(points)) && !p.isBrief(op, points):
	case op.Result().Name != "" && !p.repeatable(op, points):
	case !p.isSimple(op) && p.heavy(points) || op.Code == ir.Pop && !p.canPop(op, points[0].root):
	case p.canMove(op, points):
		p.inline[op] = true
		if !p.isSimple(op) {
			for _, at := range points {
				p.weight[at.root]++
			}
		}
	}
}

// repeatable reports whether op, which has a name, can do without: it is short
// and used once, or a condition, or the name says no more than it does.
func (p *plan) repeatable(op *ir.Op, points []point) bool {
	if len(points) == 1 && isBool(op.Result()) && points[0].root.Code == ir.If && op.Code != ir.Pop {
		return true // what an if asks says enough
	}
	return p.isSimple(op) && (len(points) == 1 || isPart(op))
}

// canRepeat reports whether op may be printed n times.
func (p *plan) canRepeat(op *ir.Op, n int) bool {
	if p.isSimple(op) {
		return n <= maxCopies || isPart(op)
	}
	return n <= maxSums && op.Code == ir.Add && ir.IsInteger(op.Result().Type) &&
		p.isName(op.Args[0]) && p.isName(op.Args[1])
}

// isPart reports whether op is a part of a parameter and called so: rot.X, that
// was given the name rotX.
func isPart(op *ir.Op) bool {
	if op.Code != ir.Field || op.Args[0].Op != nil {
		return false
	}
	name, t := op.Args[0].Name, op.Args[0].Type
	for _, step := range op.Path {
		if step.Index {
			name += strconv.Itoa(step.At)
		} else {
			name += capital(t.Underlying().(*types.Struct).Field(step.Field).Name())
		}
		t = ir.Part(t, []ir.Step{step})
	}
	return name == op.Result().Name
}

// canPop reports whether the statement root can have pop in it: the stack gets
// shorter after root, so that nothing else there may need it.
func (p *plan) canPop(pop, root *ir.Op) bool {
	if root.Code != ir.Store && (root.Code.IsTerminator() || len(root.Results) != 1 || len(root.Blocks) > 0) {
		return false
	}
	for _, e := range p.sequence(root) {
		if touches(ownEffects(e.op)) && len(e.op.Args) > 0 && e.op.Args[0] == pop.Args[0] {
			return false
		}
	}
	return true
}

// pops are the Pops in the statement root whose stacks get shorter after it.
func (p *plan) pops(root *ir.Op) []*ir.Op {
	var list []*ir.Op
	for _, e := range p.sequence(root) {
		if e.op.Code == ir.Pop {
			list = append(list, e.op)
		}
	}
	return list
}

func (p *plan) heavy(points []point) bool {
	for _, at := range points {
		if p.weight[at.root] >= maxWeight {
			return true
		}
	}
	return false
}

// isExpression reports whether op can be printed as an expression.
func (p *plan) isExpression(op *ir.Op) bool {
	switch op.Code {
	case ir.Alloc, ir.Scratch, ir.Fresh, ir.Tape, ir.Extend, ir.Retract, ir.Loop:
		return false
	case ir.If:
		return p.isLogic(op)
	}
	return len(op.Results) == 1
}

// isLogic finds out whether the If op can be printed as && or ||: one branch
// gives a constant, the other an expression.
func (p *plan) isLogic(op *ir.Op) bool {
	v := onlyNeeded(op, p.needed)
	if v == nil || v != op.Results[0] || !isBool(v) || p.sunk[op] {
		return false
	}
	constants := 0
	for _, b := range op.Blocks {
		ops := p.ops[b]
		if b.End().Code != ir.Yield || !p.allInline(ops[:len(ops)-1]) {
			return false
		}
		if p.isConstant(b.End().Args[0]) {
			constants++
		}
	}
	p.logic[op] = constants == 1
	return p.logic[op]
}

func isBool(v *ir.Value) bool {
	b, ok := v.Type.Underlying().(*types.Basic)
	return ok && b.Kind() == types.Bool
}

// onlyNeeded is op's result that is needed, nil if there are more or none.
func onlyNeeded(op *ir.Op, needed map[*ir.Value]bool) *ir.Value {
	var only *ir.Value
	for _, r := range op.Results {
		if needed[r] {
			if only != nil {
				return nil
			}
			only = r
		}
	}
	return only
}

func (p *plan) allInline(ops []*ir.Op) bool {
	for _, op := range ops {
		if !p.inline[op] {
			return false
		}
	}
	return true
}

// isStatement reports whether op is printed as a statement.
func (p *plan) isStatement(op *ir.Op) bool { return !p.inline[op] && !p.element[op] }

// isVariable reports whether v is printed as a name.
func (p *plan) isVariable(v *ir.Value) bool { return v.Op == nil || !p.inline[v.Op] }
