package ir

import (
	"fmt"
	"go/types"
	"strings"
)

// String prints f as the package comment shows. Values of one name get numbers.
func (f *Func) String() string {
	p := &printer{names: map[*Value]string{}, taken: map[string]bool{}, pkg: f.Pkg}
	var params []string
	for _, v := range f.Inputs() {
		params = append(params, p.define(v)+" "+p.typ(v.Type))
	}
	var results []string
	for _, r := range f.Results {
		results = append(results, strings.TrimSpace(r.Name+" "+p.typ(r.Type)))
	}
	fmt.Fprintf(&p.out, "func %s(%s) (%s) {\n", f.Name, strings.Join(params, ", "), strings.Join(results, ", "))
	p.block(f.Body, "  ")
	p.out.WriteString("}\n")
	return p.out.String()
}

// String prints op alone. Values that have no name appear as v and their number.
func (op *Op) String() string {
	p := &printer{names: map[*Value]string{}, taken: map[string]bool{}}
	p.op(op, "")
	return strings.TrimSuffix(p.out.String(), "\n")
}

type printer struct {
	out   strings.Builder
	names map[*Value]string
	taken map[string]bool
	pkg   *types.Package
}

// define chooses v's name: its hint if that is free.
func (p *printer) define(v *Value) string {
	name := v.Name
	if name == "" {
		name = fmt.Sprintf("v%d", v.ID)
	}
	for base, n := name, 1; p.taken[name]; n++ {
		name = fmt.Sprintf("%s_%d", base, n)
	}
	p.taken[name] = true
	p.names[v] = name
	return name
}

func (p *printer) name(v *Value) string {
	if v == nil {
		return "nil!"
	}
	if name, ok := p.names[v]; ok {
		return name
	}
	if v.Name != "" {
		return v.Name
	}
	return fmt.Sprintf("v%d", v.ID)
}

func (p *printer) list(vs []*Value) string {
	names := make([]string, len(vs))
	for i, v := range vs {
		names[i] = p.name(v)
	}
	return strings.Join(names, ", ")
}

func (p *printer) typ(t types.Type) string { return types.TypeString(t, types.RelativeTo(p.pkg)) }

func (p *printer) block(b *Block, indent string) {
	for _, op := range b.Ops {
		p.op(op, indent)
	}
}

func (p *printer) op(op *Op, indent string) {
	p.out.WriteString(indent)
	operands := p.operands(op) // before the results are named
	for i, r := range op.Results {
		if i > 0 {
			p.out.WriteString(", ")
		}
		p.out.WriteString(p.define(r))
	}
	if len(op.Results) > 0 {
		p.out.WriteString(" = ")
	}
	p.out.WriteString(strings.TrimSpace(op.Code.String() + " " + operands))
	p.blocks(op, indent)
	p.out.WriteString("\n")
}

func (p *printer) blocks(op *Op, indent string) {
	for i, b := range op.Blocks {
		if i == 0 {
			p.out.WriteString(" {\n")
		} else {
			p.out.WriteString(indent + "} else {\n")
		}
		p.block(b, indent+"  ")
	}
	if len(op.Blocks) > 0 {
		p.out.WriteString(indent + "}")
	}
}

// operands is what follows the code in the printed form of op.
func (p *printer) operands(op *Op) string {
	switch op.Code {
	case Const:
		if op.Const == nil {
			return "zero " + p.typ(op.Result().Type)
		}
		return op.Const.String() + " " + p.typ(op.Result().Type)
	case Global:
		return op.Object.Pkg().Path() + "." + op.Object.Name()
	case Call:
		return p.callee(op) + " " + p.list(op.Args)
	case Scratch, Fresh:
		s := p.typ(op.Result().Type) + " " + p.list(op.Args)
		if op.Dirty {
			s += " dirty"
		}
		if op.Exact {
			s += " exact"
		}
		return s
	case Convert, Build, Make, Tape:
		return p.typ(op.Result().Type) + " " + p.list(op.Args)
	case Alloc, Pooled:
		return p.typ(op.Result().Type.Underlying().(*types.Pointer).Elem())
	case Field, Load, Addr:
		return p.place(op)
	case Store:
		return p.place(op) + ", " + p.name(op.Args[len(op.Args)-1])
	case Loop:
		return p.loop(op)
	default:
		return p.list(op.Args)
	}
}

func (p *printer) callee(op *Op) string {
	name := op.Builtin
	if op.Func != nil {
		name = op.Func.FullName()
	}
	if op.Spread {
		name += " ..."
	}
	if op.Later != "" {
		name = op.Later + " " + name
	}
	return name
}

func (p *printer) place(op *Op) string {
	t := op.Args[0].Type
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	s := p.name(op.Args[0])
	next := 1
	for _, step := range op.Path {
		switch {
		case !step.Index:
			s += "." + t.Underlying().(*types.Struct).Field(step.Field).Name()
		case op.Code == Field:
			s += fmt.Sprintf("[%d]", step.At)
		default:
			s += "[" + p.name(op.Args[next]) + "]"
			next++
		}
		if _, str := t.Underlying().(*types.Basic); !str {
			t = Part(t, []Step{step})
		}
	}
	return s
}

func (p *printer) loop(op *Op) string {
	s := fmt.Sprintf("%s = %s to %s", p.define(op.Index()), p.name(op.Lo()), p.name(op.Hi()))
	if op.Step != 1 {
		s += fmt.Sprintf(" by %d", op.Step)
	}
	if op.Down {
		s += " down"
	}
	if op.While {
		s += " while"
	}
	if len(op.Carried()) == 0 {
		return s
	}
	inits := make([]string, len(op.Inits()))
	for i, v := range op.Inits() {
		inits[i] = " = " + p.name(v)
	}
	for i, v := range op.Carried() {
		inits[i] = p.define(v) + inits[i]
	}
	return s + " carry (" + strings.Join(inits, ", ") + ")"
}
