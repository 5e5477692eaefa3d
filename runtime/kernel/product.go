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

// multiply is what all forms of the product come to.
func multiply[T Float](op string, c *Matrix[T], alpha T, a *Matrix[T], transA bool, b *Matrix[T], transB bool, beta T, e *Epilogue[T]) {
	checkProduct(op, c, a, b, transA, transB)
	e.check(op, c)
	k := a.Cols
	if transA {
		k = a.Rows
	}
	switch {
	case c.Rows == 0 || c.Cols == 0:
	case k == 0:
		scaleMatrix(*c, beta)
		e.apply(*c)
	case active == isaPortable:
		multiplyPortable(*c, alpha, *a, transA, *b, transB, beta)
		e.apply(*c)
	default:
		var p product
		describe(&p, c, alpha, a, transA, b, transB, beta)
		p.finishWith(data(e.Bias), e.ReLU, data(e.Mask.Data), e.Mask.Stride)
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
	if alpha != 1 {
		p.steps |= stepScale
	}
	if beta != 0 {
		p.steps |= stepAccumulate
	}
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

// finishWith adds the steps of an epilogue; nil stands for none.
func (p *product) finishWith(bias unsafe.Pointer, relu bool, mask unsafe.Pointer, maskStride int) {
	if bias != nil {
		p.bias = bias
		p.steps |= stepBias
	}
	if relu {
		p.steps |= stepReLU
	}
	if mask != nil {
		p.mask, p.maskRow = mask, maskStride*p.size
		p.steps |= stepMask
	}
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
