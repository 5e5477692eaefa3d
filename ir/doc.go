// Package ir is gograd's program in the middle: structured SSA.
//
// A [Func] is a tree of blocks. A [Block] is a list of operations, the last of
// which ends it; an [Op] takes values, gives values, and may own blocks (the two
// branches of an if, the body of a loop). There is no control-flow graph: what
// differs between the branches of an [If] is a result of the if, what changes
// from one iteration of a [Loop] to the next is carried by the loop. A function
// has one exit, the [Return] that ends its body; a `return` in the middle of
// the source has become a branch.
//
// Every [Value] is defined once and is visible from its definition to the end
// of the block that defines it, blocks nested in that one included. Its name is
// a hint for whoever prints the program, never its identity.
//
// Memory is what Go reaches through slices, pointers and addressed variables.
// It is read and written by [Load] and [Store] on a place: a base (a slice or a
// pointer) and a path of fields and indexes into what the base refers to. Local
// variables that are never addressed are no memory: they are values.
//
// A program prints as
//
//	func Power(x float64, n int) (float64) {
//	  c = const 1.0 float64
//	  lo = const 0 int
//	  y1 = loop i = lo to n carry (y = c) {
//	    y2 = mul y, x
//	    yield y2
//	  }
//	  return y1
//	}
//
// [Check] says whether a program is well formed, [Eval] what it computes,
// [Simplify] makes it smaller, and [Fuse] one loop of two. Analyses return results; nobody writes on the
// nodes of a program that isn't being built.
package ir
