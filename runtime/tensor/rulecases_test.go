package tensor

import "math"

// shapeOf is rows and columns.
type shapeOf = [2]int

// ruleCase says how the test of the rules calls one operation and its rule.
type ruleCase[T Float] struct {
	rule     string // the rule's name
	shapes   func(m, k, n int) []shapeOf
	run      func(in []Matrix[T]) Matrix[T]
	adjoint  func(a arguments[T])
	constant []int       // inputs that the rule takes to have no derivative
	domain   func(v T) T // where the operation is defined
	nonEmpty bool        // the operation is defined for non-empty arguments only
}

func ruleCases[T Float]() []ruleCase[T] {
	all := vectorCases[T]()
	all = append(all, reductionCases[T]()...)
	all = append(all, productCases[T]()...)
	all = append(all, matrixCases[T]()...)
	all = append(all, matReductionCases[T]()...)
	all = append(all, rowsCases[T]()...)
	for i := range all {
		if all[i].domain == nil {
			all[i].domain = func(v T) T { return v }
		}
	}
	return all
}

// Shapes of the arguments.

func scalarVector(m, k, n int) []shapeOf { return []shapeOf{{1, 1}, {1, n}} }
func oneVector(m, k, n int) []shapeOf    { return []shapeOf{{1, m + n}} }
func twoVectors(m, k, n int) []shapeOf   { return []shapeOf{{1, k}, {1, k}} }
func oneMatrix(m, k, n int) []shapeOf    { return []shapeOf{{m, n}} }
func twoMatrices(m, k, n int) []shapeOf  { return []shapeOf{{m, n}, {m, n}} }
func scalarMatrix(m, k, n int) []shapeOf { return []shapeOf{{1, 1}, {m, n}} }

// Results as matrices.

func row[T Float](x []T) Matrix[T] { return RowMatrix(x) }

func one[T Float](v T) Matrix[T] { return RowMatrix([]T{v}) }

func positive[T Float](v T) T { return T(0.5 + math.Abs(float64(v))) }

// unaryCase is an operation from one vector to one of its length.
func unaryCase[T Float](rule string, op func(x []T) []T, adjoint func(a arguments[T])) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: oneVector, adjoint: adjoint,
		run: func(in []Matrix[T]) Matrix[T] { return row(op(in[0].vector())) },
	}
}

// byResult and byInput call the rule of such an operation; it reads the result or the input.

func byResult[T Float](rule func(y, dy, dx []T)) func(a arguments[T]) {
	return func(a arguments[T]) { rule(a.out.vector(), a.dout.vector(), a.din[0].vector()) }
}

func byInput[T Float](rule func(x, dy, dx []T)) func(a arguments[T]) {
	return func(a arguments[T]) { rule(a.in[0].vector(), a.dout.vector(), a.din[0].vector()) }
}

// binaryCase is an operation on two vectors of one length.
func binaryCase[T Float](rule string, op func(x, y []T) []T, adjoint func(x, y, dz, dx, dy []T)) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: twoVectors,
		run: func(in []Matrix[T]) Matrix[T] { return row(op(in[0].vector(), in[1].vector())) },
		adjoint: func(a arguments[T]) {
			adjoint(a.in[0].vector(), a.in[1].vector(), a.dout.vector(), a.din[0].vector(), a.din[1].vector())
		},
	}
}

func vectorCases[T Float]() []ruleCase[T] {
	logarithm := unaryCase("LogAdjoint", Log[T], byInput(LogAdjoint[T]))
	logarithm.domain = positive
	left := binaryCase("MaximumLeftAdjoint", Maximum[T], func(x, y, dz, dx, dy []T) { MaximumLeftAdjoint(x, y, dz, dx) })
	left.constant = []int{1}
	right := binaryCase("MaximumRightAdjoint", Maximum[T], func(x, y, dz, dx, dy []T) { MaximumRightAdjoint(x, y, dz, dy) })
	right.constant = []int{0}
	return []ruleCase[T]{
		binaryCase("AddAdjoint", Add[T], func(x, y, dz, dx, dy []T) { AddAdjoint(dz, dx, dy) }),
		binaryCase("SubAdjoint", Sub[T], func(x, y, dz, dx, dy []T) { SubAdjoint(dz, dx, dy) }),
		binaryCase("HadamardAdjoint", Hadamard[T], HadamardAdjoint[T]),
		binaryCase("MaskedAdjoint", Masked[T], func(x, y, dz, dx, dy []T) { MaskedAdjoint(y, dz, dx, dy) }),
		binaryCase("MaximumAdjoint", Maximum[T], MaximumAdjoint[T]),
		left, right,
		{
			rule: "ScaleAdjoint", shapes: scalarVector,
			run: func(in []Matrix[T]) Matrix[T] { return row(Scale(in[0].scalar(), in[1].vector())) },
			adjoint: func(a arguments[T]) {
				a.din[0].Data[0] += ScaleAdjoint(a.in[0].scalar(), a.in[1].vector(), a.dout.vector(), a.din[1].vector())
			},
		},
		unaryCase("ReLUAdjoint", ReLU[T], byResult(ReLUAdjoint[T])),
		unaryCase("SigmoidAdjoint", Sigmoid[T], byResult(SigmoidAdjoint[T])),
		unaryCase("TanhAdjoint", Tanh[T], byResult(TanhAdjoint[T])),
		unaryCase("ExpAdjoint", Exp[T], byResult(ExpAdjoint[T])),
		unaryCase("SoftmaxAdjoint", Softmax[T], byResult(SoftmaxAdjoint[T])),
		unaryCase("AbsAdjoint", Abs[T], byInput(AbsAdjoint[T])),
		logarithm,
	}
}

// reductionCase is an operation from one vector to a number.
func reductionCase[T Float](rule string, op func(x []T) T, adjoint func(x []T, s, ds T, dx []T)) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: oneVector, nonEmpty: rule == "MaxAdjoint",
		run: func(in []Matrix[T]) Matrix[T] { return one(op(in[0].vector())) },
		adjoint: func(a arguments[T]) {
			adjoint(a.in[0].vector(), a.out.scalar(), a.dout.scalar(), a.din[0].vector())
		},
	}
}

func reductionCases[T Float]() []ruleCase[T] {
	return []ruleCase[T]{
		reductionCase("SquaredNormAdjoint", SquaredNorm[T], func(x []T, s, ds T, dx []T) { SquaredNormAdjoint(x, ds, dx) }),
		reductionCase("SumAdjoint", Sum[T], func(x []T, s, ds T, dx []T) { SumAdjoint(ds, dx) }),
		reductionCase("MeanAdjoint", Mean[T], func(x []T, s, ds T, dx []T) { MeanAdjoint(ds, dx) }),
		reductionCase("NormAdjoint", Norm[T], NormAdjoint[T]),
		reductionCase("Norm1Adjoint", Norm1[T], func(x []T, s, ds T, dx []T) { Norm1Adjoint(x, ds, dx) }),
		reductionCase("NormInfAdjoint", NormInf[T], NormInfAdjoint[T]),
		reductionCase("MaxAdjoint", Max[T], MaxAdjoint[T]),
		reductionCase("LogSumExpAdjoint", LogSumExp[T], LogSumExpAdjoint[T]),
		{
			rule: "DotAdjoint", shapes: twoVectors,
			run: func(in []Matrix[T]) Matrix[T] { return one(Dot(in[0].vector(), in[1].vector())) },
			adjoint: func(a arguments[T]) {
				DotAdjoint(a.in[0].vector(), a.in[1].vector(), a.dout.scalar(), a.din[0].vector(), a.din[1].vector())
			},
		},
	}
}
