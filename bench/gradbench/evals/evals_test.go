package evals

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/gograd/gograd/runtime/gradcheck"
)

// random returns n numbers from −1 to 1, the same in each run.
func random(n int) []float64 {
	rng := rand.New(rand.NewPCG(1, 2))
	x := make([]float64, n)
	for i := range x {
		x[i] = 2*rng.Float64() - 1
	}
	return x
}

// rows returns x in rows of the given width, in memory of their own.
func rows(x []float64, width int) (r [][]float64) {
	for len(x) > 0 {
		r = append(r, append([]float64(nil), x[:width]...))
		x = x[width:]
	}
	return r
}

// Every gradient keeps gograd's contract: it agrees with central differences, is added to what is
// there, and comes with the value of the function itself.
func TestGradients(t *testing.T) {
	t.Run("LeastSquares", func(t *testing.T) {
		gradcheck.At(t,
			func(x []float64) float64 { return LeastSquares(x, 9) },
			func(x, dx []float64) float64 { return LeastSquaresGrad(x, 9, dx) }, random(5))
	})
	t.Run("LogSumExp", func(t *testing.T) {
		gradcheck.At(t, LogSumExp, LogSumExpGrad, random(7))
	})
	t.Run("Det", func(t *testing.T) {
		gradcheck.At(t,
			func(a []float64) float64 { return Det(a, 4) },
			func(a, da []float64) float64 { return DetGrad(a, 4, da) }, random(16))
	})
	t.Run("ODELast", func(t *testing.T) {
		gradcheck.At(t,
			func(x []float64) float64 { return ODELast(x, 4) },
			func(x, dx []float64) float64 { return ODELastGrad(x, 4, dx) }, random(6))
	})
	t.Run("LogPosterior", func(t *testing.T) {
		x, prior := rows(random(18), 3), Wishart{Gamma: 0.7, M: 2}
		m := &Mixture{Alpha: random(2), Mu: rows(random(6), 3), Q: rows(random(6), 3), L: rows(random(6), 3)}
		gradcheck.AtStruct(t,
			func(m *Mixture) float64 { return LogPosterior(m, x, prior) },
			func(m, dm *Mixture) float64 { return LogPosteriorGrad(m, x, prior, dm) }, m)
	})
	t.Run("Predict", func(t *testing.T) {
		state, sequence := rows(random(12), 3), rows(random(15), 3)
		m := &LSTM{Main: rows(random(48), 12), Extra: rows(random(9), 3)}
		gradcheck.AtStruct(t,
			func(m *LSTM) float64 { return Predict(m, state, sequence) },
			func(m, dm *LSTM) float64 { return PredictGrad(m, state, sequence, dm) }, m)
	})
	t.Run("KMeans", func(t *testing.T) {
		points, centroids := rows(random(40), 2), rows(random(6), 2)
		gradcheck.AtStruct(t,
			func(c *[][]float64) float64 { return KMeans(points, *c) },
			func(c, dc *[][]float64) float64 {
				f, _ := KMeansShiftedGrad(points, *c, 0, *dc)
				return f
			}, &centroids)
	})
}

// An observation is what a reprojection error depends on.
type observation struct {
	Camera Camera
	Point  Vec3
	Weight float64
}

func reprojection(f func(*Camera, Vec3, float64, Vec2) float64) func(*observation) float64 {
	return func(o *observation) float64 { return f(&o.Camera, o.Point, o.Weight, Vec2{1, 2}) }
}

func reprojectionGrad(f func(*Camera, Vec3, float64, Vec2, *Camera) (float64, Vec3, float64)) func(o, do *observation) float64 {
	return func(o, do *observation) float64 {
		y, dx, dw := f(&o.Camera, o.Point, o.Weight, Vec2{1, 2}, &do.Camera)
		do.Point = do.Point.plus(dx)
		do.Weight += dw
		return y
	}
}

// So does bundle adjustment's, with a rotation and without, where the formula for it has 0/0.
func TestReprojectionGrads(t *testing.T) {
	for _, camera := range []Camera{
		{0.3, -0.2, 0.5, 1, 2, 3, 5, 3, 4, 0.2, 0.1},
		{0, 0, 0, 1, 2, 3, 5, 3, 4, 0.2, 0.1},
	} {
		o := &observation{camera, Vec3{0.5, 0.7, 9}, 0.6}
		gradcheck.AtStruct(t, reprojection(ReprojectionX), reprojectionGrad(ReprojectionXGrad), o)
		gradcheck.AtStruct(t, reprojection(ReprojectionY), reprojectionGrad(ReprojectionYGrad), o)
	}
}

// A row of k-means' gradient is 2(n·c − sum of the n points nearest to the centroid c).
func TestKMeansGradClosedForm(t *testing.T) {
	points := [][]float64{{0, 0}, {1, 0}, {1, 2}, {10, 10}}
	centroids := [][]float64{{1, 1}, {9, 9}}
	dcentroids := [][]float64{{0, 0}, {0, 0}}
	f, _ := KMeansShiftedGrad(points, centroids, 0, dcentroids)
	if f != 2+1+1+2 || dcentroids[0][0] != 2 || dcentroids[0][1] != 2 || dcentroids[1][0] != -2 || dcentroids[1][1] != -2 {
		t.Errorf("cost %v, gradient %v", f, dcentroids)
	}
}

// Newton's step leads from a centroid to the mean of the n points nearest to it; its curvature is 2n.
func TestKMeansStep(t *testing.T) {
	points := [][]float64{{0, 0}, {1, 0}, {2, 3}, {10, 10}}
	centroids := [][]float64{{1, 2}, {9, 9}}
	step, curvature := rows(random(4), 2), rows(random(4), 2) // what is there is overwritten
	KMeansStep(points, centroids, step, curvature)
	for j, want := range [][4]float64{{0, 1, 6, 6}, {-1, -1, 2, 2}} {
		if got := [4]float64{step[j][0], step[j][1], curvature[j][0], curvature[j][1]}; got != want {
			t.Errorf("step and curvature of centroid %d are %v, want %v", j, got, want)
		}
	}
}

// The last component of the chain is a constant times the product of x, in discrete time too.
func TestODELastGradClosedForm(t *testing.T) {
	x := []float64{0.5, 1.5, 2, 0.25, 1}
	dx := make([]float64, len(x))
	y := ODELastGrad(x, 7, dx)
	for i, v := range x {
		if want := y / v; math.Abs(dx[i]-want) > 1e-14*want {
			t.Errorf("by x[%d] it is %v, want %v", i, dx[i], want)
		}
	}
}
