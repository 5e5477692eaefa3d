package main

import (
	"math"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// The functions below reduce their argument as Cody and Waite do ("Software Manual for
// the Elementary Functions", 1980): x = n·ln 2 + r with an integer n and |r| ≤ ln 2/2,
// ln 2 being split in two parts of which the first has so few digits that n times it
// is exact. What is left is a short Taylor series in r.

func (t *target) transcendentalKernels() []elementwise {
	x := []string{"x"}
	width, unroll := t.registers()/4, 4
	if t.isa == avx2 {
		width, unroll = 6, 2
	}
	shift := func() {
		t.prepareExp()
		t.broadcast(t.fieldAddr(t.vectorArgs, "alpha"), t.constant(2))
	}
	return []elementwise{
		{"exp", "dst = exp x", x, unroll, width, t.prepareExp, t.exp},
		{"expShifted", "dst = exp(x - alpha)", x, unroll, width, shift, func(r []reg.VecPhysical) reg.VecPhysical {
			t.sub(t.constant(2), r[0], r[0])
			return t.exp(r)
		}},
		{"log", "dst = log x", x, unroll, width, nil, t.log},
		{"tanh", "dst = tanh x", x, unroll, width, t.prepareTanh, t.tanh},
		{"sigmoid", "dst = 1/(1 + exp(-x))", x, unroll, width, t.prepareSigmoid, t.sigmoid},
	}
}

// precision is what the functions need to know of a type of numbers.
type precision struct {
	terms                 int     // of the Taylor series of exp
	ln2High, ln2Low       float64 // whose sum is ln 2
	least, most           float64 // arguments beyond which exp is 0 or infinite
	saturated             float64 // argument beyond which tanh is 1
	mantissaBits, expBias int
}

func (t *target) precision() precision {
	if t.size == 4 {
		return precision{7, 6.9313812256e-01, 9.0580006145e-06, -104, 89, 10, 23, 127}
	}
	return precision{13, 6.93147180369123816490e-01, 1.90821492927058770002e-10, -746, 710, 20, 52, 1023}
}

// number is a vector in memory all of whose elements are x.
func (t *target) number(name string, x float64) operand.Mem {
	if m, ok := t.numbers[name]; ok {
		return m
	}
	m := t.StaticGlobal(name + t.suffix())
	t.DataAttributes(attr.RODATA | attr.NOPTR)
	for range t.lanes() {
		if t.size == 4 {
			t.AppendDatum(operand.U32(math.Float32bits(float32(x))))
		} else {
			t.AppendDatum(operand.U64(math.Float64bits(x)))
		}
	}
	t.numbers[name] = m
	return m
}

// whole is a vector in memory all of whose elements are an integer of their size.
func (t *target) whole(name string, x uint64) operand.Mem {
	if t.size == 4 {
		return t.number(name, float64(math.Float32frombits(uint32(x))))
	}
	return t.number(name, math.Float64frombits(x))
}

func (t *target) prepareExp() {
	t.load(t.number("expMost", t.precision().most), t.constant(0))
	t.load(t.number("expLeast", t.precision().least), t.constant(1))
}

// exp computes e to the power of r[0]. Overflow gives infinity, underflow subnormal
// numbers and 0, and NaN stays NaN: it passes the bounds because the instructions for
// minima and maxima return their last operand if there is a NaN.
func (t *target) exp(r []reg.VecPhysical) reg.VecPhysical {
	x, n, p := r[0], r[1], r[2]
	t.min(x, t.constant(0), x)
	t.max(x, t.constant(1), x)
	t.reduce(x, n)
	t.series(x, p, 0)
	t.timesPower(p, n, r[3], r[4])
	return p
}

// reduce sets n to the integer next to x/ln 2 and takes n·ln 2 off x.
func (t *target) reduce(x, n reg.VecPhysical) {
	t.mul(t.number("log2e", math.Log2E), x, n)
	t.round(n, n)
	t.fnma(t.number("ln2High", t.precision().ln2High), n, x)
	t.fnma(t.number("ln2Low", t.precision().ln2Low), n, x)
}

// series sets p to the Taylor series of exp(x), divided by the power of x that its
// first terms leave: 1/from! + x/(from+1)! + …
func (t *target) series(x, p reg.VecPhysical, from int) {
	factorial := func(k int) float64 { return math.Gamma(float64(k + 1)) }
	last := t.precision().terms
	t.load(t.number(inverseName(last), 1/factorial(last)), p)
	for k := last - 1; k >= from; k-- {
		t.fma213(t.number(inverseName(k), 1/factorial(k)), x, p)
	}
}

// inverseName names the inverse of a factorial.
func inverseName(k int) string {
	return "inverse" + string(rune('A'+k))
}

// timesPower multiplies p by 2 to the power of the integer n. For AVX2 it does so in two
// halves, since the power itself may be too large or too small.
func (t *target) timesPower(p, n, half, rest reg.VecPhysical) {
	if t.isa == avx512 {
		t.scaleBy(n, p, p)
		return
	}
	t.integers(n, n)
	t.VPSRAD(operand.U8(1), n, half)
	t.VPSUBD(half, n, rest)
	t.power(half, half)
	t.mul(half, p, p)
	t.power(rest, rest)
	t.mul(rest, p, p)
}

// integers converts numbers to integers of 32 bits.
func (t *target) integers(from, to reg.VecPhysical) {
	if t.size == 4 {
		t.VCVTPS2DQ(from, to)
		return
	}
	t.VCVTPD2DQY(from, to.AsX())
}

// power makes the numbers 2ⁿ of integers of 32 bits, for n in the range of exponents.
func (t *target) power(n, to reg.VecPhysical) {
	bias := t.whole("bias", uint64(t.precision().expBias))
	if t.size == 4 {
		t.VPADDD(bias, n, to)
		t.VPSLLD(operand.U8(23), to, to)
		return
	}
	t.VPMOVSXDQ(n.AsX(), to)
	t.VPADDQ(bias, to, to)
	t.VPSLLQ(operand.U8(52), to, to)
}

func (t *target) prepareTanh() {
	t.load(t.number("saturated", t.precision().saturated), t.constant(0))
	t.load(t.whole("sign", 1<<(8*t.size-1)), t.constant(1))
}

// tanh computes tanh |x| = m/(m + 2) with m = exp(2|x|) - 1 = 2ⁿ·(exp(r) - 1) + (2ⁿ - 1),
// in which nothing cancels, and gives it the sign of x.
func (t *target) tanh(r []reg.VecPhysical) reg.VecPhysical {
	x, y, n, p := r[0], r[1], r[2], r[3]
	sign := t.constant(1)
	t.andNot(x, sign, y) // |x|
	t.min(y, t.constant(0), y)
	t.add(y, y, y)
	t.reduce(y, n)
	t.series(y, p, 2)
	t.mul(y, p, p)
	t.fma213(y, y, p) // exp(r) - 1 = r + r·(r·series)
	one := t.number("inverseA", 1)
	t.load(one, y)
	t.scaleByInteger(n, y)
	t.sub(one, y, n)
	t.fma213(n, y, p) // m
	t.add(t.number("two", 2), p, n)
	t.div(n, p, p)
	t.and(sign, x, x)
	t.or(x, p, p)
	return p
}

// scaleByInteger multiplies 1 in y by 2ⁿ, for n from 0 on. It clobbers n.
func (t *target) scaleByInteger(n, y reg.VecPhysical) {
	if t.isa == avx512 {
		t.scaleBy(n, y, y)
		return
	}
	t.integers(n, n)
	t.power(n, y)
}

func (t *target) prepareSigmoid() {
	t.load(t.number("expLeast", t.precision().least), t.constant(1))
	t.load(t.whole("sign", 1<<(8*t.size-1)), t.constant(0))
}

// sigmoid computes e/(1 + e) for negative x and 1/(1 + e) else, with e = exp(-|x|), which
// neither overflows nor loses digits where the result is small.
func (t *target) sigmoid(r []reg.VecPhysical) reg.VecPhysical {
	x, y, n, p := r[0], r[1], r[2], r[3]
	t.or(t.constant(0), x, y) // -|x|
	t.max(y, t.constant(1), y)
	t.reduce(y, n)
	t.series(y, p, 0)
	t.timesPower(p, n, y, r[4])
	one := t.number("inverseA", 1)
	t.add(one, p, n)
	t.load(one, y)
	t.takeWhereNegative(x, p, y)
	t.div(n, y, y)
	return y
}

// takeWhereNegative sets to = from where x has the sign bit.
func (t *target) takeWhereNegative(x, from, to reg.VecPhysical) {
	if t.isa == avx2 {
		t.blend(x, from, to, to)
		return
	}
	if t.size == 4 {
		t.VPMOVD2M(x, reg.K2)
	} else {
		t.VPMOVQ2M(x, reg.K2)
	}
	t.load(from, reg.K2, to)
}
