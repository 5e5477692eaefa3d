package parse

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// A target is what a return, break or continue leads out of: the function, a
// loop or a switch.
type target struct {
	stmt  ast.Stmt // the for, range or switch; nil for the function
	label string
	left  *ir.Value // the address of a flag: what follows in the function, in this iteration or in this clause isn't reached
	loop  *leaving  // of a loop that may be left before its end

	post   ast.Stmt                 // of a for statement that isn't counted
	shared map[*types.Var]*ir.Value // its variables between two iterations, if each iteration has its own
}

// A leaving is a loop that may be left before its end.
type leaving struct {
	op     *ir.Op
	around *ir.Block // that lists op
	more   *ir.Value // the address of a flag, in the body: go on after this iteration
	code   *ir.Value // the address of the number of the exit that is taken, from 1
	exits  []exit
	beyond bool // it is also left in its body, for something around it
}

// An exit is a way out of a loop: what the source does on the way is done behind
// the loop, where all variables are what they were when it was left.
type exit struct {
	stmts []ast.Stmt
	vars  map[*types.Var]*ir.Value // variables of the loop's body, as they were
}

// reach makes t a target of what lower lowers.
func (l *body) reach(t *target, lower func()) {
	l.targets = append(l.targets, t)
	lower()
	l.targets = l.targets[:len(l.targets)-1]
}

// innermost is the target that the current list of statements belongs to.
func (l *body) innermost() *target { return l.targets[len(l.targets)-1] }

// aim is the number of the target that a return, break or continue leads out of.
func (l *body) aim(s ast.Stmt) int {
	b, ok := s.(*ast.BranchStmt)
	for i := len(l.targets) - 1; i > 0 && ok; i-- {
		t := l.targets[i]
		switch {
		case b.Label != nil && b.Label.Name == t.label:
			return i
		case b.Label == nil && (b.Tok == token.BREAK || !isSwitch(t.stmt)):
			return i
		}
	}
	return 0
}

// leave goes to what s, a return, break or continue, says: all that follows on
// the way there is skipped, and the loops on the way end.
func (l *body) leave(s ast.Stmt) {
	aim := l.aim(s)
	for i := len(l.targets) - 1; i >= aim; i-- {
		t := l.targets[i]
		l.raise(t.left, true)
		if t.loop == nil || i == aim && isContinue(s) {
			continue
		}
		l.raise(t.loop.more, false)
		t.loop.beyond = t.loop.beyond || i > aim
	}
	if isContinue(s) {
		l.next(l.targets[aim])
	}
}

func isSwitch(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.SwitchStmt, *ast.TypeSwitchStmt:
		return true
	}
	return false
}

// raise sets a flag.
func (l *body) raise(flag *ir.Value, to bool) {
	l.b.Store(l.b.Const(constant.MakeBool(to), types.Typ[types.Bool]), flag, nil)
}

func isContinue(s ast.Stmt) bool {
	b, ok := s.(*ast.BranchStmt)
	return ok && b.Tok == token.CONTINUE
}

// flag makes the address of a flag.
func (l *body) flag(name string) *ir.Value { return l.variable(name, types.Typ[types.Bool]) }

// unlessLeft lowers rest where control hasn't left the current list of statements.
func (l *body) unlessLeft(rest []ast.Stmt) {
	if len(rest) == 0 || l.ended() {
		return
	}
	op := l.b.If(l.b.Load(l.innermost().left, nil))
	l.in(op.Blocks[0], func() {})
	l.in(op.Blocks[1], func() { l.stmts(rest) })
}
