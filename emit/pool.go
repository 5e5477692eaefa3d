package emit

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
	"github.com/gograd/gograd/ir"
)

// A pool is the memory that a function takes when it is entered and gives back
// when it returns: a struct with a slice for each Scratch and Tape, and a list for
// each type of Fresh, kept in a sync.Pool.
type pool struct {
	typ    string             // smoothTape
	params []*types.TypeParam // that the type of the struct has
	pools  string             // smoothTapes
	local  string             // tape
	source string             // what gives it and takes it back: the pool, or a variable for one of the pools
	fields map[*ir.Op]string
	order  []*ir.Op
	saves  map[*block][]save
	due    []save // what is to be given back to the struct
	arenas []*arena
	used   bool  // the memory has been mentioned
	first  *stmt // of the body that needs it
}

// newPool finds what f keeps in pooled memory; nil if it keeps nothing.
func newPool(f *function, taken func(string) bool) *pool {
	w := &pool{fields: map[*ir.Op]string{}, saves: map[*block][]save{}}
	used := map[string]bool{}
	f.statements(f.body, func(s *stmt, _ *block) {
		if s.kind == define && (s.op.Code == ir.Scratch || s.op.Code == ir.Tape) && ir.MemoryOf(s.op) == nil {
			code := s.op.Code
			if s.op.Dirty {
				code = ir.Tape
			}
			w.fields[s.op] = fieldName(s.to[0].Name, code, used)
			w.order = append(w.order, s.op)
		}
		if s.kind == define && s.op.Code == ir.Fresh {
			w.addArena(s.op, used)
		}
	})
	for op := range f.fn.Body.All() {
		if op.Code == ir.Pooled && f.inline[op] {
			w.fields[op] = fieldName(op.Result().Name, op.Code, used)
			w.order = append(w.order, op)
		}
	}
	if w.order == nil && w.arenas == nil {
		return nil
	}
	w.params = mentioned(f.fn.TypeParams, w.types())
	w.typ = poolName(f.fn, taken)
	w.pools = w.typ + "s"
	w.findSaves(f)
	return w
}

// statements visits all statements in b, in the order of the text.
func (f *function) statements(b *block, visit func(s *stmt, b *block)) {
	for _, s := range b.stmts {
		visit(s, b)
		for _, nested := range s.blocks {
			f.statements(nested, visit)
		}
	}
}

// fieldName names the field for what is called hint: one x of the xs.
func fieldName(hint string, code ir.Code, used map[string]bool) string {
	base := strings.TrimSuffix(hint, "s")
	if base == "" || code != ir.Tape {
		base = hint
	}
	if base == "" {
		base = map[ir.Code]string{ir.Scratch: "buf", ir.Pooled: "mem", ir.Tape: "kept"}[code]
	}
	name := base
	for i := 2; used[name] || token.IsKeyword(name); i++ {
		name = base + strconv.Itoa(i)
	}
	used[name] = true
	return name
}

// poolName derives the name of the struct from that of the function: smoothTape
// for SmoothGrad, modelObsTape for a method ObsGrad of Model.
func poolName(fn *ir.Func, taken func(string) bool) string {
	name := strings.TrimSuffix(fn.Name, "Grad")
	if name == "" {
		name = fn.Name
	}
	if fn.Recv != nil {
		name = typeName(fn.Recv) + capital(name)
	}
	base := uncapital(name) + "Tape"
	free := base
	for i := 2; taken(free) || taken(free+"s") || taken(free+"Pool"); i++ {
		free = base + strconv.Itoa(i)
	}
	return free
}

// typeName is the name of the receiver's type, without package, pointer and type arguments.
func typeName(recv *ir.Value) string {
	name := recv.Type.String()
	if i := strings.IndexByte(name, '['); i >= 0 {
		name = name[:i]
	}
	return name[strings.LastIndexAny(name, "./*")+1:]
}

func capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// uncapital makes the leading capitals small: HTTPLoss becomes httpLoss.
func uncapital(s string) string {
	runes := []rune(s)
	for i, r := range runes {
		if !unicode.IsUpper(r) || i > 0 && i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
			break
		}
		runes[i] = unicode.ToLower(r)
	}
	return string(runes)
}

// take chooses the names that nothing else may have.
func (w *pool) take(p *printer) {
	p.file.taken[w.typ], p.file.taken[w.pools] = true, true
	w.local = p.freeName("tape")
	w.source = w.pools
	if w.params != nil {
		p.file.taken[w.instance()] = true
		w.source = p.freeName("pool")
	}
}

// enter prints how the function gets its memory.
func (w *pool) enter(p *printer) []jen.Code {
	var list []jen.Code
	args := p.typeArgs(w.params)
	if w.params != nil {
		list = append(list, jen.Id(w.source+" := "+w.instance()+args+"()"))
	}
	list = append(list,
		jen.Id(w.local+" := "+w.source+".Get().(*"+w.typ+args+")"),
		jen.Defer().Id(w.source+".Put("+w.local+")"),
	)
	for _, a := range w.arenas {
		list = append(list, jen.Id(w.local+"."+a.used+" = 0"))
	}
	return append(list, jen.Line())
}

func (w *pool) field(op *ir.Op) string {
	w.used = true
	return w.local + "." + w.fields[op]
}

