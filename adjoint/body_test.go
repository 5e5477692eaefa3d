package adjoint

import "testing"

// Where an error is returned, nothing has been added to any shadow, and the
// gradients by value are zero.
func TestErrorsAddNothing(t *testing.T) {
	for _, test := range failures {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			p.check(t, []float64{1.5, 2.5}, 2.0)
			p.check(t, []float64{1.5, 2.5}, -0.5)
			p.check(t, []float64{-1.5, 2.5}, -1.5)
		})
	}
}

var failures = []struct{ lesson, src string }{
	{"known to be nil", `
//gograd:grad
func F(x []float64, a float64) (float64, error) { return x[0] * a, nil }`},
	{"early", `
//gograd:grad
func F(x []float64, a float64) (float64, error) {
	if a < 0 {
		return 0, errors.New("negative")
	}
	return x[0] * x[1] * a, nil
}`},
	{"late, when much has been computed", `
//gograd:grad
func F(x []float64, a float64) (float64, error) {
	y := x[0] * a
	z := math.Exp(y) * x[1]
	if z < y {
		return z, fmt.Errorf("too small")
	}
	return y * z, nil
}`},
	{"in one of several branches", `
//gograd:grad
func F(x []float64, a float64) (float64, error) {
	y := x[0] * a
	switch {
	case a < -1:
		return y * y, nil
	case a < 0:
		return y, errors.New("between")
	}
	if y < 0 {
		y = -y * a
	}
	return y * x[1], nil
}`},
	{"by the way the error is computed", `
func positive(x float64) error {
	if x < 0 {
		return errors.New("negative")
	}
	return nil
}

//gograd:grad
func F(x []float64, a float64) (float64, error) {
	err := positive(a)
	return x[0] * a * a, err
}`},
	{"known before a sum is", `
func positive(x float64) error {
	if x < 0 {
		return errors.New("negative")
	}
	return nil
}

//gograd:grad
func F(x []float64, a float64) (float64, error) {
	err := positive(a)
	s := 0.0
	for _, v := range x {
		s += v * v * a
	}
	return s, err
}`},
	{"passed on", `
func root(x float64) (float64, error) {
	if x < 0 {
		return 0, errors.New("negative")
	}
	return math.Sqrt(x), nil
}

//gograd:grad
func F(x []float64, a float64) (float64, error) {
	r, err := root(a)
	if err != nil {
		return 0, fmt.Errorf("root: %w", err)
	}
	return r * x[0] * x[1], nil
}`},
	{"after memory was overwritten: its shadow gets its old sums back", `
//gograd:grad
func F(x []float64, a float64) (float64, error) {
	x[0] *= a
	for i := 1; i < len(x); i++ {
		x[i] *= x[i-1]
	}
	if a < 0 {
		return 0, errors.New("negative")
	}
	return x[0] + x[1], nil
}`},
}
