package kernel

import "strconv"

// Epilogue is what happens to each element of a product before it is stored, so
// that the product isn't read again for it. The steps are done in the order of
// the fields; those left at their zero values aren't.
type Epilogue[T Float] struct {
	Bias []T       // added to every row
	ReLU bool      // max(·, 0), NaN staying NaN
	Mask Matrix[T] // 0 where this matrix, of the shape of the product, isn't positive
}

func (e *Epilogue[T]) masked() bool {
	return e.Mask.Data != nil
}

// check panics unless e fits c.
func (e *Epilogue[T]) check(op string, c *Matrix[T]) {
	if e.Bias != nil && len(e.Bias) != c.Cols {
		panic("kernel." + op + ": c is " + c.shape() + ", the bias has length " + strconv.Itoa(len(e.Bias)))
	}
	if !e.masked() {
		return
	}
	e.Mask.check(op, "the mask")
	if e.Mask.Rows != c.Rows || e.Mask.Cols != c.Cols {
		panic("kernel." + op + ": c is " + c.shape() + ", the mask is " + e.Mask.shape())
	}
}

// apply does the steps of e on c as it stands in memory.
func (e *Epilogue[T]) apply(c Matrix[T]) {
	for i := range c.Rows {
		row := c.row(i)
		if e.Bias != nil {
			Add(row, row, e.Bias)
		}
		if e.ReLU {
			ReLU(row, row)
		}
		if e.masked() {
			Mask(row, row, e.Mask.row(i))
		}
	}
}
