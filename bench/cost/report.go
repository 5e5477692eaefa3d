package main

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"github.com/gograd/gograd/internal/golden"
)

func slowdown(c golden.Cost) float64 { return c.Gradient / c.Primal }

func moreAllocs(c golden.Cost) float64 { return c.Allocs[1] - c.Allocs[0] }

func lines(c golden.Cost) float64 { return float64(c.Lines.Gradient) / float64(c.Lines.Primal) }

func linesWithoutEntry(c golden.Cost) float64 {
	return float64(c.Lines.Gradient-c.Lines.Entry) / float64(c.Lines.Primal)
}

// report writes medians and the worst of all.
func report(w io.Writer, costs []golden.Cost) {
	timed := slices.DeleteFunc(slices.Clone(costs), func(c golden.Cost) bool { return c.Size == 0 })
	keep := slices.DeleteFunc(slices.Clone(timed), func(c golden.Cost) bool { return !c.Keeps })
	plain := slices.DeleteFunc(slices.Clone(timed), func(c golden.Cost) bool { return c.Keeps })
	fmt.Fprintf(w, "%d gradients, %d of them timed: for the others, no random input gives a value\n\n", len(costs), len(timed))
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "\tgradients\tmedian\tlimit\tabove\t")
	row(t, "time, without a tape", plain, slowdown, 3)
	row(t, "time, with a tape", keep, slowdown, 5)
	row(t, "lines", costs, lines, 3)
	row(t, "lines without checks on entry", costs, linesWithoutEntry, 3)
	row(t, "allocations more than the function's", timed, moreAllocs, 0)
	t.Flush()
	worst(w, "without a tape, by time", plain, slowdown)
	worst(w, "with a tape, by time", keep, slowdown)
	worst(w, "by lines", costs, linesWithoutEntry)
	worst(w, "by allocations", timed, moreAllocs)
}

func row(w io.Writer, name string, costs []golden.Cost, of func(golden.Cost) float64, limit float64) {
	above := 0
	for _, c := range costs {
		if of(c) > limit {
			above++
		}
	}
	fmt.Fprintf(w, "%s\t%d\t%.2f\t%g\t%d\t\n", name, len(costs), median(costs, of), limit, above)
}

func median(costs []golden.Cost, of func(golden.Cost) float64) float64 {
	if len(costs) == 0 {
		return 0
	}
	var all []float64
	for _, c := range costs {
		all = append(all, of(c))
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// worst writes those for which a number is largest.
func worst(w io.Writer, title string, costs []golden.Cost, of func(golden.Cost) float64) {
	costs = slices.SortedStableFunc(slices.Values(costs), func(a, b golden.Cost) int { return cmp.Compare(of(b), of(a)) })
	fmt.Fprintf(w, "\nThe worst %s:\n\n", title)
	table(w, costs[:min(*shown, len(costs))])
}

func table(w io.Writer, costs []golden.Cost) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "size\tfunction ns\tgradient ns\tratio\tallocations\tlines\ton entry\tratio\t\t")
	for _, c := range costs {
		fmt.Fprintf(t, "%d\t%.1f\t%.1f\t%.2f\t%g/%g\t%d/%d\t%d\t%.2f\t %s.%s\t\n", c.Size, c.Primal, c.Gradient, slowdown(c),
			c.Allocs[1], c.Allocs[0], c.Lines.Gradient, c.Lines.Primal, c.Lines.Entry, linesWithoutEntry(c), c.Package, c.Name)
	}
	t.Flush()
}
