package randprog

// ruled is a call of a function that has a rule of the program's own.
func (g *generator) ruled(depth int) string {
	g.rules = true
	switch g.IntN(3) {
	case 0:
		return "cube" + g.suffix + "(" + g.float(float64s, depth) + ")"
	case 1:
		return "blend" + g.suffix + "(" + g.float(float64s, depth) + ", " + g.leaf(float64s) + ")"
	}
	s := g.place(g.slice(float64s), false)
	if s == "" {
		return g.leaf(float64s)
	}
	return "norm" + g.suffix + "(" + s + ")"
}

// rulesText has functions with rules; NAME stands for the suffix.
const rulesText = `func cubeNAME(x float64) float64 { return math.Sin(x) * x * x }

//gograd:adjoint y = cubeNAME(x)
func cubeAdjointNAME(x, dy float64) (dx float64) {
	return dy * (math.Cos(x)*x*x + 2*math.Sin(x)*x)
}

func blendNAME(x, w float64) float64 { return math.Tanh(x*w) + x }

//gograd:adjoint y = blendNAME(x, w)
func blendAdjointNAME(x, w, dy float64) (dx, dw float64) {
	t := math.Tanh(x * w)
	return dy*(1-t*t)*w + dy, dy * (1 - t*t) * x
}

func normNAME(x []float64) float64 {
	s := 1.0
	for _, v := range x {
		s += v * v
	}
	return math.Sqrt(s)
}

//gograd:adjoint y = normNAME(x)
func normAdjointNAME(x []float64, y, dy float64, dx []float64) {
	for i, v := range x {
		dx[i] += dy * v / y
	}
}

func scaledNAME(x []float64, c float64) []float64 {
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = math.Tanh(c * v)
	}
	return y
}

//gograd:adjoint y = scaledNAME(x, c)
func scaledAdjointNAME(x []float64, c float64, y, dy, dx []float64) (dc float64) {
	for i, v := range x {
		t := dy[i] * (1 - y[i]*y[i])
		dx[i] += t * c
		dc += t * v
	}
	return dc
}
`

// rescaled is now and then the result of a function with a rule.
func (g *generator) rescaled(t *typ, p string) string {
	if t != g.slice(float64s) || !g.chance(20) {
		return p
	}
	g.rules = true
	return "scaled" + g.suffix + "(" + p + ", " + g.leaf(float64s) + ")"
}
