package kernel

// product is c = epilogue(alpha·a·b + beta·c), with c m×n, a m×k and b k×n. That an
// operand enters transposed shows in its strides alone.
type product[T Float] struct {
	m, n, k     int
	c           Matrix[T]
	a           factor[T] // element (i, k) is at i·outer + k·depth
	b           factor[T] // element (k, j) is at k·depth + j·outer
	alpha, beta T
	epilogue    Epilogue[T]
}

// factor is an operand of a product. Along depth the products are summed; along
// outer they are the rows or columns of the result.
type factor[T Float] struct {
	data         []T
	outer, depth int
}

// leftFactor is a, or its transpose, as the left operand.
func leftFactor[T Float](a Matrix[T], trans bool) factor[T] {
	if trans {
		return factor[T]{a.Data, 1, a.Stride}
	}
	return factor[T]{a.Data, a.Stride, 1}
}

// rightFactor is b, or its transpose, as the right operand.
func rightFactor[T Float](b Matrix[T], trans bool) factor[T] {
	if trans {
		return factor[T]{b.Data, b.Stride, 1}
	}
	return factor[T]{b.Data, 1, b.Stride}
}

// multiply is what all forms of the product come to.
func multiply[T Float](op string, c Matrix[T], alpha T, a Matrix[T], transA bool, b Matrix[T], transB bool, beta T, e Epilogue[T]) {
	checkProduct(op, c, a, b, transA, transB)
	e.check(op, c)
	k := a.Cols
	if transA {
		k = a.Rows
	}
	p := product[T]{c.Rows, c.Cols, k, c, leftFactor(a, transA), rightFactor(b, transB), alpha, beta, e}
	switch {
	case p.m == 0 || p.n == 0:
	case p.k == 0:
		scaleMatrix(c, beta)
		p.epilogue.apply(c)
	case active == isaPortable:
		p.portable()
	default:
		p.blocked()
	}
}

// portable computes p in Go.
func (p *product[T]) portable() {
	scaleMatrix(p.c, p.beta)
	switch {
	case p.b.outer == 1:
		addRows(p.c, p.alpha, p.a, Matrix[T]{p.k, p.n, p.b.depth, p.b.data})
	case p.a.depth == 1:
		addDots(p.c, p.alpha, Matrix[T]{p.m, p.k, p.a.outer, p.a.data}, Matrix[T]{p.n, p.k, p.b.outer, p.b.data})
	default:
		addTransposed(p.c, p.alpha, Matrix[T]{p.k, p.m, p.a.depth, p.a.data}, Matrix[T]{p.n, p.k, p.b.outer, p.b.data})
	}
	p.epilogue.apply(p.c)
}
