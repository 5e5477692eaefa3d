package emit_test

import (
	"go/constant"
	"go/token"
	"testing"

	"github.com/gograd/gograd/ir"
)

// What a generic function keeps has a pool for each instance; the type has those
// type parameters that its fields need.
func TestGenericTape(t *testing.T) {
	decls := `func Like[K comparable, T ~float32 | ~float64](k K, x []T) T { return 0 }`
	l := newLesson(t, decls)
	x := l.in[1]
	buf := named("buf", l.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{l.Len(x)}}, x.Type).Result())
	l.put(l.at(x, l.Int(0)), buf, l.Int(0))
	l.Return(l.at(buf, l.Int(0)))
	l.expect(t, decls, `
func F[K comparable, T ~float32 | ~float64](k K, x []T) T {
	pool := fTapePool[T]()
	tape := pool.Get().(*fTape[T])
	defer pool.Put(tape)

	buf := append(tape.buf[:0], make([]T, len(x))...)[:len(x)]
	tape.buf = buf
	buf[0] = x[0]
	return buf[0]
}

type fTape[T ~float32 | ~float64] struct{ buf []T }

// fTapes has a pool for each instance of fTape.
var fTapes sync.Map

func fTapePool[T ~float32 | ~float64]() *sync.Pool {
	key := (*fTape[T])(nil)
	pool, ok := fTapes.Load(key)
	if !ok {
		pool, _ = fTapes.LoadOrStore(key, &sync.Pool{New: func() any { return new(fTape[T]) }})
	}
	return pool.(*sync.Pool)
}
`)
}

// A type parameter that hides what the function may need gets another name, in
// its own declaration and in the constraints of the others.
func TestRenamedTypeParams(t *testing.T) {
	decls := `
type Point struct{}

func Like[len ~float32 | ~float64, Point ~[]len](x Point, y len) len { return 0 }
`
	l := newLesson(t, decls)
	y := l.in[1]
	l.Return(l.mul(y, l.Convert(y.Type, l.Len(l.in[0]))))
	l.expect(t, decls, `
func F[len2 ~float32 | ~float64, Point2 ~[]len2](x Point2, y len2) len2 {
	return y * len2(len(x))
}
`)
}

// A constant of a type parameter has the digits that float32 needs, even where
// float64 needs fewer: 1 + 2⁻²⁴ is the middle between two numbers of float32, and
// what float64 tells apart from its neighbours, 1.0000000596046448, lies behind it.
func TestGenericConstant(t *testing.T) {
	decls := `func Like[T ~float32 | ~float64](x T) T { return 0 }`
	l := newLesson(t, decls)
	x := l.in[0]
	bit := func(n uint) constant.Value {
		return constant.BinaryOp(constant.MakeInt64(1), token.QUO, constant.ToFloat(constant.Shift(constant.MakeInt64(1), token.SHL, n)))
	}
	middle := constant.BinaryOp(constant.MakeInt64(1), token.ADD, bit(24))
	below := constant.BinaryOp(middle, token.SUB, bit(80))
	sum := l.add(l.mul(x, l.Const(constant.MakeFloat64(0.1), x.Type)), l.mul(x, l.Const(middle, x.Type)))
	l.Return(l.add(sum, l.mul(x, l.Const(below, x.Type))))
	l.expect(t, decls, `
func F[T ~float32 | ~float64](x T) T {
	return x*0.1 + x*1.000000059604644775 + x*1.000000059604644775
}
`)
}
