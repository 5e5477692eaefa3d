package evals

import "math"

// KMeans returns Σᵢ minⱼ ‖cⱼ − pᵢ‖², the squared distances of the points from their nearest centroids.
func KMeans(points, centroids [][]float64) float64 { return KMeansShifted(points, centroids, 0) }

// KMeansShifted is KMeans with the centroids moved by shift in each coordinate, once it is known which of
// them is nearest to each point.
//
//gograd:grad wrt=centroids,shift
func KMeansShifted(points, centroids [][]float64, shift float64) float64 {
	var sum float64
	for _, p := range points {
		for i, v := range centroids[nearest(p, centroids)] {
			d := v + shift - p[i]
			sum += d * d
		}
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

// KMeansSlopes adds the gradient of KMeans to g and returns the sum of its components, which is the derivative by
// the shift. None of them depends on another centroid or on another coordinate than its own, so the gradient of the
// sum is the diagonal of the Hessian of KMeans.
//
//gograd:grad wrt=centroids
func KMeansSlopes(points, centroids, g [][]float64) float64 {
	_, slope := KMeansShiftedGrad(points, centroids, 0, g)
	return slope
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
