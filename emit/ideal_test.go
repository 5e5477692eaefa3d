package emit_test

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// Straight-line code: what is used twice has a name, the rest are expressions.
func TestStraightLine(t *testing.T) {
	b, in := newFunc("HimmelblauGrad", "x", tFloat64, "y", tFloat64)
	b.Func.Doc = "HimmelblauGrad returns Himmelblau(x, y) and its partial derivatives dx and dy."
	b.results("f", tFloat64, "dx", tFloat64, "dy", tFloat64)
	x, y := in[0], in[1]
	a := named("a", b.sub(b.add(b.mul(x, x), y), b.num(11)))
	c := named("b", b.sub(b.add(x, b.mul(y, y)), b.num(7)))
	f := named("f", b.add(b.mul(a, a), b.mul(c, c)))
	two := b.num(2)
	da := named("da", b.mul(two, a))
	da.Op.Paragraph = true
	db := named("db", b.mul(two, c))
	dx := named("dx", b.add(b.mul(b.mul(two, x), da), db))
	dy := named("dy", b.add(da, b.mul(b.mul(two, y), db)))
	b.Return(f, dx, dy)
	compare(t, print(t, b.Func), `
// HimmelblauGrad returns Himmelblau(x, y) and its partial derivatives dx and dy.
func HimmelblauGrad(x, y float64) (f, dx, dy float64) {
	a := x*x + y - 11
	b := x + y*y - 7
	f = a*a + b*b

	da := 2 * a
	db := 2 * b
	dx = 2*x*da + db
	dy = da + 2*y*db
	return f, dx, dy
}
`)
}

// checkLengths panics if dx isn't as long as x.
func checkLengths(b *build, name string, x, dx *ir.Value) {
	check := b.If(b.Compare(ir.Ne, b.Len(dx), b.Len(x)))
	p := b.in(check, 0)
	format := p.Const(constantString(name+": dx has length %d, x has length %d"), tString)
	args := []*ir.Value{format, p.Convert(tAny, p.Len(dx)), p.Convert(tAny, p.Len(x))}
	message := p.Call(sprintf, args...).Result()
	p.Emit(&ir.Op{Code: ir.Panic, Args: []*ir.Value{p.Convert(tAny, message)}})
	b.in(check, 1).Yield()
}

// A fused loop: value and gradient come out of one.
func TestFusedLoop(t *testing.T) {
	b, in := newFunc("RosenbrockGrad", "x", tFloats, "dx", tFloats)
	b.results("", tFloat64)
	x, dx := in[0], in[1]
	b.Func.Apart = []*ir.Value{dx}
	checkLengths(b, "RosenbrockGrad", x, dx)
	zero := b.num(0)
	loop := b.Loop(b.Int(0), b.sub(b.Len(x), b.Int(1)), "i")
	loop.Paragraph = true
	f, sum := b.Carry(loop, zero, "f")
	body, i := b.in(loop, 0), loop.Index()
	xi := body.at(x, i)
	a := named("a", body.sub(body.num(1), xi))
	next := body.add(i, body.Int(1))
	c := named("b", body.sub(body.at(x, next), body.mul(xi, xi)))
	f2 := named("f", body.add(f, body.add(body.mul(a, a), body.mul(body.mul(body.num(100), c), c))))
	da := named("da", body.mul(body.num(2), a))
	da.Op.Paragraph = true
	db := named("db", body.mul(body.num(200), c))
	body.addTo(dx, next, db)
	old := body.at(dx, i)
	body.put(body.sub(old, body.add(body.mul(body.mul(body.num(2), xi), db), da)), dx, i)
	body.Yield(f2)
	b.Return(sum)
	compare(t, print(t, b.Func), `
func RosenbrockGrad(x, dx []float64) float64 {
	if len(dx) != len(x) {
		panic(fmt.Sprintf("RosenbrockGrad: dx has length %d, x has length %d", len(dx), len(x)))
	}

	var f float64
	for i := range len(x) - 1 {
		a := 1 - x[i]
		b := x[i+1] - x[i]*x[i]
		f += a*a + 100*b*b

		da := 2 * a
		db := 200 * b
		dx[i+1] += db
		dx[i] -= 2*x[i]*db + da
	}
	return f
}
`)
}

