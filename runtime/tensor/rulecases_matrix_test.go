package tensor

// matrixVectorCase is an operation on a matrix and a vector.
func matrixVectorCase[T Float](rule string, op func(a Matrix[T], x []T) []T,
	adjoint func(a Matrix[T], x, dy []T, da Matrix[T], dx []T), shapes func(m, k, n int) []shapeOf) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: shapes,
		run: func(in []Matrix[T]) Matrix[T] { return row(op(in[0], in[1].vector())) },
		adjoint: func(a arguments[T]) {
			adjoint(a.in[0], a.in[1].vector(), a.dout.vector(), a.din[0], a.din[1].vector())
		},
	}
}

// matrixPairCase is an operation from two matrices to one.
func matrixPairCase[T Float](rule string, op func(a, b Matrix[T]) Matrix[T],
	adjoint func(a, b, dc, da, db Matrix[T]), shapes func(m, k, n int) []shapeOf) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: shapes,
		run:     func(in []Matrix[T]) Matrix[T] { return op(in[0], in[1]) },
		adjoint: func(a arguments[T]) { adjoint(a.in[0], a.in[1], a.dout, a.din[0], a.din[1]) },
	}
}

func productCases[T Float]() []ruleCase[T] {
	return []ruleCase[T]{
		matrixVectorCase("MatVecAdjoint", MatVec[T], MatVecAdjoint[T], func(m, k, n int) []shapeOf { return []shapeOf{{m, n}, {1, n}} }),
		matrixVectorCase("MatTVecAdjoint", MatTVec[T], MatTVecAdjoint[T], func(m, k, n int) []shapeOf { return []shapeOf{{m, n}, {1, m}} }),
		matrixPairCase("MatMulAdjoint", MatMul[T], MatMulAdjoint[T], func(m, k, n int) []shapeOf { return []shapeOf{{m, k}, {k, n}} }),
		matrixPairCase("MatMulNTAdjoint", MatMulNT[T], MatMulNTAdjoint[T], func(m, k, n int) []shapeOf { return []shapeOf{{m, k}, {n, k}} }),
		matrixPairCase("MatMulTNAdjoint", MatMulTN[T], MatMulTNAdjoint[T], func(m, k, n int) []shapeOf { return []shapeOf{{k, m}, {k, n}} }),
		matrixPairCase("MatMulTTAdjoint", MatMulTT[T], MatMulTTAdjoint[T], func(m, k, n int) []shapeOf { return []shapeOf{{k, m}, {n, k}} }),
		{
			rule: "OuterAdjoint", shapes: func(m, k, n int) []shapeOf { return []shapeOf{{1, m}, {1, n}} },
			run: func(in []Matrix[T]) Matrix[T] { return Outer(in[0].vector(), in[1].vector()) },
			adjoint: func(a arguments[T]) {
				OuterAdjoint(a.in[0].vector(), a.in[1].vector(), a.dout, a.din[0].vector(), a.din[1].vector())
			},
		},
		{
			rule: "AffineAdjoint", shapes: func(m, k, n int) []shapeOf { return []shapeOf{{m, n}, {1, n}, {1, m}} },
			run: func(in []Matrix[T]) Matrix[T] { return row(Affine(in[0], in[1].vector(), in[2].vector())) },
			adjoint: func(a arguments[T]) {
				AffineAdjoint(a.in[0], a.in[1].vector(), a.dout.vector(), a.din[0], a.din[1].vector(), a.din[2].vector())
			},
		},
		{
			rule: "AffineReLUAdjoint", shapes: func(m, k, n int) []shapeOf { return []shapeOf{{m, n}, {1, n}, {1, m}} },
			run: func(in []Matrix[T]) Matrix[T] { return row(AffineReLU(in[0], in[1].vector(), in[2].vector())) },
			adjoint: func(a arguments[T]) {
				AffineReLUAdjoint(a.in[0], a.in[1].vector(), a.out.vector(), a.dout.vector(), a.din[0], a.din[1].vector(), a.din[2].vector())
			},
		},
		{
			rule: "MatTVecMaskedAdjoint", shapes: func(m, k, n int) []shapeOf { return []shapeOf{{m, n}, {1, m}, {1, n}} },
			run: func(in []Matrix[T]) Matrix[T] { return row(MatTVecMasked(in[0], in[1].vector(), in[2].vector())) },
			adjoint: func(a arguments[T]) {
				MatTVecMaskedAdjoint(a.in[0], a.in[1].vector(), a.in[2].vector(), a.dout.vector(), a.din[0], a.din[1].vector(), a.din[2].vector())
			},
		},
		{
			rule: "MatMulMaskedAdjoint", shapes: func(m, k, n int) []shapeOf { return []shapeOf{{m, k}, {k, n}, {m, n}} },
			run: func(in []Matrix[T]) Matrix[T] { return MatMulMasked(in[0], in[1], in[2]) },
			adjoint: func(a arguments[T]) {
				MatMulMaskedAdjoint(a.in[0], a.in[1], a.in[2], a.dout, a.din[0], a.din[1], a.din[2])
			},
		},
		{
			rule: "TransposeAdjoint", shapes: oneMatrix,
			run:     func(in []Matrix[T]) Matrix[T] { return Transpose(in[0]) },
			adjoint: func(a arguments[T]) { TransposeAdjoint(a.dout, a.din[0]) },
		},
	}
}

