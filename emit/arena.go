package emit

import (
	"go/types"
	"strconv"

	"github.com/dave/jennifer/jen"
	"github.com/gograd/gograd/ir"
)

// An arena is what a pool keeps for Fresh memory of one type: a list of pieces, of which
// so many are in use. A method of the pool's struct gives the next one.
type arena struct {
	typ                types.Type
	method, list, used string
	exact              bool // the capacity of a slice is its length
	dirty              bool // a variable keeps what it holds
}

// Piece is a name for a method that gives memory that a t leads to.
func Piece(t types.Type, taken func(string) bool) string {
	base := "new" + capital(pieceName(t))
	name := base
	for i := 2; taken(name); i++ {
		name = base + strconv.Itoa(i)
	}
	return name
}

// addArena makes the arena for op, a Fresh, unless there is one.
func (w *pool) addArena(op *ir.Op, taken map[string]bool) {
	t := op.Result().Type
	if w.arena(op) != nil {
		return
	}
	name, verb := fieldName(pieceName(t), ir.Scratch, taken), "new"
	if op.Dirty {
		verb = "next"
	}
	w.arenas = append(w.arenas, &arena{typ: t, method: verb + capital(name), list: name, used: name + "Used", dirty: op.Dirty})
}

// arena is the arena for op, a Fresh.
func (w *pool) arena(op *ir.Op) *arena {
	for _, a := range w.arenas {
		if a.dirty == op.Dirty && types.Identical(a.typ, op.Result().Type) {
			return a
		}
	}
	return nil
}

// pieceName is what a piece of memory that a t leads to is called.
func pieceName(t types.Type) string {
	elem, plural := ir.PlaceType(t, nil), ""
	if s, ok := ir.Under(t).(*types.Slice); ok {
		elem, plural = s.Elem(), "s"
	}
	switch u := types.Unalias(elem).(type) {
	case *types.Named:
		return uncapital(u.Obj().Name()) + plural
	case *types.Basic:
		return u.Name() + plural
	case *types.Slice:
		return "row" + plural
	}
	return "part" + plural
}

// fresh prints the call that gives the memory for op.
func (w *pool) fresh(p *printer, op *ir.Op) string {
	w.used = true
	length := ""
	if len(op.Args) > 0 {
		length = p.value(op.Args[0]).text
	}
	call := w.local + "." + w.arena(op).method + "(" + length + ")"
	if op.Exact {
		return call + "[:" + length + ":" + length + "]"
	}
	return call
}

// decl prints the method.
func (a *arena) decl(w *pool, p *printer) []jen.Code {
	return a.giver(p, w.typ+p.typeArgs(w.params), "the tape goes back")
}

// giver prints the method of the struct owner.
func (a *arena) giver(p *printer, owner, until string) []jen.Code {
	typ := p.typ(a.typ)
	t, piece := p.freeBeside("t"), p.freeBeside("p")
	list, used := t+"."+a.list, t+"."+a.used
	elem := ir.PlaceType(a.typ, nil)
	param, n, empty := "", p.freeBeside("n"), "new("+p.typ(elem)+")"
	zero := "*" + empty
	if ir.Parts(elem) != nil {
		zero = p.typ(elem) + "{}"
	}
	clean := []jen.Code{jen.Id(piece + " := " + list + "[" + used + "]"), jen.Id("*" + piece + " = " + zero)}
	if _, ok := ir.Under(a.typ).(*types.Slice); ok {
		param, empty = n+" int", "nil"
		clean = []jen.Code{
			jen.Id(piece + " := append(" + list + "[" + used + "][:0], make(" + typ + ", " + n + ")...)"),
			jen.Id(list + "[" + used + "] = " + piece),
		}
	}
	gives := "zeroed memory"
	if a.dirty {
		clean, gives = clean[:1], "memory as it was left"
	}
	body := append([]jen.Code{
		jen.If(jen.Id(used + " == len(" + list + ")")).Block(jen.Id(list + " = append(" + list + ", " + empty + ")")),
	}, clean...)
	if a.exact && param != "" {
		piece += "[:" + n + ":" + n + "]"
	}
	body = append(body, jen.Id(used+"++"), jen.Return(jen.Id(piece)))
	return []jen.Code{
		jen.Line().Comment("// " + a.method + " gives " + gives + " that stays in use until " + until + "."),
		jen.Func().Params(jen.Id(t + " *" + owner)).Id(a.method).Params(jen.Id(param)).Id(typ).Block(body...).Line(),
	}
}
