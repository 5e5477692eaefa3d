package main

import (
	"fmt"
	"go/constant"
	"go/types"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/buildtags"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// isa is a set of vector instructions.
type isa string

const (
	avx2   isa = "avx2" // with FMA
	avx512 isa = "avx512"
)

// element is a type of numbers.
type element struct {
	name string
	size int // in bytes
}

var (
	float32Element = element{"f32", 4}
	float64Element = element{"f64", 8}
)

// variadic is an instruction of several forms, as avo has them.
type variadic = func(...operand.Op)

// target is a file of assembly for one instruction set and one type of numbers.
// Its fields are the instructions that both types have, under one name.
type target struct {
	*build.Context
	isa
	element
	args *types.Package

	fma, fma213, fnma      variadic
	add, sub, mul, div     variadic
	min, max, cmp          variadic
	and, andNot, or        variadic
	load, store, broadcast variadic
	round, scaleBy         variadic

	numbers map[string]operand.Mem // see number

	laneTable operand.Mem   // AVX2: see laneMasks
	lanesAt   reg.GPVirtual // see firstLanes

	vectorArgs gotypes.Component // the vectors that the current kernel is called with
}

func newTarget(i isa, e element, args *types.Package) *target {
	c := build.NewContext()
	c.Constraint(buildtags.Not("noasm"))
	t := &target{Context: c, isa: i, element: e, args: args, numbers: map[string]operand.Mem{}}
	if e.size == 4 {
		t.singleInstructions()
	} else {
		t.doubleInstructions()
	}
	t.store = t.load
	if i == avx2 {
		t.laneTable = t.laneMasks()
	}
	return t
}

func (t *target) singleInstructions() {
	t.fma, t.fma213, t.fnma = t.VFMADD231PS, t.VFMADD213PS, t.VFNMADD231PS
	t.add, t.sub, t.mul, t.div = t.VADDPS, t.VSUBPS, t.VMULPS, t.VDIVPS
	t.min, t.max, t.cmp = t.VMINPS, t.VMAXPS, t.VCMPPS
	t.and, t.andNot, t.or = t.VANDPS, t.VANDNPS, t.VORPS
	t.load, t.broadcast, t.scaleBy = t.VMOVUPS, t.VBROADCASTSS, t.VSCALEFPS
	t.round = t.toNearest(fixed(t.VROUNDPS), t.VRNDSCALEPS)
}

func (t *target) doubleInstructions() {
	t.fma, t.fma213, t.fnma = t.VFMADD231PD, t.VFMADD213PD, t.VFNMADD231PD
	t.add, t.sub, t.mul, t.div = t.VADDPD, t.VSUBPD, t.VMULPD, t.VDIVPD
	t.min, t.max, t.cmp = t.VMINPD, t.VMAXPD, t.VCMPPD
	t.and, t.andNot, t.or = t.VANDPD, t.VANDNPD, t.VORPD
	t.load, t.broadcast, t.scaleBy = t.VMOVUPD, t.VBROADCASTSD, t.VSCALEFPD
	t.round = t.toNearest(fixed(t.VROUNDPD), t.VRNDSCALEPD)
}

// toNearest is an instruction that rounds, told to round to the nearest integer.
func (t *target) toNearest(forAVX2, forAVX512 variadic) variadic {
	const nearest = 8 // and without exceptions
	do := forAVX512
	if t.isa == avx2 {
		do = forAVX2
	}
	return func(ops ...operand.Op) { do(append([]operand.Op{operand.U8(nearest)}, ops...)...) }
}

// fixed is an instruction of one form like those of several.
func fixed(do func(i, mxy, xy operand.Op)) variadic {
	return func(ops ...operand.Op) { do(ops[0], ops[1], ops[2]) }
}

// name is what distinguishes the files of this target, like avx512_f32.
func (t *target) name() string {
	return string(t.isa) + "_" + t.element.name
}

// suffix ends the names of this target's functions.
func (t *target) suffix() string {
	return map[isa]string{avx2: "AVX2", avx512: "AVX512"}[t.isa] + map[int]string{4: "F32", 8: "F64"}[t.size]
}

// function starts a function. Its pointers don't escape: assembly keeps none.
func (t *target) function(name, signature string, doc ...string) {
	t.Function(name + t.suffix())
	t.Attributes(attr.NOSPLIT)
	t.Pragma("noescape")
	s, err := gotypes.ParseSignatureInPackage(t.args, signature)
	if err != nil {
		panic(err)
	}
	t.Signature(s)
	t.Doc(doc...)
}

// leave ends a function. Upper halves of registers that aren't cleared slow down
// the SSE code that Go compiles to.
func (t *target) leave() {
	t.VZEROUPPER()
	t.RET()
}

// bytes is the size of a vector.
func (t *target) bytes() int {
	if t.isa == avx512 {
		return 64
	}
	return 32
}

// lanes is how many elements a vector has.
func (t *target) lanes() int {
	return t.bytes() / t.size
}

// vec is vector register i.
func (t *target) vec(i int) reg.VecPhysical {
	if t.isa == avx512 {
		return []reg.VecPhysical{
			reg.Z0, reg.Z1, reg.Z2, reg.Z3, reg.Z4, reg.Z5, reg.Z6, reg.Z7,
			reg.Z8, reg.Z9, reg.Z10, reg.Z11, reg.Z12, reg.Z13, reg.Z14, reg.Z15,
			reg.Z16, reg.Z17, reg.Z18, reg.Z19, reg.Z20, reg.Z21, reg.Z22, reg.Z23,
			reg.Z24, reg.Z25, reg.Z26, reg.Z27, reg.Z28, reg.Z29, reg.Z30, reg.Z31,
		}[i]
	}
	return []reg.VecPhysical{
		reg.Y0, reg.Y1, reg.Y2, reg.Y3, reg.Y4, reg.Y5, reg.Y6, reg.Y7,
		reg.Y8, reg.Y9, reg.Y10, reg.Y11, reg.Y12, reg.Y13, reg.Y14, reg.Y15,
	}[i]
}

// shift is the binary logarithm of the size of an element.
func (t *target) shift() int {
	if t.size == 4 {
		return 2
	}
	return 3
}

// registers is how many vector registers there are.
func (t *target) registers() int {
	if t.isa == avx512 {
		return 32
	}
	return 16
}

// zero clears v.
func (t *target) zero(v reg.VecPhysical) {
	if t.isa == avx512 {
		t.VPXORQ(v, v, v)
		return
	}
	t.VPXOR(v, v, v)
}

// field loads a field of eight bytes of the struct that p points to.
func (t *target) field(p gotypes.Component, name string) reg.GPVirtual {
	r := t.GP64()
	t.MOVQ(t.fieldAddr(p, name), r)
	return r
}

// fieldAddr is where a field of the struct that p points to is.
func (t *target) fieldAddr(p gotypes.Component, name string) operand.Mem {
	b, err := p.Field(name).Resolve()
	if err != nil {
		panic(fmt.Sprintf("%s: %v", name, err))
	}
	return b.Addr
}

// integerConstant is the value of an integer constant that the kernels' arguments are declared
// with.
func integerConstant(args *types.Package, name string) uint64 {
	value, _ := constant.Uint64Val(args.Scope().Lookup(name).(*types.Const).Val())
	return value
}

// mem is the memory at base + disp.
func mem(base reg.Register, disp int) operand.Mem {
	return operand.Mem{Base: base, Disp: disp}
}
