package kernel

import (
	"runtime"
	"sync/atomic"
	"testing"
)

// The garbage collector may look at what the kernels are told at any time. No pointer
// in it leads behind the memory that it is about, where there may be anything.
func TestPointersStayInside(t *testing.T) {
	everyPath(t, func(t *testing.T) {
		if active == isaPortable {
			t.Skip("no pointers")
		}
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
		var done atomic.Bool
		collected := make(chan bool)
		go func() {
			for !done.Load() {
				runtime.GC()
			}
			close(collected)
		}()
		for range 100 {
			tryPages()
		}
		done.Store(true)
		<-collected
	})
}

// tryPages computes products of matrices that fill their pages to the end.
func tryPages() {
	page := func() Matrix[float32] { return Matrix[float32]{64, 64, 64, make([]float32, 64*64)} }
	a, b, c, h := page(), page(), page(), page()
	bias := make([]float32, 64)
	for range 20 {
		for _, f := range forms[float32]() {
			f.fused(&c, 1, &a, &b, 0, &Epilogue[float32]{Bias: bias, Mask: h.Data, MaskStride: 64})
			f.fused(&c, 1, &a, &b, 1, &Epilogue[float32]{Mask: h.Data, MaskStride: 64})
		}
		Ger(&c, 1, a.row(0), b.row(0))
		Softmax(c.Data, a.Data)
		GemvN(c.row(63), 1, &a, b.row(63), 1)
		GemvT(c.row(63), 1, &a, b.row(63), 1)
	}
}
