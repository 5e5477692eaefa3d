package adjoint

import "testing"

// A value carries a derivative if it depends on what is differentiated by
// (varied) and has an influence on the result (useful).
func TestActivityIsVariedAndUseful(t *testing.T) {
	p := differentiate(t, `
//gograd:grad wrt=x
func F(x, c float64) float64 {
	constant := c * c
	decides := x * x
	both := x * c
	if decides > 1 {
		return both * constant
	}
	return both + constant
}`)
	for _, test := range []struct {
		name           string
		varied, active bool
	}{
		{"c", false, false},
		{"constant", false, false},
		{"decides", true, false},
		{"both", true, true},
	} {
		v := p.named(t, test.name)
		if got := p.active.Varied(v); got != test.varied {
			t.Errorf("%s varied: %v", test.name, got)
		}
		if got := p.active.Value(v); got != test.active {
			t.Errorf("%s active: %v", test.name, got)
		}
	}
	p.check(t, 1.5, 2.0)
	p.check(t, 0.5, 2.0)
}

// Integers never carry a derivative, whatever they are made of.
func TestActivityEndsAtIntegers(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x float64) float64 {
	n := int(x)
	y := float64(n)
	return x * y
}`)
	if p.active.Varied(p.named(t, "n")) || p.active.Varied(p.named(t, "y")) {
		t.Error("a value made of an integer is varied")
	}
	p.check(t, 2.5)
}

// What a loop carries is varied if it becomes so in any iteration, though it
// takes three to get there; the same holds, backwards, for what is useful.
func TestActivityGoesRoundLoops(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x float64, n int) float64 {
	first, second, third := 0.0, 0.0, 0.0
	for range n {
		third = second * 2
		second = first * 2
		first = x
	}
	return third
}`)
	for _, name := range []string{"first", "second"} {
		if !p.active.Value(p.named(t, name)) {
			t.Errorf("%s is not active", name)
		}
	}
	p.check(t, 1.5, 5)
	p.check(t, 1.5, 2)
}

// A loop may run no iteration: what it gives then is what it was given.
func TestActivityOfLoopsThatDoNotRun(t *testing.T) {
	p := differentiate(t, `
//gograd:grad
func F(x, c float64, n int) float64 {
	y := x
	for range n {
		y = 2
	}
	return y * y * c
}`)
	p.check(t, 1.5, 2.0, 0)
	p.check(t, 1.5, 2.0, 3)
}

// Memory is told apart by where it is made and by its fields, not by its
// indexes: all elements of a slice are one.
func TestActivityOfMemory(t *testing.T) {
	for _, test := range memoryActivities {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			for _, name := range test.active {
				if !p.active.Value(p.named(t, name)) {
					t.Errorf("%s is not active", name)
				}
			}
			for _, name := range test.idle {
				if p.active.Value(p.named(t, name)) {
					t.Errorf("%s is active", name)
				}
			}
			p.check(t, 1.5, 2.0, 1, 1)
			p.check(t, 1.5, -2.0, 3, 2)
		})
	}
}

var memoryActivities = []struct {
	lesson, src  string
	active, idle []string
}{
	{
		lesson: "two arrays",
		src: `
//gograd:grad wrt=x
func F(x, c float64, i, j int) float64 {
	var a, b [4]float64
	a[i] = x
	b[i] = c
	u := a[j]
	v := b[j]
	return u * v
}`,
		active: []string{"u"}, idle: []string{"v"},
	},
	{
		lesson: "two fields",
		src: `
type pair struct{ A, B float64 }

//gograd:grad wrt=x
func F(x, c float64, i, j int) float64 {
	s := make([]pair, 4)
	s[i].A = x
	s[i].B = c
	u := s[j].A
	v := s[j].B
	return u * v
}`,
		active: []string{"u"}, idle: []string{"v"},
	},
	{
		lesson: "one array by two names",
		src: `
//gograd:grad wrt=x
func F(x, c float64, i, j int) float64 {
	var a [4]float64
	b := a[:]
	a[i] = x
	u := b[j]
	return u * c
}`,
		active: []string{"u"},
	},
	{
		lesson: "one name for either of two slices",
		src: `
//gograd:grad wrt=x
func F(x, c float64, i, j int) float64 {
	a, b := make([]float64, 4), make([]float64, 4)
	y := a
	if c > 0 {
		y = b
	}
	y[i] = x
	u := a[j]
	v := b[j]
	return u + 2*v
}`,
		active: []string{"u", "v"},
	},
	{
		lesson: "a slice that is reached through memory",
		src: `
//gograd:grad wrt=x
func F(x, c float64, i, j int) float64 {
	rows := make([][]float64, 2)
	rows[0] = make([]float64, 4)
	rows[1] = make([]float64, 4)
	rows[i/2][i] = x
	other := make([]float64, 4)
	other[i] = c
	u := rows[j/2][j]
	v := other[j]
	return u * v
}`,
		active: []string{"u"}, idle: []string{"v"},
	},
}

// A scratch buffer that is not in wrt carries derivatives once they are written to it.
func TestActivityOfScratch(t *testing.T) {
	p := differentiate(t, `
//gograd:grad wrt=x
func F(x, buf, table []float64) float64 {
	for i := range x {
		buf[i] = x[i] * table[i]
	}
	return buf[0] * buf[len(x)-1]
}`)
	for name, want := range map[string]bool{"x": true, "buf": true, "table": false} {
		if got := p.active.Reference(p.named(t, name)); got != want {
			t.Errorf("%s leads to what is active: %v", name, got)
		}
	}
	p.check(t, []float64{1, 2, 3}, []float64{7, 7, 7}, []float64{2, 3, 4})
}

// The nodes of a list lead to nodes: they are one region, and the analysis ends.
func TestActivityOfLists(t *testing.T) {
	type node struct {
		V    float64
		Next *node
	}
	p := differentiate(t, `
type node struct {
	V    float64
	Next *node
}

//gograd:grad
func F(n *node) float64 {
	u := n.Next.Next.V
	return u * u * n.V
}`)
	if !p.active.Value(p.named(t, "u")) {
		t.Error("the third node's value is not active")
	}
	p.check(t, &node{1, &node{2, &node{V: 3}}})
}

// No derivative flows through a function that is declared gograd:const.
func TestActivityEndsAtConst(t *testing.T) {
	p := differentiate(t, `
//gograd:const
func weight(x float64) float64 { return 1 + x*x }

//gograd:grad
func F(x float64) float64 {
	w := weight(x)
	return w * x
}`)
	if p.active.Varied(p.named(t, "w")) {
		t.Error("the result of a gograd:const function is varied")
	}
	got, err := p.run([]any{3.0}, 0)
	if err != nil || got.gradient[0] != 10 {
		t.Errorf("the derivative is %v (%v), want the weight, 10", got.gradient, err)
	}
}
