package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Predicates of comparisons.
const (
	greater      = 0x1e // ordered, quiet
	notLessEqual = 0x16 // unordered, quiet: true for NaN
)

// epilogue does the steps that are asked for, stores the tile and moves on to the
// next.
func (m *tile) epilogue(label string) {
	steps := m.GP64()
	m.MOVL(m.fieldAddr(m.args, "steps"), steps.As32())
	m.TESTQ(steps, steps)
	m.JZ(operand.LabelRef("store" + label))
	m.step(steps, "stepScale", "scaled"+label, m.scale)
	m.step(steps, "stepAccumulate", "accumulated"+label, m.accumulate)
	m.step(steps, "stepBias", "biased"+label, m.addBias)
	m.step(steps, "stepReLU", "rectified"+label, m.rectify)
	m.step(steps, "stepMask", "masked"+label, m.maskTile)
	m.Label("store" + label)
	for r := range m.rows {
		for v := range m.vectors {
			m.storePart(m.sum(r, v), mem(m.c, v*m.bytes()), v)
		}
		m.ADDQ(m.cRow, m.c)
		m.ADDQ(m.row, m.a)
	}
}

// step does one step if its bit is set.
func (m *tile) step(steps reg.Register, bit, label string, do func()) {
	m.TESTQ(operand.U32(integerConstant(m.target.args, bit)), steps)
	m.JZ(operand.LabelRef(label))
	do()
	m.Label(label)
}

func (m *tile) scale() {
	x := m.spare(0)
	m.broadcast(m.fieldAddr(m.args, "alpha"), x)
	m.eachSum(func(_, _ int, sum reg.VecPhysical) { m.mul(x, sum, sum) })
}

func (m *tile) accumulate() {
	beta, old := m.spare(0), m.spare(1)
	m.broadcast(m.fieldAddr(m.args, "beta"), beta)
	c := m.GP64()
	m.MOVQ(m.c, c)
	m.eachSum(func(_, v int, sum reg.VecPhysical) {
		m.loadPart(mem(c, v*m.bytes()), old, v)
		m.fma(old, beta, sum)
		if v == m.vectors-1 {
			m.ADDQ(m.cRow, c)
		}
	})
}

func (m *tile) addBias() {
	bias := m.field(m.args, "bias")
	for v := range m.vectors {
		part := m.spare(0)
		m.loadPart(mem(bias, v*m.bytes()), part, v)
		for r := range m.rows {
			m.add(part, m.sum(r, v), m.sum(r, v))
		}
	}
}

func (m *tile) rectify() {
	zero := m.spare(0)
	m.zero(zero)
	m.eachSum(func(_, _ int, sum reg.VecPhysical) { m.keepWhere(notLessEqual, zero, sum, sum, m.spare(1)) })
}

func (m *tile) maskTile() {
	zero, h := m.spare(0), m.spare(1)
	m.zero(zero)
	mask, row := m.field(m.args, "mask"), m.field(m.args, "maskRow")
	done := m.fieldAddr(m.args, "maskDone")
	m.ADDQ(done, mask)
	m.eachSum(func(_, v int, sum reg.VecPhysical) {
		m.loadPart(mem(mask, v*m.bytes()), h, v)
		m.keepWhere(greater, zero, h, sum, h)
		if v == m.vectors-1 {
			m.ADDQ(row, mask)
		}
	})
	m.SUBQ(m.fieldAddr(m.args, "mask"), mask)
	m.MOVQ(mask, done)
}

// keepWhere clears the elements of kept where x doesn't compare to zero so. It may
// clobber scratch, which may be x.
func (t *target) keepWhere(predicate uint64, zero, x, kept, scratch reg.VecPhysical) {
	if t.isa == avx512 {
		t.cmp(operand.U8(predicate), zero, x, reg.K2)
		t.moveMasked(kept, reg.K2, kept)
		return
	}
	t.cmp(operand.U8(predicate), zero, x, scratch)
	t.and(scratch, kept, kept)
}

func (m *tile) eachSum(do func(r, v int, sum reg.VecPhysical)) {
	for r := range m.rows {
		for v := range m.vectors {
			do(r, v, m.sum(r, v))
		}
	}
}
