package emit

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/gograd/gograd/ir"
)

// isMemory reports whether v is the address of a variable that is printed as
// `var v T`: its places are v.x and v[i], its address is &v.
func (p *plan) isMemory(v *ir.Value) bool {
	if v.Op == nil || v.Op.Code != ir.Alloc {
		return false
	}
	for _, user := range p.uses[v] {
		switch user.Code {
		case ir.Load, ir.Addr, ir.Slice, ir.Call, ir.Len:
		case ir.Store:
			if user.Args[len(user.Args)-1] == v {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// placeExpr prints what has a place: parts of values, memory, slices.
func (p *printer) placeExpr(op *ir.Op) expr {
	switch op.Code {
	case ir.Load:
		if s := p.arrayOf(op); s != nil {
			return p.conversion(op.Result().Type, p.value(s))
		}
		return p.place(op)
	case ir.Addr:
		return expr{"&" + p.place(op).in(precPrimary), precUnary}
	case ir.Field:
		return expr{p.typed(op.Args[0]).in(precPrimary) + p.path(op.Args[0].Type, op.Path, nil), precPrimary}
	case ir.Slice:
		return p.slice(op)
	case ir.Global:
		return expr{"&" + p.object(op.Object), precUnary}
	case ir.Pooled:
		return expr{"&" + p.pool.field(op), precUnary}
	}
	panic(fmt.Sprintf("emit: %s is no expression", op))
}

// place prints the place that a Load, Store or Addr means.
func (p *printer) place(op *ir.Op) expr {
	base := op.Base()
	ptr, isPointer := base.Type.Underlying().(*types.Pointer)
	if !isPointer {
		return expr{p.typed(base).in(precPrimary) + p.path(base.Type, op.Path, op.Indexes()), precPrimary}
	}
	if len(op.Path) == 0 {
		return p.pointee(base)
	}
	return expr{p.base(base) + p.path(ptr.Elem(), op.Path, op.Indexes()), precPrimary}
}

// arrayOf is the slice of which op makes an array, nil if it does something else:
// *(*[3]T)(s) is written [3]T(s).
func (p *printer) arrayOf(op *ir.Op) *ir.Value {
	base := op.Base()
	if p.isVariable(base) || base.Op.Code != ir.Convert || len(op.Path) > 0 {
		return nil
	}
	s := base.Op.Args[0]
	if _, ok := s.Type.Underlying().(*types.Slice); !ok || arrayLength(base.Type) == 0 {
		return nil
	}
	return s
}

// pointee prints what the pointer v points to.
func (p *printer) pointee(v *ir.Value) expr {
	text := p.typed(v).in(precUnary)
	if text[0] == '&' {
		return expr{text[1:], precPrimary}
	}
	return expr{"*" + text, precUnary}
}

// base prints a pointer before a selector or an index: Go finds what it points
// to if that is a struct or an array.
func (p *printer) base(v *ir.Value) string {
	x := p.pointee(v)
	if text, starred := strings.CutPrefix(x.text, "*"); starred {
		switch v.Type.Underlying().(*types.Pointer).Elem().Underlying().(type) {
		case *types.Struct, *types.Array:
			return p.typed(v).in(precPrimary)
		}
		return "(*" + text + ")"
	}
	return x.in(precPrimary)
}

// path prints fields and indexes into a value of type t.
func (p *printer) path(t types.Type, steps []ir.Step, indexes []*ir.Value) string {
	var out strings.Builder
	for _, step := range steps {
		switch {
		case !step.Index:
			out.WriteString("." + t.Underlying().(*types.Struct).Field(step.Field).Name())
		case indexes == nil:
			fmt.Fprintf(&out, "[%d]", step.At)
		default:
			out.WriteString("[" + p.value(indexes[0]).text + "]")
			indexes = indexes[1:]
		}
		if !isStringType(t) {
			t = ir.Part(t, []ir.Step{step})
		}
	}
	return out.String()
}

// slice prints x[lo:hi], without bounds that are those of x.
func (p *printer) slice(op *ir.Op) expr {
	x, lo, hi := op.Args[0], op.Args[1], op.Args[2]
	base := ""
	if _, ok := x.Type.Underlying().(*types.Pointer); ok {
		base = p.base(x)
	} else {
		base = p.typed(x).in(precPrimary)
	}
	from, to, limit := "", "", ""
	if !isInt(lo, 0) {
		from = p.value(lo).text
	}
	if len(op.Args) > 3 {
		limit = ":" + p.value(op.Args[3]).text
	}
	if limit != "" || !isMadeWith(x, hi) && (p.isVariable(hi) || !isLengthOf(hi, x)) {
		to = p.value(hi).text
	}
	return expr{base + "[" + from + ":" + to + limit + "]", precPrimary}
}

// isMadeWith reports whether x was made with the length n.
func isMadeWith(x, n *ir.Value) bool {
	return x.Op != nil && (x.Op.Code == ir.Make || x.Op.Code == ir.Scratch) && x.Op.Args[0] == n
}

// isLengthOf reports whether v is the length of x.
func isLengthOf(v, x *ir.Value) bool {
	if v.Op != nil && v.Op.Code == ir.Len && v.Op.Args[0] == x && !isTape(x) {
		return true
	}
	n := arrayLength(x.Type)
	return n >= 0 && isInt(v, n)
}

// build prints a composite literal. Parts that are zero needn't be written.
func (p *printer) build(op *ir.Op) expr {
	t := op.Result().Type
	var parts []string
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for i, v := range op.Args {
			if name := u.Field(i).Name(); name != "_" && !p.isWrittenZero(v) {
				parts = append(parts, name+": "+p.assigned(v).text)
			}
		}
	default:
		last := len(op.Args)
		for last > 0 && p.isWrittenZero(op.Args[last-1]) {
			last--
		}
		for _, v := range op.Args[:last] {
			parts = append(parts, p.assigned(v).text)
		}
	}
	return p.composite(p.typ(t) + "{" + strings.Join(parts, ", ") + "}")
}

func (p *printer) isWrittenZero(v *ir.Value) bool { return !p.isVariable(v) && isZero(v) }

// composite is a composite literal: in the header of a statement it is in parentheses.
func (p *printer) composite(text string) expr {
	if p.inHeader {
		text = "(" + text + ")"
	}
	return expr{text, precPrimary}
}
