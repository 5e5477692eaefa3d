package tensor

import (
	"math"
	"reflect"
	"testing"
)

// operation is an operation with a vector or a matrix as its result, and its
// …Into form; their signatures differ from row to row.
type operation struct {
	name    string
	x, into any
}

func operations[T Float]() []operation {
	return append(vectorOperations[T](), matrixOperations[T]()...)
}

func vectorOperations[T Float]() []operation {
	return []operation{
		{"Add", Add[T], AddInto[T]},
		{"Sub", Sub[T], SubInto[T]},
		{"Scale", Scale[T], ScaleInto[T]},
		{"Hadamard", Hadamard[T], HadamardInto[T]},
		{"Maximum", Maximum[T], MaximumInto[T]},
		{"Masked", Masked[T], MaskedInto[T]},
		{"MatTVecMasked", MatTVecMasked[T], MatTVecMaskedInto[T]},
		{"AffineReLU", AffineReLU[T], AffineReLUInto[T]},
		{"ColumnSums", ColumnSums[T], ColumnSumsInto[T]},
		{"ReLU", ReLU[T], ReLUInto[T]},
		{"Abs", Abs[T], AbsInto[T]},
		{"Exp", Exp[T], ExpInto[T]},
		{"Log", Log[T], LogInto[T]},
		{"Tanh", Tanh[T], TanhInto[T]},
		{"Sigmoid", Sigmoid[T], SigmoidInto[T]},
		{"Softmax", Softmax[T], SoftmaxInto[T]},
		{"MatVec", MatVec[T], MatVecInto[T]},
		{"MatTVec", MatTVec[T], MatTVecInto[T]},
		{"Affine", Affine[T], AffineInto[T]},
		{"SumRows", SumRows[T], SumRowsInto[T]},
		{"DotRows", DotRows[T], DotRowsInto[T]},
		{"SquaredNormRows", SquaredNormRows[T], SquaredNormRowsInto[T]},
		{"LogSumExpRows", LogSumExpRows[T], LogSumExpRowsInto[T]},
	}
}

func matrixOperations[T Float]() []operation {
	return []operation{
		{"MatMul", MatMul[T], MatMulInto[T]},
		{"MatMulNT", MatMulNT[T], MatMulNTInto[T]},
		{"MatMulTN", MatMulTN[T], MatMulTNInto[T]},
		{"MatMulTT", MatMulTT[T], MatMulTTInto[T]},
		{"ShiftRows", ShiftRows[T], ShiftRowsInto[T]},
		{"CenterRows", CenterRows[T], CenterRowsInto[T]},
		{"ScaleColumns", ScaleColumns[T], ScaleColumnsInto[T]},
		{"MatMasked", MatMasked[T], MatMaskedInto[T]},
		{"MatMulMasked", MatMulMasked[T], MatMulMaskedInto[T]},
		{"AffineReLURows", AffineReLURows[T], AffineReLURowsInto[T]},
		{"Outer", Outer[T], OuterInto[T]},
		{"Transpose", Transpose[T], TransposeInto[T]},
		{"MatAdd", MatAdd[T], MatAddInto[T]},
		{"MatSub", MatSub[T], MatSubInto[T]},
		{"MatScale", MatScale[T], MatScaleInto[T]},
		{"MatHadamard", MatHadamard[T], MatHadamardInto[T]},
		{"MatMaximum", MatMaximum[T], MatMaximumInto[T]},
		{"MatReLU", MatReLU[T], MatReLUInto[T]},
		{"MatAbs", MatAbs[T], MatAbsInto[T]},
		{"MatExp", MatExp[T], MatExpInto[T]},
		{"MatLog", MatLog[T], MatLogInto[T]},
		{"MatTanh", MatTanh[T], MatTanhInto[T]},
		{"MatSigmoid", MatSigmoid[T], MatSigmoidInto[T]},
		{"SoftmaxRows", SoftmaxRows[T], SoftmaxRowsInto[T]},
		{"AffineRows", AffineRows[T], AffineRowsInto[T]},
		{"ScaleRows", ScaleRows[T], ScaleRowsInto[T]},
	}
}

// inputsOf returns arguments for the operation, in all the shapes in which its
// rule is tested, as the rule's test makes them: each is a matrix.
func inputsOf[T Float](t *testing.T, name string) [][]Matrix[T] {
	t.Helper()
	for _, c := range ruleCases[T]() {
		if c.rule != name+"Adjoint" {
			continue
		}
		var all [][]Matrix[T]
		for _, s := range ruleShapes {
			all = append(all, newArguments(newRand(s), c, c.shapes(s[0], s[1], s[2])).in)
		}
		return all
	}
	t.Fatalf("there is no case for the rule of %s", name)
	return nil
}

// invoke calls f, whose one result it returns.
func invoke(f any, in []any) any {
	var args []reflect.Value
	for _, v := range in {
		args = append(args, reflect.ValueOf(v))
	}
	return reflect.ValueOf(f).Call(args)[0].Interface()
}

// asTyped returns the matrices as what op takes: a matrix, a vector or a number.
func asTyped[T Float](op operation, in []Matrix[T]) []any {
	var args []any
	for i, m := range in {
		switch reflect.TypeOf(op.x).In(i).Kind() {
		case reflect.Struct:
			args = append(args, m)
		case reflect.Slice:
			args = append(args, m.vector())
		default:
			args = append(args, m.scalar())
		}
	}
	return args
}

// run returns what op returns for these inputs; a vector is one row.
func run[T Float](op operation, in []Matrix[T]) Matrix[T] {
	return asMatrix[T](invoke(op.x, asTyped(op, in)))
}

// runInto returns what op's …Into form returns for a destination with this memory.
// A matrix has some shape that the memory doesn't fit.
func runInto[T Float](op operation, data []T, in []Matrix[T]) Matrix[T] {
	var dst any = data
	if reflect.TypeOf(op.into).In(0).Kind() == reflect.Struct {
		dst = Matrix[T]{Rows: 7, Cols: 2, Stride: 1, Data: data}
	}
	return asMatrix[T](invoke(op.into, append([]any{dst}, asTyped(op, in)...)))
}

func asMatrix[T Float](result any) Matrix[T] {
	if x, ok := result.([]T); ok {
		return RowMatrix(x)
	}
	return result.(Matrix[T])
}

// dirty returns memory for n elements that hold NaN.
func dirty[T Float](n int) []T {
	x := make([]T, max(n, 0))
	AddConstant(x, T(math.NaN()))
	return x
}
