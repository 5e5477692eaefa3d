package kernel

// GemmNN sets c = alpha·a·b + beta·c, with c m×n, a m×k and b k×n.
// For beta = 0 the old c isn't read.
func GemmNN[T Float](c *Matrix[T], alpha T, a, b *Matrix[T], beta T) {
	checkAndMultiply("GemmNN", c, alpha, a, false, b, false, beta, nil)
}

// FusedNN is GemmNN with an epilogue: c = e(alpha·a·b + beta·c).
func FusedNN[T Float](c *Matrix[T], alpha T, a, b *Matrix[T], beta T, e *Epilogue[T]) {
	checkAndMultiply("FusedNN", c, alpha, a, false, b, false, beta, e)
}

// GemmNT sets c = alpha·a·bᵀ + beta·c, with c m×n, a m×k and b n×k.
// For beta = 0 the old c isn't read.
func GemmNT[T Float](c *Matrix[T], alpha T, a, b *Matrix[T], beta T) {
	checkAndMultiply("GemmNT", c, alpha, a, false, b, true, beta, nil)
}

// FusedNT is GemmNT with an epilogue: c = e(alpha·a·bᵀ + beta·c).
func FusedNT[T Float](c *Matrix[T], alpha T, a, b *Matrix[T], beta T, e *Epilogue[T]) {
	checkAndMultiply("FusedNT", c, alpha, a, false, b, true, beta, e)
}

// GemmTN sets c = alpha·aᵀ·b + beta·c, with c m×n, a k×m and b k×n.
// For beta = 0 the old c isn't read.
func GemmTN[T Float](c *Matrix[T], alpha T, a, b *Matrix[T], beta T) {
	checkAndMultiply("GemmTN", c, alpha, a, true, b, false, beta, nil)
}

// FusedTN is GemmTN with an epilogue: c = e(alpha·aᵀ·b + beta·c).
func FusedTN[T Float](c *Matrix[T], alpha T, a, b *Matrix[T], beta T, e *Epilogue[T]) {
	checkAndMultiply("FusedTN", c, alpha, a, true, b, false, beta, e)
}

// GemmTT sets c = alpha·aᵀ·bᵀ + beta·c, with c m×n, a k×m and b n×k.
// For beta = 0 the old c isn't read.
func GemmTT[T Float](c *Matrix[T], alpha T, a, b *Matrix[T], beta T) {
	checkAndMultiply("GemmTT", c, alpha, a, true, b, true, beta, nil)
}

// FusedTT is GemmTT with an epilogue: c = e(alpha·aᵀ·bᵀ + beta·c).
func FusedTT[T Float](c *Matrix[T], alpha T, a, b *Matrix[T], beta T, e *Epilogue[T]) {
	checkAndMultiply("FusedTT", c, alpha, a, true, b, true, beta, e)
}

// scaleMatrix sets c = beta·c; for beta = 0 whatever c held is forgotten.
func scaleMatrix[T Float](c *Matrix[T], beta T) {
	if beta == 1 || c.Cols == 0 {
		return
	}
	for i := range c.Rows {
		scaleOrClear(c.Data[i*c.Stride:][:c.Cols], beta)
	}
}

func scaleOrClear[T Float](x []T, beta T) {
	switch beta {
	case 0:
		clear(x)
	case 1:
	default:
		for i := range x {
			x[i] *= beta
		}
	}
}
