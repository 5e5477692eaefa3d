package ir

import (
	"go/types"
	"testing"
)

var (
	globalVar = types.NewVar(0, testPkg, "v", floats)
	give      = newFunc(testPkg, "give", nil, floats)
	keep      = newFunc(testPkg, "keep", []types.Type{floats})
	slots     = types.NewPointer(types.NewStruct([]*types.Var{types.NewField(0, testPkg, "F", floats, false)}, nil))
)

func make3(b *Builder) *Value {
	return b.Emit(&Op{Code: Make, Args: []*Value{b.Int(3)}}, floats).Result()
}

func at(b *Builder, s, i *Value) *Op { return b.Load(s, index1, i).Op }

// aliasLessons say what two accesses may have in common.
var aliasLessons = []struct {
	lesson string
	write  func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op)
	want   bool
}{
	{"two inputs may be one", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return at(b, a, i), at(b, c, i)
	}, true},
	{"what is apart is not the other inputs'", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return at(b, a, i), at(b, b.Emit(&Op{Code: Slice, Args: []*Value{d, i, i}}, floats).Result(), i)
	}, false},
	{"neighbours are apart", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return at(b, a, i), at(b, a, b.Binary(Add, i, b.Int(1)))
	}, false},
	{"a subslice's elements have other indexes", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		sub := b.Emit(&Op{Code: Slice, Args: []*Value{a, b.Int(1), i}}, floats).Result()
		return at(b, a, i), at(b, sub, b.Binary(Sub, i, b.Int(1)))
	}, true},
	{"fields are apart, of whatever point", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return b.Load(e, fieldX).Op, b.Load(g, fieldY).Op
	}, false},
	{"one field of two points may be one", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return b.Load(e, fieldX).Op, b.Load(g, fieldX).Op
	}, true},
	{"a point overlaps its fields", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return b.Load(e, nil).Op, b.Load(b.Addr(g, fieldX), nil).Op
	}, true},
	{"an element is no field", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return b.Load(e, fieldX).Op, at(b, a, i)
	}, false},
	{"but may be one of an array in a point", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return b.Load(e, []Step{{Field: 2}, {Index: true}}, i).Op, at(b, a, i)
	}, true},
	{"floats are no ints", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return b.Load(e, []Step{{Field: 3}}).Op, at(b, a, i)
	}, false},
	{"new memory is nobody else's", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return at(b, make3(b), i), at(b, a, i)
	}, false},
	{"even where others may be anything", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return at(b, make3(b), i), at(b, b.Call(give).Result(), i)
	}, false},
	{"unless they were told", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		m := make3(b)
		b.Call(keep, m)
		return at(b, m, i), at(b, b.Call(give).Result(), i)
	}, true},
	{"or it was stored where they find it", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		m := make3(b)
		b.Store(m, h, fieldX)
		return at(b, m, i), at(b, b.Load(h, fieldX), i)
	}, true},
	{"a package's variable may be an input's", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		v := b.Emit(&Op{Code: Global, Object: globalVar}, types.NewPointer(floats)).Result()
		return at(b, b.Load(v, nil), i), at(b, a, i)
	}, true},
	{"what an if gives may be either", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		op := b.If(b.Compare(Lt, i, i))
		m := make3(b.At(op.Blocks[0]))
		b.At(op.Blocks[0]).Yield(m)
		b.At(op.Blocks[1]).Yield(c)
		return at(b, b.AddResult(op, "", floats), i), at(b, a, i)
	}, true},
	{"an append may write where the slice was", func(b *Builder, a, c, d, e, g, i, h *Value) (x, y *Op) {
		return b.Emit(&Op{Code: Call, Builtin: "append", Args: []*Value{a, b.Float(1, float)}}, floats), at(b, c, i)
	}, true},
}

// What two stores may have in common. The inputs are a and c, slices of floats; d, a
// slice too, which is apart; e and g, pointers to points; i, an int.
func TestAliases(t *testing.T) {
	for _, test := range aliasLessons {
		f, b := newTestFunc("f", nil, floats, floats, floats, pointPtr, pointPtr, integer, slots)
		f.Apart = f.Params[2:3]
		p := f.Params
		x, y := test.write(b, p[0], p[1], p[2], p[3], p[4], p[5], p[6])
		b.Return()
		if err := Check(f); err != nil {
			t.Fatalf("%s: %v", test.lesson, err)
		}
		aliases := NewAliases(f)
		if got := aliases.MayAlias(x, y); got != test.want || aliases.MayAlias(y, x) != got {
			t.Errorf("%s: MayAlias is %v in\n%s", test.lesson, got, f)
		}
	}
}

