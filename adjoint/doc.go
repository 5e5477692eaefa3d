// Package adjoint turns a program into its gradient: a program of package ir
// in, a program of package ir out, by three passes.
//
//	active := Activity(f, wrt, rules)         // which values carry a derivative
//	plan, problems := Match(f, active, rules) // which rule serves each operation
//	g, problems := Gradient(f, sig, active, plan)
//
// Activity (varied.go, useful.go) asks what depends on the inputs and has an influence on the
// result; memory is told apart by the regions of region.go, which connect.go unites where two
// references may be the same. Match refuses what would lose a derivative.
//
// Gradient writes two sweeps. The forward sweep (forward.go) is the program itself; the
// reverse sweep (reverse.go) takes its operations in the opposite order and hands each
// result's adjoint on to the operands, by the rule of the operation (apply.go,
// specialise.go). One file holds each construct: branch.go, loop.go, memory.go with
// shadow.go and spot.go, elements.go, copy.go and append.go for calls that write elements of
// slices, body.go for the ways out of the function. Where an adjoint is known before its
// value is (known.go, sums.go), both sweeps of a branch or loop are one (fuse.go), and
// those of a recursive function (recursion.go). Else that is in two halves (pair.go, halves.go), the
// first of which keeps in a frame what the second reads and computes in (fieldname.go, lodge.go); so is
// one that writes to memory that it is given (written.go).
//
// Descend (step.go) writes a step of stochastic gradient: a gradient with shadows of its own, which are then
// subtracted (subtract.go).
//
// A scope (scope.go) is a block of the gradient while it is written. It knows which primal values,
// shadows and adjoints are at hand. What the reverse sweep asks for and is not at hand is
// computed again, or kept since the forward sweep: keep.go decides, and derive.go when it is known
// what else is kept. Counters run backwards (running.go), slices that change places change back
// (turning.go), and calls that don't depend on a loop are kept before it (hoist.go).
// Explain (explain.go) is Gradient with notes of what is kept and who asks for it.
//
// The reverse sweep reads what rules read, and nothing else is kept; the first contribution to an
// adjoint is an assignment; what is linear keeps nothing, in place neither (aside.go); what a loop adds
// to one place is added up first (gather.go); what is kept has places by index where the
// counts are known (block.go, unstack.go); and [Pool] lets the function's own scratch memory come from where that of its
// gradient does. See Griewank & Walther,
// Evaluating Derivatives (2008), chapters 3, 4 and 6, for the method.
package adjoint
