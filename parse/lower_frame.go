package parse

import (
	"go/ast"
	"go/constant"
	"go/types"
	"maps"

	"github.com/gograd/gograd/ir"
)

// A frame is what a call has for itself: that of the function which is lowered, or
// one whose body is lowered in place of a call.
type frame struct {
	*usage
	info     *types.Info
	fn       *types.Func
	decl     *ast.FuncDecl
	file     *File
	typeArgs map[*types.TypeParam]types.Type // of an instance of a generic function
	outer    *frame                          // of the call around this one; nil for the function that is lowered
	around   int                             // how many loops are around the call
	brought  int                             // operations that calls inside have brought

	vars  map[*types.Var]*ir.Value        // the addresses of the variables
	funcs map[*types.Var]*function        // the variables that hold functions which are known
	depth map[*types.Var]int              // how many loops are around the declarations of the variables
	entry *ir.Block                       // where the body begins
	gave  map[*ast.ReturnStmt][]*function // which functions are returned, by the statements that are reached

	results []*types.Var             // the result variables
	exits   []*ir.Value              // the addresses of what is returned
	targets []*target                // what the current statement is in, the function first
	hoisted map[ast.Expr][]*ir.Value // results of calls that come first in their statement
}

func (l *Lowerer) newFrame(pkg *Package, fn *types.Func, s definition) *frame {
	return &frame{
		usage: l.usage(s), info: s.info, fn: fn, decl: s.decl, file: pkg.File(s.decl.Pos()),
		vars: map[*types.Var]*ir.Value{}, funcs: map[*types.Var]*function{}, depth: map[*types.Var]int{},
		gave: map[*ast.ReturnStmt][]*function{}, hoisted: map[ast.Expr][]*ir.Value{},
	}
}

// closure is the frame of a call of a function literal that stands in fr: it has the
// variables of fr themselves.
func (fr *frame) closure() *frame {
	return &frame{
		usage: fr.usage, info: fr.info, fn: fr.fn, decl: fr.decl, file: fr.file, typeArgs: fr.typeArgs,
		vars: maps.Clone(fr.vars), funcs: maps.Clone(fr.funcs), depth: maps.Clone(fr.depth),
		gave: map[*ast.ReturnStmt][]*function{}, hoisted: map[ast.Expr][]*ir.Value{},
	}
}

// enter lowers list, the body of a function, in place of a call that gives it args,
// and returns its results.
func (l *body) enter(fr *frame, inputs, results []*types.Var, args []*ir.Value, list []ast.Stmt) []*ir.Value {
	at, pos, expr := len(l.b.Block.Ops), l.b.Pos, l.b.Expr
	fr.outer, fr.around, fr.entry = l.frame, l.loops(), l.b.Block
	l.frame = fr
	for i, p := range inputs {
		l.give(p, args[i])
	}
	for _, r := range results {
		l.result(r)
	}
	l.reach(&target{left: l.flag("done")}, func() { l.stmts(list) })
	l.goOn()
	values := l.exitValues()
	for i := range values {
		if f := fr.returned(i); f != nil {
			values[i] = l.standIn(f, values[i].Type, pos)
		}
	}
	l.frame = fr.outer
	l.b.Pos, l.b.Expr = pos, expr
	l.grow(pos, (&ir.Block{Ops: l.b.Block.Ops[at:]}).Size()-fr.brought)
	return values
}

// give makes v what the parameter p holds.
func (l *body) give(p *types.Var, v *ir.Value) {
	f := l.functions[v]
	if isNilFunction(v) && !l.addressed[p] && l.writes[p] == 0 {
		f = &function{isNil: true}
	}
	if f == nil {
		l.bind(p, l.variable(p.Name(), p.Type()))
		l.b.Store(v, l.vars[p], nil)
		return
	}
	if l.writes[p] > 0 || l.addressed[p] {
		f = unknownFunction(p.Name() + " is assigned to after the call")
	}
	l.know(p, f)
}

// goOn puts a panic that always comes under a condition that is always true, so that
// the block can go on.
func (l *body) goOn() {
	if !l.ended() {
		return
	}
	last := len(l.b.Block.Ops) - 1
	end := l.b.Block.Ops[last]
	l.b.Block.Ops = l.b.Block.Ops[:last]
	op := l.b.If(l.b.Const(constant.MakeBool(true), types.Typ[types.Bool]))
	op.Blocks[0].Ops = append(op.Blocks[0].Ops, end)
	l.b.At(op.Blocks[1]).Yield()
}

// returned is the function that the i-th result is; nil if it is none that has been
// seen. A function is known if there is one way to it.
func (fr *frame) returned(i int) *function {
	var one *function
	for _, list := range fr.gave {
		if i < len(list) && list[i] != nil {
			one = list[i]
		}
	}
	if one != nil && len(fr.gave) > 1 {
		return unknownFunction(fr.fn.Name() + " returns one of several functions")
	}
	return one
}
