package kernel

import (
	"math"
	"unsafe"
)

// blockDepth is the most products that are summed before a tile is stored. It
// doesn't depend on anything, so that bits don't.
const blockDepth = 512

// blocked computes p with the micro-kernels of the active path.
func (p *product[T]) blocked() {
	p.part(0, p.m, 0, p.n)
}

// part computes rows i0 to i1 and columns j0 to j1 of c.
func (p *product[T]) part(i0, i1, j0, j1 int) {
	var w *workspace
	if p.b.outer != 1 {
		w = workspaces.Get().(*workspace)
		defer workspaces.Put(w)
	}
	for k := 0; k < p.k; k += blockDepth {
		p.columns(w, i0, i1, j0, j1, k, min(k+blockDepth, p.k))
	}
}

// columns goes through that part panel by panel, adding up products k0 to k1.
func (p *product[T]) columns(w *workspace, i0, i1, j0, j1, k0, k1 int) {
	lanes := vectorLanes[T](active)
	work := p.panel(k0, k1)
	for j := j0; j < j1; {
		vectors := 2
		if w == nil {
			vectors = panelVectors(active, i1-i0, (j1-j)/lanes)
		}
		vectors = min(vectors, (j1-j+lanes-1)/lanes)
		width := min(vectors*lanes, j1-j)
		work.lanes = uint32(width - (vectors-1)*lanes)
		if w == nil {
			work.b = p.b.at(j, k0)
			work.bDepth = p.b.depth * size[T]()
		} else {
			p.packB(w, &work, j, width, k0, k1, vectors)
		}
		p.rows(&work, i0, i1, j, k0, vectors)
		j += width
	}
}

// rows computes the tiles of one panel, all as high as each other or by one row
// higher.
func (p *product[T]) rows(work *panel, i0, i1, j, k, vectors int) {
	high := tileRows(active)
	count := (i1 - i0 + high - 1) / high
	height, higher := (i1-i0)/count, (i1-i0)%count
	p.tiles(work, i0, j, k, higher, height+1, vectors)
	p.tiles(work, i0+higher*(height+1), j, k, count-higher, height, vectors)
}

// tiles computes count tiles of one height from (i, j) on.
func (p *product[T]) tiles(work *panel, i, j, k, count, height, vectors int) {
	if count == 0 {
		return
	}
	work.tiles = count
	work.a = p.a.at(i, k)
	work.c = at(p.c.Data, i*p.c.Stride+j)
	if work.steps&stepBias != 0 {
		work.bias = at(p.epilogue.Bias, j)
	}
	if work.steps&stepMask != 0 {
		work.mask = at(p.epilogue.Mask.Data, i*p.epilogue.Mask.Stride+j)
	}
	work.run(active, unsafe.Sizeof(T(0)), height, vectors)
}

// panel is what all panels have in common that add up products k0 to k1.
func (p *product[T]) panel(k0, k1 int) panel {
	bytes := size[T]()
	work := panel{
		depth:   k1 - k0,
		aRow:    p.a.outer * bytes,
		aDepth:  p.a.depth * bytes,
		cRow:    p.c.Stride * bytes,
		maskRow: p.epilogue.Mask.Stride * bytes,
		alpha:   bits(p.alpha),
		beta:    bits(p.beta),
	}
	if k0 > 0 {
		work.beta = bits(T(1))
	}
	for _, s := range []struct {
		bit  uint32
		asks bool
	}{
		{stepScale, p.alpha != 1},
		{stepAccumulate, k0 > 0 || p.beta != 0},
		{stepBias, k1 == p.k && p.epilogue.Bias != nil},
		{stepReLU, k1 == p.k && p.epilogue.ReLU},
		{stepMask, k1 == p.k && p.epilogue.masked()},
	} {
		if s.asks {
			work.steps |= s.bit
		}
	}
	return work
}

// at is where element (outer, depth) is.
func (f *factor[T]) at(outer, depth int) unsafe.Pointer {
	return at(f.data, outer*f.outer+depth*f.depth)
}

func at[T Float](x []T, i int) unsafe.Pointer {
	return unsafe.Pointer(&x[i])
}

func size[T Float]() int {
	return int(unsafe.Sizeof(T(0)))
}

func bits[T Float](x T) uint64 {
	if size[T]() == 4 {
		return uint64(math.Float32bits(float32(x)))
	}
	return math.Float64bits(float64(x))
}

// tileRows is the greatest height of a tile.
func tileRows(path isa) int {
	if path == isaAVX512 {
		return 14
	}
	return 6
}

// vectorLanes is how many elements a vector has.
func vectorLanes[T Float](path isa) int {
	if path == isaAVX512 {
		return 64 / size[T]()
	}
	return 32 / size[T]()
}

// panelVectors is how many vectors wide the tiles are if there are so many rows
// and so many full vectors left. A few rows take wide tiles, for enough sums to be
// at work at a time.
func panelVectors(path isa, rows, left int) int {
	wide := 8
	if path != isaAVX512 && rows > 1 {
		wide = 4
	}
	if rows <= 3 && left >= wide {
		return wide
	}
	return 2
}
