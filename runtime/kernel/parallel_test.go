package kernel

import (
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// A product has the same bits whatever GOMAXPROCS is, in every form.
func TestGemmBitsDontDependOnGOMAXPROCS(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	everyPath(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(15, 16))
		for _, s := range [][3]int{{130, 300, 170}, {1000, 120, 10}, {7, 900, 260}, {64, 200, 320}} {
			m, k, n := s[0], s[1], s[2]
			for _, f := range forms[float32]() {
				a, b := operand[float32](rng, m, k, 0, f.transA), operand[float32](rng, k, n, 0, f.transB)
				magnitudes(rng, a.Data)
				magnitudes(rng, b.Data)
				var one []float32
				for procs := 1; procs <= 7; procs++ {
					runtime.GOMAXPROCS(procs)
					c := Matrix[float32]{m, n, n, make([]float32, m*n)}
					f.run(&c, 0.3, &a, &b, 0)
					if procs == 1 {
						one = c.Data
					} else if !same(c.Data, one) {
						t.Fatalf("%s %d×%d×%d differs on %d processors", f.name, m, k, n, procs)
					}
				}
			}
		}
	})
}

// The goroutines of products are gone soon after.
func TestGemmLeavesNoGoroutines(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	x := Matrix[float32]{200, 200, 200, make([]float32, 200*200)}
	c := x.clone()
	before := runtime.NumGoroutine()
	for range 50 {
		GemmNN(&c, 1, &x, &x, 0)
	}
	for range 1000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// Packing and cutting into parts allocate nothing once they have been done.
func TestLargeProductsDontAllocate(t *testing.T) {
	x := Matrix[float32]{300, 1024, 1024, make([]float32, 300*1024)}
	c := Matrix[float32]{300, 300, 300, make([]float32, 300*300)}
	everyPath(t, func(t *testing.T) {
		var p product
		GemmNT(&c, 1, &x, &x, 0)
		if active == isaPortable || raceDetector {
			return
		}
		describe(&p, &c, 1, &x, false, &x, true, 0)
		p.makePlan()
		allocs := testing.AllocsPerRun(10, func() { share(&p, 3) })
		if allocs > 0 {
			t.Errorf("%v allocations, want none", allocs)
		}
	})
}
