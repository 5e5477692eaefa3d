package rules

import "embed"

// Source holds the files of this package that contain rules, for gograd to read
// when it runs.
//
//go:embed operators.go builtin.go builtin3.go extremes.go sign.go rounding.go floats.go
//go:embed exponential.go power.go trig.go hyperbolic.go erf.go gamma.go bessel.go
var Source embed.FS
