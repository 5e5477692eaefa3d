// Package sizes says how much memory a program of package ir takes for itself, as
// formulas of its inputs.
//
//	for i := range x {
//		for j := 0; j < i; j++ {
//			push t, p // 4*len(x)*(len(x)-1) bytes
//
// A formula is a product of counts, in Go's notation. A count that would be negative is
// 0. What is no sum or product of inputs is sum(len(x[i]), i < len(x)), or
// largest(len(x[i]), i < len(x)): over the values of i from 0 on, and the sum and the largest
// of none are 0. What only the run shows has a name, with a [Note] that says what it is.
//
// linear.go has sums of counts, value.go makes them from values of the program, product.go
// multiplies them, loop.go says how often an operation runs, and size.go what that means for memory.
package sizes
