package emit

import (
	"go/types"
	"regexp"

	"github.com/gograd/gograd/ir"
)

var identifier = regexp.MustCompile(`[\pL_][\pL\pN_]*`)

// typ prints a type as the file can write it.
func (p *printer) typ(t types.Type) string {
	text := types.TypeString(ir.Named(p.renamed(t), p.file.in.Pkg), p.qualify)
	for _, name := range identifier.FindAllString(text, -1) {
		p.mention(name)
	}
	return text
}

// qualify is the name of pkg in the file, "" for the file's own package.
func (p *printer) qualify(pkg *types.Package) string {
	if pkg == nil || pkg.Path() == p.file.in.Pkg.Path() {
		return ""
	}
	return p.file.use(pkg.Path(), pkg.Name())
}

// object prints the name of a package-level function or variable.
func (p *printer) object(obj types.Object) string {
	name := obj.Name()
	if pkg := p.qualify(obj.Pkg()); pkg != "" {
		p.mention(pkg)
		return pkg + "." + name
	}
	p.mention(name)
	return name
}

// mentioned are those of a function's type parameters that types mention, in
// order: what must be said for a declaration of these types to make sense.
func mentioned(params []*types.TypeParam, list []types.Type) (some []*types.TypeParam) {
	found := ir.TypeParamsIn(list...)
	for _, tp := range params {
		if found[tp] {
			some = append(some, tp)
		}
	}
	return some
}
