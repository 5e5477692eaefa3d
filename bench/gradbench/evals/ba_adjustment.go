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
	cameraSize = 11
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
	for i, w := range a.Weights {
		cam, x, feature := &a.Cameras[i%n], a.Points[i%m], a.Features[i]
		columns := [3]int{cameraSize * (i % n), cameraSize*n + pointSize*(i%m), cameraSize*n + pointSize*m + i}
		var dcam Camera
		_, dx, dw := ReprojectionXGrad(cam, x, w, feature, &dcam)
		j.setRow(2*i, columns, &dcam, dx, dw)
		dcam = Camera{}
		_, dx, dw = ReprojectionYGrad(cam, x, w, feature, &dcam)
		j.setRow(2*i+1, columns, &dcam, dx, dw)
	}
	for i, w := range a.Weights {
		e := 2*rowSize*p + i
		j.Rows[2*p+i] = e
		j.Cols[e] = cameraSize*n + pointSize*m + i
		_, j.Vals[e] = WeightErrorGrad(w)
	}
	j.Rows[3*p] = len(j.Vals)
}

// setRow writes the derivatives of a reprojection error, given the columns of the first of the
// camera's, of the first of the point's and of the weight's.
func (j *Sparse) setRow(row int, columns [3]int, dcam *Camera, dx Vec3, dw float64) {
	begin := rowSize * row
	j.Rows[row] = begin
	cols := (*[rowSize]int)(j.Cols[begin:])
	for i := range cameraSize {
		cols[i] = columns[0] + i
	}
	for i := range pointSize {
		cols[cameraSize+i] = columns[1] + i
	}
	cols[rowSize-1] = columns[2]
	*(*[rowSize]float64)(j.Vals[begin:]) = [rowSize]float64{
		dcam.Rotation.X, dcam.Rotation.Y, dcam.Rotation.Z,
		dcam.Center.X, dcam.Center.Y, dcam.Center.Z,
		dcam.Focal, dcam.Principal.X, dcam.Principal.Y, dcam.Kappa1, dcam.Kappa2,
		dx.X, dx.Y, dx.Z,
		dw,
	}
}
