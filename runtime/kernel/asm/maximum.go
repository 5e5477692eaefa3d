package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// unordered is the predicate that is true where one of the numbers is NaN.
const unordered = 0x03

// maximum makes the kernel that looks for the largest element. The instruction for
// maxima forgets NaN, so whether there was one is kept beside.
func (t *target) maximum() {
	t.function("max", "func(v *vectors)", "max"+t.suffix()+" sets the result to the largest element of x, NaN if one is.")
	l := t.vectorLoop([]string{"x"})
	results := t.window(t.registers()-partials, partials)
	for _, r := range results {
		t.broadcast(mem(l.bases["x"], 0), r)
	}
	nan := t.vec(t.registers() - partials - 1) // AVX2; for AVX-512 it is K3
	t.clearNaN(nan)
	l.run(partials, func(copies int, partial bool) {
		for u := range copies {
			r := t.window(2*u, 2)
			l.loadInput("x", u, r[0], partial)
			if partial {
				t.fillRest(r[0], results[0], r[1])
			}
			t.noteNaN(r[0], r[1], nan)
			t.max(r[0], results[u], results[u])
		}
	})
	t.max(results[1], results[0], results[0])
	t.max(results[3], results[2], results[2])
	t.max(results[2], results[0], results[0])
	t.across(t.max, results[0])
	t.storeLowest(results[0], t.fieldAddr(l.args, "result"))
	t.storeNaN(nan, t.fieldAddr(l.args, "result"))
	t.leave()
}

// fillRest puts elements of other where loadFirst loaded none.
func (t *target) fillRest(r, other, mask reg.VecPhysical) {
	if t.isa == avx512 {
		t.KNOTW(reg.K1, reg.K2)
		t.load(other, reg.K2, r)
		return
	}
	t.load(mem(t.lanesAt, 0), mask)
	t.blend(mask, r, other, r)
}

// blend sets to = yes where mask is set and no elsewhere.
func (t *target) blend(mask, yes, no, to reg.VecPhysical) {
	if t.size == 4 {
		t.VBLENDVPS(mask, yes, no, to)
		return
	}
	t.VBLENDVPD(mask, yes, no, to)
}

func (t *target) clearNaN(nan reg.VecPhysical) {
	if t.isa == avx512 {
		t.KXORW(reg.K3, reg.K3, reg.K3)
		return
	}
	t.zero(nan)
}

// noteNaN notes where x is NaN.
func (t *target) noteNaN(x, scratch, nan reg.VecPhysical) {
	if t.isa == avx512 {
		t.cmp(operand.U8(unordered), x, x, reg.K2)
		t.KORW(reg.K2, reg.K3, reg.K3)
		return
	}
	t.cmp(operand.U8(unordered), x, x, scratch)
	t.VORPS(scratch, nan, nan)
}

// storeNaN stores a NaN if one was noted.
func (t *target) storeNaN(nan reg.VecPhysical, to operand.Mem) {
	noted := t.GP64()
	if t.isa == avx512 {
		t.KMOVW(reg.K3, noted.As32())
	} else {
		t.VMOVMSKPS(nan, noted.As32())
	}
	t.TESTL(noted.As32(), noted.As32())
	t.JZ(operand.LabelRef("none"))
	if t.size == 4 {
		t.MOVL(operand.U32(0x7fc00000), to)
	} else {
		t.MOVQ(operand.U64(0x7ff8000000000000), noted)
		t.MOVQ(noted, to)
	}
	t.Label("none")
}
