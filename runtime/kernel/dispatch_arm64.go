//go:build !noasm

package kernel

import (
	"math"
	"unsafe"
)

// run computes the tiles of p.
func (p *panel) run(path isa, size, rows, vectors int) {
	if size == 4 {
		tileNEONF32(rows, vectors, p)
		return
	}
	tileNEONF64(rows, vectors, p)
}

// dots isn't used here: see product.suitsDots.
func (p *panel) dots(path isa, size, columns int) {
	panic("kernel: no such kernel")
}

// run packs what p says.
func (p *packing) run(path isa, size int, turned bool) {
	if size == 4 {
		packWords[uint32](p, turned)
		return
	}
	packWords[uint64](p, turned)
}

// packWords packs elements of the size of W.
func packWords[W uint32 | uint64](p *packing, turned bool) {
	size := int(unsafe.Sizeof(W(0)))
	row, column := p.srcRow, size
	if turned {
		row, column = column, row
	}
	for k := range p.depth {
		dst := unsafe.Slice((*W)(unsafe.Add(p.dst, k*p.dstRow)), p.columns)
		for j := range dst {
			dst[j] = *(*W)(unsafe.Add(p.src, k*row+j*column))
		}
	}
}

// run computes an operation on vectors.
func (v *vectors) run(path isa, size int, op vectorOp) {
	switch {
	case op == opDot && size == 4:
		dotNEONF32(v)
	case op == opDot:
		dotNEONF64(v)
	case op == opAxpy && size == 4:
		axpyNEONF32(v)
	case op == opAxpy:
		axpyNEONF64(v)
	default:
		panic("kernel: no such operation")
	}
}

// run adds the product of a column and a row.
func (o *outer) run(path isa, size int) {
	for i := range o.rows {
		v := vectors{n: o.columns, dst: unsafe.Add(o.c, i*o.cRow), x: o.y}
		x := unsafe.Add(o.x, i*size)
		if size == 4 {
			v.alpha = bits(math.Float32frombits(uint32(o.alpha)) * *(*float32)(x))
		} else {
			v.alpha = bits(math.Float64frombits(o.alpha) * *(*float64)(x))
		}
		v.run(path, size, opAxpy)
	}
}
