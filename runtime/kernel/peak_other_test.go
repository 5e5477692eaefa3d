//go:build noasm || !amd64

package kernel

// fmaPeak isn't known here.
func fmaPeak[T Float](path isa) float64 { return 0 }
