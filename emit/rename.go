package emit

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"github.com/gograd/gograd/ir"
)

// renameTypeParams finds other names for type parameters of f whose own would
// hide what the printed function may need: a predeclared name or one of the
// package, as in `func F[float64 any]`. A blank one is needed as well.
func (f *file) renameTypeParams(fn *ir.Func) map[*types.TypeParam]types.Type {
	renamed := map[*types.TypeParam]types.Type{}
	var names []string
	for _, tp := range fn.TypeParams {
		names = append(names, tp.Obj().Name())
	}
	for i, tp := range fn.TypeParams {
		if !f.isDeclared(names[i]) && names[i] != "_" {
			continue
		}
		names[i] = f.freeTypeParam(names, names[i])
		renamed[tp] = types.NewTypeParam(types.NewTypeName(token.NoPos, in(tp), names[i], nil), tp.Constraint())
	}
	return renamed
}

func in(tp *types.TypeParam) *types.Package { return tp.Obj().Pkg() }

// freeTypeParam is a name like old that is none of names and none of the package.
func (f *file) freeTypeParam(names []string, old string) string {
	if old == "_" {
		old = "T"
	}
	free := old
	for i := 2; f.isDeclared(free) || slices.Contains(names, free); i++ {
		free = old + strconv.Itoa(i)
	}
	return free
}

// isDeclared reports whether name means something where no function hides it.
func (f *file) isDeclared(name string) bool {
	return types.Universe.Lookup(name) != nil || f.in.Pkg.Scope().Lookup(name) != nil || f.isTaken(name)
}

// renamed is t with type parameters by their new names.
func (p *printer) renamed(t types.Type) types.Type {
	if len(p.newNames) == 0 {
		return t
	}
	return ir.Instance(t, p.newNames)
}

// freeBeside is base, with a number if a type parameter of the function, if there is one, is called so.
func (p *printer) freeBeside(base string) string {
	isTypeParam := func(name string) bool {
		return p.function != nil && slices.ContainsFunc(p.fn.TypeParams, func(tp *types.TypeParam) bool { return p.typ(tp) == name })
	}
	name := base
	for i := 2; isTypeParam(name); i++ {
		name = base + strconv.Itoa(i)
	}
	return name
}
