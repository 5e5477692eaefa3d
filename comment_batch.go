package gograd

import (
	"strings"

	"github.com/gograd/gograd/parse"
)

// meanReturns is the first sentence about the mean over a mini-batch.
//
//	LossBatch returns the mean of Loss(w, x, y) over the samples in x and y.
func meanReturns(g *parse.Grad) string { return g.Name + " returns " + meanText(g) + "." }

// meanText names the mean over a mini-batch by the function for one sample.
func meanText(g *parse.Grad) string {
	var names []string
	for _, v := range g.Batch {
		names = append(names, v.Name())
	}
	one := *g
	one.Batch = nil
	return "the mean of " + callText(&one) + " over the samples in " + list(names)
}

// stepReturns are the first sentences about a step of stochastic gradient.
//
//	LossStep takes a step of stochastic gradient, w ← w − alpha·∇, and returns the mean of Loss(w, x, y) over the samples in x and
//	y, as it was before.
func stepReturns(g *parse.Grad) string {
	var steps []string
	for _, p := range g.Signature.Shadows() {
		steps = append(steps, p.Name+" ← "+p.Name+" − "+g.Signature.Alpha.Name+"·∇")
	}
	value := callText(g)
	if g.Batch != nil {
		value = meanText(g)
	}
	return g.Name + " takes a step of stochastic gradient, " + strings.Join(steps, ", ") + ", and returns " + value + ", as it was before."
}

// stepOverlap says what a step wants of memory.
func stepOverlap(g *parse.Grad) []string {
	stepped := paramNames(g.Signature.Shadows())
	if len(stepped) == 1 {
		return []string{stepped[0] + " must not overlap the other parameters."}
	}
	return []string{list(stepped) + " must overlap neither each other nor the other parameters."}
}
