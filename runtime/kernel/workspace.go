package kernel

import (
	"sync"
	"unsafe"
)

// workspace is memory to pack operands in. It is taken from a pool and given back,
// so that a product allocates nothing once as many have run at a time before.
type workspace struct {
	b [panelBytes * (blockDepth + 16) / 8]float64 // one panel of b
}

// panelBytes is the size of a row of the widest panel that is packed.
const panelBytes = 128

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// packB lays the columns of b from column j on, products k0 to k1, into w as the
// rows of a panel so many vectors wide, and lets work read it there.
func (p *product[T]) packB(w *workspace, work *panel, j, width, k0, k1, vectors int) {
	lanes, bytes := vectorLanes[T](active), size[T]()
	part := packing{
		depth:    k1 - k0,
		srcOuter: p.b.outer * bytes,
		dstDepth: vectors * lanes * bytes,
	}
	for v := 0; v*lanes < width; v++ {
		part.columns = min(lanes, width-v*lanes)
		part.src = p.b.at(j+v*lanes, k0)
		part.dst = unsafe.Pointer(&w.b[v*lanes*bytes/8])
		part.turn(active, unsafe.Sizeof(T(0)))
	}
	work.b = unsafe.Pointer(&w.b)
	work.bDepth = part.dstDepth
}