// matUnaryCase is an operation on one matrix, element by element or row by row.
func matUnaryCase[T Float](rule string, op func(a Matrix[T]) Matrix[T], adjoint func(a arguments[T])) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: oneMatrix, adjoint: adjoint,
		run: func(in []Matrix[T]) Matrix[T] { return op(in[0]) },
	}
}

func matByResult[T Float](rule func(b, db, da Matrix[T])) func(a arguments[T]) {
	return func(a arguments[T]) { rule(a.out, a.dout, a.din[0]) }
}

func matByInput[T Float](rule func(x, db, da Matrix[T])) func(a arguments[T]) {
	return func(a arguments[T]) { rule(a.in[0], a.dout, a.din[0]) }
}

func matrixCases[T Float]() []ruleCase[T] {
	logarithm := matUnaryCase("MatLogAdjoint", MatLog[T], matByInput(MatLogAdjoint[T]))
	logarithm.domain = positive
	left := matrixPairCase("MatMaximumLeftAdjoint", MatMaximum[T],
		func(a, b, dc, da, db Matrix[T]) { MatMaximumLeftAdjoint(a, b, dc, da) }, twoMatrices)
	left.constant = []int{1}
	right := matrixPairCase("MatMaximumRightAdjoint", MatMaximum[T],
		func(a, b, dc, da, db Matrix[T]) { MatMaximumRightAdjoint(a, b, dc, db) }, twoMatrices)
	right.constant = []int{0}
	return []ruleCase[T]{
		matrixPairCase("MatAddAdjoint", MatAdd[T], func(a, b, dc, da, db Matrix[T]) { MatAddAdjoint(dc, da, db) }, twoMatrices),
		matrixPairCase("MatSubAdjoint", MatSub[T], func(a, b, dc, da, db Matrix[T]) { MatSubAdjoint(dc, da, db) }, twoMatrices),
		matrixPairCase("MatHadamardAdjoint", MatHadamard[T], MatHadamardAdjoint[T], twoMatrices),
		matrixPairCase("MatMaskedAdjoint", MatMasked[T], func(a, b, dc, da, db Matrix[T]) { MatMaskedAdjoint(b, dc, da, db) }, twoMatrices),
		matrixPairCase("MatMaximumAdjoint", MatMaximum[T], MatMaximumAdjoint[T], twoMatrices),
		left, right,
		{
			rule: "MatScaleAdjoint", shapes: scalarMatrix,
			run: func(in []Matrix[T]) Matrix[T] { return MatScale(in[0].scalar(), in[1]) },
			adjoint: func(a arguments[T]) {
				a.din[0].Data[0] += MatScaleAdjoint(a.in[0].scalar(), a.in[1], a.dout, a.din[1])
			},
		},
		matUnaryCase("MatReLUAdjoint", MatReLU[T], matByResult(MatReLUAdjoint[T])),
		matUnaryCase("MatSigmoidAdjoint", MatSigmoid[T], matByResult(MatSigmoidAdjoint[T])),
		matUnaryCase("MatTanhAdjoint", MatTanh[T], matByResult(MatTanhAdjoint[T])),
		matUnaryCase("MatExpAdjoint", MatExp[T], matByResult(MatExpAdjoint[T])),
		matUnaryCase("SoftmaxRowsAdjoint", SoftmaxRows[T], matByResult(SoftmaxRowsAdjoint[T])),
		matUnaryCase("MatAbsAdjoint", MatAbs[T], matByInput(MatAbsAdjoint[T])),
		logarithm,
	}
}

// matReductionCase is an operation from one matrix to a number.
func matReductionCase[T Float](rule string, op func(a Matrix[T]) T, adjoint func(a Matrix[T], s, ds T, da Matrix[T])) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: oneMatrix,
		run:     func(in []Matrix[T]) Matrix[T] { return one(op(in[0])) },
		adjoint: func(a arguments[T]) { adjoint(a.in[0], a.out.scalar(), a.dout.scalar(), a.din[0]) },
	}
}

