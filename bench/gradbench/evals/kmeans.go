package evals

import "math"

// KMeans returns Σᵢ minⱼ ‖cⱼ − pᵢ‖², the squared distances of the points from their nearest centroids.
//
//gograd:grad wrt=centroids
func KMeans(points, centroids [][]float64) float64 {
	var sum float64
	for _, p := range points {
		sum += squaredDistance(centroids[nearest(p, centroids)], p)
	}
	return sum
}

// nearest returns the index of the centroid that is nearest to p, the first of several.
func nearest(p []float64, centroids [][]float64) int {
	least, index := math.Inf(1), 0
	for j, c := range centroids {
		if s := squaredDistance(c, p); s < least {
			least, index = s, j
		}
	}
	return index
}

func squaredDistance(a, b []float64) float64 {
	var sum float64
	for i, v := range a {
		d := v - b[i]
		sum += d * d
	}
	return sum
}
