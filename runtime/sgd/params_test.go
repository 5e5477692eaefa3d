package sgd_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/gograd/gograd/runtime/sgd"
)

// matrix has the fields of a row-major matrix.
type matrix[T sgd.Float] struct {
	Rows, Cols, Stride int
	Data               []T
}

type layer struct {
	W    matrix[float32]
	bias []float32
}

type celsius float32

type net struct {
	Name   string
	Layers []layer
	Scale  float32
	taps   [2]celsius
	Head   *layer
	Next   *layer  // nil
	Hidden any     // does not count
	Rate   float64 `sgd:"-"`
}

func newNet() *net {
	l := func(n int) layer {
		return layer{matrix[float32]{1, n, n, make([]float32, n)}, []float32{float32(n)}}
	}
	head := l(3)
	return &net{Name: "net", Layers: []layer{l(1), l(2)}, Scale: 5, taps: [2]celsius{7, 8}, Head: &head, Rate: 9}
}

// Every float is found, wherever it is, in the order of the fields.
func TestParamsFindsEveryFloat(t *testing.T) {
	params, err := sgd.Params[float32](newNet())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range params {
		got = append(got, fmt.Sprint(p.Name, " ", p.Data))
	}
	want := []string{
		"w.Layers[0].W.Data [0]", "w.Layers[0].bias [1]",
		"w.Layers[1].W.Data [0 0]", "w.Layers[1].bias [2]",
		"w.Scale [5]", "w.taps [7 8]",
		"w.Head.W.Data [0 0 0]", "w.Head.bias [3]",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := params[4].Element(0) + " " + params[5].Element(1); got != "w.Scale w.taps[1]" {
		t.Errorf("elements are called %s", got)
	}
}

// The blocks are the parameters' own memory.
func TestParamsShareMemory(t *testing.T) {
	w := newNet()
	params, err := sgd.Params[float32](w)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range params {
		for i := range p.Data {
			p.Data[i] = -1
		}
	}
	if w.Layers[1].W.Data[1] != -1 || w.Scale != -1 || w.taps[1] != -1 || w.Head.bias[0] != -1 || w.Rate != 9 {
		t.Errorf("after writing −1 everywhere: %+v", w)
	}
}

func TestShadowIsZeroAndApart(t *testing.T) {
	w := newNet()
	dw := sgd.Shadow(w)
	params, err := sgd.Params[float32](dw)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range params {
		for i := range p.Data {
			if p.Data[i] != 0 {
				t.Errorf("%s is %v, want 0", p.Element(i), p.Data[i])
			}
			p.Data[i] = 1
		}
	}
	if w.Layers[1].bias[0] != 2 || w.taps[1] != 8 || w.Head.bias[0] != 3 {
		t.Errorf("writing to the shadow changed the original: %+v", w)
	}
	if dw.Head.W.Cols != 3 || dw.Name != "net" || dw.Next != nil {
		t.Errorf("the shadow has another shape: %+v", dw)
	}
}

func TestCloneIsEqualAndApart(t *testing.T) {
	w := newNet()
	c := sgd.Clone(w)
	if c.Layers[1].bias[0] != 2 || c.taps[1] != 8 || c.Head.bias[0] != 3 || c.Rate != 9 {
		t.Errorf("clone %+v differs from %+v", c, w)
	}
	c.Layers[1].bias[0], c.taps[1], c.Head.bias[0] = 0, 0, 0
	if w.Layers[1].bias[0] != 2 || w.taps[1] != 8 || w.Head.bias[0] != 3 {
		t.Errorf("writing to the clone changed the original: %+v", w)
	}
}

// tied uses one slice twice and leads back to itself.
type tied struct {
	Encoder, Decoder []float64
	Self             *tied
}

// What is the same memory in w is the same in its shadow, and is stepped once.
func TestTiedWeightsStayTied(t *testing.T) {
	w := &tied{Encoder: []float64{1, 2}}
	w.Decoder, w.Self = w.Encoder, w
	f := sgd.Samples(1, func(_ int, w, dw *tied) float64 {
		dw.Encoder[0]++
		dw.Self.Decoder[0] += 2
		return 0
	})
	if _, err := sgd.Minimize(t.Context(), w, f, sgd.Options[tied]{Epochs: 1, Step: sgd.Constant(1)}); err != nil {
		t.Fatal(err)
	}
	if w.Encoder[0] != -2 {
		t.Errorf("w.Encoder[0] = %v, want 1 − (1 + 2)", w.Encoder[0])
	}
}

func TestWhatCannotBeTrained(t *testing.T) {
	data := make([]float64, 4)
	for _, test := range []struct {
		name string
		w    any
		want string
	}{
		{"not a pointer", two{}, "pass a pointer"},
		{"nil", nil, "pass a pointer"},
		{"nil pointer", (*two)(nil), "pass a pointer"},
		{"no floats", &struct{ N int }{}, "no float"},
		{"slices not made", &matrix[float64]{Rows: 2, Cols: 2}, "are its slices made?"},
		{"another float", &matrix[float32]{Data: make([]float32, 1)}, "w.Data is float32, not float64"},
		{"overlapping slices", &tied{Encoder: data[:3], Decoder: data[2:]}, "w.Encoder and w.Decoder overlap"},
		{"a part of another", &tied{Encoder: data, Decoder: data[:2]}, "overlap"},
	} {
		if _, err := sgd.Params[float64](test.w); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

// A field with the tag sgd:"-" is held fixed.
func TestFixedFieldIsNotTrained(t *testing.T) {
	type model struct {
		W, Scratch []float64
		Eps        float64 `sgd:"-"`
	}
	w := model{W: []float64{1}, Eps: 0.5}
	f := sgd.Samples(1, func(_ int, w, dw *model) float64 {
		dw.W[0]++
		dw.Eps++
		return 0
	})
	if _, err := sgd.Minimize(t.Context(), &w, f, sgd.Options[model]{Epochs: 3, Step: sgd.Constant(1)}); err != nil {
		t.Fatal(err)
	}
	if w.W[0] != -2 || w.Eps != 0.5 {
		t.Errorf("w = %+v, want W stepped and Eps held", w)
	}
}
