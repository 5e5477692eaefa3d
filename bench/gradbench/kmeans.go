package main

import "github.com/gograd/gograd/bench/gradbench/evals"

type kmeansInput struct {
	Points    [][]float64 `json:"points"`
	Centroids [][]float64 `json:"centroids"`
}

var kmeans = functions{
	"cost": with(func(in kmeansInput) job {
		return value(func() float64 { return evals.KMeans(in.Points, in.Centroids) })
	}),
	"dir": with(func(in kmeansInput) job {
		dir, _ := zeros(in.Centroids...)
		curvature, _ := zeros(in.Centroids...)
		return job{func() { evals.KMeansStep(in.Points, in.Centroids, dir, curvature) }, dir}
	}),
}
