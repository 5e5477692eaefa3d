package sgd

// Float is what a parameter and a loss can be made of.
type Float interface{ ~float32 | ~float64 }

// Objective is f(w) = 1/n Σ f_i(w) together with its gradient, or with the step
// against it. Samples, Batches and Steps make one.
type Objective[W any, T Float] struct {
	n    int
	grad func(b *Batch, w, dw *W) (sum float64, bad int)
	step func(b *Batch, w *W, alpha T) (sum float64)

	// single says that grad goes from sample to sample: it adds the sum over the
	// batch to dw, not the mean, and may not be made for more than one goroutine.
	single bool
}

// Samples returns the mean of n functions, given one at a time: grad returns
// f_i(w) for a sample 0 ≤ i < n and adds its gradient to dw. With Options.Parts
// it is called from several goroutines at a time.
func Samples[W any, T Float](n int, grad func(i int, w, dw *W) T) Objective[W, T] {
	if grad == nil {
		return Objective[W, T]{n: n}
	}
	each := func(b *Batch, w, dw *W) (float64, int) {
		var sum float64
		for _, i := range b.samples {
			f := float64(grad(i, w, dw))
			if !finite(f) {
				return f, i
			}
			sum += f
		}
		return sum, -1
	}
	return Objective[W, T]{n: n, grad: each, single: true}
}

// Batches returns the mean of n functions, given a mini-batch at a time: grad
// returns the mean of f_i(w) over the samples i in b, and adds the gradient of
// that mean to dw, as the function that gograd writes for batch= does:
//
//	loss := sgd.Batches(x.Rows, func(b *sgd.Batch, w, dw *MLP) float32 {
//		return LossBatchGrad(w, sgd.Rows(b, x), sgd.Rows(b, y), dw)
//	})
//
// A large mini-batch is cut into parts (Options.Parts), for which grad is called
// from several goroutines at a time, each time with another b and dw. It must
// write to nothing else that they share.
func Batches[W any, T Float](n int, grad func(b *Batch, w, dw *W) T) Objective[W, T] {
	if grad == nil {
		return Objective[W, T]{n: n}
	}
	whole := func(b *Batch, w, dw *W) (float64, int) {
		mean := float64(grad(b, w, dw))
		return mean * float64(len(b.samples)), -1
	}
	return Objective[W, T]{n: n, grad: whole}
}

// Steps returns the mean of n functions, given by the step against their
// gradient: step returns the mean of f_i(w) over the samples i in b, and takes
// w ← w − alpha·g, where g is the gradient of that mean, as the function that
// gograd writes for //gograd:step does. It needs no memory for g:
//
//	loss := sgd.Steps(x.Rows, func(b *sgd.Batch, w *MLP, alpha float32) float32 {
//		return LossStep(w, sgd.Rows(b, x), sgd.Rows(b, y), alpha)
//	})
//
// What step moves is its own affair: the tag `sgd:"-"` holds nothing fixed here.
// Nobody sees g, so a run stops only after the step whose loss was not finite, or
// at the end of an epoch that has made a parameter so. Run.Best is then the last
// good iterate.
func Steps[W any, T Float](n int, step func(b *Batch, w *W, alpha T) T) Objective[W, T] {
	if step == nil {
		return Objective[W, T]{n: n}
	}
	whole := func(b *Batch, w *W, alpha T) float64 {
		return float64(step(b, w, alpha)) * float64(len(b.samples))
	}
	return Objective[W, T]{n: n, step: whole}
}

// finite reports whether x is neither infinite nor NaN: only then x·0 is 0.
func finite[T Float](x T) bool { return x*0 == 0 }
