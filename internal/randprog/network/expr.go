package network

import (
	"fmt"
)

// number is an expression for a number.
func (g *generator) number(depth int) string {
	if depth == 0 {
		return g.factor()
	}
	switch g.IntN(9) {
	case 0, 1:
		return g.scalarOf()
	case 2:
		return "(" + g.number(depth-1) + " + " + g.number(depth-1) + ")"
	case 3:
		return "(" + g.number(depth-1) + " - " + g.factor() + ")"
	case 4:
		return g.factor() + "*" + g.factor()
	case 5:
		return g.float + "(math." + one(g, "Sin", "Tanh", "Cos", "Atan") + "(float64(" + g.number(depth-1) + ")))"
	case 6:
		return fmt.Sprintf("max(%s, %s)", g.factor(), g.factor())
	case 7:
		return g.factor() + "/(2 + " + g.squared() + ")"
	}
	if k := g.variables(integer, nil); len(k) > 0 {
		return g.float + "(" + one(g, k...) + ")"
	}
	return g.factor()
}

func (g *generator) squared() string {
	f := g.factor()
	return f + "*" + f
}

// factor is a number of moderate size.
func (g *generator) factor() string {
	if s := g.variables(number, nil); len(s) > 0 && g.chance(75) {
		return one(g, s...)
	}
	if v := g.variables(vector, nil); len(v) > 0 && g.chance(25) {
		return one(g, v...) + "[0]"
	}
	return one(g, "0.5", "1.25", "-0.75", "0.3")
}

// scalarOf is a number that an operation makes of vectors.
func (g *generator) scalarOf() string {
	if g.chance(15) && len(g.variables(matrix, nil)) > 0 {
		m := g.matrix(1)
		return one(g, "tensor.MatSum("+m+")", "tensor.MatSquaredNorm("+m+")", "tensor.MatMean("+m+")", "tensor.MatDot("+m+", "+g.matrix(0)+")", "tensor.MatNorm("+m+")")
	}
	if h := g.helperOf(number); h != "" && g.chance(10) {
		return h
	}
	switch g.IntN(12) {
	case 0, 1, 2:
		return "tensor.Dot(" + g.vector(1) + ", " + g.vector(1) + ")"
	case 3, 4:
		return "tensor.SquaredNorm(" + g.vector(2) + ")"
	case 5, 6:
		return "tensor.Sum(" + g.vector(2) + ")"
	case 7:
		return "tensor.LogSumExp(" + g.vector(2) + ")"
	case 8:
		if ms := g.variables(matrix, nil); len(ms) > 0 && g.chance(50) {
			m := one(g, ms...)
			return one(g, m+".At(0, 0)", "tensor.Sum("+m+".Row(0))", "tensor.SquaredNorm("+m+".Data)", "tensor.MatSum("+m+".Slice(0, 1, 0, "+m+".Cols))")
		}
		return "tensor.Mean(" + g.vector(1) + ")"
	case 9:
		return "tensor." + one(g, "Norm", "Norm1", "NormInf") + "(" + g.vector(1) + ")"
	case 10:
		return "tensor.Max(" + g.vector(1) + ")"
	}
	return "tensor.Dot(" + g.vector(0) + ", " + g.vector(0) + ")"
}

