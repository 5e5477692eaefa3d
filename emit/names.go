package emit

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A namer gives the variables of a function their names: what the source calls
// them, with a number where that is taken.
//
// A name may be used again where the variable that had it is out of scope, and
// may hide one that isn't used there. It never hides a name of the package, an
// import or a predeclared name that the function mentions.
type namer struct {
	*function
	mentioned map[string]bool
	named     map[string][]*variable
	scope     map[*variable]*block
	blocks    map[*variable][]*block // where a variable occurs
}

// name names all variables of f; mentioned are the other names that f uses.
func (f *function) name(mentioned map[string]bool) {
	n := &namer{f, mentioned, map[string][]*variable{}, map[*variable]*block{}, map[*variable][]*block{}}
	f.visit(f.body, func(v *ir.Value, s *stmt, b *block) {
		if s.kind == loop { // the header is in the scope of the index
			b = s.blocks[0]
		}
		x := f.vars[v]
		n.blocks[x] = append(n.blocks[x], b)
	})
	for _, v := range slices.Concat(f.fn.Inputs(), f.results) {
		if v != nil && v.Name != "" && v.Name != "_" {
			n.choose(v, f.body)
		}
	}
	n.block(f.body)
}

// variablesInOrder lists the variables of f: parameters, results, and the others in
// the order of the text.
func (f *function) variablesInOrder() []*variable {
	var list []*variable
	seen := map[*variable]bool{}
	add := func(v *ir.Value) {
		if v != nil && !seen[f.vars[v]] {
			seen[f.vars[v]] = true
			list = append(list, f.vars[v])
		}
	}
	for _, v := range slices.Concat(f.fn.Inputs(), f.results) {
		add(v)
	}
	f.statements(f.body, func(s *stmt, _ *block) {
		for _, v := range slices.Concat(f.reads(s), s.to) {
			add(v)
		}
		if s.kind == loop {
			for _, v := range f.header(s.op) {
				add(v)
			}
		}
	})
	return list
}

func (n *namer) block(b *block) {
	for _, s := range b.stmts {
		switch {
		case s.kind == declare, s.declares:
			for _, v := range s.to {
				if v != nil {
					n.choose(v, b)
				}
			}
		case s.kind == loop:
			for _, v := range n.header(s.op) {
				n.choose(v, s.blocks[0])
			}
		}
		for _, nested := range s.blocks {
			n.block(nested)
		}
	}
}

// choose names the variable of v, which is declared in b.
func (n *namer) choose(v *ir.Value, b *block) {
	x := n.vars[v]
	n.scope[x] = b
	for name := range n.candidates(x, v) {
		if n.isFree(name, b) {
			x.name = name
			n.named[name] = append(n.named[name], x)
			return
		}
	}
}

// isFree reports whether a variable that is declared in b can be called name.
func (n *namer) isFree(name string, b *block) bool {
	if n.mentioned[name] || token.IsKeyword(name) {
		return false
	}
	for _, x := range n.named[name] {
		if n.scope[x] == b {
			return false
		}
		usedHere := func(at *block) bool { return inside(at, b) }
		if inside(b, n.scope[x]) && slices.ContainsFunc(n.blocks[x], usedHere) {
			return false
		}
	}
	return true
}

// candidates are the names that x may get, the best first.
func (n *namer) candidates(x *variable, v *ir.Value) func(yield func(string) bool) {
	names := []string{x.hint}
	if x.hint == "" {
		names = n.conventional(v)
	}
	return func(yield func(string) bool) {
		for _, name := range names {
			if !yield(name) {
				return
			}
		}
		base := names[0]
		if last := base[len(base)-1]; '0' <= last && last <= '9' {
			base += "_"
		}
		for i := 2; yield(fmt.Sprintf("%s%d", base, i)); i++ {
		}
	}
}

// conventional are short names for a value that the source has no name for.
func (n *namer) conventional(v *ir.Value) []string {
	if at, ok := n.param[v]; ok && at.number == 0 {
		return []string{"i", "j", "k", "l"}
	}
	if v.Op != nil {
		switch {
		case v.Op.Code == ir.Scratch || v.Op.Code == ir.Alloc && arrayLength(v.Type) >= 0:
			return []string{"buf"}
		case v.Op.Code == ir.Tape:
			return []string{"kept"}
		case n.element[v.Op]:
			return []string{"v"}
		}
	}
	return []string{nameOfType(v.Type)}
}

func nameOfType(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "ok"
		case u.Info()&types.IsInteger != 0:
			return "n"
		case u.Info()&types.IsString != 0:
			return "s"
		}
		return "t"
	case *types.Slice:
		return "s"
	case *types.Pointer:
		return "p"
	case *types.Interface:
		if ir.IsFloat(t) {
			return "t"
		}
		return "err"
	}
	return "v"
}
