package sgd

import "fmt"

// Options says how to run. Step and Epochs must be given.
type Options[W any] struct {
	Batch  int      // samples in a mini-batch, at most n; 0 is 1
	Epochs int      // passes over the data
	Step   StepSize // step sizes
	Order  Order    // how samples are drawn, by default Shuffled
	Seed   uint64   // of the random order

	// Parts is the number of parts that a mini-batch is cut into, for as many
	// goroutines as GOMAXPROCS allows to work on at the same time. The shadows of
	// the parts are added up in a fixed order, so that a run has the same bits
	// for every GOMAXPROCS. 0 leaves the number to Minimize: for Batches it
	// follows from the size of the batch and the number of parameters, and is 1
	// below 512 samples; for Samples it is 1.
	Parts int

	// Average keeps the averaged iterate w̄_K = Σ α_k w_k / Σ α_k, k < K, in Run.Mean.
	Average bool

	// Trace keeps the loss of every step in Run.Losses.
	Trace bool

	// Value, if there is one, measures w after every epoch: the loss over all data,
	// or over data that is not trained on. The best iterate is then the one of
	// the smallest value.
	Value func(w *W) float64

	// OnEpoch, if there is one, is called after every epoch. An error that it
	// returns ends the run; ErrStop ends it without an error of Minimize.
	OnEpoch func(r *Run[W]) error
}

// check completes o and reports the first thing that is wrong with a run over n samples.
func (o *Options[W]) check(n int) error {
	if o.Batch == 0 {
		o.Batch = 1
	}
	switch {
	case n <= 0:
		return fmt.Errorf("sgd: there are %d samples: the mean needs at least one", n)
	case o.Batch < 0 || o.Batch > n:
		return fmt.Errorf("sgd: Options.Batch is %d with %d samples: choose 1 to %d", o.Batch, n, n)
	case o.Parts < 0 || o.Parts > o.Batch:
		return fmt.Errorf("sgd: Options.Parts is %d with mini-batches of %d samples: choose 1 to %d, or 0 for what suits their size", o.Parts, o.Batch, o.Batch)
	case o.Epochs <= 0:
		return fmt.Errorf("sgd: Options.Epochs is %d: set the number of passes over the data, 1 or more", o.Epochs)
	case o.Step == nil:
		return fmt.Errorf("sgd: Options.Step is nil: set step sizes, sgd.Constant(0.1) for example")
	case o.Order < Shuffled || o.Order > InOrder:
		return fmt.Errorf("sgd: Options.Order is %d: choose Shuffled, WithReplacement or InOrder", o.Order)
	}
	return nil
}
