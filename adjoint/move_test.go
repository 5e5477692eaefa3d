package adjoint

import (
	"testing"

	"github.com/gograd/gograd/ir"
)

// A copy in memory is what a load and a store of the whole would be.
func TestMove(t *testing.T) {
	type row struct {
		V []float64
		W [2]float64
	}
	for _, test := range []struct {
		src  string
		args []any
	}{
		{`
//gograd:grad
func F(p, q *[3]float64, i int) float64 {
	*p = *q
	p[i] *= q[0]
	return p[0] * p[1] * q[i]
}`, []any{&[3]float64{1, 2, 3}, &[3]float64{4, 5, 6}, 1}},
		{`
type row struct {
	V []float64
	W [2]float64
}

//gograd:grad
func F(p, q *row, i int) float64 {
	*p = *q
	p.V[i] *= 2
	p.W[i] *= p.V[0]
	return p.W[0] * p.W[1] * q.V[i] * q.W[0]
}`, []any{&row{[]float64{1, 2}, [2]float64{3, 4}}, &row{[]float64{5, 6}, [2]float64{7, 8}}, 1}},
	} {
		p := lowered(t, test.src)
		withMove(t, p.f)
		p.derive(t)
		p.check(t, test.args...)
	}
}

// withMove makes a Move of the first load whose result is only stored.
func withMove(t *testing.T, f *ir.Func) {
	t.Helper()
	uses := ir.Uses(f)
	ops := f.Body.Ops
	for i, load := range ops {
		if load.Code != ir.Load || len(uses[load.Result()]) != 1 || i+1 == len(ops) {
			continue
		}
		if store := ops[i+1]; store == uses[load.Result()][0] && store.Code == ir.Store {
			move := &ir.Op{Code: ir.Move, Pos: load.Pos, Args: []*ir.Value{store.Base(), load.Base()}}
			f.Body.Ops = append(append(ops[:i:i], move), ops[i+2:]...)
			if err := ir.Check(f); err != nil {
				t.Fatal(err)
			}
			return
		}
	}
	t.Fatalf("nothing is copied in\n%s", f)
}
