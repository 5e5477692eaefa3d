package evals

import "math/bits"

// Det returns the determinant of the n×n matrix a, stored row by row, by expansion
// along the first row, again and again: n! products.
//
//gograd:grad
func Det(a []float64, n int) float64 { return minor(a, n, 1<<n-1) }

// minor returns the determinant of the last rows of a in the columns that are left,
// of which there are as many.
func minor(a []float64, n int, left uint) float64 {
	if left&(left-1) == 0 {
		return a[bits.TrailingZeros(left)]
	}
	var sum float64
	sign := 1.0
	for rest := left; rest != 0; rest &= rest - 1 {
		j := bits.TrailingZeros(rest)
		sum += sign * a[j] * minor(a[n:], n, left&^(1<<j))
		sign = -sign
	}
	return sum
}
