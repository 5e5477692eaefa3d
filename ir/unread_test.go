package ir

import "testing"

// What is stored in a variable is read if something that is seen depends on it:
// not by what is overwritten first, or is only added to.
func TestFindUnread(t *testing.T) {
	for _, test := range []struct {
		lesson string
		write  func(b *Builder, x, n, v *Value) // v is the address of a variable that is returned, x and n are inputs
		read   bool
	}{
		{"the last store", func(b *Builder, x, n, v *Value) { b.Store(x, v, nil) }, true},
		{"one that is overwritten", func(b *Builder, x, n, v *Value) { b.Store(x, v, nil); b.Store(b.Float(1, float), v, nil) }, false},
		{"one that is overwritten in a loop, which may not run", func(b *Builder, x, n, v *Value) {
			b.Store(x, v, nil)
			loop := b.Loop(b.Int(0), n, "i")
			in := b.At(loop.Blocks[0])
			in.Store(in.Float(1, float), v, nil)
			in.Yield()
		}, true},
		{"a sum of which nothing comes", func(b *Builder, x, n, v *Value) {
			s := b.Alloc(float)
			loop := b.Loop(b.Int(0), n, "i")
			in := b.At(loop.Blocks[0])
			in.Store(in.Binary(Add, in.Load(s, nil), x), s, nil)
			in.Yield()
		}, false},
		{"a part of a copy", func(b *Builder, x, n, v *Value) { b.Store(x, b.Alloc(pointType), fieldX) }, false},
	} {
		var v *Value
		f := newExample(func(b *Builder, x, y, n, s, t, p *Value) []*Value {
			v = b.Alloc(float)
			test.write(b, x, n, v)
			return []*Value{b.Load(v, nil)}
		})
		var stores []*Op
		for op := range f.Body.All() {
			if op.Code == Store {
				stores = append(stores, op)
			}
		}
		before := f.String()
		if got := FindUnread(f, stores[:1], nil).Values[0] == nil; got != test.read {
			t.Errorf("%s: read is %v", test.lesson, got)
		}
		if f.String() != before {
			t.Errorf("%s: the function has changed", test.lesson)
		}
	}
}

// A use that the program no longer shows counts if it is said to be one.
func TestFindUnreadOfUses(t *testing.T) {
	var store *Op
	var sum *Value
	f := newExample(func(b *Builder, x, y, n, s, t, p *Value) []*Value {
		v := b.Alloc(float)
		sum = b.Binary(Add, x, y)
		b.Store(sum, v, nil)
		store = b.Block.End()
		return []*Value{x}
	})
	if u := FindUnread(f, []*Op{store}, nil); u.Values[0] == nil || u.Elsewhere[0] {
		t.Error("the sum is read, or used elsewhere")
	}
	if u := FindUnread(f, []*Op{store}, []*Value{sum}); u.Values[0] == nil || !u.Elsewhere[0] {
		t.Error("the sum isn't used elsewhere")
	}
}
