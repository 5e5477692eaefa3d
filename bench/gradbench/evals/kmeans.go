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

// KMeansStep writes Newton's step from the centroids to step, but for its sign: the gradient of KMeans
// over the diagonal of its Hessian, which is left in curvature.
func KMeansStep(points, centroids, step, curvature [][]float64) {
	for j := range step {
		clear(step[j])
		clear(curvature[j])
	}
	KMeansSlopesGrad(points, centroids, step, curvature)
	for j, row := range step {
		for i, h := range curvature[j] {
			row[i] /= h
		}
	}
}

// KMeansSlopes adds the gradient of KMeans to g and returns the sum of its components. None of them
// depends on another centroid or on another coordinate than its own, so the gradient of the sum is the
// diagonal of the Hessian of KMeans.
//
//gograd:grad wrt=centroids
func KMeansSlopes(points, centroids, g [][]float64) float64 {
	KMeansGrad(points, centroids, g)
	var sum float64
	for _, row := range g {
		for _, v := range row {
			sum += v
		}
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
