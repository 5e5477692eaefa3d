package adjoint

import (
	"go/token"
	"go/types"

	"github.com/gograd/gograd/fuse"
	"github.com/gograd/gograd/ir"
)

// A Rule is the derivative of an operation: a function that computes, from the
// adjoints of the results, what they contribute to the adjoints of the inputs.
//
//	//gograd:adjoint y = math.Tanh(x)
//	func Tanh(y, dy float64) (dx float64) { return dy * (1 - y*y) }
type Rule struct {
	Func    *ir.Func // its body
	Name    string   // of what it differentiates, as in math.Tanh
	Inputs  []string // the names that the rule gives to the inputs
	Const   []bool   // inputs that the rule says carry no derivative
	Params  []Role   // what each parameter of Func is
	Results []Role   // what each result of Func is: DInput, or Output if Fused
	Kinks   []string // what it decides, in the names of the inputs: "At x = 0 it takes the subgradient 0."

	// Fused says that Func calls the fused form of what it differentiates, which
	// computes value and gradient together: Func needs no result of the primal, and gives them.
	Fused bool
	// Fuses reports, of a fused rule, whether the fused form calls fused forms: else the function in
	// two halves does as well.
	Fuses func() bool
	// Pair is, of a fused rule, the function in two halves, for calls whose adjoints are not known before
	// them; or the reason why there is none.
	Pair func(PairFor) (*Pair, string)
	// Writes says, of a fused rule, where the function writes floats: if it does, there is no fused form, but a pair.
	Writes Writing
	// Lends says, of a fused rule, that nobody has references to what the function is given when it has returned.
	Lends bool
	// Shadowed says, of a fused rule, of which inputs the first half of a pair is given the shadows, by its Sums.
	Shadowed func(sums bool) []bool
	// World names a variable of a package that may be written and that Func, or what is generated of the
	// recursive function, reads; "" if there is none.
	World func() string
	// Strays says that it may write floats that its caller doesn't give it.
	Strays bool
}

// A Role says what a parameter or result of a rule stands for.
type Role struct {
	Kind  RoleKind
	Index int // of the input or of the result
}

// RoleKind is Input, Output, DInput or DOutput.
type RoleKind int

const (
	Input   RoleKind = iota // an input of the primal operation
	Output                  // a result of the primal operation
	DInput                  // what is contributed to an input, or the shadow of one
	DOutput                 // the adjoint of a result, or its shadow
	Framed                  // the frame of the call's first half
)

// Rules finds rules. Where several serve one operation, they differ in the
// inputs that must not carry a derivative.
type Rules interface {
	fuse.Table

	Call(fn *types.Func) []*Rule             // for a function or method
	Const(fn *types.Func) bool               // no derivative flows through fn
	Stores(fn *types.Func) bool              // fn, by its source, writes floats to memory that it is given
	Builtin(name string, inputs int) []*Rule // for a builtin function
	Operator(code ir.Code) []*Rule           // for Neg, Add, Sub, Mul, Div

	// Recursive reports whether fn calls itself, by its source, and if so where it writes floats that its caller
	// sees: else they go into its results alone.
	Recursive(fn *types.Func) (is bool, writes Writing)
	// Adjoint is the fused rule for a call of a recursive function, of whose inputs the varied
	// ones carry a derivative; or the reason why there is none.
	Adjoint(call *ir.Op, varied []bool) (*Rule, string)
}

// A Problem is what can't be differentiated, at its position.
type Problem struct {
	Pos token.Pos
	Msg string
}
