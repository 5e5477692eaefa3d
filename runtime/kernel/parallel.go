package kernel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// A large product is cut into parts of c, which goroutines take one after the other.
// How the sums of an element go is decided before, so the bits are the same whoever
// computes it and however many there are. Sums aren't cut.

// parallelWork is the least number of multiplications that repays waking another
// processor.
const parallelWork = 1 << 20

// partsEach is how many parts there are for each goroutine, for one that starts late
// to find less to do.
const partsEach = 2

// compute computes p with the micro-kernels.
func (p *product) compute() {
	p.asRow()
	p.makePlan()
	if p.m*p.n*p.k < parallelWork {
		p.serial()
		return
	}
	workers := runtime.GOMAXPROCS(0)
	if workers == 1 {
		p.serial()
		return
	}
	share(p, workers)
}

// sharing is a product that goroutines work on.
type sharing struct {
	product product
	cut     cut
	next    atomic.Int64 // the next part to take
	working atomic.Int64 // helpers that aren't done
	helpers sync.WaitGroup
}

var sharings = sync.Pool{New: func() any { return new(sharing) }}

// share computes p on so many goroutines, this one among them.
func share(p *product, workers int) {
	s := sharings.Get().(*sharing)
	s.product = *p
	s.cut = p.cutFor(workers * partsEach)
	s.next.Store(0)
	count := min(workers, s.cut.parts) - 1
	s.working.Store(int64(count))
	s.helpers.Add(count)
	for range count {
		helpWith(s)
	}
	s.takeParts()
	spin(func() bool { return s.working.Load() == 0 })
	s.helpers.Wait()
	s.product = product{} // keep no memory of the caller's
	sharings.Put(s)
}

func (s *sharing) takeParts() {
	for {
		i := int(s.next.Add(1)) - 1
		if i >= s.cut.parts {
			return
		}
		part := s.cut.part(&s.product, i)
		part.serial()
	}
}

// cut says how c is cut: into so many parts of columns, or of rows, each but the last
// as wide.
type cut struct {
	parts, width int
	rows         bool
}

// cutFor cuts c into at most so many parts: of whole panels if there are enough of
// them, else of rows.
func (p *product) cutFor(most int) cut {
	panel := 2 * p.lanes
	panels := (p.n + panel - 1) / panel
	if panels >= most || p.n >= p.m {
		width := (panels + most - 1) / most * panel
		return cut{(p.n + width - 1) / width, width, false}
	}
	height := (p.m + most - 1) / most
	return cut{(p.m + height - 1) / height, height, true}
}

// part is part i of p.
func (c cut) part(p *product, i int) product {
	from := i * c.width
	if c.rows {
		return p.part(from, min(c.width, p.m-from), 0, p.n)
	}
	return p.part(0, p.m, from, min(c.width, p.n-from))
}
