package emit

import (
	"go/types"
	"strings"

	"github.com/gograd/gograd/ir"
)

// signature prints the head of the function: name, parameters and results.
func (p *printer) signature() string {
	f := p.fn
	out, params := "func ", p.typeParams(f.TypeParams)
	if f.Recv != nil {
		params = ""
		recv := p.paramName(f.Recv) + " " + p.typ(f.Recv.Type)
		out += "(" + strings.TrimPrefix(recv, "_ ") + ") "
	}
	out += f.Name + params + "(" + p.params() + ")"
	if results := p.resultList(); results != "" {
		out += " " + results
	}
	return out
}

// paramName is the name of a parameter, "_" if it has none and needs none.
func (p *printer) paramName(v *ir.Value) string {
	if name := p.nameOf(v); name != "" {
		return name
	}
	return "_"
}

// typeParams prints the declaration of type parameters; "" if there are none.
func (p *printer) typeParams(list []*types.TypeParam) string {
	var names, constraints []string
	for _, tp := range list {
		names = append(names, p.typ(tp))
		constraints = append(constraints, p.typ(tp.Constraint()))
	}
	if names == nil {
		return ""
	}
	return "[" + grouped(names, constraints) + "]"
}

// typeArgs prints type parameters as arguments.
func (p *printer) typeArgs(list []*types.TypeParam) string {
	var names []string
	for _, tp := range list {
		names = append(names, p.typ(tp))
	}
	if names == nil {
		return ""
	}
	return "[" + strings.Join(names, ", ") + "]"
}

func (p *printer) params() string {
	var names, typs []string
	for i, v := range p.fn.Params {
		typ := p.typ(v.Type)
		if p.fn.Variadic && i == len(p.fn.Params)-1 {
			typ = "..." + strings.TrimPrefix(typ, "[]")
		}
		names, typs = append(names, p.paramName(v)), append(typs, typ)
	}
	return grouped(names, typs)
}

func (p *printer) resultList() string {
	var names, typs []string
	for i, r := range p.fn.Results {
		name := "_"
		if p.results != nil && p.results[i] != nil {
			name = p.nameOf(p.results[i])
		}
		names, typs = append(names, name), append(typs, p.typ(r.Type))
	}
	switch {
	case len(typs) == 0:
		return ""
	case p.results != nil:
		return "(" + grouped(names, typs) + ")"
	case len(typs) == 1:
		return typs[0]
	}
	return "(" + strings.Join(typs, ", ") + ")"
}

// grouped prints names with their types; neighbours of one type share it.
func grouped(names, typs []string) string {
	var out strings.Builder
	for i, name := range names {
		if i > 0 {
			out.WriteString(", ")
		}
		out.WriteString(name)
		if i == len(names)-1 || typs[i+1] != typs[i] {
			out.WriteString(" " + typs[i])
		}
	}
	return out.String()
}
