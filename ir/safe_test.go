package ir

import "testing"

// guarded runs do in a branch of a new if, looped in the body of a new loop; unless
// panics if cond is true.
func guarded(b *Builder, cond *Value, do func(b *Builder)) {
	op := b.If(cond)
	inner := b.At(op.Blocks[0])
	do(inner)
	inner.Yield()
	b.At(op.Blocks[1]).Yield()
}

func looped(b *Builder, lo, hi *Value, do func(b *Builder, i *Value)) {
	op := b.Loop(lo, hi, "i")
	inner := b.At(op.Blocks[0])
	do(inner, op.Index())
	inner.Yield()
}

func unless(b *Builder, cond *Value) {
	op := b.If(cond)
	b.At(op.Blocks[0]).Emit(&Op{Code: Panic, Args: []*Value{cond}})
	b.At(op.Blocks[1]).Yield()
}

// safeLessons say of one load each whether it is Safe.
var safeLessons = []struct {
	lesson string
	write  func(b *Builder, s, t, n, p *Value) *Value // the load in question
	want   bool
}{
	{"any index may be out of range", func(b *Builder, s, t, n, p *Value) *Value {
		return b.Load(s, index1, n)
	}, false},
	{"but not twice", func(b *Builder, s, t, n, p *Value) *Value {
		b.Load(s, index1, n)
		return b.Load(s, index1, n)
	}, true},
	{"a pointer may be nil", func(b *Builder, s, t, n, p *Value) *Value { return b.Load(p, fieldX) }, false},
	{"unless it was used before", func(b *Builder, s, t, n, p *Value) *Value {
		b.Store(b.Float(1, float), p, fieldX)
		return b.Load(p, fieldY)
	}, true},
	{"or compared with nil", func(b *Builder, s, t, n, p *Value) (v *Value) {
		guarded(b, b.Compare(Ne, p, b.Zero(p.Type)), func(b *Builder) { v = b.Load(p, fieldX) })
		return v
	}, true},
	{"a loop over a slice", func(b *Builder, s, t, n, p *Value) (v *Value) {
		looped(b, b.Int(0), b.Len(s), func(b *Builder, i *Value) { v = b.Load(s, index1, i) })
		return v
	}, true},
	{"does not tell the length of another", func(b *Builder, s, t, n, p *Value) (v *Value) {
		looped(b, b.Int(0), b.Len(s), func(b *Builder, i *Value) { v = b.Load(t, index1, i) })
		return v
	}, false},
	{"unless the lengths were compared", func(b *Builder, s, t, n, p *Value) (v *Value) {
		unless(b, b.Compare(Ne, b.Len(s), b.Len(t)))
		looped(b, b.Int(0), b.Len(s), func(b *Builder, i *Value) { v = b.Load(t, index1, i) })
		return v
	}, true},
	{"or it was made so long", func(b *Builder, s, t, n, p *Value) (v *Value) {
		u := b.Emit(&Op{Code: Make, Args: []*Value{b.Len(s)}}, floats).Result()
		looped(b, b.Int(0), b.Len(s), func(b *Builder, i *Value) { v = b.Load(u, index1, i) })
		return v
	}, true},
	{"the neighbours, from 1 and to len-1", func(b *Builder, s, t, n, p *Value) (v *Value) {
		looped(b, b.Int(1), b.Binary(Sub, b.Len(s), b.Int(1)), func(b *Builder, i *Value) {
			b.Load(s, index1, b.Binary(Sub, i, b.Int(1)))
			v = b.Load(s, index1, b.Binary(Add, i, b.Int(1)))
		})
		return v
	}, true},
	{"a loop from anywhere", func(b *Builder, s, t, n, p *Value) (v *Value) {
		looped(b, n, b.Len(s), func(b *Builder, i *Value) { v = b.Load(s, index1, i) })
		return v
	}, false},
	{"n < len(s) leaves n < 0", func(b *Builder, s, t, n, p *Value) (v *Value) {
		guarded(b, b.Compare(Lt, n, b.Len(s)), func(b *Builder) { v = b.Load(s, index1, n) })
		return v
	}, false},
	{"both comparisons", func(b *Builder, s, t, n, p *Value) (v *Value) {
		unless(b, b.Compare(Lt, n, b.Int(0)))
		guarded(b, b.Compare(Gt, b.Len(s), n), func(b *Builder) { v = b.Load(s, index1, n) })
		return v
	}, true},
	{"n+1 < len(s) says nothing, because n+1 may overflow", func(b *Builder, s, t, n, p *Value) (v *Value) {
		unless(b, b.Compare(Lt, n, b.Int(0)))
		next := b.Binary(Add, n, b.Int(1))
		guarded(b, b.Compare(Lt, next, b.Len(s)), func(b *Builder) { v = b.Load(s, index1, next) })
		return v
	}, false},
	{"nor does n-1 >= 0: n-1 may overflow too", func(b *Builder, s, t, n, p *Value) (v *Value) {
		before := b.Binary(Sub, n, b.Int(1))
		unless(b, b.Compare(Lt, before, b.Int(0)))
		guarded(b, b.Compare(Lt, n, b.Len(s)), func(b *Builder) { v = b.Load(s, index1, before) })
		return v
	}, false},
	{"a && b, which is an if", func(b *Builder, s, t, n, p *Value) (v *Value) {
		op := b.If(b.Compare(Ge, n, b.Int(0)))
		inner := b.At(op.Blocks[0])
		inner.Yield(inner.Compare(Lt, n, inner.Len(s)))
		inner = b.At(op.Blocks[1])
		inner.Yield(inner.Zero(boolean))
		guarded(b, b.AddResult(op, "", boolean), func(b *Builder) { v = b.Load(s, index1, n) })
		return v
	}, true},
	{"a remainder", func(b *Builder, s, t, n, p *Value) (v *Value) {
		unless(b, b.Compare(Eq, b.Len(s), b.Int(0)))
		unless(b, b.Compare(Lt, n, b.Int(0)))
		return b.Load(s, index1, b.Binary(Rem, n, b.Len(s)))
	}, true},
	{"s[1:] is one shorter", func(b *Builder, s, t, n, p *Value) (v *Value) {
		u := b.Emit(&Op{Code: Slice, Args: []*Value{s, b.Int(1), b.Len(s)}}, floats).Result()
		looped(b, b.Int(0), b.Len(u), func(b *Builder, i *Value) {
			v = b.Load(s, index1, b.Binary(Add, i, b.Int(1)))
		})
		return v
	}, true},
	{"what holds in a branch doesn't behind it", func(b *Builder, s, t, n, p *Value) (v *Value) {
		guarded(b, b.Compare(Eq, n, b.Int(0)), func(b *Builder) { b.Load(s, index1, n) })
		return b.Load(s, index1, n)
	}, false},
}

// Which loads MarkSafe marks; it is always the last operation before the return or yield.
func TestMarkSafe(t *testing.T) {
	for _, test := range safeLessons {
		f, b := newTestFunc("f", nil, floats, floats, integer, pointPtr)
		v := test.write(b, f.Params[0], f.Params[1], f.Params[2], f.Params[3])
		b.Return()
		if err := Check(f); err != nil {
			t.Fatalf("%s: %v", test.lesson, err)
		}
		MarkSafe(f)
		if v.Op.Safe != test.want {
			t.Errorf("%s: Safe is %v in\n%s", test.lesson, v.Op.Safe, f)
		}
	}
}
