package parse

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// restrict advises on a type parameter that isn't of floats only, so that its
// values carry no derivative; "" for other types.
func (r *reader) restrict(t types.Type) string {
	p, ok := types.Unalias(t).(*types.TypeParam)
	switch core := ir.Core(t); {
	case !ok || IsFloat(t):
		return ""
	case core != t:
		return " (write " + r.typeString(core) + " in place of the type parameter " + p.Obj().Name() + ")"
	}
	return " (the type parameter " + p.Obj().Name() + " is not of floats only: constrain it to ~float32 | ~float64)"
}
