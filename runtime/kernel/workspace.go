package kernel

import (
	"sync"
	"unsafe"
)

// panelSpace is memory to pack panels of b in, blockSpace memory to copy a block of a to.
// They are taken from pools and given back, so that a product allocates nothing once as
// many have run at a time before.
type (
	panelSpace [packedPanels * panelBytes * packedBytes / 4 / 8]float64
	blockSpace [blockRows * (packedBytes + apart) / 8]float64
)

const (
	panelBytes   = 128 // in a row of a packed panel
	packedPanels = 4   // that are packed at a time, for long pieces of their rows to be read
	packedRows   = 32  // of them that are read at a time, for few pages to be touched
	blockRows    = 512 // most rows of a that are used at a time
	apart        = 64  // bytes between rows for them not to fall on one place of the cache
)

var (
	panelSpaces = sync.Pool{New: func() any { return new(panelSpace) }}
	blockSpaces = sync.Pool{New: func() any { return new(blockSpace) }}
)

// usePacked lets work read the panel of b at column j, products from k on, in w. The first
// of some panels packs them all.
func (p *product) usePacked(w *panelSpace, work *panel, j, k int) {
	bytes := p.isa.vectorBytes()
	columns := 2 * p.lanes // of a panel
	at := j / columns % packedPanels
	if at == 0 {
		p.pack(w, work.depth, p.b.at(j, k), min(packedPanels*columns, p.n-j))
	}
	work.b = unsafe.Add(unsafe.Pointer(w), at*packedBytes/p.size*2*bytes)
	work.bDepth = 2 * bytes
}

// pack packs so many columns of b from src on, which are a vector's width each time.
func (p *product) pack(w *panelSpace, depth int, src unsafe.Pointer, columns int) {
	bytes := p.isa.vectorBytes()
	lanes, turned := p.lanes, !p.b.inRows(p.size)
	rows := packedRows
	if turned {
		rows = depth
	}
	part := packing{srcRow: p.b.row(), dstRow: 2 * bytes}
	for k := 0; k < depth; k += rows {
		part.depth = min(rows, depth-k)
		for v := 0; v*lanes < columns; v++ {
			part.columns = min(lanes, columns-v*lanes)
			part.src = unsafe.Add(src, k*p.b.depth+v*lanes*p.b.outer)
			part.dst = unsafe.Add(unsafe.Pointer(w), (v/2*packedBytes/p.size+k)*2*bytes+v%2*bytes)
			part.run(p.isa, p.size, turned)
		}
	}
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
