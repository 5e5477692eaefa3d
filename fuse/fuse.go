package fuse

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// A Same says that a function computes an expression of calls, or adds it to its first parameter.
type Same struct {
	Func *types.Func
	Adds bool
	Expr *Expr
}

// An Expr is a parameter, by its number, or a call if Func isn't nil.
type Expr struct {
	Param int
	Func  *types.Func
	Args  []*Expr
}

// A Table knows what is said in a package.
type Table interface {
	Same(pkg *types.Package) []*Same
}

// Calls fuses the calls of f, as long as there are some that can be.
//
// Before: f passes ir.Check.
// After:  f passes ir.Check and computes the same, up to rounding in the last place where a product is fused with
// what is done to it.
func Calls(f *ir.Func, table Table) {
	z := &fuser{f: f, table: table}
	for z.once() {
		ir.Simplify(f)
	}
}

// A fuser fuses the calls of one function.
type fuser struct {
	f       *ir.Func
	table   Table
	tree    *ir.Tree
	uses    map[*ir.Value][]*ir.Op
	aliases *ir.Aliases
}

// once makes one change, if there is one to be made.
func (z *fuser) once() bool {
	z.look()
	for op := range z.f.Body.All() {
		if op.Code != ir.Call || op.Func == nil || op.Func.Pkg() == nil || len(z.table.Same(op.Func.Pkg())) == 0 {
			continue
		}
		if z.assign(op) || z.match(op) {
			return true
		}
	}
	return false
}

func (z *fuser) look() {
	z.tree, z.uses, z.aliases = ir.NewTree(z.f), ir.Uses(z.f), ir.NewAliases(z.f)
}

// adds is what is said of the function that op calls, if it adds something to its first argument; else nil.
func (z *fuser) adds(op *ir.Op) *Same {
	for _, s := range z.table.Same(op.Func.Pkg()) {
		if s.Adds && s.Func == op.Func.Origin() {
			return s
		}
	}
	return nil
}

// index is the number of op in the list of its block.
func (z *fuser) index(op *ir.Op) int {
	for i, o := range z.tree.Block(op).Ops {
		if o == op {
			return i
		}
	}
	panic("fuse: an operation isn't in its block")
}

// remove takes op out of its block.
func (z *fuser) remove(op *ir.Op) {
	b, i := z.tree.Block(op), z.index(op)
	b.Ops = append(b.Ops[:i:i], b.Ops[i+1:]...)
}
