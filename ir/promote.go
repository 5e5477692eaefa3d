package ir

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxLeaves is the number of parts up to which a variable is split into values.
const maxLeaves = 32

// Promote makes values of variables: an Alloc whose address is only used to
// load, store and move whole or constant parts disappears, and its parts become
// values that ifs give and loops carry.
//
// Before: f passes Check.
// After:  f passes Check and computes the same; the Allocs that are left have
// their address taken, are indexed by a variable, or have too many parts.
func Promote(f *Func) {
	p := &promoter{
		b:       &Builder{Func: f},
		vars:    map[*Value]*variable{},
		subst:   map[*Value]*Value{},
		current: map[leafKey]*Value{},
		writes:  map[*Block][]leafKey{},
	}
	p.find(f)
	if len(p.vars) == 0 {
		return
	}
	p.block(f.Body)
}

// A variable is an Alloc that is promoted.
type variable struct {
	alloc  *Value
	typ    types.Type
	leaves []leaf
	order  int
}

// A leaf is a part of a variable that becomes a value of its own.
type leaf struct {
	path []Step // indexes of arrays are in At
	typ  types.Type
	name string
}

type leafKey struct {
	v *variable
	i int
}

type promoter struct {
	b       *Builder
	vars    map[*Value]*variable // by the value of the Alloc
	subst   map[*Value]*Value    // what replaces the result of a Load
	current map[leafKey]*Value   // what the leaf holds here
	writes  map[*Block][]leafKey // leaves that a block or one inside it writes
}

// find fills vars: all Allocs that can be promoted, in program order.
func (p *promoter) find(f *Func) {
	uses := map[*Value][]*Op{}
	var allocs []*Value
	visitOps(f.Body, func(op *Op) {
		for _, a := range op.Args {
			if n := len(uses[a]); n == 0 || uses[a][n-1] != op {
				uses[a] = append(uses[a], op)
			}
		}
		if op.Code == Alloc {
			allocs = append(allocs, op.Result())
		}
	})
	for _, a := range allocs {
		t := a.Type.Underlying().(*types.Pointer).Elem()
		leaves, ok := splitLeaves(t, a.Name, f.Pkg)
		if ok && len(leaves) <= maxLeaves && onlyPlaces(a, t, uses) {
			p.vars[a] = &variable{alloc: a, typ: t, leaves: leaves, order: len(p.vars)}
		}
	}
}

func visitOps(b *Block, visit func(*Op)) {
	for _, op := range b.Ops {
		visit(op)
		for _, inner := range op.Blocks {
			visitOps(inner, visit)
		}
	}
}

// onlyPlaces reports whether address, that of a t, is only used for constant places.
func onlyPlaces(address *Value, t types.Type, uses map[*Value][]*Op) bool {
	for _, op := range uses[address] {
		switch op.Code {
		case Load, Addr:
		case Store:
			if op.Args[len(op.Args)-1] == address {
				return false
			}
		case Move:
			continue
		default:
			return false
		}
		if slices.Contains(op.Args[1:], address) || !constantPath(op, t) {
			return false
		}
		if op.Code == Addr && !onlyPlaces(op.Result(), PlaceType(address.Type, op.Path), uses) {
			return false
		}
	}
	return true
}

// constantPath reports whether op's place in a t is known and exists.
func constantPath(op *Op, t types.Type) bool {
	indexes := op.Indexes()
	for _, s := range op.Path {
		if s.Index {
			n, ok := IntConst(indexes[0])
			array, isArray := t.Underlying().(*types.Array)
			if !ok || !isArray || n < 0 || n >= array.Len() {
				return false
			}
			indexes = indexes[1:]
		}
		t = Part(t, []Step{s})
	}
	return true
}

// splitLeaves lists the leaves of a variable of type t and the given name. It
// fails if one of its fields can't be named in package pkg.
func splitLeaves(t types.Type, name string, pkg *types.Package) ([]leaf, bool) {
	var out []leaf
	ok := true
	var walk func(t types.Type, path []Step, name string)
	walk = func(t types.Type, path []Step, name string) {
		switch u := t.Underlying().(type) {
		case *types.Struct:
			for i := range u.NumFields() {
				field := u.Field(i)
				ok = ok && (field.Exported() || field.Pkg() == pkg) && field.Name() != "_"
				walk(field.Type(), append(slices.Clip(path), Step{Field: i}), partName(name, field.Name()))
			}
		case *types.Array:
			for i := 0; i < int(u.Len()) && len(out) <= maxLeaves; i++ {
				walk(u.Elem(), append(slices.Clip(path), Step{Index: true, At: i}), partName(name, fmt.Sprint(i)))
			}
		default:
			out = append(out, leaf{path: path, typ: t, name: name})
		}
	}
	walk(t, nil, name)
	return out, ok
}

// partName is the hint for a part: p and X make pX, v and 0 make v0.
func partName(name, part string) string {
	if name == "" && unicode.IsDigit(rune(part[0])) {
		return ""
	}
	if name == "" {
		return strings.ToLower(part[:1]) + part[1:]
	}
	r, size := utf8.DecodeRuneInString(part)
	return name + string(unicode.ToUpper(r)) + part[size:]
}

