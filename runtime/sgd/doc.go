// Package sgd minimises a mean of many functions,
//
//	f(w) = 1/n Σ f_i(w),
//
// by the stochastic (sub)gradient method (Robbins and Monro, 1951): step k draws
// a mini-batch B of samples and moves against the mean of their gradients,
//
//	w ← w − α_k · 1/|B| Σ_{i∈B} g_i(w).
//
// The parameters w are the caller's own variable, a pointer to a struct of
// slices, matrices, arrays and numbers, and the gradients g_i come from a
// function in the form that gograd generates: it returns the value and adds the
// gradient to a shadow dw, which the driver makes and clears.
//
//	run, err := sgd.Minimize(ctx, &w, sgd.Samples(n, func(i int, w, dw *MLP) float32 {
//		return LossGrad(w, x.Row(i), y.Row(i), dw)
//	}), sgd.Options[MLP]{Batch: 32, Epochs: 30, Step: sgd.Constant(0.1)})
//
// Where gograd was told batch=x,y, there is the gradient of a whole mini-batch,
// made of products of matrices:
//
//	sgd.Batches(n, func(b *sgd.Batch, w, dw *MLP) float32 {
//		return LossBatchGrad(w, sgd.Rows(b, x), sgd.Rows(b, y), dw)
//	})
//
// A large mini-batch is shared among the processors (Options.Parts). Steps is the
// third form, for //gograd:step.
//
// A run is a function of its inputs and its seed, to the bit, on as many
// processors as may be, and a step allocates nothing.
package sgd
