package ir

import (
	"go/types"
	"math/rand/v2"
	"testing"
)

// A pass is a loop over the elements of s from lo to n.
func pass(b *Builder, lo int64, n *Value, do func(b *Builder, i *Value)) {
	looped(b, b.Int(lo), n, do)
}

// newFloats are n new floats.
func newFloats(b *Builder, n *Value) *Value {
	return b.Emit(&Op{Code: Make, Args: []*Value{n}}, floats).Result()
}

// twice and sum are the loops of most lessons: u[i] = 2s[i], and t[i] = u[i-back].
func twice(b *Builder, n, s, u *Value) {
	pass(b, 0, n, func(b *Builder, i *Value) {
		b.Store(b.Binary(Mul, b.Float(2, float), b.Load(s, index1, i)), u, index1, i)
	})
}

// fuseLessons say how many loops are left of two, and of the memory between them.
var fuseLessons = []struct {
	lesson      string
	write       func(b *Builder, n, s, t, u *Value) // n is the length of s, t and u; u and t are new, t is returned
	loops, made int                                 // made without t
}{
	{"an element is handed on", func(b *Builder, n, s, t, u *Value) {
		twice(b, n, s, u)
		pass(b, 0, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), t, index1, i) })
	}, 1, 0},
	{"to the next iteration, and the first is done before", func(b *Builder, n, s, t, u *Value) {
		b.Load(s, index1, b.Int(0))
		twice(b, n, s, u)
		pass(b, 1, n, func(b *Builder, i *Value) {
			b.Store(b.Load(u, index1, b.Binary(Sub, i, b.Int(1))), t, index1, i)
		})
	}, 1, 0},
	{"but perhaps there is no first", func(b *Builder, n, s, t, u *Value) {
		twice(b, n, s, u)
		pass(b, 1, n, func(b *Builder, i *Value) {
			b.Store(b.Load(u, index1, b.Binary(Sub, i, b.Int(1))), t, index1, i)
		})
	}, 2, 1},
	{"an element that isn't there yet", func(b *Builder, n, s, t, u *Value) {
		m := b.Binary(Sub, n, b.Int(1))
		pass(b, 0, m, func(b *Builder, i *Value) { b.Store(b.Load(s, index1, i), u, index1, i) })
		pass(b, 0, m, func(b *Builder, i *Value) {
			next := b.Load(u, index1, b.Binary(Add, i, b.Int(1)))
			b.Store(b.Binary(Sub, next, b.Load(u, index1, i)), t, index1, i)
		})
	}, 2, 1},
	{"the second writes what the first reads later, which may be the same memory", func(b *Builder, n, s, t, u *Value) {
		r := b.Emit(&Op{Code: Slice, Args: []*Value{s, b.Int(0), n, n}}, floats).Result()
		twice(b, n, r, u)
		pass(b, 0, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), s, index1, i) })
	}, 2, 1},
	{"the second writes what the first reads later", func(b *Builder, n, s, t, u *Value) {
		m := b.Binary(Sub, n, b.Int(1))
		pass(b, 0, m, func(b *Builder, i *Value) {
			b.Store(b.Load(s, index1, b.Binary(Add, i, b.Int(1))), u, index1, i)
		})
		pass(b, 0, m, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), s, index1, i) })
	}, 1, 0},
	{"the second writes what the first has yet to read", func(b *Builder, n, s, t, u *Value) {
		b.Load(s, index1, b.Int(0))
		pass(b, 1, n, func(b *Builder, i *Value) {
			b.Store(b.Load(s, index1, b.Binary(Sub, i, b.Int(1))), u, index1, i)
		})
		pass(b, 1, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), s, index1, i) })
	}, 2, 1},
	{"the second writes what the first has read by then", func(b *Builder, n, s, t, u *Value) {
		twice(b, n, s, u)
		pass(b, 0, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), s, index1, i) })
	}, 1, 0},
	{"what the first would read too late is carried", func(b *Builder, n, s, t, u *Value) {
		b.Load(s, index1, b.Int(0))
		pass(b, 1, n, func(b *Builder, i *Value) {
			d := b.Binary(Sub, b.Load(s, index1, i), b.Load(s, index1, b.Binary(Sub, i, b.Int(1))))
			b.Store(d, u, index1, i)
		})
		pass(b, 1, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), s, index1, i) })
	}, 1, 0},
	{"one of them may panic", func(b *Builder, n, s, t, u *Value) {
		twice(b, n, s, u)
		pass(b, 0, n, func(b *Builder, i *Value) {
			b.Store(b.Load(u, index1, i), t, index1, b.Binary(Mul, i, i))
		})
	}, 2, 1},
	{"they don't end together", func(b *Builder, n, s, t, u *Value) {
		twice(b, n, s, u)
		pass(b, 0, b.Binary(Sub, n, b.Int(1)), func(b *Builder, i *Value) {
			b.Store(b.Load(u, index1, i), t, index1, i)
		})
	}, 2, 1},
	{"what stands between them needs the first", func(b *Builder, n, s, t, u *Value) {
		b.Load(s, index1, b.Int(0))
		twice(b, n, s, u)
		b.Store(b.Float(1, float), u, index1, b.Int(0))
		pass(b, 0, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), t, index1, i) })
	}, 2, 1},
	{"but not the elements that it touches", func(b *Builder, n, s, t, u *Value) {
		b.Load(s, index1, b.Int(0))
		pass(b, 1, n, func(b *Builder, i *Value) { b.Store(b.Load(s, index1, i), u, index1, i) })
		b.Store(b.Float(1, float), u, index1, b.Int(0))
		pass(b, 0, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), t, index1, i) })
	}, 1, 0},
	{"or is seen when it comes before", func(b *Builder, n, s, t, u *Value) {
		twice(b, n, s, u)
		b.Call(touch, s)
		pass(b, 0, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), t, index1, i) })
	}, 2, 1},
	{"or is neither", func(b *Builder, n, s, t, u *Value) {
		b.Load(s, index1, b.Int(0))
		b.Load(t, index1, b.Int(0))
		twice(b, n, s, u)
		v := newFloats(b, n)
		b.Store(b.Float(1, float), v, index1, b.Int(0))
		pass(b, 0, n, func(b *Builder, i *Value) { b.Store(b.Load(u, index1, i), t, index1, i) })
	}, 1, 0},
	{"nothing is handed on: two loops are as good", func(b *Builder, n, s, t, u *Value) {
		twice(b, n, s, t)
		twice(b, n, s, t)
	}, 2, 0},
}