// place resolves a constant place: the variable, and the path with its indexes in At.
func (p *promoter) place(address *Value) (*variable, []Step) {
	if v, ok := p.vars[address]; ok {
		return v, nil
	}
	if address.Op == nil || address.Op.Code != Addr {
		return nil, nil
	}
	v, path := p.place(address.Op.Base())
	if v == nil {
		return nil, nil
	}
	return v, append(slices.Clip(path), resolved(address.Op)...)
}

// resolved is op's path with the constant indexes in At.
func resolved(op *Op) []Step {
	path := slices.Clone(op.Path)
	indexes := op.Indexes()
	for i := range path {
		if path[i].Index {
			n, _ := IntConst(indexes[0])
			path[i].At = int(n)
			indexes = indexes[1:]
		}
	}
	return path
}

// within lists the leaves of v that path leads to or contains.
func (v *variable) within(path []Step) []leafKey {
	var keys []leafKey
	for i, l := range v.leaves {
		if len(l.path) >= len(path) && slices.Equal(l.path[:len(path)], path) {
			keys = append(keys, leafKey{v, i})
		}
	}
	return keys
}

func (k leafKey) leaf() leaf { return k.v.leaves[k.i] }

// get is what the leaf holds here; before the first store that is zero.
func (p *promoter) get(k leafKey) *Value {
	if v := p.current[k]; v != nil {
		return v
	}
	return p.b.Zero(k.leaf().typ)
}

// set says that the leaf holds x from here on, and lends x its name.
func (p *promoter) set(k leafKey, x *Value) {
	if x.Name == "" && x.Op != nil && x.Op.Code != Const {
		x.Name = k.leaf().name
	}
	p.current[k] = x
}

// block rewrites b's operations in order.
func (p *promoter) block(b *Block) {
	ops := b.Ops
	b.Ops = nil
	outer := p.b
	p.b = outer.At(b)
	paragraph := false // of an operation that has gone
	for _, op := range ops {
		n := len(b.Ops)
		for i, a := range op.Args {
			if s, ok := p.subst[a]; ok {
				op.Args[i] = s
			}
		}
		p.b.Pos = op.Pos
		p.op(op)
		paragraph = paragraph || op.Paragraph
		if paragraph && len(b.Ops) > n {
			b.Ops[n].Paragraph, paragraph = true, false
		}
	}
	p.b = outer
}

func (p *promoter) op(op *Op) {
	switch op.Code {
	case Alloc:
		if v := p.vars[op.Result()]; v != nil {
			for i := range v.leaves { // a loop's body meets it again and again
				delete(p.current, leafKey{v, i})
			}
			return
		}
	case Addr:
		if v, _ := p.place(op.Result()); v != nil {
			return
		}
	case Load:
		if v, path := p.placeOf(op); v != nil {
			p.subst[op.Result()] = p.whole(v, path, op.Result().Type)
			return
		}
	case Store:
		if v, path := p.placeOf(op); v != nil {
			p.assign(v, path, op.Args[len(op.Args)-1])
			return
		}
	case Move:
		if p.move(op) {
			return
		}
	case If:
		p.ifOp(op)
		return
	case Loop:
		p.loop(op)
		return
	}
	p.b.Block.Ops = append(p.b.Block.Ops, op)
}

// placeOf resolves the place of a Load or Store.
func (p *promoter) placeOf(op *Op) (*variable, []Step) {
	v, path := p.place(op.Base())
	if v == nil {
		return nil, nil
	}
	return v, append(slices.Clip(path), resolved(op)...)
}

// whole is the value of the part of v at path, which has type t.
func (p *promoter) whole(v *variable, path []Step, t types.Type) *Value {
	if keys := v.within(path); len(keys) == 1 && len(keys[0].leaf().path) == len(path) {
		return p.get(keys[0])
	}
	var parts []*Value
	for i, part := range Parts(t) {
		step := Step{Field: i}
		if _, ok := t.Underlying().(*types.Array); ok {
			step = Step{Index: true, At: i}
		}
		parts = append(parts, p.whole(v, append(slices.Clip(path), step), part))
	}
	return p.b.Build(t, parts...)
}

// assign stores x, a leaf or a value with parts, at path of v.
func (p *promoter) assign(v *variable, path []Step, x *Value) {
	for _, k := range v.within(path) {
		rest := k.leaf().path[len(path):]
		if len(rest) == 0 {
			p.set(k, x)
		} else {
			p.set(k, p.b.Field(x, rest...))
		}
	}
}

// move rewrites a Move of which one side at least is promoted.
func (p *promoter) move(op *Op) bool {
	dst, dstPath := p.place(op.Args[0])
	src, srcPath := p.place(op.Args[1])
	t := PlaceType(op.Args[0].Type, nil)
	switch {
	case dst != nil && src != nil:
		to, from := dst.within(dstPath), src.within(srcPath)
		values := make([]*Value, len(from))
		for i, k := range from {
			values[i] = p.get(k)
		}
		for i, k := range to {
			p.set(k, values[i])
		}
	case dst != nil:
		p.assign(dst, dstPath, p.b.Load(op.Args[1], nil))
	case src != nil:
		p.b.Store(p.whole(src, srcPath, t), op.Args[0], nil)
	default:
		return false
	}
	return true
}

