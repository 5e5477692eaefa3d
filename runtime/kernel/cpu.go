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

// vectorBytes is the size of a vector.
func (i isa) vectorBytes() int {
	return [...]int{0, 16, 32, 64}[i]
}

// tileRows is the greatest height of a tile two vectors wide.
func (i isa) tileRows() int {
	return [...]int{0, 8, 6, 14}[i]
}

// wideVectors lists the widths of the tiles for so few rows, in vectors.
func (i isa) wideVectors(rows int) []int {
	switch {
	case i == isaNEON:
		return nil
	case i == isaAVX512 && rows == 1:
		return wideAVX512Row[:]
	case i == isaAVX512 || rows == 1:
		return wideAVX512Row[1:]
	}
	return wideAVX2[:]
}

var (
	wideAVX512Row = [...]int{16, 8}
	wideAVX2      = [...]int{4}
)

// has reports whether there is a kernel for an operation on vectors.
func (i isa) has(op vectorOp) bool {
	return i >= isaAVX2 || i == isaNEON && (op == opDot || op == opAxpy)
}
