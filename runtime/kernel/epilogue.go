package kernel

import "strconv"

// Epilogue is what happens to each element of a product before it is stored, so
// that the product isn't read again for it. The steps are done in the order of
// the fields; those left at their zero values aren't.
type Epilogue[T Float] struct {
	Bias []T  // added to every row
	ReLU bool // max(·, 0), NaN staying NaN

	// Mask holds a matrix of the shape of the product, its rows MaskStride elements apart.
	// Where that isn't positive, the element becomes 0.
	Mask       []T
	MaskStride int
}

// check panics unless e, which may be nil, fits a product of this shape.
func (e *Epilogue[T]) check(op string, rows, cols int) {
	if e == nil {
		return
	}
	if e.Bias != nil && len(e.Bias) != cols {
		panic("kernel." + op + ": c is " + shape(rows, cols) + ", the bias has length " + strconv.Itoa(len(e.Bias)))
	}
	if e.Mask == nil || rows == 0 || cols == 0 {
		return
	}
	if rows > 1 && e.MaskStride < cols || (rows-1)*e.MaskStride+cols > len(e.Mask) {
		panic("kernel." + op + ": c is " + shape(rows, cols) + ", the mask has stride " + strconv.Itoa(e.MaskStride) +
			" and holds " + strconv.Itoa(len(e.Mask)) + " elements")
	}
}

// steps are those that the micro-kernels do for e.
func (e *Epilogue[T]) steps() (steps uint32) {
	if e.Bias != nil {
		steps |= stepBias
	}
	if e.ReLU {
		steps |= stepReLU
	}
	if e.Mask != nil {
		steps |= stepMask
	}
	return steps
}

// onColumn reports whether columnTimes can do the steps of e, which may be nil.
func (e *Epilogue[T]) onColumn(beta T) bool {
	return e == nil || e.Mask == nil && (e.Bias == nil || beta == 0)
}

// apply does the steps of e, which may be nil, on c as it stands in memory.
func (e *Epilogue[T]) apply(c *Matrix[T]) {
	if e == nil {
		return
	}
	for i := range c.Rows {
		row := c.row(i)
		if e.Bias != nil {
			Add(row, row, e.Bias)
		}
		if e.ReLU {
			ReLU(row, row)
		}
		if e.Mask != nil {
			Mask(row, row, e.Mask[i*e.MaskStride:][:c.Cols])
		}
	}
}
