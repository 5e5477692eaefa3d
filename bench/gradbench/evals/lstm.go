package evals

import "math"

// An LSTM has layers of b cells without connections within a layer.
type LSTM struct {
	// Main holds two rows a layer, weights and biases, each in four groups of b:
	// forget, ingate, outgate, change.
	Main [][]float64
	// Extra holds the input's weights, the output's weights and the output's biases.
	Extra [][]float64
}

// Predict returns the mean loss of predicting each item of the sequence from those
// before it. The state holds two rows a layer, hidden values and cells.
//
//gograd:grad wrt=m
func Predict(m *LSTM, state, sequence [][]float64) float64 {
	b := len(m.Extra[0])
	now := clone(state)
	in, out := make([]float64, b), make([]float64, b)
	var sum float64
	for t := range len(sequence) - 1 {
		for i, z := range sequence[t] {
			in[i] = z * m.Extra[0][i]
		}
		top := in
		for k := 0; k < len(now); k += 2 {
			hidden := now[k]
			layer(m.Main[k], m.Main[k+1], top, hidden, now[k+1])
			top = hidden
		}
		for i := range out {
			out[i] = top[i]*m.Extra[1][i] + m.Extra[2][i]
		}
		sum += logLoss(out, sequence[t+1])
	}
	return sum / float64(b*(len(sequence)-1))
}

// layer moves a layer with the weights w and the biases bias on by one item.
func layer(w, bias, in, hidden, cell []float64) {
	b := len(hidden)
	for i := range b {
		forget := sigmoid(in[i]*w[i] + bias[i])
		ingate := sigmoid(hidden[i]*w[b+i] + bias[b+i])
		outgate := sigmoid(in[i]*w[2*b+i] + bias[2*b+i])
		change := math.Tanh(hidden[i]*w[3*b+i] + bias[3*b+i])
		cell[i] = cell[i]*forget + ingate*change
		hidden[i] = outgate * math.Tanh(cell[i])
	}
}

// logLoss returns −Σᵢ zᵢ(yᵢ − log(2 + Σⱼ exp yⱼ)).
func logLoss(y, z []float64) float64 {
	sum := 2.0
	for _, v := range y {
		sum += math.Exp(v)
	}
	norm := math.Log(sum)
	var loss float64
	for i, v := range z {
		loss -= v * (y[i] - norm)
	}
	return loss
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

func clone(rows [][]float64) [][]float64 {
	c := make([][]float64, len(rows))
	for i, row := range rows {
		c[i] = make([]float64, len(row))
		copy(c[i], row)
	}
	return c
}
