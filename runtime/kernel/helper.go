package kernel

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Waking a processor takes longer than many a product. So a goroutine that has helped
// with one lingers for a moment, for the next to find it awake, and ends then.

// linger is for how long.
const linger = 100 * time.Microsecond

// helper is a goroutine that helps with products.
type helper struct {
	job atomic.Pointer[sharing]
	run func() // works until there is nothing more to do; made once, for go not to allocate
}

// helpers has those that have ended.
var helpers sync.Pool

func newHelper() *helper {
	h := new(helper)
	h.run = func() {
		for s := h.job.Load(); s != nil; s = h.nextJob() {
			s.takeParts()
			h.leave(s)
		}
		helpers.Put(h)
	}
	return h
}

// lounge has the helpers that linger.
var lounge struct {
	sync.Mutex
	waiting []*helper
}

// helpWith lets a helper take parts of s: one that lingers, or else a new one.
func helpWith(s *sharing) {
	lounge.Lock()
	last := len(lounge.waiting) - 1
	if last >= 0 {
		h := lounge.waiting[last]
		lounge.waiting = lounge.waiting[:last]
		lounge.Unlock()
		h.job.Store(s)
		return
	}
	lounge.Unlock()
	h, _ := helpers.Get().(*helper)
	if h == nil {
		h = newHelper()
	}
	h.job.Store(s)
	go h.run()
}

// leave is called when no parts of s are left. The helper is in the lounge before
// whoever shared s goes on, for the next product to find it there.
func (h *helper) leave(s *sharing) {
	h.job.Store(nil)
	lounge.Lock()
	lounge.waiting = append(lounge.waiting, h)
	lounge.Unlock()
	s.working.Add(-1)
	s.helpers.Done()
}

// nextJob waits for a job for a while; nil says that none came.
func (h *helper) nextJob() *sharing {
	if !spin(func() bool { return h.job.Load() != nil }) && h.leaveLounge() {
		return nil
	}
	for h.job.Load() == nil { // it has been taken from the lounge for one
		runtime.Gosched()
	}
	return h.job.Load()
}

// leaveLounge reports whether h was there.
func (h *helper) leaveLounge() bool {
	lounge.Lock()
	defer lounge.Unlock()
	for i, other := range lounge.waiting {
		if other == h {
			lounge.waiting = append(lounge.waiting[:i], lounge.waiting[i+1:]...)
			return true
		}
	}
	return false
}

// spin waits until something is so, for as long as a helper lingers, and reports whether
// it is. Other goroutines that are ready run in between.
func spin(so func() bool) bool {
	for start := time.Now(); time.Since(start) < linger; {
		for range 100 {
			if so() {
				return true
			}
		}
		runtime.Gosched()
	}
	return so()
}
