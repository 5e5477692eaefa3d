package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// firstLanes makes the mask of the first n elements of a vector, which loadFirst and
// storeFirst use: for AVX-512 in a mask register, for AVX2 the place of a vector
// whose first n elements are ones. It clobbers n.
func (t *target) firstLanes(n reg.GPVirtual) {
	t.lanesAt = t.GP64()
	if t.isa == avx512 {
		t.MOVQ(operand.I32(-1), t.lanesAt)
		t.BZHIQ(n, t.lanesAt, t.lanesAt)
		t.KMOVW(t.lanesAt.As32(), reg.K1)
		return
	}
	t.LEAQ(t.laneTable, t.lanesAt)
	t.SHLQ(operand.U8(t.shift()), n)
	t.SUBQ(n, t.lanesAt)
	t.ADDQ(operand.U8(t.bytes()), t.lanesAt)
}

// laneMasks is a vector of ones followed by a vector of zeros.
func (t *target) laneMasks() operand.Mem {
	table := t.StaticGlobal("lanes" + t.suffix())
	t.DataAttributes(attr.RODATA | attr.NOPTR)
	for range t.bytes() / 8 {
		t.AppendDatum(operand.U64(^uint64(0)))
	}
	for range t.bytes() / 8 {
		t.AppendDatum(operand.U64(0))
	}
	return table
}

// loadFirst loads the elements of the mask of firstLanes, and zero for the others.
func (t *target) loadFirst(from operand.Mem, to reg.VecPhysical) {
	switch {
	case t.isa == avx512 && t.size == 4:
		t.VMOVUPS_Z(from, reg.K1, to)
	case t.isa == avx512:
		t.VMOVUPD_Z(from, reg.K1, to)
	case t.size == 4:
		t.load(mem(t.lanesAt, 0), to)
		t.VMASKMOVPS(from, to, to)
	default:
		t.load(mem(t.lanesAt, 0), to)
		t.VMASKMOVPD(from, to, to)
	}
}

// storeFirst stores the elements of the mask of firstLanes. It may need a register.
func (t *target) storeFirst(from reg.VecPhysical, to operand.Mem, scratch reg.VecPhysical) {
	switch {
	case t.isa == avx512:
		t.store(from, reg.K1, to)
	case t.size == 4:
		t.load(mem(t.lanesAt, 0), scratch)
		t.VMASKMOVPS(from, scratch, to)
	default:
		t.load(mem(t.lanesAt, 0), scratch)
		t.VMASKMOVPD(from, scratch, to)
	}
}

// moveMasked copies the elements that k names and clears the others.
func (t *target) moveMasked(from reg.VecPhysical, k reg.Register, to reg.VecPhysical) {
	if t.size == 4 {
		t.VMOVUPS_Z(from, k, to)
		return
	}
	t.VMOVUPD_Z(from, k, to)
}

// loadPart loads vector v of a row of the tile.
func (m *tile) loadPart(from operand.Mem, to reg.VecPhysical, v int) {
	if m.partial && v == m.vectors-1 {
		m.loadFirst(from, to)
		return
	}
	m.load(from, to)
}

// storePart stores vector v of a row of the tile.
func (m *tile) storePart(from reg.VecPhysical, to operand.Mem, v int) {
	if m.partial && v == m.vectors-1 {
		m.storeFirst(from, to, m.spare(0))
		return
	}
	m.store(from, to)
}
