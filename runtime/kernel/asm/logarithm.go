package main

import (
	"math"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// log computes the natural logarithm of r[0] as FreeBSD's e_log.c and e_logf.c do (Sun
// Microsystems, 1993): x = 2ⁿ·(1 + f) with √2/2 < 1 + f < √2, and with s = f/(2 + f),
//
//	log(1 + f) = f - f²/2 + s·(f²/2 + R(s²))
//
// with a polynomial R. Zero gives -Inf, what is negative NaN.
func (t *target) log(r []reg.VecPhysical) reg.VecPhysical {
	x, n, m, s, z, p := r[0], r[1], r[2], r[3], r[4], r[5]
	t.split(x, n, m, s)
	t.halveAboveRoot2(n, m, s, z)
	t.sub(t.number("inverseA", 1), m, m) // f
	t.add(t.number("two", 2), m, s)
	t.div(s, m, s)
	t.mul(s, s, z)
	t.logSeries(z, p)
	t.mul(t.number("half", 0.5), m, z)
	t.mul(m, z, z) // f²/2
	t.add(z, p, p)
	t.mul(s, p, p)
	t.fma(t.number("ln2Low", t.precision().ln2Low), n, p)
	t.sub(p, z, z)
	t.sub(m, z, z)
	t.mul(t.number("ln2High", t.precision().ln2High), n, n)
	t.sub(z, n, n)
	if t.isa == avx2 {
		t.logOfSpecial(x, n, s, p)
	}
	return n
}

// logSeries sets p = R(z).
func (t *target) logSeries(z, p reg.VecPhysical) {
	terms := []float64{
		6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01,
		1.818357216161805012e-01, 1.531383769920937332e-01, 1.479819860511658591e-01,
	}
	if t.size == 4 {
		terms = []float64{0.66666662693, 0.40000972152, 0.28498786688, 0.24279078841}
	}
	last := len(terms) - 1
	t.load(t.number("log"+string(rune('A'+last)), terms[last]), p)
	for i := last - 1; i >= 0; i-- {
		t.fma213(t.number("log"+string(rune('A'+i)), terms[i]), z, p)
	}
	t.mul(z, p, p)
}

// split sets n and m so that x = 2ⁿ·m with 1 ≤ m < 2.
func (t *target) split(x, n, m, scratch reg.VecPhysical) {
	if t.isa == avx2 {
		t.splitBits(x, n, m, scratch)
		return
	}
	const nanIfNegative = 0x08
	if t.size == 4 {
		t.VGETEXPPS(x, n)
		t.VGETMANTPS(operand.U8(nanIfNegative), x, m)
		return
	}
	t.VGETEXPPD(x, n)
	t.VGETMANTPD(operand.U8(nanIfNegative), x, m)
}

// splitBits takes the exponent and the mantissa out of the bits of x. Subnormal numbers
// are scaled up before.
func (t *target) splitBits(x, n, m, small reg.VecPhysical) {
	p := t.precision()
	up := p.mantissaBits + 2
	t.load(x, m)
	t.cmp(operand.U8(less), t.number("leastNormal", math.Ldexp(1, 1-p.expBias)), x, small)
	t.mul(t.number("up", math.Ldexp(1, up)), x, n)
	t.blend(small, n, m, m)
	t.and(t.number("upBy", float64(up)), small, small)
	if t.size == 4 {
		t.VPSRLD(operand.U8(23), m, n)
		t.VPSUBD(t.whole("bias", 127), n, n)
		t.VCVTDQ2PS(n, n)
	} else { // a small integer beside the exponent of 2⁵² is that number plus 2⁵²
		t.VPSRLQ(operand.U8(52), m, n)
		t.or(t.number("big", 1<<52), n, n)
		t.sub(t.number("bigBias", 1<<52+1023), n, n)
	}
	t.sub(small, n, n)
	t.and(t.whole("mantissa", 1<<p.mantissaBits-1), m, m)
	t.or(t.number("inverseA", 1), m, m)
}

// less and equal are predicates that are false for NaN.
const (
	less  = 0x11
	equal = 0x00
)

// halveAboveRoot2 halves m and counts n up where m is above √2.
func (t *target) halveAboveRoot2(n, m, scratch, rest reg.VecPhysical) {
	root2, half, one := t.number("root2", math.Sqrt2), t.number("half", 0.5), t.number("inverseA", 1)
	if t.isa == avx512 {
		t.cmp(operand.U8(greater), root2, m, reg.K2)
		t.mul(half, m, reg.K2, m)
		t.add(one, n, reg.K2, n)
		return
	}
	t.cmp(operand.U8(greater), root2, m, scratch)
	t.mul(half, m, rest)
	t.blend(scratch, rest, m, m)
	t.and(one, scratch, scratch)
	t.add(scratch, n, n)
}

// logOfSpecial sets to = x where x is infinite or NaN, -Inf where it is 0 and NaN where
// it is negative.
func (t *target) logOfSpecial(x, to, a, b reg.VecPhysical) {
	t.zero(a)
	t.cmp(operand.U8(equal), x, a, b)
	t.blendNumber(b, "minusInfinity", math.Inf(-1), to)
	t.cmp(operand.U8(greater), x, a, b)
	t.blendNumber(b, "nan", math.NaN(), to)
	t.load(t.number("infinity", math.Inf(1)), a)
	t.cmp(operand.U8(notLess), a, x, b)
	t.blend(b, x, to, to)
}

// notLess is true for NaN.
const notLess = 0x15

// blendNumber sets to = value where mask is set.
func (t *target) blendNumber(mask reg.VecPhysical, name string, value float64, to reg.VecPhysical) {
	if t.size == 4 {
		t.VBLENDVPS(mask, t.number(name, value), to, to)
		return
	}
	t.VBLENDVPD(mask, t.number(name, value), to, to)
}
