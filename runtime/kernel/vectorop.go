package kernel

import "unsafe"

// vectorOp is an operation on vectors that there is a kernel for.
type vectorOp int

const (
	opAxpy vectorOp = iota
	opScale
	opAdd
	opSub
	opMul
	opAddMul
	opRelu
	opMask
	opAddMask
	opDot
	opSum
	opMax
	opExp
	opExpShifted
	opLog
	opTanh
	opSigmoid
)

// callLength is the length up to which vectors are given to a kernel at a time. While
// it runs, the garbage collector can't stop this goroutine.
const callLength = 1 << 17

// onVectors lets a kernel of the active path write dst, if there is one. The vectors
// have one length; those the operation doesn't have are nil.
func onVectors[T Float](op vectorOp, dst, x, y []T, alpha T) bool {
	if !active.has(op) {
		return false
	}
	var v vectors // set field by field: a literal would be copied
	v.dst, v.x, v.y, v.alpha = data(dst), data(x), data(y), bits(alpha)
	for left := len(dst); left > 0; left -= v.n {
		v.n = min(left, callLength)
		v.run(active, size[T](), op)
		if left > v.n {
			v = v.rest(size[T]())
		}
	}
	return true
}

// rest is v for the elements behind those that the kernel was called for.
func (v vectors) rest(size int) vectors {
	bytes := v.n * size
	v.dst, v.x, v.y = behind(v.dst, bytes), behind(v.x, bytes), behind(v.y, bytes)
	return v
}

// behind is p and so many bytes, or nil.
func behind(p unsafe.Pointer, bytes int) unsafe.Pointer {
	if p == nil {
		return nil
	}
	return unsafe.Add(p, bytes)
}

// reduced lets a kernel of the active path make a number of x, or of x and y, if there
// is one, and joins those of parts.
func reduced[T Float](op vectorOp, x, y []T) (result T, ok bool) {
	if !active.has(op) || len(x) == 0 {
		return 0, false
	}
	var v vectors
	v.x, v.y = data(x), data(y)
	for left := len(x); left > 0; left -= v.n {
		v.n = min(left, callLength)
		v.run(active, size[T](), op)
		part := *(*T)(unsafe.Pointer(&v.result))
		switch {
		case left == len(x):
			result = part
		case op == opMax:
			result = max(result, part)
		default:
			result += part
		}
		if left > v.n {
			v = v.rest(size[T]())
		}
	}
	return result, true
}

// data is where the elements of x are.
func data[T Float](x []T) unsafe.Pointer {
	return unsafe.Pointer(unsafe.SliceData(x))
}
