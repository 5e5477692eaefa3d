package numeric

import (
	"math"
	"reflect"
	"testing"
	"time"
)

// repeated calls a function again and again, at the same input.
type repeated struct {
	loop    func(n int, restore func())
	restore func()
}

const (
	rounds = 15
	batch  = time.Millisecond / 4
)

// race returns the fastest times of functions, which take turns so that a slow
// spell of the machine is one for all of them. The time of restore is subtracted;
// it panics if that leaves too little to be believed.
func race(functions ...repeated) []float64 {
	fastest := make([]float64, len(functions))
	for i, f := range functions {
		f.time(f.batch()) // fills pools
		fastest[i] = math.Inf(1)
	}
	for range rounds {
		for i, f := range functions {
			fastest[i] = min(fastest[i], f.time(f.batch()))
		}
	}
	for i, f := range functions {
		idle := math.Inf(1)
		for range rounds {
			idle = min(idle, f.idle(f.batch()))
		}
		fastest[i] = max(fastest[i]-idle, 0.1)
		if fastest[i] < idle/10 {
			panic("restoring takes all the time")
		}
	}
	return fastest
}

// batch is a number of calls that takes long enough to be timed.
func (f repeated) batch() int {
	for n := 1; ; n *= 2 {
		if f.time(n)*float64(n) > float64(batch.Nanoseconds()) {
			return n
		}
	}
}

// time is the time of one of n calls, in nanoseconds.
func (f repeated) time(n int) float64 {
	begin := time.Now()
	f.loop(n, f.restore)
	return float64(time.Since(begin).Nanoseconds()) / float64(n)
}

// idle is the time of one of n restores.
func (f repeated) idle(n int) float64 {
	begin := time.Now()
	for range n {
		f.restore()
	}
	return float64(time.Since(begin).Nanoseconds()) / float64(n)
}

// allocs is the number of allocations in a call.
func (f repeated) allocs() float64 {
	return testing.AllocsPerRun(100, func() { f.loop(1, f.restore) }) - testing.AllocsPerRun(100, f.restore)
}

// roughly is the time of a call at args by reflection, in nanoseconds.
func (p *pair) roughly(args []reflect.Value) float64 {
	least := math.Inf(1)
	for range 3 {
		in := copyAll(args)
		begin := time.Now()
		(&outcome{}).run(p.primal, in)
		least = min(least, float64(time.Since(begin).Nanoseconds()))
	}
	return least
}

// restorer returns a function that makes all memory that args lead to what it is now.
func restorer(args []reflect.Value) func() {
	var all []func()
	seen := map[memory]bool{}
	for _, a := range args {
		all = append(all, restores(a, seen)...)
	}
	return func() {
		for _, restore := range all {
			restore()
		}
	}
}

func restores(v reflect.Value, seen map[memory]bool) (all []func()) {
	inside := func(part reflect.Value) { all = append(all, restores(part, seen)...) }
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || seen[memoryOf(v)] {
			return nil
		}
		seen[memoryOf(v)] = true
		target, saved := v.Elem(), variable(v.Type().Elem())
		saved.Set(target)
		all = append(all, func() { target.Set(saved) })
		inside(target)
	case reflect.Slice:
		if v.IsNil() || seen[memoryOf(v)] {
			return nil
		}
		seen[memoryOf(v)] = true
		header, saved := variable(v.Type()), reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		header.Set(v)
		reflect.Copy(saved, v)
		all = append(all, func() { reflect.Copy(header, saved) })
		fallthrough
	case reflect.Array:
		for i := range v.Len() {
			inside(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			inside(open(v.Field(i)))
		}
	}
	return all
}