func matReductionCases[T Float]() []ruleCase[T] {
	return []ruleCase[T]{
		matReductionCase("MatSquaredNormAdjoint", MatSquaredNorm[T], func(a Matrix[T], s, ds T, da Matrix[T]) { MatSquaredNormAdjoint(a, ds, da) }),
		matReductionCase("MatSumAdjoint", MatSum[T], func(a Matrix[T], s, ds T, da Matrix[T]) { MatSumAdjoint(ds, da) }),
		matReductionCase("MatMeanAdjoint", MatMean[T], func(a Matrix[T], s, ds T, da Matrix[T]) { MatMeanAdjoint(ds, da) }),
		matReductionCase("MatNormAdjoint", MatNorm[T], MatNormAdjoint[T]),
		{
			rule: "MatDotAdjoint", shapes: twoMatrices,
			run:     func(in []Matrix[T]) Matrix[T] { return one(MatDot(in[0], in[1])) },
			adjoint: func(a arguments[T]) { MatDotAdjoint(a.in[0], a.in[1], a.dout.scalar(), a.din[0], a.din[1]) },
		},
	}
}

// rowReductionCase is an operation from each row of a matrix to a number.
func rowReductionCase[T Float](rule string, op func(a Matrix[T]) []T, adjoint func(a Matrix[T], s, ds []T, da Matrix[T])) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: oneMatrix,
		run:     func(in []Matrix[T]) Matrix[T] { return row(op(in[0])) },
		adjoint: func(a arguments[T]) { adjoint(a.in[0], a.out.vector(), a.dout.vector(), a.din[0]) },
	}
}

// matrixVectorCases is an operation on each row of a matrix and a vector.
func matrixVectorCases[T Float](rule string, op func(a Matrix[T], x []T) Matrix[T],
	adjoint func(a Matrix[T], x []T, db, da Matrix[T], dx []T)) ruleCase[T] {
	return ruleCase[T]{
		rule: rule, shapes: func(m, k, n int) []shapeOf { return []shapeOf{{m, n}, {1, n}} },
		run: func(in []Matrix[T]) Matrix[T] { return op(in[0], in[1].vector()) },
		adjoint: func(a arguments[T]) {
			adjoint(a.in[0], a.in[1].vector(), a.dout, a.din[0], a.din[1].vector())
		},
	}
}

func rowsCases[T Float]() []ruleCase[T] {
	return []ruleCase[T]{
		rowReductionCase("ColumnSumsAdjoint", ColumnSums[T], func(a Matrix[T], s, ds []T, da Matrix[T]) { ColumnSumsAdjoint(ds, da) }),
		rowReductionCase("SumRowsAdjoint", SumRows[T], func(a Matrix[T], s, ds []T, da Matrix[T]) { SumRowsAdjoint(ds, da) }),
		rowReductionCase("SquaredNormRowsAdjoint", SquaredNormRows[T], func(a Matrix[T], s, ds []T, da Matrix[T]) { SquaredNormRowsAdjoint(a, ds, da) }),
		rowReductionCase("LogSumExpRowsAdjoint", LogSumExpRows[T], LogSumExpRowsAdjoint[T]),
		{
			rule: "DotRowsAdjoint", shapes: twoMatrices,
			run:     func(in []Matrix[T]) Matrix[T] { return row(DotRows(in[0], in[1])) },
			adjoint: func(a arguments[T]) { DotRowsAdjoint(a.in[0], a.in[1], a.dout.vector(), a.din[0], a.din[1]) },
		},
		{
			rule: "ScaleRowsAdjoint", shapes: func(m, k, n int) []shapeOf { return []shapeOf{{1, m}, {m, n}} },
			run: func(in []Matrix[T]) Matrix[T] { return ScaleRows(in[0].vector(), in[1]) },
			adjoint: func(a arguments[T]) {
				ScaleRowsAdjoint(a.in[0].vector(), a.in[1], a.dout, a.din[0].vector(), a.din[1])
			},
		},
		matrixVectorCases("ShiftRowsAdjoint", ShiftRows[T], func(a Matrix[T], x []T, db, da Matrix[T], dx []T) { ShiftRowsAdjoint(db, da, dx) }),
		matrixVectorCases("CenterRowsAdjoint", CenterRows[T], func(a Matrix[T], x []T, db, da Matrix[T], dx []T) { CenterRowsAdjoint(db, da, dx) }),
		matrixVectorCases("ScaleColumnsAdjoint", ScaleColumns[T], ScaleColumnsAdjoint[T]),
		{
			rule: "AffineRowsAdjoint", shapes: func(m, k, n int) []shapeOf { return []shapeOf{{n, k}, {m, k}, {1, m}} },
			run: func(in []Matrix[T]) Matrix[T] { return AffineRows(in[0], in[1], in[2].vector()) },
			adjoint: func(a arguments[T]) {
				AffineRowsAdjoint(a.in[0], a.in[1], a.dout, a.din[0], a.din[1], a.din[2].vector())
			},
		},
		{
			rule: "AffineReLURowsAdjoint", shapes: func(m, k, n int) []shapeOf { return []shapeOf{{n, k}, {m, k}, {1, m}} },
			run: func(in []Matrix[T]) Matrix[T] { return AffineReLURows(in[0], in[1], in[2].vector()) },
			adjoint: func(a arguments[T]) {
				AffineReLURowsAdjoint(a.in[0], a.in[1], a.out, a.dout, a.din[0], a.din[1], a.din[2].vector())
			},
		},
	}
}
