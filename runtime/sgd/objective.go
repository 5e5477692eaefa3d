package sgd

// Float is what a parameter and a loss can be made of.
type Float interface{ ~float32 | ~float64 }

// Objective is f(w) = 1/n Σ f_i(w) together with its gradient. Samples and
// Batches make one.
type Objective[W any, T Float] struct {
	n    int
	grad func(batch []int, w, dw *W) (sum float64, bad int)

	// sums says that grad adds the sum over the batch to dw, not the mean.
	sums bool
}

// Samples returns the mean of n functions, given one at a time: grad returns
// f_i(w) for a sample 0 ≤ i < n and adds its gradient to dw.
func Samples[W any, T Float](n int, grad func(i int, w, dw *W) T) Objective[W, T] {
	if grad == nil {
		return Objective[W, T]{n: n}
	}
	each := func(batch []int, w, dw *W) (float64, int) {
		var sum float64
		for _, i := range batch {
			f := float64(grad(i, w, dw))
			if !finite(f) {
				return f, i
			}
			sum += f
		}
		return sum, -1
	}
	return Objective[W, T]{n: n, grad: each, sums: true}
}

// Batches returns the mean of n functions, given a mini-batch at a time: grad
// returns the mean of f_i(w) over the samples i in batch, and adds the gradient
// of that mean to dw. It must neither change batch nor keep it.
func Batches[W any, T Float](n int, grad func(batch []int, w, dw *W) T) Objective[W, T] {
	if grad == nil {
		return Objective[W, T]{n: n}
	}
	whole := func(batch []int, w, dw *W) (float64, int) {
		mean := float64(grad(batch, w, dw))
		return mean * float64(len(batch)), -1
	}
	return Objective[W, T]{n: n, grad: whole}
}

// finite reports whether x is neither infinite nor NaN: only then x·0 is 0.
func finite[T Float](x T) bool { return x*0 == 0 }
