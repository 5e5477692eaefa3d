package sgd

import (
	"errors"
	"math"
)

// ErrStop ends a run when Options.OnEpoch returns it; Minimize then returns no error.
var ErrStop = errors.New("sgd: stop")

// ErrDiverged is in the chain of the error of a run in which a loss, a gradient,
// a parameter or Options.Value was infinite or NaN.
var ErrDiverged = errors.New("sgd: not finite")

// Run is what a run has come to.
type Run[W any] struct {
	History []Epoch   // one for each completed epoch
	Losses  []float64 // mean loss of each step's batch, with Options.Trace
	Steps   int       // steps taken

	// Best is a copy of the best iterate met so far, judged when an epoch is
	// complete: by Options.Value, or else by the mean loss met during the epoch.
	// That mean is credited to the iterate that the epoch ended with; where an
	// epoch is one step it is exactly the loss of the iterate before it, and
	// credited to that. Before the first epoch is complete Best is where the
	// run started and BestLoss is +Inf.
	Best      *W
	BestLoss  float64
	BestEpoch int // index into History, −1 before the first

	// Mean is the averaged iterate with Options.Average, otherwise nil. It is up to
	// date in OnEpoch and when the run has ended.
	Mean *W
}

// Epoch is one pass over the data.
type Epoch struct {
	Loss  float64 // mean loss of the samples, each met at the iterate of its step
	Value float64 // Options.Value at the end of the epoch; Loss without one
	Step  float64 // the last step size
}

func newRun[W any](best, mean *W, o *Options[W], steps int) *Run[W] {
	r := &Run[W]{
		History:  make([]Epoch, 0, o.Epochs),
		Best:     best,
		BestLoss: math.Inf(1), BestEpoch: -1,
		Mean: mean,
	}
	if o.Trace {
		r.Losses = make([]float64, 0, o.Epochs*steps)
	}
	return r
}