// ifOp makes results of the leaves that one of the branches has changed.
func (p *promoter) ifOp(op *Op) {
	p.b.Block.Ops = append(p.b.Block.Ops, op)
	keys := p.written(op)
	before := map[leafKey]*Value{}
	for _, k := range keys {
		before[k] = p.current[k]
	}
	var after [2]map[leafKey]*Value
	for i, b := range op.Blocks {
		for _, k := range keys {
			p.current[k] = before[k]
		}
		p.block(b)
		after[i] = map[leafKey]*Value{}
		for _, k := range keys {
			after[i][k] = p.current[k]
		}
	}
	for _, k := range keys {
		p.current[k] = before[k]
		if v, same := settled(op, before[k], after[0][k], after[1][k]); same {
			p.current[k] = v
		} else {
			p.current[k] = p.merge(op, k, after[0][k], after[1][k])
		}
	}
}

// settled is what a leaf holds after op, if that is known without a result of
// op: both branches leave the same in it, or the one that doesn't panic leaves what was there before.
func settled(op *Op, before, x, y *Value) (*Value, bool) {
	switch {
	case op.Blocks[0].End().Code != Yield:
		return before, y == before
	case op.Blocks[1].End().Code != Yield:
		return before, x == before
	}
	return x, x == y
}

// merge gives op a result for the leaf k, x or y.
func (p *promoter) merge(op *Op, k leafKey, x, y *Value) *Value {
	for i, v := range []*Value{x, y} {
		end := op.Blocks[i].End()
		if end.Code != Yield {
			continue
		}
		if v == nil {
			v = zeroBefore(p.b.Func, op.Blocks[i], k.leaf().typ)
		}
		end.Args = append(end.Args, v)
	}
	return p.b.AddResult(op, k.leaf().name, k.leaf().typ)
}

// zeroBefore puts the zero value of t just before the end of b.
func zeroBefore(f *Func, b *Block, t types.Type) *Value {
	tail := &Block{}
	zero := (&Builder{Func: f, Block: tail}).Zero(t)
	b.Ops = slices.Insert(b.Ops, len(b.Ops)-1, tail.Ops...)
	return zero
}

// loop makes the loop carry the leaves that its body changes.
func (p *promoter) loop(op *Op) {
	body := op.Blocks[0]
	keys := p.written(op)
	after := make([]*Value, len(keys))
	for i, k := range keys {
		init := p.get(k)
		p.current[k], after[i] = p.b.Carry(op, init, k.leaf().name)
	}
	p.b.Block.Ops = append(p.b.Block.Ops, op)
	p.block(body)
	end := body.End()
	for i, k := range keys {
		if end.Code == Yield {
			v := p.current[k]
			if v == nil {
				v = zeroBefore(p.b.Func, body, k.leaf().typ)
			}
			end.Args = append(end.Args, v)
		}
		p.current[k] = after[i]
	}
}

// written lists the leaves of variables made outside op that op's blocks write, in a fixed order.
func (p *promoter) written(op *Op) []leafKey {
	set := map[leafKey]bool{}
	for _, b := range op.Blocks {
		for _, k := range p.writtenIn(b) {
			set[k] = true
		}
	}
	for _, b := range op.Blocks {
		visitOps(b, func(inner *Op) {
			if inner.Code != Alloc {
				return
			}
			if v := p.vars[inner.Result()]; v != nil {
				for i := range v.leaves {
					delete(set, leafKey{v, i})
				}
			}
		})
	}
	keys := make([]leafKey, 0, len(set))
	for k := range set {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b leafKey) int {
		if a.v != b.v {
			return a.v.order - b.v.order
		}
		return a.i - b.i
	})
	return keys
}

// writtenIn lists the leaves that b and the blocks in it write.
func (p *promoter) writtenIn(b *Block) []leafKey {
	if keys, ok := p.writes[b]; ok {
		return keys
	}
	var keys []leafKey
	seen := map[leafKey]bool{}
	add := func(ks []leafKey) {
		for _, k := range ks {
			if !seen[k] {
				seen[k] = true
				keys = append(keys, k)
			}
		}
	}
	for _, op := range b.Ops {
		switch op.Code {
		case Store:
			if v, path := p.placeOf(op); v != nil {
				add(v.within(path))
			}
		case Move:
			if v, path := p.place(op.Args[0]); v != nil {
				add(v.within(path))
			}
		}
		for _, inner := range op.Blocks {
			add(p.writtenIn(inner))
		}
	}
	p.writes[b] = keys
	return keys
}

// IntConst is the value of v if it is a constant integer.
func IntConst(v *Value) (int64, bool) {
	if v.Op == nil || v.Op.Code != Const || v.Op.Const == nil {
		return 0, false
	}
	return int64Val(v.Op.Const)
}
