// Package fuse makes one call of several, and results of sums that begin with zero: a program of package ir
// in, the same program with fewer calls and less memory out. What functions are the same as others is said beside them:
//
//	//gograd:same h = ReLU(Affine(w, x, b))      //gograd:same dst += MatMul(a, b)
//	func AffineReLU(w Matrix, x, b []T) []T      func AddMatMul(dst, a, b Matrix)
//
// So a gradient on matrices, which adds each contribution to an adjoint that begins with zeros, becomes
//
//	d = scratch n; call AddMatMul d, a, b        →   d = call MatMul a, b        (assign.go)
//	d = scratch n; call AddVector d, x           →   x for d                     (assign.go)
//	z = call Affine w, x, b; h = call ReLU z     →   h = call AffineReLU w, x, b (match.go)
//	t = call MatMul a, b; call AddMatrix d, t    →   call AddMatMul d, a, b      (match.go)
package fuse