// scratch prints a zeroed slice of pooled memory: Go extends a slice by zeros
// without making them elsewhere. Sliced to its length it has one that Go's compiler
// knows, which saves checks of indexes.
func (w *pool) scratch(p *printer, s *stmt) jen.Code {
	typ, n := p.typ(s.op.Result().Type), p.value(s.op.Args[0]).text
	var from string
	if old := ir.MemoryOf(s.op); old != nil {
		from = p.value(old).in(precPrimary)
	} else {
		from = w.field(s.op)
		w.due = append(w.due, save{s, s.op})
	}
	var memory string
	if s.op.Dirty {
		memory = p.growFunc() + "(" + from + "[:0], " + n + ")[:" + n + "]"
	} else {
		zeros := p.builtin("make", []string{typ, n}).text + "..."
		memory = p.builtin("append", []string{from + "[:0]", zeros}).text + "[:" + n + "]"
	}
	if s.op.Exact {
		memory = strings.TrimSuffix(memory, "]") + ":" + n + "]"
	}
	return jen.Id(p.targets(s) + memory)
}

// growFunc is slices.Grow, as the function can write it.
func (p *printer) growFunc() string {
	pkg := p.file.use("slices", "slices")
	p.mention(pkg)
	return pkg + ".Grow"
}

// extend prints that a stack gets n values more, and the slice of them.
func (w *pool) extend(p *printer, s *stmt) []jen.Code {
	return []jen.Code{w.grow(p, s), w.last(p, s)}
}

// last prints the slice of the last n values of a stack. That it has n is told to Go's
// compiler, which saves checks of indexes.
func (w *pool) last(p *printer, s *stmt) jen.Code {
	stack, rest := w.rest(p, s)
	return jen.Id(p.targets(s) + stack + "[" + rest + ":][:" + p.value(s.op.Args[1]).text + "]")
}

// grow prints that a stack gets n values more.
func (w *pool) grow(p *printer, s *stmt) jen.Code {
	stack, n := p.value(s.op.Args[0]).text, p.value(s.op.Args[1]).text
	grow := p.growFunc()
	length := p.builtin("len", []string{stack}).text
	return jen.Id(stack + " = " + grow + "(" + stack + ", " + n + ")[:" + length + "+" + n + "]")
}

// retract prints the slice of the last n values of a stack, which has them no longer, unless
// nobody looks.
func (w *pool) retract(p *printer, s *stmt) []jen.Code {
	if p.onlyRetracted(s.op) {
		return []jen.Code{w.last(p, s)}
	}
	return []jen.Code{w.last(p, s), w.drop(p, s)}
}

// onlyRetracted reports whether op, a Retract, is all that is ever done with its stack.
func (p *printer) onlyRetracted(op *ir.Op) bool {
	stack := op.Args[0]
	if len(p.uses[stack]) > 1 {
		return false
	}
	tree := ir.NewTree(p.fn)
	return len(tree.Loops(op)) == len(tree.Loops(stack.Op))
}

// drop prints that a stack gives up its last n values.
func (w *pool) drop(p *printer, s *stmt) jen.Code {
	stack, rest := w.rest(p, s)
	return jen.Id(stack + " = " + stack + "[:" + rest + "]")
}

// rest is the stack of an Extend or Retract, and the number of values in front of those that it is about.
func (w *pool) rest(p *printer, s *stmt) (stack, n string) {
	stack = p.value(s.op.Args[0]).text
	return stack, p.builtin("len", []string{stack}).text + "-" + p.value(s.op.Args[1]).text
}

// fieldType is the type of the field for op.
func fieldType(op *ir.Op) types.Type {
	if op.Code == ir.Pooled {
		return ir.PlaceType(op.Result().Type, nil)
	}
	return op.Result().Type
}

// types are the types of the fields.
func (w *pool) types() (list []types.Type) {
	for _, op := range w.order {
		list = append(list, fieldType(op))
	}
	for _, a := range w.arenas {
		list = append(list, a.typ)
	}
	return list
}

// decls prints the type of the struct and the pool.
func (w *pool) decls(p *printer) []jen.Code {
	sync := p.file.use("sync", "sync")
	decls := []jen.Code{
		jen.Line().Id("type " + w.typ + p.typeParams(w.params) + " struct{ " + w.fieldList(p) + " }").Line(),
	}
	if w.params == nil {
		decls = append(decls, jen.Line().Id("var "+w.pools+" = "+newTapes(sync, w.typ)).Line())
	} else {
		decls = append(decls, w.instances(p, sync)...)
	}
	for _, a := range w.arenas {
		decls = append(decls, a.decl(w, p)...)
	}
	return decls
}

// newTapes prints a pool of a type.
func newTapes(sync, typ string) string {
	return sync + ".Pool{New: func() any { return new(" + typ + ") }}"
}

// fieldList prints the fields; neighbours of one type share it.
func (w *pool) fieldList(p *printer) string {
	var fields strings.Builder
	for i, op := range w.order {
		typ, separator := p.typ(fieldType(op)), ", "
		if i+1 == len(w.order) || p.typ(fieldType(w.order[i+1])) != typ {
			separator = " " + typ + "; "
		}
		fields.WriteString(w.fields[op] + separator)
	}
	for _, a := range w.arenas {
		fields.WriteString(a.list + " []" + p.typ(a.typ) + "; " + a.used + " int; ")
	}
	return strings.TrimSuffix(fields.String(), "; ")
}
