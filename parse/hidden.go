package parse

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// Hidden is a name that body, which is to be put into package pkg, needs and
// that pkg can't use: an unexported one of another package, or one of an internal package
// elsewhere. It is "" if there is none.
func Hidden(body *ir.Block, pkg *types.Package) string {
	h := &hiddenNames{pkg: pkg, seen: map[types.Type]bool{}}
	for op := range body.All() {
		switch {
		case op.Func != nil && op.Func.Signature().Recv() != nil:
			h.member(op.Func)
		case op.Func != nil:
			h.object(op.Func)
		case op.Object != nil:
			h.object(op.Object)
		}
		if len(op.Path) > 0 {
			h.path(op)
		}
		for _, r := range op.Results {
			h.typ(r.Type)
			if op.Code == ir.Build {
				h.fields(r.Type)
			}
		}
	}
	return h.found
}

type hiddenNames struct {
	pkg   *types.Package
	seen  map[types.Type]bool
	found string
}

func (h *hiddenNames) object(obj types.Object) {
	if !ir.CanName(h.pkg, obj) {
		h.found = obj.Pkg().Name() + "." + obj.Name()
	}
}

// member looks at a field or method, which is selected without the name of its package.
func (h *hiddenNames) member(obj types.Object) {
	if obj.Pkg() != h.pkg && !obj.Exported() {
		h.found = obj.Pkg().Name() + "." + obj.Name()
	}
}

// path looks at the fields that op selects.
func (h *hiddenNames) path(op *ir.Op) {
	t := op.Args[0].Type
	if p, ok := t.Underlying().(*types.Pointer); ok && op.Code != ir.Field {
		t = p.Elem()
	}
	for _, s := range op.Path {
		if _, isString := t.Underlying().(*types.Basic); isString {
			return
		}
		if !s.Index {
			h.member(t.Underlying().(*types.Struct).Field(s.Field))
		}
		t = ir.Part(t, []ir.Step{s})
	}
}

// fields looks at all fields of a struct that is written as a literal.
func (h *hiddenNames) fields(t types.Type) {
	if u, ok := t.Underlying().(*types.Struct); ok {
		for f := range u.Fields() {
			h.member(f)
		}
	}
}

// typ looks at the names that t is written with.
func (h *hiddenNames) typ(t types.Type) {
	if h.seen[t] {
		return
	}
	h.seen[t] = true
	switch u := t.(type) {
	case *types.Alias:
		if !ir.CanName(h.pkg, u.Obj()) {
			h.typ(u.Rhs())
		}
	case *types.Named:
		h.object(u.Obj())
	case *types.Pointer:
		h.typ(u.Elem())
	case *types.Slice:
		h.typ(u.Elem())
	case *types.Array:
		h.typ(u.Elem())
	}
}
