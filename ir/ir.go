package ir

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"
)

// A Func is a function or method as a program.
//
//	func Power(x float64, n int) (y float64) { … }
type Func struct {
	Name string
	Pkg  *types.Package // where it belongs: the package of names in the printed program
	Doc  string         // what its doc comment says, without comment markers
	Pos  token.Pos      // of the source it came from

	TypeParams []*types.TypeParam // those of a generic function; of a method, what it calls those of its receiver

	Recv     *Value   // the receiver, nil for a function
	Params   []*Value // without the receiver
	Variadic bool     // the last parameter was declared `...T`
	Results  []Result
	Body     *Block // ends in Return, or in Panic

	// Apart holds the parameters (with the receiver) whose memory overlaps
	// with no memory that is reached from the others: the shadows.
	Apart []*Value

	lastID int
}

// A Result is what a function declares about one of its results.
type Result struct {
	Name string // "" if the results have no names
	Type types.Type
}

// A Value is defined once: by an operation, or as a parameter of a function or a block.
type Value struct {
	Name string // a hint, "" for none
	Type types.Type
	Op   *Op // that gives it; nil for a parameter
	ID   int // unique in its function, in order of creation
}

// An Op is one operation. Which of the fields below Blocks are set depends on its Code.
type Op struct {
	Code    Code
	Args    []*Value
	Results []*Value
	Blocks  []*Block
	Pos     token.Pos // in the source, for diagnostics
	Expr    token.Pos // in the source, of the token that makes the expression; 0 if there is none

	Const   constant.Value // Const: the value; nil for the zero value of the result's type
	Object  *types.Var     // Global
	Func    *types.Func    // Call: what is called
	Builtin string         // Call: the name of a builtin, or a form like [MapIndex], if Func is nil
	Later   string         // Call: "go" or "defer", if it runs later; its results are dropped
	Spread  bool           // Call: the last argument is passed as `s...`
	Reads   bool           // Call: known to write nothing and to give memory of its own
	Path    []Step         // Field, Load, Store, Addr
	Step    int64          // Loop: at least 1
	Dirty   bool           // Scratch, Fresh: with anything in it, instead of zeros
	Exact   bool           // Scratch, Fresh: the capacity is the length
	Down    bool           // Loop: in the opposite order
	While   bool           // Loop: as long as the first value that it carries is true

	// Safe says that the operation can't panic, because what is known about
	// its operands excludes it: it may be dropped when its result isn't used.
	Safe bool
	// Paragraph asks the printer for a blank line before the operation.
	Paragraph bool
}

// A Step is one step of a path: into a field, or to an element.
type Step struct {
	Field int  // the field's number, if Index is false
	Index bool // an element: of Load, Store and Addr the next of Args says which
	At    int  // Field on arrays: which element, if Index is true
}

// A Block is a list of operations that run in order; the last ends it.
type Block struct {
	Params []*Value
	Ops    []*Op
	Owner  *Op // the If or Loop; nil for the body of a function
}

// Result is the first result of op.
func (op *Op) Result() *Value { return op.Results[0] }

// End is the operation that ends b.
func (b *Block) End() *Op { return b.Ops[len(b.Ops)-1] }

// Inputs are f's receiver, if it has one, and its parameters.
func (f *Func) Inputs() []*Value {
	if f.Recv == nil {
		return f.Params
	}
	return append([]*Value{f.Recv}, f.Params...)
}

// NewValue makes a value that belongs to f and is not yet defined.
func (f *Func) NewValue(name string, t types.Type) *Value {
	f.lastID++
	return &Value{Name: name, Type: t, ID: f.lastID}
}

// LastID is the ID of the value of f that was made last.
func (f *Func) LastID() int { return f.lastID }

// Indexes are the arguments of a Load, Store or Addr that say which elements Path means.
func (op *Op) Indexes() []*Value {
	if op.Code == Store {
		return op.Args[1 : len(op.Args)-1]
	}
	return op.Args[1:]
}

// Base is the slice or pointer through which a Load, Store or Addr goes.
func (op *Op) Base() *Value { return op.Args[0] }

// Lo, Hi and Inits are the arguments of a Loop.
func (op *Op) Lo() *Value { return op.Args[0] }

// Hi is the bound of a Loop: it isn't reached.
func (op *Op) Hi() *Value { return op.Args[1] }

// Inits are the initial values of what a Loop carries.
func (op *Op) Inits() []*Value { return op.Args[2:] }

// Endless reports whether a Loop ends only when its While says so.
func (op *Op) Endless() bool {
	n, ok := IntConst(op.Hi())
	return op.While && ok && n == math.MaxInt64
}

// Index is the loop's own variable.
func (op *Op) Index() *Value { return op.Blocks[0].Params[0] }

// Carried are the values that a Loop carries, as its body sees them.
func (op *Op) Carried() []*Value { return op.Blocks[0].Params[1:] }

// Size is the number of operations in b, at any depth.
func (b *Block) Size() int {
	n := 0
	for range b.All() {
		n++
	}
	return n
}
