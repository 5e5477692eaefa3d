package sgd

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// crew shares tasks among goroutines. It lives from task to task without any, and
// allocates nothing.
type crew struct {
	task    func(i int)
	n       int
	next    atomic.Int64 // the next task to take
	helpers sync.WaitGroup
	failure atomic.Pointer[failure]
	help    func() // made once, for go not to allocate
}

// failure is how a helper has ended instead of coming to an end: with the value
// of a panic, or nil for runtime.Goexit.
type failure struct{ value any }

func newCrew() *crew {
	c := new(crew)
	c.help = c.helper
	return c
}

// do calls task for 0 ≤ i < n, on at most so many goroutines, this one among
// them. A panic in one of them goes on in this one.
func (c *crew) do(n, workers int, task func(i int)) {
	if workers = min(n, workers); workers > 1 {
		workers = min(workers, runtime.GOMAXPROCS(0))
	}
	if workers <= 1 {
		for i := range n {
			task(i)
		}
		return
	}
	c.task, c.n = task, n
	c.next.Store(0)
	c.work(workers - 1)
	if f := c.failure.Swap(nil); f != nil {
		if f.value == nil {
			runtime.Goexit()
		}
		panic(f.value)
	}
}

// work has all tasks done, with so many helpers, and lets none of them outlive it.
func (c *crew) work(helpers int) {
	c.helpers.Add(helpers)
	defer c.helpers.Wait()
	for range helpers {
		go c.help()
	}
	c.takeAll()
}

func (c *crew) takeAll() {
	for {
		i := int(c.next.Add(1)) - 1
		if i >= c.n {
			return
		}
		c.task(i)
	}
}

func (c *crew) helper() {
	ended := false
	defer func() {
		if !ended {
			c.failure.CompareAndSwap(nil, &failure{recover()})
		}
		c.helpers.Done()
	}()
	c.takeAll()
	ended = true
}
