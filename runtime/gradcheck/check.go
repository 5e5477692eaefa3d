package gradcheck

import (
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
)

// Check tests the gradient of f at x: grad returns f(x) and adds the gradient to
// dx. Neither f nor grad sees x itself, they are given copies. The error is nil or
// lists what is wrong.
func Check[T sgd.Float](f func(x []T) T, grad func(x, dx []T) T, x []T, opts ...Option) error {
	r, err := Examine(ofPointer(f), ofPointers(grad), &x, append([]Option{root("x")}, opts...)...)
	if err != nil {
		return err
	}
	return r.Err()
}

// CheckStruct is Check for a function of the floats that w points to, found as
// sgd.Params finds them.
func CheckStruct[W any, T sgd.Float](f func(w *W) T, grad func(w, dw *W) T, w *W, opts ...Option) error {
	r, err := Examine(f, grad, w, opts...)
	if err != nil {
		return err
	}
	return r.Err()
}

// At fails the test t with a table of the worst components if Check finds
// something wrong, and logs kinks and what could not be resolved.
func At[T sgd.Float](t testing.TB, f func(x []T) T, grad func(x, dx []T) T, x []T, opts ...Option) {
	t.Helper()
	r, err := Examine(ofPointer(f), ofPointers(grad), &x, append([]Option{root("x")}, opts...)...)
	if err != nil {
		t.Error(err)
		return
	}
	tell(t, r)
}

// AtStruct is At for a function of the floats that w points to.
func AtStruct[W any, T sgd.Float](t testing.TB, f func(w *W) T, grad func(w, dw *W) T, w *W, opts ...Option) {
	t.Helper()
	r, err := Examine(f, grad, w, opts...)
	if err != nil {
		t.Error(err)
		return
	}
	tell(t, r)
}

func tell(t testing.TB, r *Report) {
	t.Helper()
	if err := r.Err(); err != nil {
		t.Error(err)
	}
	if notes := r.notes(); notes != "" {
		t.Log(notes)
	}
}

func ofPointer[T sgd.Float](f func(x []T) T) func(*[]T) T {
	if f == nil {
		return nil
	}
	return func(x *[]T) T { return f(*x) }
}

func ofPointers[T sgd.Float](grad func(x, dx []T) T) func(x, dx *[]T) T {
	if grad == nil {
		return nil
	}
	return func(x, dx *[]T) T { return grad(*x, *dx) }
}

// Option changes how a gradient is tested.
type Option func(*config)

type config struct {
	root       string // what the point is called
	components int
	seed       uint64
}

// Components sets how many components are tested one by one, 200 if it is not
// given: where there are more, some of every slice are drawn at random, at least
// four of each. All components together are tested in random directions.
func Components(n int) Option { return func(c *config) { c.components = n } }

// Seed sets the seed of what is drawn at random, 1 if it is not given.
func Seed(seed uint64) Option { return func(c *config) { c.seed = seed } }

func root(name string) Option { return func(c *config) { c.root = name } }
