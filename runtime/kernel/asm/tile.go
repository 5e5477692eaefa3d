package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A micro-kernel keeps a tile of c, some rows high and some vectors wide, in
// registers while it adds up the products of a column of a and a row of b, one
// such pair after the other (Goto and van de Geijn 2008; Van Zee and van de
// Geijn, "BLIS: A framework for rapidly instantiating BLAS functionality", 2015).
// Each element's sum runs from the first product to the last with fused
// multiply-adds, so its bits are the same whatever tile it is in.

// tileRows is the greatest height of a tile two vectors wide: what registers are
// left by two vectors of b and one element of a at a time, and one spare for the
// next, so that loads run ahead.
func (t *target) tileRows() int {
	return (t.registers() - 4) / 2
}

// wideVectors is the width of the tiles for a few rows only. There must be at
// least eight sums at work to hide the latency of an addition.
func (t *target) wideVectors(rows int) int {
	if t.isa == avx2 && rows > 1 {
		return 4
	}
	return 8
}

// wideRows is the greatest height of wide tiles.
const wideRows = 3

// tileSize is the size of a tile.
type tileSize struct {
	rows, vectors int
}

// tileSizes lists the micro-kernels: all heights one and two vectors wide, the
// last vector being partial, and the wide ones.
func (t *target) tileSizes() (sizes []tileSize) {
	for rows := 1; rows <= t.tileRows(); rows++ {
		sizes = append(sizes, tileSize{rows, 1}, tileSize{rows, 2})
	}
	for rows := 1; rows <= wideRows; rows++ {
		sizes = append(sizes, tileSize{rows, t.wideVectors(rows)})
	}
	if t.isa == avx512 {
		sizes = append(sizes, tileSize{1, 16})
	}
	return sizes
}

func (t *target) microKernels() {
	for _, s := range t.tileSizes() {
		t.microKernel(s.rows, s.vectors)
	}
}

// tile is a micro-kernel in the making.
type tile struct {
	*target
	rows, vectors           int
	args                    gotypes.Component
	partial                 bool          // the last vector of a row may have fewer elements than fit
	chain                   int           // that the sums belong to, see chains
	tiles, a                reg.GPVirtual // tiles to go; where the rows of a start
	strides                               // of a
	aDepth, bDepth, c, cRow reg.GPVirtual
}

// strides are the multiples of the distance of rows that are kept in registers; the
// addressing modes double and quadruple them.
type strides struct {
	row, row3, row5 reg.GPVirtual
}

func (t *target) microKernel(rows, vectors int) {
	t.function(fmt.Sprintf("tile%dx%d", rows, vectors), "func(p *panel)",
		fmt.Sprintf("tile%dx%d%s computes tiles of %d×%d elements.", rows, vectors, t.suffix(), rows, vectors*t.lanes()))
	m := &tile{target: t, rows: rows, vectors: vectors}
	m.args = t.Dereference(t.Param("p"))
	m.enter()
	if t.isa == avx512 {
		m.partial = vectors <= 2
		m.body("")
		return
	}
	if vectors <= 2 {
		n := t.GP64()
		t.MOVL(t.fieldAddr(m.args, "lanes"), n.As32())
		t.CMPQ(n, operand.U8(t.lanes()))
		t.JNE(operand.LabelRef("partial"))
	}
	m.body("")
	if vectors <= 2 {
		t.Label("partial")
		m.partial = true
		m.body("Partial")
	}
}

// enter loads the arguments.
func (m *tile) enter() {
	m.tiles = m.field(m.args, "tiles")
	m.a = m.field(m.args, "a")
	m.aDepth = m.field(m.args, "aDepth")
	m.bDepth = m.field(m.args, "bDepth")
	m.c = m.field(m.args, "c")
	m.cRow = m.field(m.args, "cRow")
	m.strides = m.stridesOf(m.field(m.args, "aRow"), m.rows)
}

// stridesOf makes the multiples of a stride that so many rows need.
func (t *target) stridesOf(row reg.GPVirtual, rows int) (s strides) {
	s.row = row
	if rows > 3 {
		s.row3 = t.GP64()
		t.LEAQ(operand.Mem{Base: row, Index: row, Scale: 2}, s.row3)
	}
	if rows > 5 {
		s.row5 = t.GP64()
		t.LEAQ(operand.Mem{Base: row, Index: row, Scale: 4}, s.row5)
	}
	return s
}

// body is the loop over the tiles.
func (m *tile) body(label string) {
	if m.partial {
		m.columnLanes()
	}
	m.Label("tile" + label)
	m.sums("depth" + label)
	m.epilogue(label)
	m.DECQ(m.tiles)
	m.JNZ(operand.LabelRef("tile" + label))
	m.leave()
}

// columnLanes makes the mask for the last vector of each row of c.
func (m *tile) columnLanes() {
	n := m.GP64()
	m.MOVL(m.fieldAddr(m.args, "lanes"), n.As32())
	m.firstLanes(n)
}

// sums adds up the products of one tile.
func (m *tile) sums(label string) {
	for chain := range m.chains() {
		m.chain = chain
		m.eachSum(func(_, _ int, sum reg.VecPhysical) { m.zero(sum) })
	}
	m.chain = 0
	b, depth := m.field(m.args, "b"), m.field(m.args, "depth")
	upper, lower := m.GP64(), m.GP64()
	m.MOVQ(m.a, upper)
	if m.rows > 7 {
		m.seventh(m.a, m.strides, lower)
	}
	m.TESTQ(depth, depth)
	m.JZ(operand.LabelRef(label + "Done"))
	m.prefetch(depth, label)
	if m.chains() > 1 {
		m.inChains(label, upper, b, depth)
	}
	m.Label(label)
	m.depthStep(upper, lower, b)
	m.DECQ(depth)
	m.JNZ(operand.LabelRef(label))
	m.Label(label + "Done")
	m.joinChains()
}

