package kernel

import "unsafe"

// panel is the work of one call of a micro-kernel: some tiles of c of one height,
// one below the other, all as wide as the kernel is. Tile by tile,
//
//	c = steps(alpha · a·b, c)
//
// Strides are in bytes, so that one kernel serves a matrix and its transpose,
// packed or where it lies: element (i, k) of a is at a + i·aRow + k·aDepth. Rows
// of b and c are contiguous.
//
// Pointers lead to where the work begins, never behind the memory it is about: the
// garbage collector follows them. Assembly changes none.
//
// The layout is known to the assembly, which is generated from this declaration.
type panel struct {
	tiles, depth int // how many tiles; how many products are summed

	a            unsafe.Pointer
	aRow, aDepth int
	b            unsafe.Pointer
	bDepth       int
	c            unsafe.Pointer
	cRow         int
	bias         unsafe.Pointer
	mask         unsafe.Pointer
	maskRow      int
	maskDone     int // bytes of mask that tiles before used, kept here by the kernel

	alpha, beta uint64 // the bits of a float32 or a float64
	steps       uint32 // what is done before a tile is stored: steps…, in this order
	lanes       uint32 // elements of the last vector of each row that are there, at least 1
}

// The steps between the sums of a tile and its place in c.
const (
	stepScale      = 1 << iota // times alpha
	stepAccumulate             // plus beta times the old c
	stepBias                   // plus bias, the same for every row
	stepReLU                   // max(·, 0), NaN staying NaN
	stepMask                   // 0 where mask isn't positive
)

// packing is the work of one call of a kernel that lays a vector's width of columns
// of b next to each other: element (k, j) comes to dst + k·dstRow + j elements. The
// rows of src are the rows of b, or its columns if b enters transposed. As many rows
// of dst are written as depth rounded up to whole vectors.
type packing struct {
	depth   int // rows of b, at least 1
	columns int // columns of b, at least 1; dst gets something for those missing
	src     unsafe.Pointer
	srcRow  int // bytes
	dst     unsafe.Pointer
	dstRow  int // bytes
}

// vectors is the work of one call of a kernel on vectors of length n, at least 1.
type vectors struct {
	n         int
	dst, x, y unsafe.Pointer
	alpha     uint64 // the bits of a float32 or a float64
	result    uint64 // of a reduction, likewise
}

// outer is the work of one call of the kernel that adds alpha·x·yᵀ to c.
type outer struct {
	rows, columns int // at least 1
	c             unsafe.Pointer
	cRow          int // bytes
	x, y          unsafe.Pointer
	alpha         uint64
}
