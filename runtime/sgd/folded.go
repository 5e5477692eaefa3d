package sgd

// folded takes steps that compute the gradient and use it up in one.
type folded[W any, T Float] struct {
	f      Objective[W, T]
	w      *W
	params []Param[T]
	batch  Batch
	before []Param[T] // the iterate the last step was taken from, nil if nobody asks for it
}

func newFolded[W any, T Float](w *W, params []Param[T], f Objective[W, T], remember bool) (*folded[W, T], error) {
	s := &folded[W, T]{f: f, w: w, params: params, batch: Batch{n: f.n}}
	if !remember {
		return s, nil
	}
	var err error
	s.before, err = Params[T](Clone(w))
	return s, err
}

// step takes the step and returns the sum of the losses before it.
func (s *folded[W, T]) step(samples []int, alpha T) float64 {
	if s.before != nil {
		copyParams(s.before, s.params)
	}
	s.batch.set(samples)
	return s.f.step(&s.batch, s.w, alpha)
}
