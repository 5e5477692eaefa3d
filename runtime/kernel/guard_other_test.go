//go:build !unix

package kernel

import "testing"

// guarded returns memory for n numbers. Here nothing guards its ends.
func guarded[T Float](t testing.TB, n int, atEnd bool) []T {
	return make([]T, n)
}
