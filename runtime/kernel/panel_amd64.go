//go:build !noasm

package kernel

// run computes the tiles of p.
func (p *panel) run(path isa, size uintptr, rows, vectors int) {
	switch {
	case path == isaAVX512 && size == 4:
		tileAVX512F32(rows, vectors, p)
	case path == isaAVX512:
		tileAVX512F64(rows, vectors, p)
	case size == 4:
		tileAVX2F32(rows, vectors, p)
	default:
		tileAVX2F64(rows, vectors, p)
	}
}

// turn packs columns that lie in memory as rows.
func (p *packing) turn(path isa, size uintptr) {
	switch {
	case path == isaAVX512 && size == 4:
		turnAVX512F32(p)
	case path == isaAVX512:
		turnAVX512F64(p)
	case size == 4:
		turnAVX2F32(p)
	default:
		turnAVX2F64(p)
	}
}
