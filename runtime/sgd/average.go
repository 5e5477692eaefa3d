package sgd

// averager adds up iterates, weighted by their step sizes. It does so in
// float64: a running mean in float32 would stand still after some 10⁵ steps,
// when a single iterate no longer moves it. A nil averager does nothing.
type averager[T Float] struct {
	mean   []Param[T]
	sums   [][]float64
	weight float64
}

// newAverager returns an averager that stores the mean in what w points to.
func newAverager[T Float](w any) (*averager[T], error) {
	mean, err := Params[T](w)
	if err != nil {
		return nil, err
	}
	a := &averager[T]{mean: mean}
	for _, p := range mean {
		a.sums = append(a.sums, make([]float64, len(p.Data)))
	}
	return a, nil
}

// add counts the iterate w with the given weight.
func (a *averager[T]) add(w []Param[T], weight float64) {
	if a == nil {
		return
	}
	a.weight += weight
	for i, p := range w {
		sum := a.sums[i]
		for j, x := range p.Data {
			sum[j] += float64(weight * float64(x))
		}
	}
}

// store brings the mean up to date.
func (a *averager[T]) store() {
	if a == nil || a.weight == 0 {
		return
	}
	for i, p := range a.mean {
		for j, sum := range a.sums[i] {
			p.Data[j] = T(sum / a.weight)
		}
	}
}
