package emit

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"

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
	next      map[numbered]int       // the number that comes after those in use
}

// A numbered is a name that gets numbers in a block.
type numbered struct {
	base string
	in   *block
}

// name names all variables of f; mentioned are the other names that f uses.
func (f *function) name(mentioned map[string]bool) {
	n := &namer{
		function: f, mentioned: mentioned,
		named: map[string][]*variable{}, scope: map[*variable]*block{}, blocks: map[*variable][]*block{},
		next: map[numbered]int{},
	}
	f.visit(f.body, func(v *ir.Value, s *stmt, b *block) {
		if s.kind == loop { // the header is in the scope of the index
			b = s.blocks[0]
		}
		x := f.vars[v]
		n.blocks[x] = append(n.blocks[x], b)
	})
	for _, x := range f.variablesInOrder() {
		x.name = ""
	}
	for _, v := range slices.Concat(f.fn.Inputs(), f.results) {
		if v != nil && (!isBlank(v) || len(n.blocks[f.vars[v]]) > 0) {
			n.choose(v, f.body)
		}
	}
	n.block(f.body)
}

func isBlank(v *ir.Value) bool { return v.Name == "" || v.Name == "_" }

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
	names := []string{x.hint}
	if x.hint == "" || x.hint == "_" {
		names = n.conventional(v)
	}
	i := slices.IndexFunc(names, func(name string) bool { return n.suits(x, name, b) })
	if i >= 0 {
		x.name = names[i]
	} else {
		x.name = n.number(x, names[0], b)
	}
	n.named[x.name] = append(n.named[x.name], x)
}

// number is base with the first number that makes it a name for x.
func (n *namer) number(x *variable, base string, b *block) string {
	if last := base[len(base)-1]; '0' <= last && last <= '9' {
		base += "_"
	}
	i := 2
	for in := b; in != nil; in = in.outer {
		i = max(i, n.next[numbered{base, in}])
	}
	for !n.suits(x, base+strconv.Itoa(i), b) {
		i++
	}
	n.next[numbered{base, b}] = i + 1
	return base + strconv.Itoa(i)
}

// suits reports whether x, which is declared in b, can be called name. One that
// the source has no name for should hide no other.
func (n *namer) suits(x *variable, name string, b *block) bool {
	return n.isFree(name, b) && (x.hint != "" || !n.hides(name, b))
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

// hides reports whether a variable in b with that name would hide another.
func (n *namer) hides(name string, b *block) bool {
	return slices.ContainsFunc(n.named[name], func(x *variable) bool { return inside(b, n.scope[x]) })
}

// conventional are short names for a value that the source has no name for: the
// callee's, the field's, or one that says the type.
func (n *namer) conventional(v *ir.Value) []string {
	if at, ok := n.param[v]; ok && at.number == 0 {
		return []string{"i", "j", "k", "l"}
	}
	if v.Op == nil {
		return []string{nameOfType(v.Type)}
	}
	switch op := v.Op; {
	case ir.IsInteger(v.Type) && n.isIndex(v):
		return []string{"at"}
	case op.Code == ir.Tape || op.Code == ir.Extend || op.Code == ir.Retract || op.Code == ir.Scratch && op.Dirty:
		return []string{"kept"}
	case op.Code == ir.Scratch || op.Code == ir.Fresh || op.Code == ir.Make || op.Code == ir.Alloc && arrayLength(v.Type) >= 0:
		return []string{"buf"}
	case n.element[op]:
		return []string{"v"}
	case op.Code == ir.Load || op.Code == ir.Field || op.Code == ir.Addr:
		if name := lastField(op); name != "" {
			return []string{uncapital(name)}
		}
	case op.Code == ir.Call && op.Func != nil && len(op.Results) == 1:
		return []string{strings.TrimSuffix(uncapital(op.Func.Name()), "Into")}
	}
	return []string{nameOfType(v.Type)}
}

// isIndex reports whether v is, or is added to, the index of an element.
func (n *namer) isIndex(v *ir.Value) bool {
	return slices.ContainsFunc(n.uses[v], func(user *ir.Op) bool {
		switch user.Code {
		case ir.Load, ir.Store, ir.Addr:
			return slices.Contains(user.Indexes(), v)
		case ir.Add, ir.Sub:
			return n.isIndex(user.Result())
		}
		return false
	})
}

// lastField is the field that op is about, "" if it is about an element.
func lastField(op *ir.Op) string {
	t := op.Args[0].Type
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	name := ""
	for _, step := range op.Path {
		name = ""
		if !step.Index {
			name = t.Underlying().(*types.Struct).Field(step.Field).Name()
		}
		if !isStringType(t) {
			t = ir.Part(t, []ir.Step{step})
		}
	}
	return name
}

func nameOfType(t types.Type) string {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return "cond"
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
		if types.Identical(t, types.Universe.Lookup("error").Type()) {
			return "err"
		}
	}
	return "v"
}
