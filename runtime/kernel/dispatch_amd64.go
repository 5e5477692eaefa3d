//go:build !noasm

package kernel

// run computes the tiles of p.
func (p *panel) run(path isa, size, rows, vectors int) {
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

// dots computes rows of so many dot products.
func (p *panel) dots(path isa, size, columns int) {
	switch {
	case path == isaAVX512 && size == 4:
		dotsAVX512F32(columns, p)
	case path == isaAVX512:
		dotsAVX512F64(columns, p)
	case size == 4:
		dotsAVX2F32(columns, p)
	default:
		dotsAVX2F64(columns, p)
	}
}

// run packs what p says.
func (p *packing) run(path isa, size int, turned bool) {
	switch {
	case path == isaAVX512 && size == 4 && turned:
		turnAVX512F32(p)
	case path == isaAVX512 && size == 4:
		copyAVX512F32(p)
	case path == isaAVX512 && turned:
		turnAVX512F64(p)
	case path == isaAVX512:
		copyAVX512F64(p)
	case size == 4 && turned:
		turnAVX2F32(p)
	case size == 4:
		copyAVX2F32(p)
	case turned:
		turnAVX2F64(p)
	default:
		copyAVX2F64(p)
	}
}

// run computes an operation on vectors.
func (v *vectors) run(path isa, size int, op vectorOp) {
	switch {
	case path == isaAVX512 && size == 4:
		vectorAVX512F32(op, v)
	case path == isaAVX512:
		vectorAVX512F64(op, v)
	case size == 4:
		vectorAVX2F32(op, v)
	default:
		vectorAVX2F64(op, v)
	}
}

// run adds the product of a column and a row.
func (o *outer) run(path isa, size int) {
	switch {
	case path == isaAVX512 && size == 4:
		outerAVX512F32(o)
	case path == isaAVX512:
		outerAVX512F64(o)
	case size == 4:
		outerAVX2F32(o)
	default:
		outerAVX2F64(o)
	}
}
