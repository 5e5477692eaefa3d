package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// groups turns as many elements of each row at a time as a lane of 128 bits has,
// while so many are left.
func (q *turning) groups(loop, rest string) {
	n := 16 / q.size
	rows := q.rowAddresses(q.src, q.stridesOf(q.field(q.p, "srcRow"), q.lanes()), q.lanes())
	q.Label(loop)
	q.CMPQ(q.depth, operand.U8(n))
	q.JLT(operand.LabelRef(rest))
	for _, row := range q.turnInLanes(q.gather(rows)) {
		q.store(row, mem(q.dst, 0))
		q.ADDQ(q.dstRow, q.dst)
	}
	for _, base := range rows.bases {
		q.ADDQ(operand.U8(16), base)
	}
	q.SUBQ(operand.U8(n), q.depth)
	q.JMP(operand.LabelRef(loop))
}

// rowAddresses are the registers from which all rows of a matrix can be addressed.
type rowAddresses struct {
	bases []reg.GPVirtual // of rows 0, 7 and 14
	strides
}

// rowAddresses makes the addresses of so many rows. It clobbers base.
func (t *target) rowAddresses(base reg.GPVirtual, s strides, rows int) rowAddresses {
	a := rowAddresses{[]reg.GPVirtual{base}, s}
	for last := base; 7*len(a.bases) < rows; last = a.bases[len(a.bases)-1] {
		next := t.GP64()
		t.seventh(last, s, next)
		a.bases = append(a.bases, next)
	}
	return a
}

func (a rowAddresses) at(i int) operand.Mem {
	return a.strides.at(a.bases[i/7], i%7)
}

// gather loads a lane from each row: with n elements in a lane, lane g of register i
// is from row n·g+i.
func (q *turning) gather(rows rowAddresses) (registers []reg.VecPhysical) {
	n := 16 / q.size
	for i := range n {
		to := q.vec(i)
		q.VMOVUPS(rows.at(i), to.AsX())
		for g := 1; g < q.bytes()/16; g++ {
			if q.isa == avx2 {
				q.VINSERTF128(operand.U8(g), rows.at(n*g+i), to, to)
			} else {
				q.VINSERTF32X4(operand.U8(g), rows.at(n*g+i), to, to)
			}
		}
		registers = append(registers, to)
	}
	return registers
}

// turnInLanes turns the square of elements that each lane of the registers holds.
func (q *turning) turnInLanes(rows []reg.VecPhysical) []reg.VecPhysical {
	a := func(i int) reg.VecPhysical { return q.vec(len(rows) + i) }
	if q.size == 8 {
		q.VUNPCKLPD(rows[1], rows[0], a(0))
		q.VUNPCKHPD(rows[1], rows[0], a(1))
		return []reg.VecPhysical{a(0), a(1)}
	}
	q.VUNPCKLPS(rows[1], rows[0], a(0))
	q.VUNPCKHPS(rows[1], rows[0], a(1))
	q.VUNPCKLPS(rows[3], rows[2], a(2))
	q.VUNPCKHPS(rows[3], rows[2], a(3))
	for half := range 2 {
		q.VUNPCKLPD(a(half+2), a(half), rows[2*half])
		q.VUNPCKHPD(a(half+2), a(half), rows[2*half+1])
	}
	return rows
}
