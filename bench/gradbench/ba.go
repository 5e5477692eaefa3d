package main

import (
	"encoding/json"

	"github.com/gograd/gograd/bench/gradbench/evals"
)

// baInput holds one of everything: all cameras, points, weights and features are copies of it.
type baInput struct {
	N       integer      `json:"n"`
	M       integer      `json:"m"`
	P       integer      `json:"p"`
	Camera  evals.Camera `json:"cam"`
	Point   [3]float64   `json:"x"`
	Weight  float64      `json:"w"`
	Feature [2]float64   `json:"feat"`
}

func (in *baInput) adjustment() *evals.Adjustment {
	x, f := in.Point, in.Feature
	return &evals.Adjustment{
		Cameras:  repeat(in.Camera, int(in.N)),
		Points:   repeat(evals.Vec3{X: x[0], Y: x[1], Z: x[2]}, int(in.M)),
		Weights:  repeat(in.Weight, int(in.P)),
		Features: repeat(evals.Vec2{X: f[0], Y: f[1]}, int(in.P)),
	}
}

func repeat[T any](v T, n int) []T {
	s := make([]T, n)
	for i := range s {
		s[i] = v
	}
	return s
}

// baErrors is the first errors of each kind, and how many there are.
type baErrors struct {
	Reprojection struct {
		Elements []float64 `json:"elements"`
		Repeated int       `json:"repeated"`
	} `json:"reproj_error"`
	Weight struct {
		Element  *float64 `json:"element"`
		Repeated int      `json:"repeated"`
	} `json:"w_err"`
}

// baSparse is what is told of a sparse matrix: of each array the first 30 elements and the last.
type baSparse struct {
	Rows ends[int]     `json:"rows"`
	Cols ends[int]     `json:"cols"`
	Vals ends[float64] `json:"vals"`
}

// ends is a slice of which the first 30 elements and the last are encoded.
type ends[T any] []T

func (e ends[T]) MarshalJSON() ([]byte, error) {
	return json.Marshal(append([]T(nil), append(e[:30:30], e[len(e)-1])...))
}

var ba = functions{
	"objective": with(func(in baInput) job {
		a := in.adjustment()
		p := int(in.P)
		errs, weightErrs := make([]float64, 2*p), make([]float64, p)
		var out baErrors
		out.Reprojection.Elements, out.Reprojection.Repeated = errs[:2], p
		out.Weight.Element, out.Weight.Repeated = &weightErrs[0], p
		return job{func() { a.Errors(errs, weightErrs) }, out}
	}),
	"jacobian": with(func(in baInput) job {
		a := in.adjustment()
		j := a.NewJacobian()
		return job{func() { a.Jacobian(j) }, baSparse{ends[int](j.Rows), j.Cols, j.Vals}}
	}),
}
