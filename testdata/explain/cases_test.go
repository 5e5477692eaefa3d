package sizes

import (
	"sync"

	"github.com/gograd/gograd/runtime/tensor"
)

// floats are n floats that keep what is computed with them in bounds.
func floats(n int) []float64 {
	s := make([]float64, n)
	for i := range s {
		s[i] = 0.3 + 0.01*float64(i)
	}
	return s
}

func zeros(n int) []float64 { return make([]float64, n) }

func rows(lengths ...int) (list [][]float64) {
	for _, n := range lengths {
		list = append(list, floats(n))
	}
	return list
}

func measurements() []measurement {
	var list []measurement
	for _, n := range []int{0, 1, 2, 3, 7, 10} {
		list = append(list, slicesOf(n)...)
		list = append(list, countsOf(n)...)
	}
	return append(list, others()...)
}

// slicesOf measures functions of one slice with n elements.
func slicesOf(n int) []measurement {
	x := floats(n)
	in := Inputs{"x": x}
	list := []measurement{
		measure[recurrenceTape]("RecurrenceGrad", &recurrenceTapes, in, func() { RecurrenceGrad(x, zeros(n)) }),
		measure[triangleTape]("TriangleGrad", &triangleTapes, in, func() { TriangleGrad(x, zeros(n)) }),
		measure[belowTape]("BelowGrad", &belowTapes, in, func() { BelowGrad(x, zeros(n)) }),
		measure[pyramidTape]("PyramidGrad", &pyramidTapes, in, func() { PyramidGrad(x, zeros(n)) }),
		measure[wideningTape]("WideningGrad", &wideningTapes, in, func() { WideningGrad(x, zeros(n)) }),
		measure[stepsTape]("StepsGrad", &stepsTapes, in, func() { StepsGrad(x, zeros(n)) }),
		measure[backwardsTape]("BackwardsGrad", &backwardsTapes, in, func() { BackwardsGrad(x, zeros(n)) }),
		measure[branchTape]("BranchGrad", &branchTapes, in, func() { BranchGrad(x, zeros(n)) }),
		measure[pointsTape]("PointsGrad", &pointsTapes, in, func() { PointsGrad(x, zeros(n)) }),
		measure[carriedTape]("CarriedGrad", &carriedTapes, in, func() { CarriedGrad(x, zeros(n)) }),
		measure[leftTape]("LeftGrad", &leftTapes, in, func() { LeftGrad(x, zeros(n)) }),
		measure[genericTape[float32]]("GenericGrad", genericTapePool[float32](), Inputs{"x": x, "sizeof": 4, "T": 0}, func() {
			GenericGrad(make([]float32, n), make([]float32, n))
		}),
		measure[genericTape[float64]]("GenericGrad", genericTapePool[float64](), Inputs{"x": x, "sizeof": 8, "T": 0}, func() {
			GenericGrad(x, zeros(n))
		}),
	}
	if n > 0 {
		list = append(list, measure[singleTape]("SingleGrad", &singleTapes, in, func() { SingleGrad(make([]float32, n), make([]float32, n)) }))
	}
	return list
}

// countsOf measures functions of a slice with seven elements and a count n.
func countsOf(n int) []measurement {
	x, y, kind := floats(7), floats(n), make([]int, 7)
	for i := range kind {
		kind[i] = i * n % 3
	}
	in := Inputs{"x": x, "y": y, "n": n, "rows": n}
	return []measurement{
		measure[nestedTape]("NestedGrad", &nestedTapes, in, func() { NestedGrad(x, n, zeros(7)) }),
		measure[passesTape]("PassesGrad", &passesTapes, in, func() { PassesGrad(x, y, zeros(7)) }),
		measure[aboveTape]("AboveGrad", &aboveTapes, Inputs{"n": n}, func() { AboveGrad(floats(n), n, zeros(n)) }),
		measure[matrixTape]("MatrixGrad", &matrixTapes, in, func() { MatrixGrad(floats(7*n), x, n, zeros(7*n), zeros(7)) }),
		measure[choiceTape]("ChoiceGrad", &choiceTapes, in, func() { ChoiceGrad(x, kind, zeros(7)) }),
		measure[inPlaceTape]("InPlaceGrad", &inPlaceTapes, in, func() { InPlaceGrad(floats(7), n, zeros(7)) }),
		measure[countedTape]("CountedGrad", &countedTapes, in, func() { CountedGrad(x, float64(n)/2, zeros(7)) }),
		measure[layersTape]("LayersGrad", &layersTapes, in, func() { LayersGrad(x, n, zeros(7)) }),
		measure[sometimesTape]("SometimesGrad", &sometimesTapes, in, func() { SometimesGrad(x, n%2 == 0, zeros(7)) }),
		measure[twiceTape]("TwiceGrad", &twiceTapes, in, func() { TwiceGrad(x, y, zeros(7), zeros(n)) }),
	}
}

// others measures functions of other things.
func others() []measurement {
	m := &Model{Rows: rows(3, 2), Count: 4}
	ragged := rows(3, 0, 5, 2)
	return []measurement{
		measure[struct{}]("LineGrad", new(sync.Pool), nil, func() { LineGrad(1, 2) }),
		measure[struct{}]("LinearGrad", new(sync.Pool), nil, func() { LinearGrad(1, floats(3), zeros(3)) }),
		measure[struct{}]("PowersGrad", new(sync.Pool), nil, func() { PowersGrad(1, 3) }),
		measure[rowsTape]("RowsGrad", &rowsTapes, Inputs{"x": ragged}, func() { RowsGrad(ragged, rows(3, 0, 5, 2)) }),
		measure[longestTape]("LongestGrad", &longestTapes, Inputs{"x": ragged}, func() { LongestGrad(ragged, rows(3, 0, 5, 2)) }),
		measure[modelFieldsTape]("FieldsGrad", &modelFieldsTapes, Inputs{"m": m}, func() { m.FieldsGrad(&Model{Rows: rows(3, 2)}) }),
		measure[layerTape]("LayerGrad", &layerTapes, Inputs{"n": 4, "n2": 4, "n3": 4, "n4": 4}, func() {
			LayerGrad(tensor.NewMatrix[float64](4, 3), floats(3), tensor.NewMatrix[float64](4, 3))
		}),
		while(1.8),
		while(0.5),
		whileWithin(floats(9)),
		whileAround(floats(3)),
	}
}

func while(x float64) measurement {
	trips := 0
	for y := x; y > 1; trips++ {
		y = y*y/2 - 0.1
	}
	return measure[whileTape]("WhileGrad", &whileTapes, Inputs{"trips": trips}, func() { WhileGrad(x) })
}

func whileWithin(x []float64) measurement {
	p, trips := 1.0, 0
	for _, v := range x {
		p += v
		for ; p > 1; trips++ {
			p = p * p / 2.5
		}
	}
	return measure[whileWithinTape]("WhileWithinGrad", &whileWithinTapes, Inputs{"x": x, "trips": trips}, func() { WhileWithinGrad(x, zeros(len(x))) })
}

func whileAround(x []float64) measurement {
	p, trips := 3.0, 0
	for ; p > 1; trips++ {
		for _, v := range x {
			p = p * p * v
		}
	}
	return measure[whileAroundTape]("WhileAroundGrad", &whileAroundTapes, Inputs{"x": x, "trips": trips}, func() { WhileAroundGrad(x, zeros(len(x))) })
}
