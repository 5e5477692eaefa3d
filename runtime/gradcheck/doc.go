// Package gradcheck tests a gradient against central differences, in the tests
// of the program that uses it:
//
//	func TestLossGrad(t *testing.T) {
//		gradcheck.AtStruct(t,
//			func(w *MLP) float32 { return Loss(w, x, y) },
//			func(w, dw *MLP) float32 { return LossGrad(w, x, y, dw) },
//			newMLP())
//	}
//
// The tolerance is no parameter. Differences are taken over a ladder of steps.
// Two steps of different length tell what is left of the truncation error
// (Richardson, 1911); the noise of the function, measured from a table of its
// fourth differences (Hamming, 1962; Moré and Wild, 2011), tells what rounding
// adds. Longer steps count only as far as they agree with all shorter ones. A
// number is wrong when two of them exclude it.
//
// At a kink a central difference is no oracle. Where the slopes to both sides
// differ, however small the step, anything between them is accepted, and the
// number is listed as a kink. Where differences do not settle, as at a jump or an
// infinite slope, or where noise leaves it open, it is listed as unresolved.
// Neither fails a test.
//
// Beside the numbers, the contract of a generated gradient is tested: it returns
// the function's value to the bit, adds to its shadow, leaves its input as the
// function does, and gives the same bits when it is called again.
package gradcheck
