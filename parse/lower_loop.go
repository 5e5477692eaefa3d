package parse

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/gograd/gograd/ir"
)

// A counter is what a counted for statement says about its variable: it runs
// from start by step while it is less (or, with a negative step, more) than
// limit, or equal to it.
type counter struct {
	id        *ast.Ident
	obj       *types.Var
	start     ast.Expr
	step      int64
	offset    ast.Expr // in `i+offset < limit`; nil for none
	minus     bool     // `i-offset`
	limit     ast.Expr
	inclusive bool
}

// counted lowers s as a counted loop. It fails, and leaves nothing behind, if the
// bound of the loop may change while it runs.
func (l *body) counted(s *ast.ForStmt, c counter, t *target) bool {
	before := l.mark()
	init, _ := s.Init.(*ast.AssignStmt)
	declared := init != nil && init.Tok == token.DEFINE
	if init != nil {
		l.otherInits(init, c)
	}
	typ := c.obj.Type()
	l.hoist(c.start)
	start := l.exprAs(c.start, typ)
	at := len(l.b.Block.Ops)
	limit := l.limit(c, typ)
	bound := slices.Clone(l.b.Block.Ops[at:])
	loop := l.count(c, start, limit)
	if leavesLoop(s.Body.List, t.label) {
		t.loop = l.mayLeave(loop)
	}
	l.iteration(loop, t, func() {
		if declared {
			l.bind(c.obj, l.variable(c.id.Name, typ))
		}
		l.b.Store(l.counterValue(c, loop, start), l.vars[c.obj], nil)
		l.stmts(s.Body.List)
	})
	failed := len(l.errs) > before.errs || l.missing > before.missing // and that has been said
	if !failed && l.mayChange(bound, loop) {
		l.undo(before)
		return false
	}
	if !declared {
		l.afterLoop(c, t, start, limit)
	}
	return true
}

// leavesLoop reports whether the body of a loop may leave it before its end.
func leavesLoop(list []ast.Stmt, label string) bool {
	return slices.ContainsFunc(leaves(list), func(s ast.Stmt) bool {
		b, ok := s.(*ast.BranchStmt)
		return !ok || b.Tok == token.BREAK || b.Label != nil && b.Label.Name != label
	})
}

// A mark is a point to which lowering can go back.
type mark struct{ ops, errs, size, brought, missing, assigned, discarded int }

func (l *body) mark() mark {
	return mark{len(l.b.Block.Ops), len(l.errs), l.size, l.brought, l.missing, len(l.assigned), len(l.discarded)}
}

func (l *body) undo(m mark) {
	l.b.Block.Ops = l.b.Block.Ops[:m.ops]
	l.errs, l.size, l.brought, l.missing = l.errs[:m.errs], m.size, m.brought, m.missing
	l.assigned, l.discarded = l.assigned[:m.assigned], l.discarded[:m.discarded]
	clear(l.hoisted)
}

// count begins the loop over what c takes.
func (l *body) count(c counter, start, limit *ir.Value) *ir.Op {
	if c.step < 0 {
		return l.down(c, start, limit)
	}
	loop := l.b.Loop(start, limit, c.id.Name)
	loop.Step = c.step
	return loop
}

// otherInits lowers what the init statement defines besides the counter.
func (l *body) otherInits(init *ast.AssignStmt, c counter) {
	for i, e := range init.Lhs {
		id := e.(*ast.Ident)
		if id == c.id {
			continue
		}
		v := l.exprAs(init.Rhs[i], l.info.TypeOf(id))
		if p := l.declare(id); p != nil {
			l.b.Store(v, p, nil)
		}
	}
}

// limit is the bound of a loop that counts up, which isn't reached, or of one
// that counts down, which is.
func (l *body) limit(c counter, t types.Type) *ir.Value {
	v := l.exprAs(c.limit, t)
	if c.offset != nil {
		code := ir.Sub
		if c.minus {
			code = ir.Add
		}
		v = l.b.Binary(code, v, l.exprAs(c.offset, t))
	}
	if c.inclusive == (c.step > 0) {
		v = l.b.Binary(ir.Add, v, l.b.Const(constOne, t))
	}
	return v
}

// down begins a loop from start down to limit. By steps of one it is the loop
// up from limit, taken in the opposite order; by others it counts iterations.
func (l *body) down(c counter, start, limit *ir.Value) *ir.Op {
	one := l.b.Const(constOne, start.Type)
	if c.step == -1 {
		loop := l.b.Loop(limit, l.b.Binary(ir.Add, start, one), c.id.Name)
		loop.Down = true
		return loop
	}
	k := l.b.Const(constant.MakeInt64(-c.step), start.Type)
	span := l.b.Binary(ir.Add, l.b.Binary(ir.Sub, start, limit), k) // start − limit + k, so that /k is the count
	return l.b.Loop(l.b.Zero(start.Type), l.b.Binary(ir.Div, span, k), "")
}

