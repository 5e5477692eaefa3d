package gograd

import (
	"strings"

	"github.com/gograd/gograd/parse"
)

// meanReturns is the first sentence about the mean over a mini-batch.
//
//	LossBatch returns the mean of Loss(w, x, y) over the samples in x and y.
func meanReturns(g *parse.Grad) string {
	var names []string
	for _, v := range g.Batch {
		names = append(names, v.Name())
	}
	one := *g
	one.Batch = nil
	return strings.Join([]string{g.Name, "returns the mean of", callText(&one), "over the samples in", list(names)}, " ") + "."
}