// depthStep adds the products of one column of a and one row of b, and moves on.
func (m *tile) depthStep(upper, lower, b reg.GPVirtual) {
	if m.vectors > 2 {
		m.wideStep(upper, b)
	} else {
		m.tallStep(upper, lower, b)
	}
	m.ADDQ(m.aDepth, upper)
	if m.rows > 7 {
		m.ADDQ(m.aDepth, lower)
	}
	m.ADDQ(m.bDepth, b)
}

// chains is how many sums are made for each element, which take the products by turns and
// are added up in the end: additions to one sum wait for each other, and in the smallest
// tiles there would be little else to do.
func (m *tile) chains() int {
	if m.rows == 1 && m.vectors <= 2 {
		return 4
	}
	return 1
}

// inChains adds as many products as fill all chains, and leaves the rest.
func (m *tile) inChains(label string, upper, b, depth reg.GPVirtual) {
	m.Label(label + "Chains")
	m.CMPQ(depth, operand.U8(m.chains()))
	m.JLT(operand.LabelRef(label + "Rest"))
	for m.chain = range m.chains() {
		m.depthStep(upper, nil, b)
	}
	m.chain = 0
	m.SUBQ(operand.U8(m.chains()), depth)
	m.JMP(operand.LabelRef(label + "Chains"))
	m.Label(label + "Rest")
	m.TESTQ(depth, depth)
	m.JZ(operand.LabelRef(label + "Done"))
}

// joinChains adds the sums of all chains into those of the first, in pairs.
func (m *tile) joinChains() {
	for apart := m.chains() / 2; apart > 0; apart /= 2 {
		for chain := range apart {
			for v := range m.vectors {
				m.chain = chain + apart
				part := m.sum(0, v)
				m.chain = chain
				m.add(part, m.sum(0, v), m.sum(0, v))
			}
		}
	}
}

// prefetchDepth is the least depth at which the old c is fetched ahead of its use.
const prefetchDepth = 128

// prefetch lets the tile of c come near while the sums are made.
func (m *tile) prefetch(depth reg.Register, label string) {
	m.CMPQ(depth, operand.U8(prefetchDepth-1))
	m.JLE(operand.LabelRef(label))
	c := m.GP64()
	m.MOVQ(m.c, c)
	for range m.rows {
		for v := range m.vectors {
			m.PREFETCHT0(mem(c, v*m.bytes()))
		}
		m.ADDQ(m.cRow, c)
	}
}

// tallStep holds a row of b while the elements of a column of a come one by one.
func (m *tile) tallStep(upper, lower, b reg.Register) {
	for v := range m.vectors {
		m.loadPart(mem(b, v*m.bytes()), m.bPart(v), v)
	}
	for r := range m.rows {
		x := m.spare(r % 2)
		m.broadcast(m.aElement(upper, lower, r), x)
		for v := range m.vectors {
			m.fma(m.bPart(v), x, m.sum(r, v))
		}
	}
}

// ahead lets vector v of the row of b come near that is four rows on.
func (m *tile) ahead(b reg.Register, v int) {
	m.PREFETCHT0(operand.Mem{Base: b, Index: m.bDepth, Scale: 4, Disp: v * m.bytes()})
}

// wideStep holds a column of a while the vectors of a row of b come one by one.
func (m *tile) wideStep(a, b reg.Register) {
	for r := range m.rows {
		m.broadcast(m.aElement(a, nil, r), m.spare(r))
	}
	for v := range m.vectors {
		if m.rows == 1 {
			m.ahead(b, v)
			m.fma(mem(b, v*m.bytes()), m.spare(0), m.sum(0, v))
			continue
		}
		part := m.vec(m.rows*m.vectors + m.rows)
		m.load(mem(b, v*m.bytes()), part)
		for r := range m.rows {
			m.fma(part, m.spare(r), m.sum(r, v))
		}
	}
}

// aElement is where the element of a for row r is.
func (m *tile) aElement(upper, lower reg.Register, r int) operand.Mem {
	if r >= 7 {
		return m.at(lower, r-7)
	}
	return m.at(upper, r)
}

// seventh sets to = base + 7·row.
func (t *target) seventh(base reg.GPVirtual, s strides, to reg.GPVirtual) {
	t.LEAQ(operand.Mem{Base: base, Index: s.row3, Scale: 2}, to)
	t.ADDQ(s.row, to)
}

// at is base + r·row, for r up to 6.
func (s strides) at(base reg.Register, r int) operand.Mem {
	switch r {
	case 0:
		return operand.Mem{Base: base}
	case 3:
		return operand.Mem{Base: base, Index: s.row3, Scale: 1}
	case 5:
		return operand.Mem{Base: base, Index: s.row5, Scale: 1}
	case 6:
		return operand.Mem{Base: base, Index: s.row3, Scale: 2}
	}
	return operand.Mem{Base: base, Index: s.row, Scale: uint8(r)}
}

// sum is the register of vector v of row r of the tile, in the current chain.
func (m *tile) sum(r, v int) reg.VecPhysical {
	if m.chain > 0 {
		return m.vec(m.registers() - m.chain*m.vectors + v)
	}
	return m.vec(r*m.vectors + v)
}

// spare are the registers that hold no sums.
func (m *tile) spare(i int) reg.VecPhysical {
	return m.vec(m.rows*m.vectors + i)
}

// bPart is the register of vector v of a row of b, or of bias.
func (m *tile) bPart(v int) reg.VecPhysical {
	return m.spare(2 + v)
}
