// Package rules is gograd's formula sheet: the derivative of every operator of Go
// and of every function of package math, written as Go.
//
// A rule is a function whose doc comment ends in a directive. This one says
// everything that gograd knows about math.Tanh:
//
//	// Tanh: dy/dx = 1 − y².
//	//
//	//gograd:adjoint y = math.Tanh(x)
//	func Tanh(y, dy float64) (dx float64) { return dy * (1 - y*y) }
//
// # Adding a rule
//
//  1. The directive is the call or the expression that the rule differentiates. It
//     gives names to the inputs and to the results.
//  2. A rule asks for what it needs: its parameters are any of these inputs and
//     results, and d + a result, the adjoint of that result. All that a rule asks for has to be
//     kept until the reverse sweep, so it asks for little, and for the result
//     rather than an input where both serve as well.
//  3. A rule's result d + an input is what gograd adds to the adjoint of that input.
//     (A rule for memory has a parameter d + input instead, to which it adds
//     itself; operators and package math need none.)
//  4. Every float input has its contribution, or the directive says that it carries none:
//     const=x. A step, such as math.Floor, is a rule without parameters and
//     results. Where there is also a rule without the const=x, the one with it is
//     used for calls in which x carries no derivative.
//  5. A rule may be generic; those of the operators are, as they serve float32 and float64.
//
// The body is inlined into the gradient, where users read it, and is differentiated
// again for higher derivatives. It is therefore made of assignments, arithmetic,
// if, return, and calls of package math and of functions of this package in the
// same style. It is linear in the adjoints, and has no loops.
//
// # Kinks and singular points
//
// Where a function has no derivative, its rule decides on one: the element of
// least norm of the subdifferential; 0 for an infinite slope at a finite value; the
// limit ±Inf where the value itself is infinite, with 0 for an adjoint that is exactly
// 0. Each decision is a sentence of the doc comment, of the form
//
//	At x = 0 it takes the subgradient 0.
//
// which gograd quotes with the caller's argument in place of x. A rule tests the
// point before the adjoint, never the adjoint alone, so that its own derivative
// stays right everywhere else. At a NaN nothing is promised, but where it costs nothing, 0
// is better: a program may compute a value that is no number and not use it.
//
// # The built-in functions max and min
//
// They take any number of arguments. For two and three there are rules, one for each choice of
// those that carry no derivative. For more, gograd first takes the maximum c of
// those without a derivative, then the maximum u of the others, then max(u, c) by
// [BuiltinMaxConstY]: a tie with c gives 0. As in [Builtin3], each argument that
// equals u gets du divided by the number of those that do.
package rules
