package main

import (
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// vectorKernels makes the kernels on vectors, whose names are those of the functions
// of package kernel that call them.
func (t *target) vectorKernels() {
	for _, e := range t.simpleKernels() {
		t.elementwise(e)
	}
	for _, e := range t.transcendentalKernels() {
		t.elementwise(e)
	}
	t.reductions()
	t.outer()
}

// elementwise is a kernel that treats each element alone.
type elementwise struct {
	name, formula string
	inputs        []string // fields of vectors: x, y, dst
	unroll        int      // vectors at a time
	width         int      // registers that one vector takes
	prepare       func()   // loads what stays the same
	// compute has the inputs in the first registers and returns that of the result.
	compute func(r []reg.VecPhysical) reg.VecPhysical
}

// vectorKernelNames lists the kernels for the switch in Go.
func (t *target) vectorKernelNames() (names []string) {
	for _, e := range append(t.simpleKernels(), t.transcendentalKernels()...) {
		names = append(names, e.name)
	}
	for _, r := range t.reductionKernels() {
		names = append(names, r.name)
	}
	return append(names, "max")
}

// elementwise makes a kernel: a loop over some vectors at a time, one over single
// vectors and a masked rest.
func (t *target) elementwise(e elementwise) {
	t.function(e.name, "func(v *vectors)", e.name+t.suffix()+" sets "+e.formula+".")
	l := t.vectorLoop(append(e.inputs, "dst"))
	if e.prepare != nil {
		e.prepare()
	}
	compute := func(copies int, partial bool) {
		for u := range copies {
			registers := t.window(u*e.width, e.width)
			for i, input := range e.inputs {
				l.loadInput(input, u, registers[i], partial)
			}
			result := e.compute(registers)
			to := l.at("dst", u)
			if partial {
				t.storeFirst(result, to, t.other(result, registers))
			} else {
				t.store(result, to)
			}
		}
	}
	l.run(e.unroll, compute)
	t.leave()
}

// window lists registers.
func (t *target) window(first, count int) (registers []reg.VecPhysical) {
	for i := range count {
		registers = append(registers, t.vec(first+i))
	}
	return registers
}

// other is a register that isn't r.
func (t *target) other(r reg.VecPhysical, registers []reg.VecPhysical) reg.VecPhysical {
	if registers[0] != r {
		return registers[0]
	}
	return registers[1]
}

// constant is register i counted from the last, for what stays the same.
func (t *target) constant(i int) reg.VecPhysical {
	return t.vec(t.registers() - 1 - i)
}

// vectorLoop is a loop over vectors in memory.
type vectorLoop struct {
	*target
	args       gotypes.Component
	left, done reg.GPVirtual // elements to go; bytes done
	bases      map[string]reg.GPVirtual
}

func (t *target) vectorLoop(fields []string) *vectorLoop {
	l := &vectorLoop{target: t, args: t.Dereference(t.Param("v")), bases: map[string]reg.GPVirtual{}}
	l.left, l.done = t.field(l.args, "n"), t.GP64()
	t.XORQ(l.done, l.done)
	for _, f := range fields {
		if l.bases[f] == nil {
			l.bases[f] = t.field(l.args, f)
		}
	}
	t.vectorArgs = l.args
	return l
}

// at is vector u of a field from the current position on.
func (l *vectorLoop) at(field string, u int) operand.Mem {
	return operand.Mem{Base: l.bases[field], Index: l.done, Scale: 1, Disp: u * l.bytes()}
}

func (l *vectorLoop) loadInput(field string, u int, to reg.VecPhysical, partial bool) {
	if partial {
		l.loadFirst(l.at(field, u), to)
		return
	}
	l.load(l.at(field, u), to)
}

// run makes the loops around a body for some vectors.
func (l *vectorLoop) run(unroll int, body func(copies int, partial bool)) {
	l.loopOf(unroll, "block", "vector", body)
	if unroll > 1 {
		l.loopOf(1, "vector", "rest", body)
	}
	l.Label("rest")
	l.TESTQ(l.left, l.left)
	l.JZ(operand.LabelRef("done"))
	l.firstLanes(l.left)
	body(1, true)
	l.Label("done")
}

func (l *vectorLoop) loopOf(unroll int, label, next string, body func(copies int, partial bool)) {
	if unroll == 1 {
		next = "rest"
	}
	l.Label(label)
	l.CMPQ(l.left, operand.U8(unroll*l.lanes()))
	l.JLT(operand.LabelRef(next))
	body(unroll, false)
	l.ADDQ(operand.U32(unroll*l.bytes()), l.done)
	l.SUBQ(operand.U8(unroll*l.lanes()), l.left)
	l.JMP(operand.LabelRef(label))
}

// simpleKernels are those of one or two instructions.
func (t *target) simpleKernels() []elementwise {
	type registers = []reg.VecPhysical
	alpha, zero := t.constant(0), t.constant(0)
	loadAlpha := func() { t.broadcast(t.fieldAddr(t.vectorArgs, "alpha"), alpha) }
	clear := func() { t.zero(zero) }
	first := func(do func(r registers)) func(r registers) reg.VecPhysical {
		return func(r registers) reg.VecPhysical { do(r); return r[0] }
	}
	return []elementwise{
		{"axpy", "dst = dst + alpha·x", []string{"dst", "x"}, 4, 3, loadAlpha,
			first(func(r registers) { t.fma(r[1], alpha, r[0]) })},
		{"scale", "dst = alpha·x", []string{"x"}, 4, 3, loadAlpha,
			first(func(r registers) { t.mul(alpha, r[0], r[0]) })},
		{"add", "dst = x + y", []string{"x", "y"}, 4, 3, nil,
			first(func(r registers) { t.add(r[1], r[0], r[0]) })},
		{"sub", "dst = x - y", []string{"x", "y"}, 4, 3, nil,
			first(func(r registers) { t.sub(r[1], r[0], r[0]) })},
		{"mul", "dst = x·y", []string{"x", "y"}, 4, 3, nil,
			first(func(r registers) { t.mul(r[1], r[0], r[0]) })},
		{"addMul", "dst = dst + x·y", []string{"dst", "x", "y"}, 4, 3, nil,
			first(func(r registers) { t.fma(r[1], r[2], r[0]) })},
		{"relu", "dst = max(x, 0), NaN staying NaN", []string{"x"}, 4, 3, clear,
			first(func(r registers) { t.keepWhere(notLessEqual, zero, r[0], r[0], r[1]) })},
		{"mask", "dst = x where y is positive, else 0", []string{"x", "y"}, 4, 3, clear,
			first(func(r registers) { t.keepWhere(greater, zero, r[1], r[0], r[2]) })},
		{"addMask", "dst = dst + x where y is positive", []string{"dst", "x", "y"}, 4, 3, clear,
			first(func(r registers) {
				t.keepWhere(greater, zero, r[2], r[1], r[2])
				t.add(r[1], r[0], r[0])
			})},
	}
}
