package sgd

import (
	"fmt"

	"github.com/gograd/gograd/runtime/tensor"
)

// Batch is the samples of a mini-batch, or of a part of one, with memory that
// their data are gathered in. Rows and Elements gather them.
type Batch struct {
	samples []int
	n       int  // the samples there are in all
	run     bool // samples follow each other as they do in the data

	// memory holds a *[]E for each call of Rows and Elements that had to copy, in
	// the order of the calls, and taken is how many there were for these samples.
	memory []any
	taken  int
}

// set makes b about other samples.
func (b *Batch) set(samples []int) {
	b.samples, b.taken = samples, 0
	b.run = true
	for j, i := range samples {
		if i != samples[0]+j {
			b.run = false
			return
		}
	}
}

// Samples returns which samples these are. It must be neither changed nor kept.
func (b *Batch) Samples() []int { return b.samples }

// Rows returns the rows of data that are about the samples of b, where data has
// one row for each of all samples. Rows that follow each other are not copied:
// the result must be neither changed nor kept.
func Rows[T Float](b *Batch, data tensor.Matrix[T]) tensor.Matrix[T] {
	b.check("sgd.Rows", data.Rows, "rows")
	rows, cols := len(b.samples), data.Cols
	if b.run {
		first := b.samples[0]
		return data.Slice(first, first+rows, 0, cols)
	}
	m := tensor.MatrixOf(rows, cols, memory[T](b, rows*cols))
	for j, i := range b.samples {
		copy(m.Row(j), data.Row(i))
	}
	return m
}

// Elements returns the elements of data that are about the samples of b, as Rows
// does for rows.
func Elements[E any](b *Batch, data []E) []E {
	b.check("sgd.Elements", len(data), "elements")
	if b.run {
		first := b.samples[0]
		return data[first : first+len(b.samples)]
	}
	s := memory[E](b, len(b.samples))
	for j, i := range b.samples {
		s[j] = data[i]
	}
	return s
}

// check refuses data that are not about all samples, as those of another set.
func (b *Batch) check(what string, have int, of string) {
	if have != b.n {
		panic(fmt.Sprintf("%s: the data have %d %s, the objective has %d samples", what, have, of, b.n))
	}
}

// memory returns memory for n elements, the same in the same call for every
// mini-batch.
func memory[E any](b *Batch, n int) []E {
	if b.taken == len(b.memory) {
		b.memory = append(b.memory, nil)
	}
	m, ok := b.memory[b.taken].(*[]E)
	if !ok || cap(*m) < n {
		m = new([]E)
		*m = make([]E, n)
		b.memory[b.taken] = m
	}
	b.taken++
	return (*m)[:n]
}
