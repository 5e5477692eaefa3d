package main

import (
	"strconv"

	"github.com/mmcloughlin/avo/operand"
)

// peak makes a loop of multiply-adds that neither wait for each other nor for
// memory: what the processor can do at most.
func (t *target) peak() {
	t.function("peak", "func(rounds int)",
		"peak"+t.suffix()+" does "+strconv.Itoa(peakSums)+" vector multiply-adds a round, for benchmarks.")
	n := t.GP64()
	t.Load(t.Param("rounds"), n)
	for i := range peakSums {
		t.zero(t.vec(i))
	}
	t.Label("round")
	for i := range peakSums {
		t.fma(t.vec(i), t.vec(i), t.vec(i))
	}
	t.DECQ(n)
	t.JNZ(operand.LabelRef("round"))
	t.leave()
}

// peakSums hides the latency of a multiply-add, 4 or 5 cycles, on two units.
const peakSums = 12