// A return that an If decides is an early return.
func TestEarlyReturn(t *testing.T) {
	b, in := newFunc("HuberGrad", "r", tFloat64, "delta", tFloat64)
	b.results("f", tFloat64, "dr", tFloat64)
	r, delta := in[0], in[1]
	a := named("a", b.Call(mathAbs, r).Result())
	zero := b.num(0)
	outer := b.If(b.Compare(ir.Gt, a, delta))
	then, els := b.in(outer, 0), b.in(outer, 1)
	f := named("f", then.mul(delta, then.sub(a, then.mul(then.num(0.5), delta))))
	sign := then.If(then.Compare(ir.Gt, r, zero))
	then.in(sign, 0).Yield(delta)
	negative := then.in(sign, 1)
	inner := negative.If(negative.Compare(ir.Lt, r, zero))
	minus := negative.in(inner, 0)
	minus.Yield(minus.Unary(ir.Neg, delta))
	negative.in(inner, 1).Yield(zero)
	negative.Yield(negative.AddResult(inner, "dr", tFloat64))
	then.Yield(f, then.AddResult(sign, "dr", tFloat64))
	els.Yield(els.mul(els.mul(els.num(0.5), r), r), r)
	y := b.AddResult(outer, "f", tFloat64)
	dr := b.AddResult(outer, "dr", tFloat64)
	b.Return(y, dr)
	compare(t, print(t, b.Func), `
func HuberGrad(r, delta float64) (f, dr float64) {
	if a := math.Abs(r); a > delta {
		f = delta * (a - 0.5*delta)
		if r > 0 {
			dr = delta
		} else if r < 0 {
			dr = -delta
		}
		return f, dr
	}
	return 0.5 * r * r, r
}
`)
}

// A loop over a slice gives its elements; what a stack has grown to is kept.
func TestTape(t *testing.T) {
	b, in := newFunc("SmoothGrad", "x", tFloats, "n", tInt, "dx", tFloats)
	b.results("", tFloat64)
	x, n, dx := in[0], in[1], in[2]
	b.Func.Apart = []*ir.Value{dx}
	checkLengths(b, "SmoothGrad", x, dx)
	olds := named("olds", b.Emit(&ir.Op{Code: ir.Tape}, tFloats).Result())
	olds.Op.Paragraph = true
	zero, one := b.Int(0), b.Int(1)
	sum0 := b.num(0)
	rows := b.Loop(zero, n, "k")
	row := b.in(rows, 0)
	cols := row.Loop(one, row.Len(x), "i")
	col := row.in(cols, 0)
	i := cols.Index()
	col.Emit(&ir.Op{Code: ir.Push, Args: []*ir.Value{olds, col.at(dx, i)}})
	col.put(col.num(0), dx, i)
	col.put(col.mul(col.num(0.5), col.add(col.at(x, i), col.at(x, col.sub(i, one)))), x, i)
	col.Yield()
	row.Yield()

	sums := b.Loop(zero, b.Len(x), "i")
	f, sum := b.Carry(sums, sum0, "f")
	body := b.in(sums, 0)
	v := named("v", body.at(x, sums.Index()))
	body.Yield(body.add(f, body.mul(v, v)))

	grads := b.Loop(zero, b.Len(x), "i")
	grads.Paragraph = true
	body = b.in(grads, 0)
	w := named("v", body.at(x, grads.Index()))
	body.addTo(dx, grads.Index(), body.mul(body.num(2), w))
	body.Yield()

	rows = b.Loop(zero, n, "k")
	rows.Down = true
	row = b.in(rows, 0)
	cols = row.Loop(one, row.Len(x), "i")
	cols.Down = true
	col = row.in(cols, 0)
	i = cols.Index()
	d := named("d", col.mul(col.num(0.5), col.at(dx, i)))
	old := col.Emit(&ir.Op{Code: ir.Pop, Args: []*ir.Value{olds}}, tFloat64).Result()
	col.put(col.add(old, d), dx, i)
	col.addTo(dx, col.sub(i, one), d)
	col.Yield()
	row.Yield()
	b.Return(sum)
	compare(t, print(t, b.Func), `
func SmoothGrad(x []float64, n int, dx []float64) float64 {
	if len(dx) != len(x) {
		panic(fmt.Sprintf("SmoothGrad: dx has length %d, x has length %d", len(dx), len(x)))
	}

	tape := smoothTapes.Get().(*smoothTape)
	defer smoothTapes.Put(tape)

	olds := tape.old[:0]
	for range n {
		for i := 1; i < len(x); i++ {
			olds = append(olds, dx[i])
			dx[i] = 0
			x[i] = 0.5 * (x[i] + x[i-1])
		}
	}
	tape.old = olds
	var f float64
	for _, v := range x {
		f += v * v
	}

	for i, v := range x {
		dx[i] += 2 * v
	}
	for k := n - 1; k >= 0; k-- {
		for i := len(x) - 1; i >= 1; i-- {
			d := 0.5 * dx[i]
			dx[i] = olds[len(olds)-1] + d
			olds = olds[:len(olds)-1]
			dx[i-1] += d
		}
	}
	return f
}

type smoothTape struct{ old []float64 }

var smoothTapes = sync.Pool{New: func() any { return new(smoothTape) }}
`)
}

