package kernel

import (
	"math"
	"unsafe"
)

// product is c = epilogue(alpha·a·b + beta·c), with c m×n, a m×k and b k×n, all at
// least 1, as the micro-kernels see it: memory and distances in bytes. That an operand
// enters transposed shows in its distances alone.
type product struct {
	isa     isa
	size    int // of an element
	lanes   int // elements of a vector
	m, n, k int

	a, b        factor
	c           unsafe.Pointer
	cRow        int
	alpha, beta uint64
	steps       uint32
	bias, mask  unsafe.Pointer
	maskRow     int

	plan plan
}

// factor is an operand of a product. Along depth the products are summed; along outer
// they are the rows or columns of the result.
type factor struct {
	data         unsafe.Pointer
	outer, depth int
}

// checkAndMultiply is what all forms of the product come to.
func checkAndMultiply[T Float](op string, c *Matrix[T], alpha T, a *Matrix[T], transA bool, b *Matrix[T], transB bool, beta T, e *Epilogue[T]) {
	checkProduct(op, c, a, b, transA, transB)
	e.check(op, c.Rows, c.Cols)
	if active >= isaAVX2 {
		if c.Rows == 1 && (!transA || a.Stride == 1) {
			rowTimes(c.Data[:c.Cols], alpha, a.Data[:depth(b, transB)], b, transB, beta, e)
			return
		}
		if c.Cols == 1 && c.Stride == 1 && (transB || b.Stride == 1) && e.onColumn(beta) {
			columnTimes(c.Data[:c.Rows], alpha, a, transA, b.Data[:depth(a, !transA)], beta, e)
			return
		}
	}
	multiply(c, alpha, a, transA, b, transB, beta, e)
}

// depth is how many products are summed up if b is the right operand.
func depth[T Float](b *Matrix[T], transB bool) int {
	if transB {
		return b.Cols
	}
	return b.Rows
}

// multiply computes a product whose shapes fit.
func multiply[T Float](c *Matrix[T], alpha T, a *Matrix[T], transA bool, b *Matrix[T], transB bool, beta T, e *Epilogue[T]) {
	k := a.Cols
	if transA {
		k = a.Rows
	}
	switch {
	case c.Rows == 0 || c.Cols == 0:
	case k == 0:
		scaleMatrix(c, beta)
		e.apply(c)
	case active == isaPortable:
		multiplyPortable(*c, alpha, *a, transA, *b, transB, beta)
		e.apply(c)
	default:
		var p product
		describe(&p, c, alpha, a, transA, b, transB, beta)
		if e != nil {
			finishWith(&p, e)
		}
		p.compute()
	}
}

// describe makes p the product c = alpha·a·b + beta·c, of which no length is 0.
func describe[T Float](p *product, c *Matrix[T], alpha T, a *Matrix[T], transA bool, b *Matrix[T], transB bool, beta T) {
	p.isa, p.size = active, size[T]()
	p.lanes = p.isa.vectorBytes() / size[T]()
	p.m, p.n, p.k = c.Rows, c.Cols, a.Cols
	if transA {
		p.k = a.Rows
	}
	p.a, p.b = factorOf(a, transA), factorOf(b, !transB)
	p.c, p.cRow = data(c.Data), c.Stride*p.size
	p.alpha, p.beta = bits(alpha), bits(beta)
	p.steps = stepsOf(alpha, beta)
}

// stepsOf are the steps that the scalars of a product make.
func stepsOf[T Float](alpha, beta T) (steps uint32) {
	if alpha != 1 {
		steps |= stepScale
	}
	if beta != 0 {
		steps |= stepAccumulate
	}
	return steps
}

// factorOf is a as an operand; summed says that products are summed along its columns,
// from row to row.
func factorOf[T Float](a *Matrix[T], summed bool) factor {
	if summed {
		return factor{data(a.Data), size[T](), a.Stride * size[T]()}
	}
	return factor{data(a.Data), a.Stride * size[T](), size[T]()}
}

// asRow makes a product of one column that lies in memory like a row one of a row: the
// transposed product.
func (p *product) asRow() {
	if p.n != 1 || p.m == 1 || p.cRow != p.size || p.steps&(stepBias|stepMask) != 0 {
		return
	}
	p.m, p.n = 1, p.m
	p.a, p.b = p.b, p.a
	p.cRow *= p.n
}

// finishWith adds the steps of an epilogue.
func finishWith[T Float](p *product, e *Epilogue[T]) {
	p.steps |= e.steps()
	p.bias, p.mask, p.maskRow = data(e.Bias), data(e.Mask), e.MaskStride*p.size
}

// part is p for count rows from i on and columns from j on.
func (p *product) part(i, rows, j, columns int) product {
	q := *p
	q.m, q.n = rows, columns
	q.a.data = p.a.at(i, 0)
	q.b.data = p.b.at(j, 0)
	q.c = unsafe.Add(p.c, i*p.cRow+j*p.size)
	if p.bias != nil {
		q.bias = unsafe.Add(p.bias, j*p.size)
	}
	if p.mask != nil {
		q.mask = unsafe.Add(p.mask, i*p.maskRow+j*p.size)
	}
	return q
}

// at is where element (outer, depth) is.
func (f *factor) at(outer, depth int) unsafe.Pointer {
	return unsafe.Add(f.data, outer*f.outer+depth*f.depth)
}

// row is the distance of its rows, or of those of the matrix it is the transpose of.
func (f *factor) row() int {
	return max(f.outer, f.depth)
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
