package adjoint

import "testing"

// ruleFor is the rule that the plan has for the operation that gives the value called name.
func ruleFor(t *testing.T, p *program, name string) *Rule {
	t.Helper()
	rule := p.plan[p.named(t, name).Op]
	if rule == nil {
		t.Fatalf("%s has no rule in\n%s", name, p.f)
	}
	return rule
}

// Of the rules that serve an operation the one is taken that makes the most of
// inputs without a derivative: at x = c, max(x, c) has the derivative 0, max(x, y) has 1/2.
func TestMatchMakesUseOfConstants(t *testing.T) {
	p := differentiate(t, `
//gograd:grad wrt=x,y
func F(x, y, c float64) float64 {
	free := max(x, y)
	bound := max(x, c)
	return free + 4*bound
}`)
	if rule := ruleFor(t, p, "free"); count(rule.Const) != 0 {
		t.Errorf("max(x, y) is served by a rule with constants %v", rule.Const)
	}
	if rule := ruleFor(t, p, "bound"); count(rule.Const) != 1 {
		t.Errorf("max(x, c) is served by a rule with constants %v", rule.Const)
	}
	got, err := p.run([]any{2.0, 2.0, 2.0}, 0)
	if err != nil || got.gradient[0] != 0.5 || got.gradient[1] != 0.5 {
		t.Errorf("at a tie of all the gradient is %v, %v", got.gradient, err)
	}
	p.check(t, 1.0, 2.0, 0.5)
}

// 'Without a derivative' is decided by data flow: a value that has one where it is
// not used still has it.
func TestMatchIsStatic(t *testing.T) {
	p := differentiate(t, `
//gograd:grad wrt=x
func F(x, c float64, n int) float64 {
	y := c
	for range n {
		y = x
	}
	m := max(x, y)
	return m
}`)
	if rule := ruleFor(t, p, "m"); count(rule.Const) != 0 {
		t.Errorf("y may have a derivative, and the rule says constant: %v", rule.Const)
	}
}

// A rule of the user's comes before the source of the function.
func TestMatchTakesTheUsersRule(t *testing.T) {
	p := differentiate(t, `
func cube(x float64) float64 { return x * x * x }

//gograd:adjoint y = cube(x)
func cubeAdjoint(x, dy float64) (dx float64) { return 1000 * dy }

//gograd:grad
func F(x float64) float64 { return cube(x) }`)
	got, err := p.run([]any{2.0}, 0)
	if err != nil || got.results[0] != 8.0 || got.gradient[0] != 1000 {
		t.Errorf("value and derivative are %v, %v", got.results, err)
	}
}

// What has no rule is refused if a derivative would flow through it, in the
// source's order, and only then.
func TestMatchRefuses(t *testing.T) {
	for _, test := range []struct {
		lesson, src string
		want        []string
	}{
		{
			lesson: "memory that an unknown function may write",
			src: `
//gograd:grad
func F(x []float64, s string) float64 {
	fmt.Sscan(s, &x[0])
	return x[0] * x[0]
}`,
			want: []string{"no derivative is known for fmt.Sscan: write its rule with //gograd:adjoint"},
		},
		{
			lesson: "printing looks, and changes nothing",
			src: `
//gograd:grad
func F(x []float64) float64 {
	fmt.Println(&x[0])
	return x[0] * x[0]
}`,
		},
		{
			lesson: "memory without a derivative may be written by anybody",
			src: `
//gograd:grad wrt=x
func F(x float64, buf []float64, s string) float64 {
	fmt.Sscan(s, &buf[0])
	return x * buf[0]
}`,
		},
	} {
		t.Run(test.lesson, func(t *testing.T) {
			p := differentiate(t, test.src)
			var got []string
			for _, problem := range p.problems {
				got = append(got, problem.Msg)
				if !problem.Pos.IsValid() {
					t.Errorf("%q has no position", problem.Msg)
				}
			}
			if len(got) != len(test.want) {
				t.Fatalf("got %q, want %q", got, test.want)
			}
			for i := range got {
				if got[i] != test.want[i] {
					t.Errorf("got %q, want %q", got[i], test.want[i])
				}
			}
		})
	}
}
