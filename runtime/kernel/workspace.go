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
	blockSpace [blockRows * (packedBytes + apart) / 8]float64
)

const (
	panelBytes = 128 // in a row of a packed panel
	blockRows  = 256 // most rows of a that are used at a time
	apart      = 64  // bytes between rows for them not to fall on one place of the cache
)

var (
	panelSpaces = sync.Pool{New: func() any { return new(panelSpace) }}
	blockSpaces = sync.Pool{New: func() any { return new(blockSpace) }}
)

// pack lays the panel of b that work is about into w, so many vectors wide.
func (p *product) pack(w *panelSpace, work *panel, width, vectors int) {
	bytes := p.isa.vectorBytes()
	part := packing{depth: work.depth, srcRow: p.b.row(), dstRow: vectors * bytes}
	for v := range vectors {
		part.columns = min(bytes/p.size, width-v*bytes/p.size)
		part.src = unsafe.Add(work.b, v*bytes/p.size*p.b.outer)
		part.dst = unsafe.Add(unsafe.Pointer(w), v*bytes)
		part.run(p.isa, p.size, !p.b.inRows(p.size))
	}
	work.b, work.bDepth = unsafe.Pointer(w), part.dstRow
}

// copyBlock copies so many rows, or columns if it is transposed, as they lie, but for
// the distance of the rows.
func (f factor) copyBlock(w *blockSpace, size, outer, depth int) factor {
	rows, bytes := outer, depth*size
	if f.outer == size {
		rows, bytes = depth, outer*size
	}
	to, distance := unsafe.Pointer(w), bytes+apart
	for r := range rows {
		src := unsafe.Slice((*byte)(unsafe.Add(f.data, r*f.row())), bytes)
		copy(unsafe.Slice((*byte)(unsafe.Add(to, r*distance)), bytes), src)
	}
	if f.outer == size {
		return factor{to, size, distance}
	}
	return factor{to, distance, size}
}
