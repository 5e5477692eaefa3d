package kernel

// isa says which instructions the kernels use.
type isa int

const (
	isaPortable isa = iota // Go, compiled for any processor
	isaNEON                // arm64
	isaAVX2                // amd64, with FMA
	isaAVX512              // amd64
)

// active is chosen once, when the program starts. Only tests change it.
var active = best()

func (i isa) String() string {
	return [...]string{"portable", "neon", "avx2", "avx512"}[i]
}
