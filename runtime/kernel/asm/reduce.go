package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// reduction is a kernel that makes one number of a vector. It keeps several partial
// results, each a vector, which don't wait for each other.
type reduction struct {
	name, formula string
	inputs        []string
	fold          func(r []reg.VecPhysical, partial reg.VecPhysical) // takes in the inputs
	join          variadic                                           // makes one of two results
}

// partials is how many partial results a reduction keeps.
const partials = 4

func (t *target) reductionKernels() []reduction {
	return []reduction{
		{"dot", "Σ x·y", []string{"x", "y"}, func(r []reg.VecPhysical, s reg.VecPhysical) { t.fma(r[0], r[1], s) }, t.add},
		{"sum", "Σ x", []string{"x"}, func(r []reg.VecPhysical, s reg.VecPhysical) { t.add(r[0], s, s) }, t.add},
	}
}

func (t *target) reductions() {
	for _, r := range t.reductionKernels() {
		t.reduction(r)
	}
	t.maximum()
}

func (t *target) reduction(r reduction) {
	t.function(r.name, "func(v *vectors)", r.name+t.suffix()+" sets the result to "+r.formula+".")
	l := t.vectorLoop(r.inputs)
	results := t.window(t.registers()-partials, partials)
	for _, p := range results {
		t.zero(p)
	}
	l.run(partials, func(copies int, partial bool) {
		for u := range copies {
			registers := t.window(2*u, 2)
			for i, input := range r.inputs {
				l.loadInput(input, u, registers[i], partial)
			}
			r.fold(registers, results[u])
		}
	})
	r.join(results[1], results[0], results[0])
	r.join(results[3], results[2], results[2])
	r.join(results[2], results[0], results[0])
	t.across(r.join, results[0])
	t.storeLowest(results[0], t.fieldAddr(l.args, "result"))
	t.leave()
}

// across joins the elements of a vector in its lowest: halves, halves of halves and so
// on. It clobbers register 0.
func (t *target) across(join variadic, v reg.VecPhysical) {
	half := t.vec(0)
	if t.isa == avx512 {
		t.VEXTRACTF64X4(operand.U8(1), v, half.AsY())
		join(half.AsY(), v.AsY(), v.AsY())
	}
	t.extractUpper(v.AsY(), half.AsX())
	join(half.AsX(), v.AsX(), v.AsX())
	const upperHalf, second = 0x0e, 0x01
	t.VPSHUFD(operand.U8(upperHalf), v.AsX(), half.AsX())
	join(half.AsX(), v.AsX(), v.AsX())
	if t.size == 4 {
		t.VPSHUFD(operand.U8(second), v.AsX(), half.AsX())
		join(half.AsX(), v.AsX(), v.AsX())
	}
}

// extractUpper extracts the upper 128 bits of 256.
func (t *target) extractUpper(from, to reg.Register) {
	if t.isa == avx512 {
		t.VEXTRACTF64X2(operand.U8(1), from, to)
		return
	}
	t.VEXTRACTF128(operand.U8(1), from, to)
}

func (t *target) storeLowest(v reg.VecPhysical, to operand.Mem) {
	if t.size == 4 {
		t.VMOVSS(v.AsX(), to)
		return
	}
	t.VMOVSD(v.AsX(), to)
}