// counterValue is the source's variable in an iteration of loop.
func (l *body) counterValue(c counter, loop *ir.Op, start *ir.Value) *ir.Value {
	i := loop.Index()
	if c.step >= -1 {
		return i
	}
	k := l.b.Const(constant.MakeInt64(-c.step), i.Type)
	return l.b.Binary(ir.Sub, start, l.b.Binary(ir.Mul, i, k))
}

// afterLoop gives a counter that the loop doesn't declare its last value, unless
// the loop has been left before: the first that fails the condition.
func (l *body) afterLoop(c counter, t *target, start, limit *ir.Value) {
	if t.loop == nil {
		l.lastValue(c, start, limit)
		return
	}
	op := l.b.If(t.loop.op.Results[0])
	l.in(op.Blocks[0], func() { l.lastValue(c, start, limit) })
	l.in(op.Blocks[1], func() {})
}

func (l *body) lastValue(c counter, start, limit *ir.Value) {
	step := max(c.step, -c.step)
	first, last := start, limit
	if c.step < 0 { // start, start−k, … ≥ limit: mirrored
		first, last = limit, l.b.Binary(ir.Add, start, l.b.Const(constOne, start.Type))
	}
	op := l.b.If(l.b.Compare(ir.Lt, first, last))
	l.in(op.Blocks[0], func() {
		k := l.b.Const(constant.MakeInt64(step), start.Type)
		span := l.b.Binary(ir.Sub, last, first)
		if step > 1 {
			more := l.b.Binary(ir.Sub, k, l.b.Const(constOne, start.Type))
			span = l.b.Binary(ir.Mul, l.b.Binary(ir.Div, l.b.Binary(ir.Add, span, more), k), k)
		}
		code := ir.Add
		if c.step < 0 {
			code = ir.Sub
		}
		l.b.Store(l.b.Binary(code, start, span), l.vars[c.obj], nil)
	})
	l.in(op.Blocks[1], func() { l.b.Store(start, l.vars[c.obj], nil) })
}

// mayChange reports whether the value of bound, the operations that compute a
// loop's limit, may be another in a later iteration: the body may write what
// they read, or they call something unknown, which Go would do each time.
func (l *body) mayChange(bound []*ir.Op, loop *ir.Op) bool {
	for _, outer := range bound {
		for op := range outer.All() {
			if ir.Effects(op)&(ir.Unknown|ir.Writes) != 0 && (op.Code != ir.Store || !allocates(bound, op.Base())) {
				return true
			}
			for inner := range loop.Blocks[0].All() {
				if op.Code == ir.Load && l.mayWrite(inner, op) || readingCall(op) && writes(inner) {
					return true
				}
			}
		}
	}
	return false
}

// allocates reports whether address is that of a variable which ops make.
func allocates(ops []*ir.Op, address *ir.Value) bool {
	return address.Op != nil && address.Op.Code == ir.Alloc && slices.ContainsFunc(ops, func(outer *ir.Op) bool {
		for op := range outer.All() {
			if op == address.Op {
				return true
			}
		}
		return false
	})
}

func readingCall(op *ir.Op) bool { return op.Code == ir.Call && ir.Effects(op)&ir.Reads != 0 }

func writes(op *ir.Op) bool { return ir.Effects(op)&(ir.Writes|ir.Unknown) != 0 }

// mayWrite reports whether op may change what load reads. Here, where the
// program is half built, types and variables decide.
func (l *body) mayWrite(op, load *ir.Op) bool {
	var written types.Type
	switch op.Code {
	case ir.Store:
		written = ir.PlaceType(op.Base().Type, op.Path)
	case ir.Call:
		if ir.Effects(op)&(ir.Writes|ir.Unknown) == 0 {
			return false
		}
	default:
		return false
	}
	if l.private(load.Base()) || written != nil && l.private(op.Base()) {
		return written != nil && op.Base() == load.Base()
	}
	return written == nil || ir.TypesOverlap(written, load.Result().Type)
}

// private reports whether address is that of a variable which is only reached by its name.
func (l *body) private(address *ir.Value) bool {
	return l.names[address]
}

