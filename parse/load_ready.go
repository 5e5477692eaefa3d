package parse

import (
	"go/types"
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
		if len(l.Needs(p, g, grads)) == 0 {
			ready = append(ready, g)
		}
	}
	if len(ready) == 0 {
		return grads
	}
	return ready
}

// Needs are those of grads whose functions, which are still to be generated for p, the
// function of g leads to.
func (l *Loader) Needs(p *Package, g *Grad, grads []*Grad) (needed []*Grad) {
	w := &walker{l: l, from: p, seen: map[*types.Func]bool{g.Obj: true}, unknown: map[string]bool{}}
	w.walk(p, g.Func)
	for _, other := range grads {
		if w.unknown[other.Name] {
			needed = append(needed, other)
		}
	}
	return needed
}
