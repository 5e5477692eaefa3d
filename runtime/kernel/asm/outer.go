package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// outer makes the kernel of the product of a column and a row.
func (t *target) outer() {
	t.function("outer", "func(o *outer)", "outer"+t.suffix()+" adds alpha·x·yᵀ to c.")
	args := t.Dereference(t.Param("o"))
	o := &outer{
		target: t, rows: t.field(args, "rows"), columns: t.field(args, "columns"),
		c: t.field(args, "c"), cRow: t.field(args, "cRow"), x: t.field(args, "x"), y: t.field(args, "y"),
		alpha: t.vec(0),
	}
	t.broadcast(t.fieldAddr(args, "alpha"), o.alpha)
	t.CMPQ(o.columns, operand.U8(t.lanes()))
	t.JLT(operand.LabelRef("narrow"))
	if t.isa == avx512 { // where masks cost nothing
		t.JEQ(operand.LabelRef("narrow"))
	}
	o.wide()
	t.Label("narrow")
	o.narrow()
}

// outer is that kernel in the making.
type outer struct {
	*target
	rows, columns, c, cRow, x, y reg.GPVirtual
	alpha                        reg.VecPhysical
}

// factor sets to to alpha times element r of x.
func (o *outer) factor(r int, to reg.VecPhysical) {
	o.broadcast(mem(o.x, r*o.size), to)
	o.mul(o.alpha, to, to)
}

// wide goes through the rows one by one, each of at least a vector.
func (o *outer) wide() {
	factor := o.vec(1)
	o.Label("row")
	o.factor(0, factor)
	left, at := o.GP64(), o.GP64()
	o.MOVQ(o.columns, left)
	o.XORQ(at, at)
	l := &vectorLoop{target: o.target, left: left, done: at, bases: map[string]reg.GPVirtual{"c": o.c, "y": o.y}}
	l.run(4, func(copies int, partial bool) {
		for u := range copies {
			r := o.window(2+2*u, 2)
			l.loadInput("c", u, r[0], partial)
			l.loadInput("y", u, r[1], partial)
			o.fma(r[1], factor, r[0])
			if partial {
				o.storeFirst(r[0], l.at("c", u), r[1])
			} else {
				o.store(r[0], l.at("c", u))
			}
		}
	})
	o.ADDQ(o.cRow, o.c)
	o.next(1)
	o.JNZ(operand.LabelRef("row"))
	o.leave()
}

// narrow goes through rows of at most a vector, many at a time: all are loaded before the
// first is stored. A load must wait for a masked store to end that overlaps with it but for
// the masks, as happens where short rows lie close together.
func (o *outer) narrow() {
	y := o.vec(1)
	o.firstLanes(o.columns)
	o.loadFirst(mem(o.y, 0), y)
	counts := []int{8, 4, 1}
	if o.isa == avx512 {
		counts[0] = 16
	}
	for _, count := range counts {
		block, end := fmt.Sprintf("rows%d", count), fmt.Sprintf("fewerThan%d", count)
		o.Label(block)
		o.CMPQ(o.rows, operand.U8(count))
		o.JLT(operand.LabelRef(end))
		o.narrowRows(count, y)
		o.next(count)
		o.JMP(operand.LabelRef(block))
		o.Label(end)
	}
	o.leave()
}

// narrowRows does so many rows, leaving c behind them.
func (o *outer) narrowRows(count int, y reg.VecPhysical) {
	factors, sums := o.window(2, 2), o.window(4, count)
	from := o.GP64()
	o.MOVQ(o.c, from)
	for r, sum := range sums {
		o.loadFirst(mem(from, 0), sum)
		o.ADDQ(o.cRow, from)
		o.factor(r, factors[r%2])
		o.fma(y, factors[r%2], sum)
	}
	for _, sum := range sums {
		o.storeFirst(sum, mem(o.c, 0), o.vec(4+count))
		o.ADDQ(o.cRow, o.c)
	}
}

// next moves on by so many elements of x. The flags say whether there are more.
func (o *outer) next(rows int) {
	o.ADDQ(operand.U8(rows*o.size), o.x)
	o.SUBQ(operand.U8(rows), o.rows)
}
