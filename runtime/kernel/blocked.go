package kernel

import (
	"math"
	"unsafe"
)

// The most products that are summed before a tile is stored, in bytes of a row of a:
// for few rows of a, of which a packed panel of b should stay in the first-level
// cache, and for many, of which blockRows should stay in the second-level cache.
const (
	fewRows     = 128
	fewBytes    = 512
	packedBytes = 2048
	directBytes = 4096 // where nothing is packed
)

// blocks says how many parts the sums of p are cut into. It depends on the shape
// and the strides alone, so that the bits of the result do.
func (p *product[T]) blocks(packed bool) int {
	bytes := directBytes
	switch {
	case packed && p.m <= fewRows:
		bytes = fewBytes
	case packed:
		bytes = packedBytes
	}
	return (p.k*size[T]() + bytes - 1) / bytes
}

// packsB reports whether b is packed panel by panel. Where it lies in rows it needn't
// be, unless many rows that are far apart are used often.
func (p *product[T]) packsB() bool {
	return p.b.outer != 1 || p.m > fewRows && p.b.depth*size[T]() >= 2048
}

// copiesA reports whether a is copied block by block before it is used, for rows that
// would drive each other out of the cache.
func (p *product[T]) copiesA() bool {
	return p.a.aliased() && p.n*size[T]() >= 4*panelBytes
}

// aliased reports whether all rows fall on one place of the first-level cache.
func (f *factor[T]) aliased() bool {
	return f.row()*size[T]()%4096 == 0
}

// blocked computes p with the micro-kernels of the active path.
func (p *product[T]) blocked() {
	p.part(0, p.m, 0, p.n)
}

// part computes rows i0 to i1 and columns j0 to j1 of c.
func (p *product[T]) part(i0, i1, j0, j1 int) {
	var s scratch
	if p.packsB() {
		s.b = panelSpaces.Get().(*panelSpace)
		defer panelSpaces.Put(s.b)
	}
	if p.copiesA() {
		s.a = blockSpaces.Get().(*blockSpace)
		defer blockSpaces.Put(s.a)
	}
	blocks := p.blocks(s.b != nil || s.a != nil)
	for b := range blocks {
		p.block(s, i0, i1, j0, j1, p.k*b/blocks, p.k*(b+1)/blocks)
	}
}

// scratch is the memory that operands are packed in, nil for those that aren't.
type scratch struct {
	a *blockSpace
	b *panelSpace
}

// block adds up products k0 to k1 in that part.
func (p *product[T]) block(s scratch, i0, i1, j0, j1, k0, k1 int) {
	rows := i1 - i0
	if s.a != nil || s.b != nil {
		rows = blockRows
	}
	for i := i0; i < i1; i += rows {
		end := min(i+rows, i1)
		a := factor[T]{p.a.data[i*p.a.outer+k0*p.a.depth:], p.a.outer, p.a.depth}
		if s.a != nil {
			a = p.a.copyBlock(s.a, i, end, k0, k1)
		}
		p.columns(s.b, &a, i, end, j0, j1, k0, k1)
	}
}

// columns goes through rows i0 to i1 and columns j0 to j1 panel by panel. The rows of
// a and its products start at k0.
func (p *product[T]) columns(w *panelSpace, a *factor[T], i0, i1, j0, j1, k0, k1 int) {
	lanes := vectorLanes[T](active)
	work := p.panel(a, k0, k1)
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
			p.pack(w, &work, j, width, k0, k1, vectors)
		}
		p.rows(&work, a, i0, i1, j, vectors)
		j += width
	}
}

// rows computes the tiles of one panel, all as high as each other or by one row
// higher.
func (p *product[T]) rows(work *panel, a *factor[T], i0, i1, j, vectors int) {
	high := tileRows(active)
	count := (i1 - i0 + high - 1) / high
	height, higher := (i1-i0)/count, (i1-i0)%count
	seam := higher * (height + 1)
	p.tiles(work, a.at(0, 0), i0, j, higher, height+1, vectors)
	p.tiles(work, a.at(seam, 0), i0+seam, j, count-higher, height, vectors)
}

// tiles computes count tiles of one height from (i, j) on.
func (p *product[T]) tiles(work *panel, a unsafe.Pointer, i, j, count, height, vectors int) {
	if count == 0 {
		return
	}
	work.tiles = count
	work.a = a
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
func (p *product[T]) panel(a *factor[T], k0, k1 int) panel {
	bytes := size[T]()
	work := panel{
		depth:   k1 - k0,
		aRow:    a.outer * bytes,
		aDepth:  a.depth * bytes,
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

// row is the distance of its rows, or of those of the matrix it is the transpose of.
func (f *factor[T]) row() int {
	return max(f.outer, f.depth)
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
