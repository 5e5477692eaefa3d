package evals

// An Adjustment is a problem of bundle adjustment: observation i is made by camera i mod n of
// point i mod m, where n and m are how many there are. Each observation has a weight and a feature.
type Adjustment struct {
	Cameras  []Camera
	Points   []Vec3
	Weights  []float64
	Features []Vec2
}

// Errors writes two errors an observation to reprojection and one to weight.
func (a *Adjustment) Errors(reprojection, weight []float64) {
	n, m := len(a.Cameras), len(a.Points)
	for i, w := range a.Weights {
		at := project(&a.Cameras[i%n], a.Points[i%m])
		reprojection[2*i] = w * (at.X - a.Features[i].X)
		reprojection[2*i+1] = w * (at.Y - a.Features[i].Y)
		weight[i] = WeightError(w)
	}
}

// A Sparse is a sparse matrix in compressed row form: Cols and Vals hold the entries of row r
// from Rows[r] to Rows[r+1].
type Sparse struct {
	Rows, Cols []int
	Vals       []float64
}

// A reprojection error depends on the parameters of a camera and of a point, and on a weight.
const (
	cameraSize = len(Camera{})
	pointSize  = 3
	rowSize    = cameraSize + pointSize + 1
)

// NewJacobian returns a matrix for all derivatives of all errors.
func (a *Adjustment) NewJacobian() *Sparse {
	p := len(a.Weights)
	entries := 2*rowSize*p + p
	return &Sparse{make([]int, 3*p+1), make([]int, entries), make([]float64, entries)}
}

// Jacobian writes the derivatives of the errors by cameras, points and weights, in this order.
// Its rows are the two errors of each observation, then each one's weight error.
func (a *Adjustment) Jacobian(j *Sparse) {
	n, m, p := len(a.Cameras), len(a.Points), len(a.Weights)
	clear(j.Vals)
	for i, w := range a.Weights {
		cam, x, feature := &a.Cameras[i%n], a.Points[i%m], a.Features[i]
		columns := [3]int{cameraSize * (i % n), cameraSize*n + pointSize*(i%m), cameraSize*n + pointSize*m + i}
		row := j.row(2*i, columns)
		_, dx, dw := ReprojectionXGrad(cam, x, w, feature, (*Camera)(row[:]))
		row[11], row[12], row[13], row[14] = dx.X, dx.Y, dx.Z, dw
		row = j.row(2*i+1, columns)
		_, dx, dw = ReprojectionYGrad(cam, x, w, feature, (*Camera)(row[:]))
		row[11], row[12], row[13], row[14] = dx.X, dx.Y, dx.Z, dw
	}
	for i, w := range a.Weights {
		e := 2*rowSize*p + i
		j.Rows[2*p+i] = e
		j.Cols[e] = cameraSize*n + pointSize*m + i
		_, j.Vals[e] = WeightErrorGrad(w)
	}
	j.Rows[3*p] = len(j.Vals)
}

// row says in which columns the derivatives of a reprojection error are, given the first of the
// camera's, the first of the point's and the weight's, and returns where their values go.
func (j *Sparse) row(r int, columns [3]int) *[rowSize]float64 {
	begin := rowSize * r
	j.Rows[r] = begin
	cols := (*[rowSize]int)(j.Cols[begin:])
	for i := range cameraSize {
		cols[i] = columns[0] + i
	}
	for i := range pointSize {
		cols[cameraSize+i] = columns[1] + i
	}
	cols[rowSize-1] = columns[2]
	return (*[rowSize]float64)(j.Vals[begin:])
}
