package kernel

import (
	"sync"
	"unsafe"
)

// panelSpace is memory to pack a panel of b in, blockSpace memory to copy a block of
// a to. They are taken from pools and given back, so that a product allocates nothing
// once as many have run at a time before.
type (
	panelSpace [panelBytes * packedBytes / 4 / 8]float64
	blockSpace [blockRows * (packedBytes + apart*8) / 8]float64
)

const (
	panelBytes = 128 // in a row of a packed panel
	blockRows  = 256 // most rows of a that are used at a time
	apart      = 16  // elements that rows are apart for not to fall on one place of the cache
)

var (
	panelSpaces = sync.Pool{New: func() any { return new(panelSpace) }}
	blockSpaces = sync.Pool{New: func() any { return new(blockSpace) }}
)

// pack lays the columns of b from column j on, products k0 to k1, into w as the rows
// of a panel so many vectors wide, and lets work read it there.
func (p *product[T]) pack(w *panelSpace, work *panel, j, width, k0, k1, vectors int) {
	lanes, bytes := vectorLanes[T](active), size[T]()
	part := packing{depth: k1 - k0, srcRow: p.b.row() * bytes, dstRow: vectors * lanes * bytes}
	for v := 0; v*lanes < width; v++ {
		part.columns = min(lanes, width-v*lanes)
		part.src = p.b.at(j+v*lanes, k0)
		part.dst = unsafe.Pointer(&w[v*lanes*bytes/8])
		part.run(active, unsafe.Sizeof(T(0)), p.b.outer != 1)
	}
	work.b = unsafe.Pointer(w)
	work.bDepth = part.dstRow
}

// copyBlock copies rows i0 to i1 of a, products k0 to k1, as they lie, but for the
// distance of the rows.
func (f *factor[T]) copyBlock(w *blockSpace, i0, i1, k0, k1 int) factor[T] {
	to := unsafe.Slice((*T)(unsafe.Pointer(w)), len(w)*8/size[T]())
	rows, cols := i1-i0, k1-k0
	if f.outer == 1 {
		rows, cols = cols, rows
	}
	from, distance := f.data[i0*f.outer+k0*f.depth:], cols+apart
	for r := range rows {
		copy(to[r*distance:], from[r*f.row():][:cols])
	}
	if f.outer == 1 {
		return factor[T]{to, 1, distance}
	}
	return factor[T]{to, distance, 1}
}