// In one iteration s[i] and s[i+1] are apart, in two they may be the same.
func TestAliasesAcrossIterations(t *testing.T) {
	f, b := newTestFunc("f", nil, floats)
	s := f.Params[0]
	loop := b.Loop(b.Int(0), b.Len(s), "i")
	body := b.At(loop.Blocks[0])
	x := body.Load(s, index1, loop.Index())
	next := body.Binary(Add, loop.Index(), body.Int(1))
	body.Store(x, s, index1, next)
	store := body.Block.Ops[len(body.Block.Ops)-1]
	first := body.Load(s, index1, body.Int(0))
	body.Store(x, s, index1, body.Int(1))
	second := body.Block.Ops[len(body.Block.Ops)-1]
	body.Yield()
	b.Return()
	a := NewAliases(f)
	if a.Clobbers(store, x.Op) || !a.ClobbersAcross(store, x.Op) {
		t.Error("s[i+1] is s[i] of the next iteration only")
	}
	if a.ClobbersAcross(second, first.Op) {
		t.Error("s[0] is never s[1]")
	}
	if !a.Clobbers(loop, x.Op) {
		t.Error("the loop writes what it reads")
	}
}

// What a value leads to: memory of the function alone, or what others may know.
func TestAliasesOfValues(t *testing.T) {
	f, b := newTestFunc("f", nil, floats, floats)
	f.Apart = f.Params[1:]
	m := b.Emit(&Op{Code: Make, Args: []*Value{b.Int(3)}}, floats).Result()
	sub := b.Emit(&Op{Code: Slice, Args: []*Value{m, b.Int(0), b.Int(1)}}, floats).Result()
	told := b.Emit(&Op{Code: Make, Args: []*Value{b.Int(3)}}, floats).Result()
	b.Call(touch, told)
	x := b.Load(m, index1, b.Int(0))
	y := b.Load(sub, index1, b.Int(0))
	b.Return()
	a := NewAliases(f)
	if !a.Local(m) || !a.Local(sub) || a.Local(told) || a.Local(f.Params[0]) {
		t.Error("only m is local, and what is made of it")
	}
	if !a.Overlap(m, sub) || a.Overlap(m, told) || a.Overlap(f.Params[0], f.Params[1]) {
		t.Error("a subslice overlaps its slice, new memory no other, and what is apart nothing")
	}
	if !a.MayAlias(x.Op, y.Op) || a.Conflict(x.Op, y.Op) || a.ConflictAcross(x.Op, y.Op) {
		t.Error("two loads of one place don't conflict")
	}
}

// A copy reads the slice that it copies from alone.
func TestCopyReadsItsSource(t *testing.T) {
	f, b := newTestFunc("f", nil)
	to, from := make3(b), make3(b)
	cp := b.Emit(&Op{Code: Call, Builtin: "copy", Args: []*Value{to, from}})
	b.Store(b.Float(1, float), to, index1, b.Int(0))
	first := b.Block.Ops[len(b.Block.Ops)-1]
	b.Store(b.Float(1, float), from, index1, b.Int(0))
	second := b.Block.Ops[len(b.Block.Ops)-1]
	b.Return()
	a := NewAliases(f)
	if a.Clobbers(first, cp) || !a.Clobbers(second, cp) {
		t.Error("what is copied to is not read, what is copied is")
	}
	if !a.Conflict(first, cp) {
		t.Error("what is copied to is written")
	}
}

// What a value leads to may be overwritten: behind further references, and by a call of what is unknown,
// which is given it in any place, or finds it among the variables of the package.
func TestOverwrites(t *testing.T) {
	f, b := newTestFunc("f", nil, floats)
	row, other := make3(b), make3(b)
	rows := b.Emit(&Op{Code: Make, Args: []*Value{b.Int(1)}}, types.NewSlice(floats)).Result()
	b.Store(row, rows, index1, b.Int(0))
	b.Store(b.Float(1, float), row, index1, b.Int(0))
	store := b.Block.Ops[len(b.Block.Ops)-1]
	b.Call(newFunc(testPkg, "tick", nil))
	tick := b.Block.Ops[len(b.Block.Ops)-1]
	b.Call(newFunc(testPkg, "scale", []types.Type{float, floats}), b.Float(2, float), other)
	scale := b.Block.Ops[len(b.Block.Ops)-1]
	b.Return()
	a := NewAliases(f)
	if !a.Overwrites(store, rows) || a.Overwrites(store, other) {
		t.Error("to write a row is to write what the rows lead to, and nothing else")
	}
	if !a.Overwrites(tick, f.Params[0]) || a.Overwrites(tick, row) {
		t.Error("a call without arguments may write what the caller knows, not what is local")
	}
	if !a.Overwrites(scale, other) || a.Overwrites(scale, row) {
		t.Error("a call may write its second argument, and nothing else that is local")
	}
}

// What is stored where the caller looks is published; what is only handed on is not.
func TestPublished(t *testing.T) {
	f, b := newTestFunc("f", nil, slots, floats)
	kept, stored := make3(b), make3(b)
	grown := b.Emit(&Op{Code: Call, Builtin: "append", Args: []*Value{f.Params[1], b.Float(1, float)}}, floats).Result()
	b.Emit(&Op{Code: Call, Builtin: "copy", Args: []*Value{stored, kept}})
	b.Store(stored, f.Params[0], []Step{{Field: 0}})
	b.Return()
	a := NewAliases(f)
	if a.Published(kept.Op) || a.Published(grown.Op) || !a.Published(stored.Op) {
		t.Error("only what is stored is published")
	}
}
