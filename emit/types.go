package emit

import (
	"go/types"
	"regexp"

	"github.com/gograd/gograd/ir"
)

var identifier = regexp.MustCompile(`[\pL_][\pL\pN_]*`)

// typ prints a type as the file can write it.
func (p *printer) typ(t types.Type) string {
	text := types.TypeString(t, p.qualify)
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

// typeParams are the type parameters of a generic function, as its parameters
// and results mention them; a method's are those of its receiver.
func typeParams(f *ir.Func) []*types.TypeParam {
	if f.Recv != nil {
		return nil
	}
	found := map[int]*types.TypeParam{}
	for _, v := range f.Params {
		findTypeParams(v.Type, found)
	}
	for _, r := range f.Results {
		findTypeParams(r.Type, found)
	}
	var list []*types.TypeParam
	for i := 0; len(list) < len(found); i++ {
		if tp := found[i]; tp != nil {
			list = append(list, tp)
		}
	}
	return list
}

func findTypeParams(t types.Type, found map[int]*types.TypeParam) {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		if found[t.Index()] == nil {
			found[t.Index()] = t
			findTypeParams(t.Constraint(), found)
		}
	case *types.Named:
		for arg := range t.TypeArgs().Types() {
			findTypeParams(arg, found)
		}
	case *types.Pointer:
		findTypeParams(t.Elem(), found)
	case *types.Slice:
		findTypeParams(t.Elem(), found)
	case *types.Array:
		findTypeParams(t.Elem(), found)
	case *types.Map:
		findTypeParams(t.Key(), found)
		findTypeParams(t.Elem(), found)
	case *types.Chan:
		findTypeParams(t.Elem(), found)
	case *types.Struct:
		for v := range t.Fields() {
			findTypeParams(v.Type(), found)
		}
	case *types.Signature:
		for v := range t.Params().Variables() {
			findTypeParams(v.Type(), found)
		}
		for v := range t.Results().Variables() {
			findTypeParams(v.Type(), found)
		}
	}
}
