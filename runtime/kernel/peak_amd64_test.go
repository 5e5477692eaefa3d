//go:build !noasm

package kernel

import "time"

// fmaPeak measures how many GFLOP/s the processor does with the instructions of a
// path when nothing waits for anything.
func fmaPeak[T Float](path isa) float64 {
	const rounds, sums = 1_000_000, 12
	run := map[[2]int]func(int){
		{int(isaAVX2), 4}:   peakAVX2F32,
		{int(isaAVX2), 8}:   peakAVX2F64,
		{int(isaAVX512), 4}: peakAVX512F32,
		{int(isaAVX512), 8}: peakAVX512F64,
	}[[2]int{int(path), size[T]()}]
	if run == nil {
		return 0
	}
	best := 0.0
	for range 10 {
		start := time.Now()
		run(rounds)
		best = max(best, 2*rounds*sums*float64(path.vectorBytes()/size[T]())/time.Since(start).Seconds()/1e9)
	}
	return best
}
