package ir

import (
	"go/types"
	"testing"
)

// What is pushed in nested loops is there as often as they run; what is put on a
// stack for all iterations of a loop, as often as it has iterations.
func TestHoldings(t *testing.T) {
	f, b := newTestFunc("f", nil, float, integer, floats)
	x, n, s := f.Params[0], f.Params[1], f.Params[2]
	n.Name, s.Name = "n", "s"
	tape := b.Emit(&Op{Code: Tape}, floats).Result()
	rows := b.Emit(&Op{Code: Tape}, floats).Result()
	memory := b.Emit(&Op{Code: Scratch, Dirty: true, Args: []*Value{b.Binary(Sub, b.Len(s), b.Int(1))}}, floats).Result()
	b.Store(x, memory, index1, b.Int(0))
	outer := b.Loop(b.Int(0), n, "i")
	in := b.At(outer.Blocks[0])
	in.Emit(&Op{Code: Extend, Args: []*Value{rows, in.Len(s)}}, floats)
	inner := in.Loop(in.Int(2), in.Len(s), "j")
	deep := in.At(inner.Blocks[0])
	deep.Emit(&Op{Code: Push, Args: []*Value{tape, x}})
	deep.Yield()
	in.Yield()
	b.Return()

	want := []string{"n·(len(s) - 2)", "n·len(s)", "len(s)-1"}
	list := Holdings(f)
	if len(list) != len(want) {
		t.Fatalf("%d holdings, want %d", len(list), len(want))
	}
	for i, h := range list {
		if h.Count != want[i] || h.Bytes != 8 || !types.Identical(h.Type, float) {
			t.Errorf("%d: %d bytes of %s, %s times; want %s", i, h.Bytes, h.Type, h.Count, want[i])
		}
	}
}
