// Package batch turns the program for one sample into the program for a mini-batch: a program of
// package ir in, a program of package ir out, which package adjoint differentiates like any other.
//
//	g := Mean(f, names, matrix, forms)
//
//	func Loss(w Matrix, x, y []T) T           func LossBatch(w Matrix, x, y Matrix) T
//	  z = call Affine w, x, b                   z = call AffineRows x, w, b
//	  h = call ReLU z                           h = call MatReLU z
//	  r = call Sub h, y                         r = call MatSub h, y
//	  f = call SquaredNorm r                    s = call MatSquaredNorm r
//	  return f                                  return s / T(x.Rows)
//
// An operation is done in one of four ways (way.go):
//
//   - once, if it is the same for all samples (varied.go);
//   - whole, by the form for all samples of the function that it calls, in which a sample is a row of a matrix
//     or an element of a slice (form.go);
//   - split, an If or a Loop that takes the same way for all samples: what is in it has ways of its own;
//   - each, in a loop over the samples, together with its neighbours. This is the way of everything else.
//
// What an operation needs of another that is done in another way is a row, an element, or is put into
// one (value.go). Memory that a sample computes in is its own; where samples write to memory that others see, or do
// what can be noticed in their order, all of the function is done for each sample, one after the other.
//
// The value is the sum over the samples, divided by their number (mean.go).
package batch
