// Package emit prints programs of package ir as the Go that a careful engineer
// would have written. It doesn't know that what it prints are adjoints.
//
// A function goes through these steps, one file each:
//
//	sink.go      returns move into the branches that decide what is returned
//	need.go      what isn't needed is left out
//	plan.go      which operations are statements, which are parts of expressions:
//	             simple.go says what is short enough to be printed twice, move.go
//	             and sequence.go what may be evaluated at its use, force.go which
//	             constants Go would treat otherwise than the program
//	build.go     statements: what loops carry and branches give becomes copies
//	live.go      which variables are in use at the same time
//	share.go     values that may share a variable do: most copies are gone
//	merge.go     values are computed where they are copied to
//	copies.go    the others are put in an order, one assignment after the other
//	hoist.go     what is set in all ways out of a loop's body is set before them
//	default.go   `x := a; if c { x = b }` instead of an else
//	declare.go   where variables are declared
//	zero.go      zeroing what is zero is left out
//	returns.go   what is too long for a return is set before
//	prune.go     and so is what nobody reads
//	names.go     every variable gets a name; rename.go: type parameters that
//	             would hide one get another
//	print.go     statements as text; control.go and header.go for ifs and loops,
//	             effects.go for the rest, expr.go for expressions, place.go for
//	             memory, pool.go and saves.go for pooled memory, poolgeneric.go
//	             for that of a generic function
//
// What the printed function computes is what the program computes, bit for
// bit, with the same effects and panics in the same order.
package emit
