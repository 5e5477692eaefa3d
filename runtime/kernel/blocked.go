package kernel

import "unsafe"

// serial computes p, which has a plan, on this goroutine.
func (p *product) serial() {
	if p.plan.swaps {
		p.swap()
		return
	}
	p.sumUp()
}

// sumUp computes p as it is.
func (p *product) sumUp() {
	if p.k <= p.plan.depth && p.m <= callRows && !p.plan.packsB && !p.plan.copiesA {
		p.columns(nil, p.a, 0, p.m, 0, p.k)
		return
	}
	var s scratch
	if p.plan.packsB {
		s.b = panelSpaces.Get().(*panelSpace)
		defer panelSpaces.Put(s.b)
	}
	if p.plan.copiesA {
		s.a = blockSpaces.Get().(*blockSpace)
		defer blockSpaces.Put(s.a)
	}
	for k := 0; k < p.k; k += p.plan.depth {
		p.block(s, k, min(k+p.plan.depth, p.k))
	}
}

// scratch is the memory that operands are packed in, nil for those that aren't.
type scratch struct {
	a *blockSpace
	b *panelSpace
}

// callRows is the most rows that a micro-kernel is called for. While it runs, the
// garbage collector can't stop this goroutine.
const callRows = 1024

// block adds up products k0 to k1, for blockRows rows of a at a time if that pays.
func (p *product) block(s scratch, k0, k1 int) {
	rows := callRows
	if p.plan.packsB || p.plan.copiesA {
		rows = blockRows
	}
	for i := 0; i < p.m; i += rows {
		end := min(i+rows, p.m)
		a := factor{p.a.at(i, k0), p.a.outer, p.a.depth}
		if s.a != nil {
			a = a.copyBlock(s.a, p.size, end-i, k1-k0)
		}
		p.columns(s.b, a, i, end, k0, k1)
	}
}

// columns goes through rows i0 to i1 panel by panel, adding up products k0 to k1,
// where a begins.
func (p *product) columns(w *panelSpace, a factor, i0, i1, k0, k1 int) {
	var work panel
	p.fill(&work, &a, k0, k1)
	for j := 0; j < p.n; {
		vectors := 1
		if !p.plan.dots {
			vectors = p.isa.panelVectors(i1-i0, p.n-j, p.lanes, w != nil)
		}
		width := min(vectors*p.lanes, p.n-j)
		work.lanes = uint32(width - (vectors-1)*p.lanes)
		if w == nil {
			work.b, work.bDepth = p.b.at(j, k0), p.b.row()
		} else {
			p.usePacked(w, &work, j, k0)
		}
		if work.steps&stepBias != 0 {
			work.bias = unsafe.Add(p.bias, j*p.size)
		}
		p.rows(&work, &a, i0, i1, j, vectors)
		j += width
	}
}

// fill sets what all panels have in common that add up products k0 to k1.
func (p *product) fill(work *panel, a *factor, k0, k1 int) {
	work.depth = k1 - k0
	work.aRow, work.aDepth = a.outer, a.depth
	work.cRow, work.maskRow = p.cRow, p.maskRow
	work.alpha, work.beta = p.alpha, p.beta
	work.steps = p.steps
	if k0 > 0 { // the sums go on
		work.steps |= stepAccumulate
		work.beta = p.one()
	}
	if k1 < p.k { // and on
		work.steps &^= stepBias | stepReLU | stepMask
	}
}

// one is 1 in the bits of the elements.
func (p *product) one() uint64 {
	if p.size == 4 {
		return bits(float32(1))
	}
	return bits(1.0)
}

// panelVectors is how many vectors of so many lanes the next panel of tiles is wide. A
// few rows take wide tiles, for enough sums to be at work at a time; packed panels aren't
// as wide.
func (i isa) panelVectors(rows, columns, lanes int, packed bool) int {
	if columns <= lanes {
		return 1
	}
	if rows <= 3 && !packed {
		for _, wide := range i.wideVectors(rows) {
			if columns >= wide*lanes {
				return wide
			}
		}
	}
	return 2
}

// rows computes the tiles of one panel, all as high as each other or by one row
// higher.
func (p *product) rows(work *panel, a *factor, i0, i1, j, vectors int) {
	if p.plan.dots {
		p.tiles(work, a.data, i0, j, i1-i0, 0, 0)
		return
	}
	high := p.isa.tileRows()
	if i1-i0 <= high {
		p.tiles(work, a.data, i0, j, 1, i1-i0, vectors)
		return
	}
	count := (i1 - i0 + high - 1) / high
	height, higher := (i1-i0)/count, (i1-i0)%count
	seam := higher * (height + 1)
	if higher > 0 {
		p.tiles(work, a.data, i0, j, higher, height+1, vectors)
	}
	p.tiles(work, a.at(seam, 0), i0+seam, j, count-higher, height, vectors)
}

// tiles computes count tiles of one height from (i, j) on, or rows of dot products.
func (p *product) tiles(work *panel, a unsafe.Pointer, i, j, count, height, vectors int) {
	work.tiles = count
	work.a = a
	work.c = unsafe.Add(p.c, i*p.cRow+j*p.size)
	if work.steps&stepMask != 0 {
		work.mask, work.maskDone = unsafe.Add(p.mask, i*p.maskRow+j*p.size), 0
	}
	if p.plan.dots {
		work.dots(p.isa, p.size, int(work.lanes))
		return
	}
	work.run(p.isa, p.size, height, vectors)
}
