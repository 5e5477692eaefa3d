package main

import (
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// turn makes the kernel that packs a matrix that enters transposed: rows of it
// become columns.
//
// Full groups are gathered lane by lane of 128 bits, so that what remains is to
// turn squares within lanes. What is left over at the end of rows, or all where
// rows are missing, is done in squares as wide as a vector with masks.
func (t *target) turn() {
	t.function("turn", "func(p *packing)",
		"turn"+t.suffix()+" packs a vector's worth of rows as columns.")
	p := t.Dereference(t.Param("p"))
	q := &turning{
		target: t, src: t.field(p, "src"), depth: t.field(p, "depth"), dst: t.field(p, "dst"),
		dstRow: t.field(p, "dstRow"), p: p,
	}
	t.CMPQ(t.field(p, "columns"), operand.U8(t.lanes()))
	t.JLT(operand.LabelRef("square"))
	q.groups("group", "rest")

	t.Label("square")
	t.CMPQ(q.depth, operand.U8(t.lanes()))
	t.JLT(operand.LabelRef("rest"))
	q.square(t.load)
	t.ADDQ(operand.U8(t.bytes()), q.src)
	t.SUBQ(operand.U8(t.lanes()), q.depth)
	t.JMP(operand.LabelRef("square"))

	t.Label("rest")
	t.TESTQ(q.depth, q.depth)
	t.JZ(operand.LabelRef("done"))
	t.firstLanes(q.depth)
	q.square(func(ops ...operand.Op) { t.loadFirst(ops[0].(operand.Mem), ops[1].(reg.VecPhysical)) })
	t.Label("done")
	t.leave()
}

// turning is that kernel in the making.
type turning struct {
	*target
	p                       gotypes.Component
	src, depth, dst, dstRow reg.GPVirtual
}

// square turns one square. Neighbours are interleaved within lanes until a lane
// holds the elements of one column; then lanes are dealt out.
func (q *turning) square(load variadic) {
	q.loadRows(load)
	rows := q.registersFrom(0)
	if q.size == 4 {
		rows = q.interleave(rows, q.VUNPCKLPS, q.VUNPCKHPS)
		rows = q.pairUp(rows)
	} else {
		rows = q.interleave(rows, q.VUNPCKLPD, q.VUNPCKHPD)
	}
	for _, row := range q.dealLanes(rows) {
		q.store(row, mem(q.dst, 0))
		q.ADDQ(q.dstRow, q.dst)
	}
}

// loadRows loads the rows of a square, the last one again for those missing.
func (q *turning) loadRows(load variadic) {
	row, step, zero := q.GP64(), q.field(q.p, "srcRow"), q.GP64()
	columns := q.field(q.p, "columns")
	q.MOVQ(q.src, row)
	q.XORQ(zero, zero)
	for i := range q.lanes() {
		load(mem(row, 0), q.vec(i))
		q.CMPQ(columns, operand.U8(i+1))
		q.CMOVQLE(zero, step)
		q.ADDQ(step, row)
	}
}

// registersFrom lists as many registers as there are lanes.
func (q *turning) registersFrom(first int) (registers []reg.VecPhysical) {
	for i := range q.lanes() {
		registers = append(registers, q.vec(first+i))
	}
	return registers
}

// others lists the registers that rows aren't in.
func (q *turning) others(rows []reg.VecPhysical) []reg.VecPhysical {
	if rows[0] == q.vec(0) {
		return q.registersFrom(q.lanes())
	}
	return q.registersFrom(0)
}

// interleave puts the elements of rows 2i and 2i+1 next to each other, the lower
// half of each lane in the one, the upper half in the other.
func (q *turning) interleave(rows []reg.VecPhysical, low, high variadic) []reg.VecPhysical {
	to := q.others(rows)
	for i := 0; i < len(rows); i += 2 {
		low(rows[i+1], rows[i], to[i])
		high(rows[i+1], rows[i], to[i+1])
	}
	return to
}

// pairUp does the same for pairs of elements, so that each lane has four elements
// of one column: lane l of row 4i+c those of column 4l+c from rows 4i to 4i+3.
func (q *turning) pairUp(rows []reg.VecPhysical) []reg.VecPhysical {
	to := q.others(rows)
	for i := 0; i < len(rows); i += 4 {
		for half := range 2 {
			q.VUNPCKLPD(rows[i+half+2], rows[i+half], to[i+2*half])
			q.VUNPCKHPD(rows[i+half+2], rows[i+half], to[i+2*half+1])
		}
	}
	return to
}

// dealLanes gives each column its lanes: with n elements in a lane, lane l of row
// n·i+c becomes lane i of row n·l+c.
func (q *turning) dealLanes(rows []reg.VecPhysical) []reg.VecPhysical {
	n := 16 / q.size
	to := q.others(rows)
	for c := range n {
		if q.isa == avx2 {
			q.VPERM2F128(operand.U8(0x20), rows[n+c], rows[c], to[c])
			q.VPERM2F128(operand.U8(0x31), rows[n+c], rows[c], to[n+c])
			continue
		}
		const even, odd = 0x88, 0xdd // lanes 0 and 2, or 1 and 3, of both
		q.VSHUFF32X4(operand.U8(even), rows[n+c], rows[c], to[c])
		q.VSHUFF32X4(operand.U8(odd), rows[n+c], rows[c], to[n+c])
		q.VSHUFF32X4(operand.U8(even), rows[3*n+c], rows[2*n+c], to[2*n+c])
		q.VSHUFF32X4(operand.U8(odd), rows[3*n+c], rows[2*n+c], to[3*n+c])
		q.VSHUFF32X4(operand.U8(even), to[2*n+c], to[c], rows[c])
		q.VSHUFF32X4(operand.U8(even), to[3*n+c], to[n+c], rows[n+c])
		q.VSHUFF32X4(operand.U8(odd), to[2*n+c], to[c], rows[2*n+c])
		q.VSHUFF32X4(operand.U8(odd), to[3*n+c], to[n+c], rows[3*n+c])
	}
	if q.isa == avx2 {
		return to
	}
	return rows
}
