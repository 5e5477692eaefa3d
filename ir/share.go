package ir

import (
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// shareValues drops what has been computed before, where that is visible, and loads
// of places whose contents are known: loaded or stored before, and not written
// since. It reports whether there was anything.
//
//	x = load s[i]; …; y = load s[i]    →   y = x, if nothing between may write to s[i]
//	store s[i], x; y = load s[i]       →   y = x
//	x = load s[i]; …; store s[i], x    →   nothing, likewise
//
// Before: f passes Check.
// After:  f passes Check; an operation that is dropped could not panic because
// the one before, which did the same, did not.
func shareValues(f *Func) bool {
	s := &sharer{aliases: NewAliases(f), subst: map[*Value]*Value{}, seen: map[string][]*Value{}}
	s.block(f.Body)
	return s.changed
}

type sharer struct {
	aliases *Aliases
	subst   map[*Value]*Value
	seen    map[string][]*Value // results of operations that are visible, by key
	places  []content
	changed bool
}

func (s *sharer) block(b *Block) {
	var keys []string
	outer := s.places
	s.places = slices.Clone(outer)
	ops := b.Ops
	b.Ops = b.Ops[:0]
	for _, op := range ops {
		for i, v := range op.Args {
			if w, ok := s.subst[v]; ok {
				op.Args[i] = w
			}
		}
		if op.Code == Load || op.Code == Store {
			if s.access(op) {
				continue
			}
		} else if canShare(op) {
			k := key(op)
			if s.replaced(op, s.seen[k]) {
				continue
			}
			keys = append(keys, k)
			s.seen[k] = op.Results
		} else {
			s.other(op)
		}
		b.Ops = append(b.Ops, op)
	}
	clear(ops[len(b.Ops):])
	for _, k := range keys {
		delete(s.seen, k)
	}
	s.places = outer
}

// other goes on through operations that own blocks or write. What a loop's
// body writes is already forgotten when the body begins, for its later iterations.
func (s *sharer) other(op *Op) {
	s.forget(op)
	for _, b := range op.Blocks {
		s.block(b)
	}
}

// canShare reports whether once is enough for two operations such as op.
func canShare(op *Op) bool {
	return len(op.Blocks) == 0 && len(op.Results) > 0 && Effects(op)&^MayPanic == 0
}

// replaced puts the values vs where op's results were, if there are vs.
func (s *sharer) replaced(op *Op, vs []*Value) bool {
	if vs == nil {
		return false
	}
	for i, v := range op.Results {
		if !types.Identical(v.Type, vs[i].Type) {
			return false
		}
	}
	for i, v := range op.Results {
		s.subst[v] = vs[i]
		if vs[i].Name == "" && vs[i].Op != nil && vs[i].Op.Code != Const {
			vs[i].Name = v.Name
		}
	}
	s.changed = true
	return true
}

// isCommutative holds the operators whose operands may be swapped, up to which
// of two NaN comes out.
var isCommutative = map[Code]bool{Add: true, Mul: true, And: true, Or: true, Xor: true, Eq: true, Ne: true}

// key is equal for operations that give equal results.
func key(op *Op) string {
	var k strings.Builder
	number := func(n int) { k.WriteString(strconv.Itoa(n) + ",") }
	number(int(op.Code))
	args := op.Args
	if len(args) == 2 && isCommutative[op.Code] && !isString(args[0].Type) && args[1].ID < args[0].ID {
		args = []*Value{args[1], args[0]}
	}
	number(len(args))
	for _, v := range args {
		number(v.ID)
	}
	for _, step := range op.Path {
		if step.Index {
			k.WriteByte('i')
		}
		number(step.Field + step.At) // one of them is 0
	}
	switch {
	case op.Code == Call && op.Func != nil:
		k.WriteString(op.Func.FullName())
	case op.Code == Call:
		k.WriteString(op.Builtin)
	case op.Code == Global:
		k.WriteString(op.Object.Pkg().Path() + "." + op.Object.Name())
	case op.Code == Const && op.Const != nil:
		k.WriteString(op.Const.ExactString())
	}
	for _, v := range op.Results {
		k.WriteString(" " + types.TypeString(v.Type, nil))
	}
	return k.String()
}
