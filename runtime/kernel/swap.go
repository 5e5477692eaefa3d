package kernel

import (
	"sync"
	"unsafe"
)

// Where b is transposed and a has few rows, it is less work to turn a than b. Then
// cᵀ = b·aᵀ is computed, whose right operand is the turned a, and turned into c.

const (
	swapRows    = 64  // of a, at most
	swapColumns = 256 // of c that are computed at a time
)

// swapSpace is memory for the transpose of some columns of c.
type swapSpace [swapColumns * (swapRows*8 + apart) / 8]float64

var swapSpaces = sync.Pool{New: func() any { return new(swapSpace) }}

// swapped is the transposed product, without memory and steps but for alpha.
func (p *product) swapped() product {
	return product{
		isa: p.isa, size: p.size, lanes: p.lanes, m: p.n, n: p.m, k: p.k, a: p.b, b: p.a,
		alpha: p.alpha, steps: p.steps & stepScale,
	}
}

// swap computes p through its transpose.
func (p *product) swap() {
	w := swapSpaces.Get().(*swapSpace)
	defer swapSpaces.Put(w)
	whole := p.swapped()
	whole.c, whole.cRow = unsafe.Pointer(w), p.m*p.size+apart
	whole.plan = p.plan
	whole.plan.swaps = false
	for j := 0; j < p.n; j += swapColumns {
		some := whole
		some.m = min(swapColumns, p.n-j)
		some.a.data = whole.a.at(j, 0)
		some.sumUp()
		some.turnInto(unsafe.Add(p.c, j*p.size), p.cRow)
	}
	p.finish()
}

// turnInto writes the transpose of the result to c.
func (p *product) turnInto(c unsafe.Pointer, cRow int) {
	part := packing{depth: p.n, columns: p.lanes, srcRow: p.cRow, dstRow: cRow}
	for j := 0; j < p.m; j += p.lanes {
		part.src = unsafe.Add(p.c, j*p.cRow)
		part.dst = unsafe.Add(c, j*p.size)
		part.run(p.isa, p.size, true)
	}
}

// finish does the steps that come after the sums on c as it stands in memory: adding
// no product to it.
func (p *product) finish() {
	steps := p.steps & (stepBias | stepReLU | stepMask)
	if steps == 0 {
		return
	}
	q := *p
	q.k, q.plan = 0, plan{}
	q.steps, q.beta = steps|stepAccumulate, p.one()
	q.columns(nil, q.a, 0, q.m, 0, 0)
}
