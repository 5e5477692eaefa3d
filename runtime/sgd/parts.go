package sgd

// A mini-batch is cut into parts that goroutines work on, each with a shadow of
// its own, and the shadows are added up in a tree. How many parts there are, and
// so the bits of the sum, follows from the options and the sizes alone: never
// from how many goroutines there are, or from which of them was first.

// Fewer samples in a part than partSamples, and fewer products of a sample with a
// parameter than partWork, do not repay a shadow of its own, which is cleared and
// added for every step, and a goroutine. Large products of matrices share
// themselves among the processors without either.
const (
	partSamples = 256
	partWork    = 1 << 18
	mostParts   = 64
)

// partsOf returns how many parts so many samples are cut into where nobody has
// said it, for w with so many numbers.
func partsOf(samples, numbers int) int {
	work := int64(samples) * int64(numbers)
	return int(max(1, min(int64(samples/partSamples), work/partWork, mostParts)))
}

// part is a part of a mini-batch.
type part[W any, T Float] struct {
	batch  Batch
	dw     *W
	grads  []Param[T] // what dw leads to
	weight T          // of its gradient in that of the mini-batch

	sum float64 // of the losses of its samples
	bad int     // the first sample whose loss is not finite, −1 if none is known
}

func newPart[W any, T Float](w *W, n int) (*part[W, T], error) {
	dw := Shadow(w)
	grads, err := Params[T](dw)
	return &part[W, T]{batch: Batch{n: n}, dw: dw, grads: grads}, err
}

// strip is a part of the parameters: elements from to to−1 of a block of them.
type strip struct{ param, from, to int }

// stripNumbers is how many numbers there are in a strip, few enough for a strip of w and
// one of a shadow to stay in the first cache together.
const stripNumbers = 4096

// sharedNumbers is how many numbers repay another goroutine to step them.
const sharedNumbers = 1 << 17

// cutParams cuts the parameters into strips.
func cutParams[T Float](params []Param[T]) []strip {
	var strips []strip
	for p := range params {
		n := len(params[p].Data)
		for from := 0; from < n; from += stripNumbers {
			strips = append(strips, strip{p, from, min(from+stripNumbers, n)})
		}
	}
	return strips
}

// numbersIn returns these numbers of params.
func numbersIn[T Float](s *strip, params []Param[T]) []T {
	return params[s.param].Data[s.from:s.to]
}