// What fails before anything is computed returns at once; named results are
// variables, and zero in the beginning.
func TestNamedResults(t *testing.T) {
	b, in := newFunc("LogLikGrad", "x", tFloats, "s", tFloat64)
	b.results("f", tFloat64, "ds", tFloat64, "err", tError)
	x, s := in[0], in[1]
	zero := b.num(0)
	check := b.If(b.Compare(ir.Le, s, zero))
	bad, good := b.in(check, 0), b.in(check, 1)
	message := bad.Const(constantString("scale must be positive"), tString)
	bad.Yield(zero, zero, bad.Call(errorsNew, message).Result())
	loop := good.Loop(good.Int(0), good.Len(x), "i")
	f, sumF := good.Carry(loop, zero, "f")
	ds, sumDs := good.Carry(loop, zero, "ds")
	body := good.in(loop, 0)
	v := named("v", body.at(x, loop.Index()))
	f1 := body.sub(f, body.add(body.Call(mathLog, s).Result(), body.div(v, s)))
	ds1 := body.sub(ds, body.sub(body.div(body.num(1), s), body.div(v, body.mul(s, s))))
	body.Yield(f1, ds1)
	good.Yield(sumF, sumDs, good.Zero(tError))
	y := b.AddResult(check, "f", tFloat64)
	dy := b.AddResult(check, "ds", tFloat64)
	err := b.AddResult(check, "err", tError)
	b.Return(y, dy, err)
	compare(t, print(t, b.Func), `
func LogLikGrad(x []float64, s float64) (f, ds float64, err error) {
	if s <= 0 {
		return 0, 0, errors.New("scale must be positive")
	}
	for _, v := range x {
		f -= math.Log(s) + v/s
		ds -= 1/s - v/(s*s)
	}
	return f, ds, nil
}
`)
}

// A reverse loop reads what the forward loop kept.
func TestReverseLoop(t *testing.T) {
	b, in := newFunc("PowerGrad", "x", tFloat64, "n", tInt)
	b.results("f", tFloat64, "dx", tFloat64)
	x, n := in[0], in[1]
	ys := named("ys", b.Emit(&ir.Op{Code: ir.Scratch, Args: []*ir.Value{n}}, tFloats).Result())
	zero, start, none := b.Int(0), b.num(1), b.num(0)
	forward := b.Loop(zero, n, "i")
	y, f := b.Carry(forward, start, "y")
	body := b.in(forward, 0)
	body.put(y, ys, forward.Index())
	body.Yield(body.mul(y, x))
	back := b.Loop(zero, n, "i")
	back.Down, back.Paragraph = true, true
	dx, dxEnd := b.Carry(back, none, "dx")
	dy, _ := b.Carry(back, start, "dy")
	body = b.in(back, 0)
	dx1 := body.add(dx, body.mul(dy, body.at(ys, back.Index())))
	body.Yield(dx1, body.mul(dy, x))
	b.Return(f, dxEnd)
	compare(t, print(t, b.Func), `
func PowerGrad(x float64, n int) (f, dx float64) {
	tape := powerTapes.Get().(*powerTape)
	defer powerTapes.Put(tape)

	ys := append(tape.ys[:0], make([]float64, n)...)[:n]
	tape.ys = ys
	y := 1.0
	for i := range n {
		ys[i] = y
		y *= x
	}

	dy := 1.0
	for i := n - 1; i >= 0; i-- {
		dx += dy * ys[i]
		dy *= x
	}
	return y, dx
}

type powerTape struct{ ys []float64 }

var powerTapes = sync.Pool{New: func() any { return new(powerTape) }}
`)
}
