package numeric

import (
	"math/rand/v2"
	"reflect"
	"strings"
)

// source draws values of any type. The lengths and integers of one input
// belong together in one of a few ways that functions ask for.
type source struct {
	rng      *rand.Rand
	n        int                  // the size of this input, 0 to 7
	lengths  func() int           // of slices
	positive bool                 // all floats are
	aliases  bool                 // some references lead to the same
	inside   map[reflect.Type]int // how many references to a type are being followed
}

// newSource returns the source of the k-th input. Small k give each size once
// with positive numbers and once with any; then lengths vary more. In every third
// there are aliases.
func newSource(rng *rand.Rand, k int) *source {
	s := &source{rng: rng, n: k % 8, positive: k/8%2 == 0, aliases: k%3 == 2, inside: map[reflect.Type]int{}}
	s.lengths = func() int { return s.n }
	switch k / 16 % 3 {
	case 1:
		s.n %= 4
		s.lengths = func() int { return []int{s.n, s.n * s.n}[rng.IntN(2)] }
	case 2:
		s.lengths = func() int { return rng.IntN(8) }
	}
	return s
}

// draw returns a new variable with a value.
func (s *source) draw(t reflect.Type) reflect.Value {
	v := variable(t)
	s.fill(v)
	return v
}

func (s *source) fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		v.SetFloat(s.float())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(s.integer()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(uint64(s.integer()))
	case reflect.Bool:
		v.SetBool(s.rng.IntN(2) == 0)
	case reflect.String:
		v.SetString(strings.Repeat("s", s.rng.IntN(3)))
	case reflect.Pointer:
		s.pointer(v)
	case reflect.Slice:
		s.slice(v, s.lengths())
	case reflect.Array:
		s.elements(v)
	case reflect.Struct:
		s.structure(v)
	}
}

// float returns a number that float32 can hold.
func (s *source) float() float64 {
	if s.positive {
		return float64(0.25 + 1.75*s.rng.Float32())
	}
	return float64(float32(1.5 * s.rng.NormFloat64()))
}

// integer returns the size as often as a number below it, and sometimes another.
func (s *source) integer() int {
	switch s.rng.IntN(5) {
	case 0, 1:
		return s.n
	case 2, 3:
		return s.rng.IntN(max(s.n, 1))
	}
	return s.rng.IntN(5)
}

// pointer makes v point to something, unless that would never end.
func (s *source) pointer(v reflect.Value) {
	s.within(v.Type().Elem(), func() {
		v.Set(reflect.New(v.Type().Elem()))
		s.fill(v.Elem())
	})
}

func (s *source) slice(v reflect.Value, n int) {
	if n == 0 && s.rng.IntN(2) == 0 {
		return
	}
	s.within(v.Type().Elem(), func() {
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		s.elements(v)
	})
}

// within calls fill for something behind a reference, unless it is inside
// enough of its kind.
func (s *source) within(t reflect.Type, fill func()) {
	if s.inside[t] > s.rng.IntN(2) {
		return
	}
	s.inside[t]++
	fill()
	s.inside[t]--
}

func (s *source) elements(v reflect.Value) {
	for i := range v.Len() {
		s.fill(v.Index(i))
	}
}

// structure fills a struct. One that is a matrix gets a shape that fits its
// data, and those of the standard library stay zero: a mutex is free.
func (s *source) structure(v reflect.Value) {
	if p := v.Type().PkgPath(); p != "" && !strings.Contains(p, ".") {
		return
	}
	if !strings.HasPrefix(v.Type().Name(), "Matrix[") {
		for i := range v.NumField() {
			s.fill(open(v.Field(i)))
		}
		return
	}
	rows, cols := s.lengths(), s.lengths()
	stride := cols + s.rng.IntN(2)
	v.FieldByName("Rows").SetInt(int64(rows))
	v.FieldByName("Cols").SetInt(int64(cols))
	v.FieldByName("Stride").SetInt(int64(stride))
	s.slice(v.FieldByName("Data"), rows*stride)
}
