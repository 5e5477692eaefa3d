package sgd_test

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
	"github.com/gograd/gograd/runtime/tensor"
)

// wide is a linear model with so many parameters that goroutines share the update too.
type wide struct {
	W []float32
	B float32
}

// batchGrad has the form that gograd gives to the mean of ½(w·x + b − y)² over the
// samples in x and y, and its gradient.
func batchGrad(w *wide, x tensor.Matrix[float32], y []float32, dw *wide) float32 {
	var sum float32
	for i := range x.Rows {
		r := tensor.Dot(w.W, x.Row(i)) + w.B - y[i]
		tensor.AddScaled(dw.W, r/float32(x.Rows), x.Row(i))
		dw.B += r / float32(x.Rows)
		sum += r * r / 2
	}
	return sum / float32(x.Rows)
}

// wideData are samples whose sums round otherwise in another order.
func wideData(n, inputs int) (x tensor.Matrix[float32], y []float32) {
	x, y = tensor.NewMatrix[float32](n, inputs), make([]float32, n)
	for i := range n {
		for j := range inputs {
			x.Set(i, j, float32(math.Sin(float64(i*inputs+j)))/float32(math.Sqrt(float64(inputs))))
		}
		y[i] = float32(i%7) / 3
	}
	return x, y
}

func wideObjective(x tensor.Matrix[float32], y []float32) sgd.Objective[wide, float32] {
	return sgd.Batches(x.Rows, func(b *sgd.Batch, w, dw *wide) float32 {
		return batchGrad(w, sgd.Rows(b, x), sgd.Elements(b, y), dw)
	})
}

// withProcs runs f with another GOMAXPROCS.
func withProcs(procs int, f func()) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
	f()
}

// The parts of a mini-batch are the same, and added up in the same order, however
// many goroutines there are for them.
func TestSameBitsForEveryNumberOfGoroutines(t *testing.T) {
	const inputs = 300_000
	x, y := wideData(26, inputs)
	var want wide
	for _, procs := range []int{1, 2, 3, 7} {
		w := wide{W: make([]float32, inputs)}
		o := sgd.Options[wide]{Batch: 11, Parts: 5, Epochs: 2, Step: sgd.Constant(0.5)}
		withProcs(procs, func() {
			if _, err := sgd.Minimize(t.Context(), &w, wideObjective(x, y), o); err != nil {
				t.Fatal(err)
			}
		})
		if procs == 1 {
			want = w
		} else if !slices.Equal(w.W, want.W) || w.B != want.B {
			t.Errorf("on %d processors a run ends elsewhere than on one", procs)
		}
	}
}

// Parts of different sizes count by their samples: cut or not, a mini-batch has the
// same gradient up to rounding.
func TestPartsWeighBySamples(t *testing.T) {
	const n, inputs = 23, 5
	x, y := wideData(n, inputs)
	samples := sgd.Samples(n, func(i int, w, dw *wide) float32 {
		return batchGrad(w, tensor.RowMatrix(x.Row(i)), y[i:i+1], dw)
	})
	for _, batch := range []int{1, 2, 7, 22, n} { // the last of an epoch are shorter
		end := func(f sgd.Objective[wide, float32], parts int) []float32 {
			w := wide{W: make([]float32, inputs)}
			o := sgd.Options[wide]{Batch: batch, Parts: parts, Epochs: 5, Step: sgd.Constant(0.3)}
			run, err := sgd.Minimize(t.Context(), &w, f, o)
			if err != nil {
				t.Fatal(err)
			}
			return append(w.W, w.B, float32(run.History[4].Loss))
		}
		want := end(samples, 0)
		for _, parts := range []int{0, 2, 3, 5, 8} {
			for name, f := range map[string]sgd.Objective[wide, float32]{"Batches": wideObjective(x, y), "Samples": samples} {
				if parts > batch {
					continue
				}
				for i, got := range end(f, parts) {
					if math.Abs(float64(got-want[i])) > 2e-6 {
						t.Errorf("%s of %d samples in %d parts: number %d is %v, want %v", name, batch, parts, i, got, want[i])
					}
				}
			}
		}
	}
}

// Without Options.Parts, the sizes decide: a part has at least 256 samples, and
// work that is worth it.
func TestPartsFollowFromTheSizes(t *testing.T) {
	for _, test := range []struct {
		samples, inputs int
		want            []int // samples of each part
	}{
		{511, 5000, []int{511}},
		{512, 5000, []int{256, 256}},
		{800, 5000, []int{266, 267, 267}},
		{800, 50, []int{800}},
		{800, 700, []int{400, 400}},
	} {
		var sizes []int
		var mutex sync.Mutex
		f := sgd.Batches(test.samples, func(b *sgd.Batch, w, dw *wide) float32 {
			mutex.Lock()
			defer mutex.Unlock()
			sizes = append(sizes, len(b.Samples()))
			return 0
		})
		w := wide{W: make([]float32, test.inputs)}
		o := sgd.Options[wide]{Batch: test.samples, Epochs: 1, Step: sgd.Constant(1)}
		if _, err := sgd.Minimize(t.Context(), &w, f, o); err != nil {
			t.Fatal(err)
		}
		if slices.Sort(sizes); !slices.Equal(sizes, test.want) {
			t.Errorf("%d samples, %d inputs: parts of %v samples, want %v", test.samples, test.inputs, sizes, test.want)
		}
	}
}

// What a gradient panics with comes to the caller of Minimize, from any goroutine.
func TestPanicComesToTheCaller(t *testing.T) {
	for procs := 1; procs <= 3; procs++ {
		for culprit := range 4 {
			withProcs(procs, func() {
				defer func() {
					if got, want := recover(), fmt.Sprint("sample ", culprit); got != want {
						t.Errorf("on %d processors the panic is %v, want %v", procs, got, want)
					}
				}()
				f := sgd.Batches(4, func(b *sgd.Batch, w, dw *float64) float64 {
					if b.Samples()[0] == culprit {
						panic(fmt.Sprint("sample ", culprit))
					}
					return 0
				})
				_, _ = sgd.Minimize(t.Context(), new(float64), f, options{Batch: 4, Parts: 4, Epochs: 1, Step: sgd.Constant(1)})
			})
		}
	}
}

// The first part whose loss is not finite stops a run, and where the gradients of
// the parts are finite but their sum is not, that does.
func TestPartsDiverge(t *testing.T) {
	for _, test := range []struct {
		loss, grad float64
		want       string
	}{
		{math.NaN(), 1, "step 0, epoch 0: the loss of sample 0 is NaN"},
		{1, math.NaN(), "step 0, epoch 0: the gradient with respect to w.W[1] is NaN"},
		{1, 1.5e308, "step 0, epoch 0: the gradient with respect to w.W[1] is +Inf"},
	} {
		w := two{W: make([]float64, 3)}
		f := sgd.Samples(4, func(i int, w, dw *two) float64 {
			dw.W[1] += test.grad / 2
			return test.loss
		})
		o := sgd.Options[two]{Batch: 4, Parts: 2, Epochs: 1, Step: sgd.Constant(1)}
		_, err := sgd.Minimize(t.Context(), &w, f, o)
		wantDiverged(t, err, test.want)
		if w.W[1] != 0 {
			t.Errorf("w.W[1] = %v, want it untouched", w.W[1])
		}
	}
}
