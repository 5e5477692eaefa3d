package evals

import "math"

// A Vec3 is a vector in space. It is no array: Go keeps a small struct in registers.
type Vec3 struct{ X, Y, Z float64 }

// A Vec2 is a vector in the image.
type Vec2 struct{ X, Y float64 }

// A Camera projects points of space to its image. It is the parameters in the order of the eval: rotation
// (the axis times the angle), center, focal length, principal point, two of radial distortion.
type Camera [11]float64

func (c *Camera) rotation() Vec3 { return Vec3{c[0], c[1], c[2]} }
func (c *Camera) center() Vec3   { return Vec3{c[3], c[4], c[5]} }

// ReprojectionX returns the weighted error along the image's first axis, when cam sees x at feature.
//
//gograd:grad wrt=cam,x,w
func ReprojectionX(cam *Camera, x Vec3, w float64, feature Vec2) float64 {
	return w * (project(cam, x).X - feature.X)
}

// ReprojectionY is the error along the second axis.
//
//gograd:grad wrt=cam,x,w
func ReprojectionY(cam *Camera, x Vec3, w float64, feature Vec2) float64 {
	return w * (project(cam, x).Y - feature.Y)
}

// WeightError returns 1 − w².
//
//gograd:grad
func WeightError(w float64) float64 { return 1 - w*w }

// project returns where cam sees x.
func project(cam *Camera, x Vec3) Vec2 {
	y := rotate(cam.rotation(), x.minus(cam.center()))
	a := Vec2{y.X / y.Z, y.Y / y.Z}
	rho := a.X*a.X + a.Y*a.Y
	scale := cam[6] * (1 + cam[9]*rho + cam[10]*rho*rho)
	return Vec2{scale*a.X + cam[7], scale*a.Y + cam[8]}
}

// rotate turns v about the axis r by the angle ‖r‖, by Rodrigues' formula.
func rotate(r, v Vec3) Vec3 {
	square := r.dot(r)
	if square == 0 {
		return v.plus(r.cross(v))
	}
	angle := math.Sqrt(square)
	sin, cos := math.Sincos(angle)
	k := r.times(1 / angle)
	return v.times(cos).plus(k.cross(v).times(sin)).plus(k.times(k.dot(v) * (1 - cos)))
}

func (v Vec3) plus(w Vec3) Vec3     { return Vec3{v.X + w.X, v.Y + w.Y, v.Z + w.Z} }
func (v Vec3) minus(w Vec3) Vec3    { return Vec3{v.X - w.X, v.Y - w.Y, v.Z - w.Z} }
func (v Vec3) times(a float64) Vec3 { return Vec3{v.X * a, v.Y * a, v.Z * a} }
func (v Vec3) dot(w Vec3) float64   { return v.X*w.X + v.Y*w.Y + v.Z*w.Z }
func (v Vec3) cross(w Vec3) Vec3 {
	return Vec3{v.Y*w.Z - v.Z*w.Y, v.Z*w.X - v.X*w.Z, v.X*w.Y - v.Y*w.X}
}
