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

// onVectors lets a kernel of the active path write dst, if there is one. The vectors
// have one length; those the operation doesn't have are nil.
func onVectors[T Float](op vectorOp, dst, x, y []T, alpha T) bool {
	if !active.has(op) || len(dst) == 0 {
		return false
	}
	v := vectors{n: len(dst), dst: data(dst), x: data(x), y: data(y), alpha: bits(alpha)}
	v.run(active, size[T](), op)
	return true
}

// reduced lets a kernel of the active path make a number of x, or of x and y, if there
// is one.
func reduced[T Float](op vectorOp, x, y []T) (T, bool) {
	if !active.has(op) || len(x) == 0 {
		return 0, false
	}
	v := vectors{n: len(x), x: data(x), y: data(y)}
	v.run(active, size[T](), op)
	return *(*T)(unsafe.Pointer(&v.result)), true
}

// data is where the elements of x are.
func data[T Float](x []T) unsafe.Pointer {
	return unsafe.Pointer(unsafe.SliceData(x))
}