// vector is an expression for a vector.
func (g *generator) vector(depth int) string {
	vs := g.variables(vector, nil)
	if depth == 0 && len(vs) > 0 {
		return one(g, vs...)
	}
	if h := g.helperOf(vector); h != "" && g.chance(8) {
		return h
	}
	d := max(depth-1, 0)
	if ms := g.variables(matrix, nil); len(ms) > 0 && g.chance(45) {
		m := g.matrix(d)
		switch g.IntN(12) {
		case 0, 1, 2:
			return "tensor." + one(g, "Affine", "Affine", "AffineReLU") + "(" + m + ", " + g.vector(d) + ", " + g.vector(0) + ")"
		case 3, 4, 5:
			return "tensor.MatVec(" + m + ", " + g.vector(d) + ")"
		case 6, 7:
			return "tensor.MatTVec(" + m + ", " + g.vector(d) + ")"
		case 8:
			return "tensor.MatTVecMasked(" + m + ", " + g.vector(d) + ", " + g.vector(d) + ")"
		case 9:
			return "tensor.ColumnSums(" + m + ")"
		case 10:
			return "tensor.DotRows(" + m + ", " + g.matrix(0) + ")"
		}
		return "tensor.SumRows(" + m + ")"
	}
	if len(vs) == 0 {
		if ms := g.variables(matrix, nil); len(ms) > 0 {
			return "tensor.SumRows(" + one(g, ms...) + ")"
		}
		if ws := g.variables(vectors, nil); len(ws) > 0 {
			return one(g, ws...) + "[0]"
		}
		return "[]" + g.float + "{" + g.factor() + ", " + g.factor() + "}"
	}
	x := g.vector(d)
	switch g.IntN(11) {
	case 0:
		return "tensor.Add(" + x + ", " + g.vector(d) + ")"
	case 1, 2:
		return "tensor.Sub(" + x + ", " + g.vector(d) + ")"
	case 3:
		return "tensor.Hadamard(" + x + ", tensor.Tanh(" + g.vector(0) + "))"
	case 4:
		return "tensor.Scale(" + g.number(1) + ", tensor.Sigmoid(" + x + "))"
	case 5:
		return "tensor.Maximum(" + x + ", " + g.vector(0) + ")"
	case 6:
		return "tensor.Masked(" + x + ", " + g.vector(0) + ")"
	case 7:
		return "tensor.Log(tensor.Softmax(" + x + "))"
	case 8:
		return "tensor.Exp(tensor.Tanh(" + x + "))"
	}
	return "tensor." + one(g, "ReLU", "ReLU", "Tanh", "Sigmoid", "Softmax", "Abs") + "(" + x + ")"
}

// matrix is an expression for a matrix.
func (g *generator) matrix(depth int) string {
	ms := g.variables(matrix, nil)
	if depth == 0 || len(ms) == 0 {
		if len(ms) == 0 {
			return "tensor.Outer(" + g.vector(0) + ", " + g.vector(0) + ")"
		}
		return one(g, ms...)
	}
	m := g.matrix(depth - 1)
	switch g.IntN(9) {
	case 0:
		return "tensor." + one(g, "MatMul", "MatMulNT", "MatMulTN", "MatMulTT") + "(" + m + ", " + g.matrix(0) + ")"
	case 1:
		return "tensor." + one(g, "MatAdd", "MatSub", "MatHadamard", "MatMaximum", "MatMasked") + "(" + m + ", " + g.matrix(0) + ")"
	case 2:
		return "tensor." + one(g, "MatTanh", "MatReLU", "MatSigmoid", "MatAbs", "SoftmaxRows", "Transpose") + "(" + m + ")"
	case 3:
		return "tensor.Outer(" + g.vector(0) + ", " + g.vector(0) + ")"
	case 4:
		return "tensor.MatScale(" + g.factor() + ", " + m + ")"
	case 5:
		return "tensor.ScaleRows(" + g.vector(0) + ", " + m + ")"
	case 6:
		return "tensor.AffineRows(" + m + ", " + g.matrix(0) + ", " + g.vector(0) + ")"
	case 7:
		m := one(g, ms...)
		return m + ".Slice(0, " + m + ".Rows, 0, " + m + ".Cols)"
	}
	return one(g, ms...)
}

// condition is for an if.
func (g *generator) condition() string {
	var list []string
	for _, b := range g.variables(boolean, nil) {
		list = append(list, b, "!"+b)
	}
	for _, k := range g.variables(integer, nil) {
		list = append(list, k+" > 1", k+"%2 == 0")
	}
	for _, v := range g.variables(vector, nil) {
		list = append(list, "len("+v+") > 2")
	}
	list = append(list, g.factor()+" > "+one(g, "0.4", "-0.3", "0.9"), g.scalarOf()+" > 0.7")
	return one(g, list...)
}
