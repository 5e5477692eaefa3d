package kernel

// plan is how a product is computed. It depends on the shape and the distances of the
// rows alone, so that the bits of the result do, and is made before the product is
// cut into parts.
type plan struct {
	dots    bool // rows of a meet rows of a transposed b
	swaps   bool // the transposed product is computed, and turned
	packsB  bool // panels of b are packed
	copiesA bool // blocks of a are copied
	depth   int  // products that are summed before a tile is stored
}

// The most products that are summed before a tile is stored, in bytes of a row of a:
// for few rows of a, of which a packed panel of b should stay in the first-level
// cache, and for many, of which blockRows should stay in the second-level cache.
const (
	fewRows     = 128
	fewBytes    = 512
	packedBytes = 1024
	directBytes = 4096    // where nothing is packed
	oneRowBytes = 1 << 18 // in dot products with one row, which needn't stay anywhere
)

// makePlan decides how p is computed. The memory that operands are packed in has room for
// packedBytes of their rows.
func (p *product) makePlan() {
	l := &p.plan
	if p.suitsSwap() {
		q := p.swapped()
		q.makePlan()
		*l = q.plan
		l.swaps = true
		return
	}
	l.dots = p.suitsDots()
	l.packsB = !l.dots && (!p.b.inRows(p.size) || p.m > fewRows && p.b.depth >= packedBytes)
	l.copiesA = !l.dots && p.a.aliased() && p.n*p.size >= 4*panelBytes
	bytes := directBytes
	switch {
	case l.dots && p.m == 1:
		bytes = oneRowBytes
	case l.dots, l.packsB && p.m > fewRows, l.copiesA:
		bytes = packedBytes
	case l.packsB:
		bytes = fewBytes
	}
	l.depth = p.k
	if p.k*p.size > bytes {
		l.depth = evenly(p.k, bytes/p.size)
	}
}

// evenly is the length of the parts that n is cut into, each but the last as long, for
// none to be longer than most: whole vectors, for the parts to be aligned if rows are.
func evenly(n, most int) int {
	const vector = 64 / 4
	parts := (n + most - 1) / most
	return ((n+parts-1)/parts + vector - 1) / vector * vector
}

// suitsDots reports whether b is transposed and there are too few rows of a to repay
// turning it. Across a vector of dot products something must be added in the end,
// which the sums should be long enough for.
func (p *product) suitsDots() bool {
	if p.isa < isaAVX2 || p.b.inRows(p.size) || p.a.depth != p.size || p.m > 1 && p.b.aliased() {
		return false
	}
	return p.m == 1 || p.m*(p.k+800) < 40*p.k
}

// suitsSwap reports whether b is transposed and it is less work to turn c in the end, and
// a before that if it isn't transposed too. The kernel that turns fills whole vectors.
func (p *product) suitsSwap() bool {
	if p.isa < isaAVX2 || p.b.inRows(p.size) || p.steps&stepAccumulate != 0 {
		return false
	}
	if p.m > swapRows || p.m%p.lanes != 0 || p.n%p.lanes != 0 {
		return false
	}
	turned := p.m * p.n
	if !p.a.inRows(p.size) {
		turned += p.m * p.k
	}
	return turned < p.n*p.k
}

// inRows reports whether the rows that are added up lie in memory as such.
func (f *factor) inRows(size int) bool {
	return f.outer == size
}

// aliased reports whether all rows fall on one place of the first-level cache.
func (f *factor) aliased() bool {
	return f.row()%4096 == 0
}