// rangeStmt lowers `for k, v := range x` over an integer, slice, array or pointer
// to an array, or string, and what follows it.
func (l *body) rangeStmt(s *ast.RangeStmt, label string, rest []ast.Stmt) {
	r := l.ranged(s)
	loop := l.b.Loop(l.b.Zero(r.index), r.n, strings.Trim(identName(s.Key), "_"))
	t := &target{stmt: s, label: label}
	if leavesLoop(s.Body.List, label) {
		t.loop = l.mayLeave(loop)
	}
	l.iteration(loop, t, func() {
		element := func() *ir.Value { return l.load(r.part(ir.Step{Index: true}, loop.Index())) }
		key := loop.Index()
		if r.offset != nil {
			key = l.b.Load(r.offset, nil)
			l.advance(r, element())
		}
		if s.Tok == token.ASSIGN {
			l.rangeAssign(s, key, element)
		} else {
			l.rangeDefine(s.Key, func() *ir.Value { return key })
			l.rangeDefine(s.Value, element)
		}
		l.stmts(s.Body.List)
	})
	l.behindLoop(t, rest)
}

// A rangeOver is what a range statement runs over: the number of iterations
// and where the elements are.
type rangeOver struct {
	n     *ir.Value
	index types.Type
	place
	text, offset *ir.Value // of a range over the runes of a string: it, and the address of the index
}

func (l *body) ranged(s *ast.RangeStmt) rangeOver {
	if l.evaluated(s) {
		l.hoist(s.X)
	}
	t := l.typeOf(s.X)
	integer := types.Type(types.Typ[types.Int])
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			return l.runes(s)
		}
		if key := s.Key; key != nil && identName(key) != "_" {
			integer = l.info.TypeOf(key)
		} else {
			integer = types.Default(t)
		}
		return rangeOver{n: l.exprAs(s.X, integer), index: integer}
	case *types.Slice:
		x := l.expr(s.X)
		return rangeOver{n: l.b.Len(x), index: integer, place: place{base: x}}
	case *types.Pointer:
		r := rangeOver{n: l.b.Int(u.Elem().Underlying().(*types.Array).Len()), index: integer}
		if l.evaluated(s) {
			r.place = place{base: l.expr(s.X)}
		}
		return r
	}
	array := t.Underlying().(*types.Array)
	r := rangeOver{n: l.b.Int(array.Len()), index: integer}
	switch {
	case !l.evaluated(s):
	case l.untouched(s.X, s):
		r.place = l.place(s.X)
	default: // Go ranges over a copy
		r.place = l.temporary(s.X)
	}
	return r
}

// evaluated reports whether Go evaluates what s runs over: not an array, or a pointer to
// one, where there is no second variable, be it blank, unless something is called.
func (l *body) evaluated(s *ast.RangeStmt) bool {
	found := s.Value != nil
	switch l.typeOf(s.X).Underlying().(type) {
	case *types.Array, *types.Pointer:
	default:
		return true
	}
	ast.Inspect(s.X, func(n ast.Node) bool {
		switch e := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || e.Op == token.ARROW
		case *ast.CallExpr:
			found = found || l.info.Types[e].Value == nil && !l.info.Types[ast.Unparen(e.Fun)].IsType()
		}
		return !found
	})
	return found
}

// untouched reports whether x is a variable that loop, by the look of it,
// doesn't write to, so that ranging over it needs no copy.
func (l *body) untouched(x ast.Expr, loop *ast.RangeStmt) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if !ok {
		return false
	}
	obj, ok := l.info.Uses[id].(*types.Var)
	if !ok || l.vars[obj] == nil || l.addressed[obj] || l.inside[obj] {
		return false
	}
	return !assignsTo(loop, obj, l.info)
}

// rangeDefine declares the key or value e of a range statement, as what get returns.
func (l *body) rangeDefine(e ast.Expr, get func() *ir.Value) {
	if e == nil || identName(e) == "_" {
		return
	}
	if p := l.declare(e.(*ast.Ident)); p != nil {
		l.b.Store(l.as(get(), ir.PlaceType(p.Type, nil)), p, nil)
	}
}

// rangeAssign assigns the key and the value of an iteration as an assignment does: the
// operands of both places are evaluated before the first store.
func (l *body) rangeAssign(s *ast.RangeStmt, key *ir.Value, element func() *ir.Value) {
	var places []place
	var values []*ir.Value
	for i, e := range []ast.Expr{s.Key, s.Value} {
		if e == nil || identName(e) == "_" {
			continue
		}
		l.hoist(e)
		places = append(places, l.target(e))
		if i == 0 {
			values = append(values, key)
		} else {
			values = append(values, element())
		}
	}
	for i, p := range places {
		l.store(p, l.as(values[i], p.typ()))
	}
}

// identName is e's name if it is an identifier.
func identName(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}