// Loops are fused where the order of what they do to memory stays.
func TestFuse(t *testing.T) {
	for _, test := range fuseLessons {
		f := newExample(func(b *Builder, _, _, _, s, _, _ *Value) []*Value {
			n := b.Len(s)
			out := newFloats(b, n)
			test.write(b, n, s, out, newFloats(b, n))
			return []*Value{out}
		})
		Simplify(f)
		before := Clone(f)
		Fuse(f)
		if err := Check(f); err != nil {
			t.Fatalf("%s: %v\n%s\nbecame\n%s", test.lesson, err, before, f)
		}
		if loops, made := occurrences(f, Loop), occurrences(f, Make); loops != test.loops || made != 1+test.made {
			t.Errorf("%s: %d loops and %d new slices are left:\n%s", test.lesson, loops, made, f)
		}
	}
}

func occurrences(f *Func, c Code) int {
	n := 0
	for op := range f.Body.All() {
		if op.Code == c {
			n++
		}
	}
	return n
}

// Fuse changes nothing that can be noticed of loops over new memory and memory of others, which may
// overlap.
func TestFuseRandomLoops(t *testing.T) {
	fused := 0
	for seed := range uint64(3000) {
		f := randomLoops(seed)
		Simplify(f)
		g := Clone(f)
		Fuse(g)
		if err := Check(g); err != nil {
			t.Fatalf("seed %d: %v\n%s\nbecame\n%s", seed, err, f, g)
		}
		if occurrences(g, Loop) < occurrences(f, Loop) {
			fused++
		}
		for run := range uint64(3) {
			if want, got := outcome(f, run), outcome(g, run); want != got {
				t.Fatalf("seed %d, run %d:\n%s\nbecame\n%s\nwhich gives\n%s\nnot\n%s", seed, run, f, g, got, want)
			}
		}
	}
	if fused < 500 {
		t.Errorf("only %d programs have fewer loops", fused)
	}
}

// randomLoops is a program of a few loops over the elements of some slices. Each reads and writes those
// around that of its iteration, and may carry a sum.
func randomLoops(seed uint64) *Func {
	f, b := newTestFunc("f", []types.Type{float}, float, integer, floats, floats, pointPtr, pointPtr, floats)
	f.Apart = f.Params[6:]
	g := &loopWriter{Rand: rand.New(rand.NewPCG(seed, 3)), sum: b.Float(0, float)}
	n := b.Int(3) // a, b and d may be longer
	for _, s := range []*Value{f.Params[2], f.Params[3], f.Params[6]} {
		unless(b, b.Compare(Lt, b.Len(s), n))
		g.slices = append(g.slices, s)
	}
	for range 3 {
		g.slices = append(g.slices, newFloats(b, n))
	}
	outer := b.Loop(b.Int(0), b.Int(2), "k")
	sum, after := b.Carry(outer, g.sum, "sum")
	in := b.At(outer.Blocks[0])
	sums := []*Value{sum}
	for range 2 + g.IntN(5) {
		if g.IntN(3) == 0 {
			g.sum = sums[g.IntN(len(sums))]
			in.Store(g.sum, g.slice(), index1, in.Int(int64(g.IntN(3))))
		}
		sums = append(sums, g.loop(in))
	}
	for _, x := range sums[1:] {
		sum = in.Binary(Add, sum, x)
	}
	in.Yield(sum)
	b.Return(after)
	return f
}

type loopWriter struct {
	*rand.Rand
	slices []*Value
	sum    *Value // from which the next loop's begins
}

// slice is one of the slices, more often one that is new.
func (g *loopWriter) slice() *Value {
	if g.IntN(3) == 0 {
		return g.slices[g.IntN(3)]
	}
	return g.slices[3+g.IntN(3)]
}

// loop writes a loop and gives its sum.
func (g *loopWriter) loop(b *Builder) *Value {
	lo, hi := int64(g.IntN(2)), int64(3-g.IntN(8)/7)
	loop := b.Loop(b.Int(lo), b.Int(hi), "i")
	carried, after := b.Carry(loop, g.sum, "sum")
	in := b.At(loop.Blocks[0])
	read := func(b *Builder) *Value {
		at := loop.Index()
		if lo == 1 && g.IntN(2) == 0 {
			at = b.Binary(Sub, at, b.Int(1))
		}
		return b.Load(g.slice(), index1, at)
	}
	x := in.Binary(Add, read(in), in.Binary(Mul, in.Float(0.5, float), read(in)))
	if g.IntN(4) == 0 {
		guarded(in, in.Compare(Lt, x, in.Float(1, float)), func(b *Builder) { b.Store(read(b), g.slice(), index1, loop.Index()) })
	}
	in.Store(x, g.slice(), index1, loop.Index())
	in.Yield(in.Binary(Add, carried, x))
	return after
}
