package emit

import (
	"strings"

	"github.com/gograd/gograd/ir"
)

// signature prints the head of the function: name, parameters and results.
func (p *printer) signature() string {
	f := p.fn
	out := "func "
	if f.Recv != nil {
		out += "(" + p.field(f.Recv) + ") "
	}
	out += f.Name + p.typeParams() + "(" + p.params() + ")"
	if results := p.resultList(); results != "" {
		out += " " + results
	}
	return out
}

// field prints a parameter with its type.
func (p *printer) field(v *ir.Value) string {
	return strings.TrimSpace(p.paramName(v) + " " + p.typ(v.Type))
}

func (p *printer) paramName(v *ir.Value) string {
	if v.Name == "" || v.Name == "_" {
		return "_"
	}
	return p.nameOf(v)
}

func (p *printer) typeParams() string {
	var names, constraints []string
	for _, tp := range typeParams(p.fn) {
		names = append(names, tp.Obj().Name())
		constraints = append(constraints, p.typ(tp.Constraint()))
	}
	if names == nil {
		return ""
	}
	return "[" + grouped(names, constraints) + "]"
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
