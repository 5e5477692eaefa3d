package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
)

// dots makes the kernels for a few rows of a and a transposed b: dot products of a
// row of a with as many rows of b as a vector has lanes, or fewer. Each keeps its
// partial sums in a register of its own; in the end they are added up across.
func (t *target) dots() {
	for columns := 1; columns <= t.lanes(); columns++ {
		t.dotsOf(columns)
	}
}

// dotsAhead is how many bytes ahead of their use the rows of b are fetched: many rows at
// a time are too many for the processor to notice by itself.
const dotsAhead = 192

// dotting is such a kernel in the making. What comes after the sums is a tile of one
// row and one vector.
type dotting struct {
	*tile
	columns int
}

func (t *target) dotsOf(columns int) {
	t.function(fmt.Sprintf("dots%dx", columns), "func(p *panel)",
		fmt.Sprintf("dots%dx%s computes rows of %d dot products.", columns, t.suffix(), columns))
	d := dotting{&tile{target: t, rows: 1, vectors: 1, partial: true}, columns}
	d.args = t.Dereference(t.Param("p"))
	d.tiles, d.a, d.c, d.cRow = d.field(d.args, "tiles"), d.field(d.args, "a"), d.field(d.args, "c"), d.field(d.args, "cRow")
	d.row = d.field(d.args, "aRow")
	strides := t.stridesOf(d.field(d.args, "bDepth"), columns)
	t.Label("row")
	d.products(strides)
	d.addAcross()
	d.columnLanes()
	d.epilogue("")
	t.DECQ(d.tiles)
	t.JNZ(operand.LabelRef("row"))
	t.leave()
}

// products sums the products of a row of a and each row of b, lane by lane.
func (d dotting) products(strides strides) {
	for i := range d.lanes() {
		d.zero(d.vec(i))
	}
	rows := d.rowAddresses(d.field(d.args, "b"), strides, d.columns)
	depth, a := d.field(d.args, "depth"), d.GP64()
	d.MOVQ(d.a, a)
	x, y := d.vec(d.lanes()), d.vec(d.lanes()+1)

	d.Label("depth")
	d.CMPQ(depth, operand.U8(d.lanes()))
	d.JLT(operand.LabelRef("rest"))
	d.load(mem(a, 0), x)
	for i := range d.columns {
		ahead := rows.at(i)
		ahead.Disp += dotsAhead
		d.PREFETCHT0(ahead)
		d.fma(rows.at(i), x, d.vec(i))
	}
	for _, r := range append(rows.bases, a) {
		d.ADDQ(operand.U8(d.bytes()), r)
	}
	d.SUBQ(operand.U8(d.lanes()), depth)
	d.JMP(operand.LabelRef("depth"))

	d.Label("rest")
	d.TESTQ(depth, depth)
	d.JZ(operand.LabelRef("across"))
	d.firstLanes(depth)
	d.loadFirst(mem(a, 0), x)
	for i := range d.columns {
		d.loadFirst(rows.at(i), y)
		d.fma(y, x, d.vec(i))
	}
	d.Label("across")
}

// addAcross adds up the lanes of each register i into lane i of the first. Lower and
// upper halves of neighbours are interleaved and added, which halves the registers:
// first elements, then pairs of them, then lanes of 128 bits.
func (d dotting) addAcross() {
	n := d.lanes()
	if d.size == 4 {
		n = d.halve(n, d.VUNPCKLPS, d.VUNPCKHPS)
	}
	n = d.halve(n, d.VUNPCKLPD, d.VUNPCKHPD)
	for n > 1 {
		n = d.halve(n, d.evenLanes, d.oddLanes)
	}
}

// halve adds what low and high make of registers 2i and 2i+1 into register i.
func (d dotting) halve(n int, low, high variadic) int {
	x, y := d.vec(d.lanes()), d.vec(d.lanes()+1)
	for i := range n / 2 {
		low(d.vec(2*i+1), d.vec(2*i), x)
		high(d.vec(2*i+1), d.vec(2*i), y)
		d.add(y, x, d.vec(i))
	}
	return n / 2
}

// evenLanes puts the lanes of 128 bits that have an even number together, oddLanes
// the others.
func (d dotting) evenLanes(ops ...operand.Op) {
	if d.isa == avx2 {
		d.VPERM2F128(operand.U8(0x20), ops[0], ops[1], ops[2])
		return
	}
	d.VSHUFF32X4(operand.U8(0x88), ops[0], ops[1], ops[2])
}

func (d dotting) oddLanes(ops ...operand.Op) {
	if d.isa == avx2 {
		d.VPERM2F128(operand.U8(0x31), ops[0], ops[1], ops[2])
		return
	}
	d.VSHUFF32X4(operand.U8(0xdd), ops[0], ops[1], ops[2])
}
