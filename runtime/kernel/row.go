package kernel

import "unsafe"

// atOnce reports whether a product of one row, n elements of k products each, is one
// that the layers hand to the micro-kernels as it is: nothing is packed, no sum is cut
// and no other goroutine takes part (makePlan, compute). Then rowTimes does the same
// without asking, which would take longer than a small product does.
func atOnce(size, n, k int, transB bool) bool {
	path, most := isaNEON, directBytes
	if transB {
		path, most = isaAVX2, oneRowBytes
	}
	return active >= path && n > 0 && 0 < k && k*size <= most && n*k < parallelWork
}

// rowTimes sets y = e(alpha·x·b + beta·y), with x and y as rows. transB says that b
// enters transposed.
func rowTimes[T Float](y []T, alpha T, x []T, b *Matrix[T], transB bool, beta T, e *Epilogue[T]) {
	if !atOnce(size[T](), len(y), len(x), transB) {
		rowByLayers(y, alpha, x, b, transB, beta, e)
		return
	}
	var w panel // set field by field: a literal would be copied
	w.tiles, w.depth = 1, len(x)
	w.a, w.aDepth, w.bDepth = data(x), size[T](), b.Stride*size[T]()
	w.alpha, w.beta, w.steps = bits(alpha), bits(beta), stepsOf(alpha, beta)
	var bias, mask unsafe.Pointer
	if e != nil {
		w.steps |= e.steps()
		bias, mask = data(e.Bias), data(e.Mask)
	}
	path, lanes := active, active.vectorBytes()/size[T]()
	for j := 0; j < len(y); {
		at, vectors := j*size[T](), 1
		if !transB {
			vectors = path.panelVectors(1, len(y)-j, lanes, false)
		}
		width := min(vectors*lanes, len(y)-j)
		w.lanes = uint32(width - (vectors-1)*lanes)
		w.c = unsafe.Add(data(y), at)
		if w.steps&stepBias != 0 {
			w.bias = unsafe.Add(bias, at)
		}
		if w.steps&stepMask != 0 {
			w.mask, w.maskDone = unsafe.Add(mask, at), 0
		}
		if transB {
			w.b = unsafe.Add(data(b.Data), j*w.bDepth)
			w.dots(path, size[T](), width)
		} else {
			w.b = unsafe.Add(data(b.Data), at)
			w.run(path, size[T](), 1, vectors)
		}
		j += width
	}
}

// rowByLayers is rowTimes for long rows, and on the other paths.
func rowByLayers[T Float](y []T, alpha T, x []T, b *Matrix[T], transB bool, beta T, e *Epilogue[T]) {
	c, a := rowMatrix(y), rowMatrix(x)
	if transB && active < isaAVX2 {
		scaleOrClear(y, beta)
		addDots(c, alpha, a, *b)
		e.apply(&c)
		return
	}
	multiply(&c, alpha, &a, false, b, transB, beta, e)
}

// columnTimes sets y = e(alpha·a·x + beta·y), with x and y as columns and an epilogue that is
// onColumn: the transposed product of one row. A bias is what the column begins with.
func columnTimes[T Float](y []T, alpha T, a *Matrix[T], transA bool, x []T, beta T, e *Epilogue[T]) {
	if e != nil && e.Bias != nil {
		for i := range y {
			y[i] = e.Bias[0]
		}
		beta = 1
	}
	var rest Epilogue[T]
	rest.ReLU = e != nil && e.ReLU
	rowTimes(y, alpha, x, a, !transA, beta, &rest)
}
