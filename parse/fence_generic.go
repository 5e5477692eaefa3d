package parse

import (
	"go/ast"
	"go/types"

	"github.com/gograd/gograd/ir"
)

// generic refuses what can only be lowered when it is known which type a type
// parameter stands for. Floats and slices are known; a value of another type
// parameter may be compared, converted, assigned and passed on.
func (f *fence) generic(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return f.isMap(e.X) || f.info.Types[e.Index].IsType() || f.known(e.X, "indexing", inItsPlace) && f.known(e.Index, "indexing with", converted)
	case *ast.SliceExpr:
		return f.known(e.X, "slicing", inItsPlace) && f.known(e.Low, "slicing with", converted) &&
			f.known(e.High, "slicing with", converted) && f.known(e.Max, "slicing with", converted)
	case *ast.StarExpr:
		return f.known(e.X, "following", inItsPlace)
	case *ast.CompositeLit:
		return f.known(e, "a literal as", inItsPlace)
	}
	return true
}

// What to write where the type of a value must be known.
const (
	inItsPlace = "write a type in place of "
	converted  = "convert it, as in int(n), or write a type in place of "
)

// known refuses to do something with e if its type is a type parameter that may stand for anything.
func (f *fence) known(e ast.Expr, doing, instead string) bool {
	if e == nil {
		return true
	}
	p, ok := types.Unalias(ir.Core(f.info.TypeOf(e))).(*types.TypeParam)
	if !ok {
		return true
	}
	name := p.Obj().Name()
	return f.refuse(e, doing+" a value of the type parameter "+name+" is not differentiated: "+instead+name)
}

func (f *fence) isMap(e ast.Expr) bool {
	_, ok := f.info.TypeOf(e).Underlying().(*types.Map)
	return ok
}

// opaque is the name of a type parameter if a conversion between the two types
// tells what it stands for, and that is something with floats in it; "" if not.
func opaque(from, to types.Type) string {
	for _, pair := range [][2]types.Type{{from, to}, {to, from}} {
		p, ok := types.Unalias(ir.Core(pair[0])).(*types.TypeParam)
		if ok && !ir.IsFloat(pair[1]) && (ir.HasFloat(pair[1]) || ir.LeadsToFloat(pair[1])) {
			return p.Obj().Name()
		}
	}
	return ""
}

func conversionOf(name string) string {
	return "the conversion of a value of the type parameter " + name + " is not differentiated: " + inItsPlace + name
}
