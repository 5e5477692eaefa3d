package parse

import (
	"go/types"
	"slices"
)

// Ready are the gradients among grads, those of p, that lead to no function
// that is itself to be generated for p: a gradient of a gradient waits until
// the inner one has been added to the package. If all wait for one another,
// all are ready, and what is missing is found when they are differentiated.
func (l *Loader) Ready(p *Package, grads []*Grad) []*Grad {
	if len(p.Errors) == 0 {
		return grads
	}
	var ready []*Grad
	for _, g := range grads {
		w := &walker{l: l, from: p, seen: map[*types.Func]bool{g.Obj: true}, unknown: map[string]bool{}}
		w.walk(p, g.Func)
		if !slices.ContainsFunc(grads, func(other *Grad) bool { return w.unknown[other.Name] }) {
			ready = append(ready, g)
		}
	}
	if len(ready) == 0 {
		return grads
	}
	return ready
}
