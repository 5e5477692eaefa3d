package main

import "github.com/gograd/gograd/runtime/tensor"

// matrix is a matrix by rows, with the arithmetic of the closed forms written
// out, so that they share nothing with the rules they are a check of.
type matrix [][]float64

func zeros(rows, cols int) matrix {
	m := make(matrix, rows)
	for i := range m {
		m[i] = make([]float64, cols)
	}
	return m
}

// product returns the product of its factors, from left to right.
func product(a matrix, factors ...matrix) matrix {
	for _, b := range factors {
		c := zeros(len(a), len(b[0]))
		for i := range c {
			for j := range c[i] {
				for k := range b {
					c[i][j] += a[i][k] * b[k][j]
				}
			}
		}
		a = c
	}
	return a
}

func transposed(a matrix) matrix {
	t := zeros(len(a[0]), len(a))
	for i := range a {
		for j := range a[i] {
			t[j][i] = a[i][j]
		}
	}
	return t
}

// apply returns f of each element.
func apply(f func(float64) float64, a matrix) matrix {
	b := zeros(len(a), len(a[0]))
	for i := range a {
		for j := range a[i] {
			b[i][j] = f(a[i][j])
		}
	}
	return b
}

func relu(v float64) float64   { return max(v, 0) }
func double(v float64) float64 { return 2 * v }

// lambda returns Λ(u) = diag(1(uᵢ > 0)) of a column u.
func lambda(u matrix) matrix {
	m := zeros(len(u), len(u))
	for i := range u {
		if u[i][0] > 0 {
			m[i][i] = 1
		}
	}
	return m
}

// tensorOf returns m as the network takes it.
func tensorOf(m matrix) tensor.Matrix[float64] { return tensor.FromRows(m...) }

// flat returns the elements of m, row by row.
func flat(m matrix) []float64 {
	var v []float64
	for _, row := range m {
		v = append(v, row...)
	}
	return v
}
