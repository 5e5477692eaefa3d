package gradcheck

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"text/tabwriter"
)

// Report is what a test of a gradient has found.
type Report struct {
	Value      float64     // of the function
	Components []Component // what was tested, the worst first
	Broken     []string    // sentences of the contract that do not hold
}

// Component is the test of one number: a component of the gradient, or its
// product with a direction.
type Component struct {
	Name      string  // "x[3]" or "w.W1.Data[3]"
	Gradient  float64 // the number that is tested
	Low, High float64 // what differences allow, without the rounding of the gradient itself
	Verdict   Verdict
}

// off returns how far the gradient is from what differences allow, in relation to
// its size.
func (c Component) off() float64 {
	if math.IsNaN(c.Gradient) {
		return math.Inf(1)
	}
	gap := max(c.Low-c.Gradient, c.Gradient-c.High, 0)
	if gap == 0 {
		return 0
	}
	return gap / max(math.Abs(c.Gradient), math.Abs(c.Low), math.Abs(c.High))
}

// Err returns nil if nothing is wrong, and otherwise an error that lists what is,
// the worst ten components in a table.
func (r *Report) Err() error {
	wrong := r.with(Wrong)
	if len(wrong)+len(r.Broken) == 0 {
		return nil
	}
	var b strings.Builder
	for _, s := range r.Broken {
		fmt.Fprintln(&b, "gradcheck:", s)
	}
	if len(wrong) > 0 {
		fmt.Fprintf(&b, "gradcheck: %d of %d numbers are wrong\n", len(wrong), len(r.Components))
		table(&b, wrong)
	}
	return errors.New(strings.TrimSuffix(b.String(), "\n"))
}

// notes lists kinks and what could not be resolved.
func (r *Report) notes() string {
	odd := append(r.with(Kink), r.with(Unresolved)...)
	if len(odd) == 0 {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "gradcheck: of %[2]d numbers, %[1]d are at a kink or could not be told\n", len(odd), len(r.Components))
	table(&b, odd)
	return strings.TrimSuffix(b.String(), "\n")
}

// table prints the first ten of cs.
func table(b *strings.Builder, cs []Component) {
	t := tabwriter.NewWriter(b, 0, 8, 2, ' ', 0)
	fmt.Fprintln(t, "\tgradient\tdifferences\t")
	for _, c := range cs[:min(10, len(cs))] {
		allowed := fmt.Sprintf("%.6g ± %.1g", c.Low+(c.High-c.Low)/2, (c.High-c.Low)/2)
		switch {
		case math.IsInf(c.Low, 0):
			allowed = "do not settle"
		case c.Verdict == Kink:
			allowed = fmt.Sprintf("%.6g to %.6g", c.Low, c.High)
		}
		fmt.Fprintf(t, "%s\t%.6g\t%s\t%s\n", c.Name, c.Gradient, allowed, c.Verdict)
	}
	t.Flush()
	if len(cs) > 10 {
		fmt.Fprintf(b, "and %d more\n", len(cs)-10)
	}
}

func (r *Report) with(v Verdict) []Component {
	var cs []Component
	for _, c := range r.Components {
		if c.Verdict == v {
			cs = append(cs, c)
		}
	}
	return cs
}

func (r *Report) sort() {
	slices.SortStableFunc(r.Components, func(a, b Component) int {
		return cmp.Or(cmp.Compare(b.Verdict, a.Verdict), cmp.Compare(b.off(), a.off()))
	})
}
