package ir

import (
	"go/types"
	"strings"
	"testing"
)

// What is read part by part and put together is read as a whole, unless something is written meanwhile.
func TestWhole(t *testing.T) {
	for _, test := range []struct {
		lesson  string
		written bool
		want    int // loads
	}{
		{"one load for both parts", false, 1},
		{"a write in between keeps them apart", true, 2},
	} {
		pair := types.NewStruct([]*types.Var{
			types.NewField(0, nil, "A", types.Typ[types.Float64], false), types.NewField(0, nil, "B", types.Typ[types.Float64], false),
		}, nil)
		f := &Func{Name: "F", Body: &Block{}}
		b := &Builder{Func: f, Block: f.Body, Safe: true}
		p, x := f.NewValue("p", types.NewPointer(pair)), f.NewValue("x", types.Typ[types.Float64])
		q := f.NewValue("q", types.NewPointer(pair))
		f.Params, f.Results = []*Value{p, q, x}, []Result{{Type: pair}}
		a := b.Load(p, []Step{{Field: 0}})
		if test.written {
			b.Store(x, q, []Step{{Field: 1}})
		}
		b.Return(b.Build(pair, a, b.Load(p, []Step{{Field: 1}})))
		Simplify(f)
		if err := Check(f); err != nil {
			t.Fatalf("%s: %v", test.lesson, err)
		}
		if got := strings.Count(f.String(), "= load"); got != test.want {
			t.Errorf("%s: %d loads\n%s", test.lesson, got, f)
		}
	}
}
