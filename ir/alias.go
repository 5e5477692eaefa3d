package ir

import "slices"

// Aliases says which operations of a function may touch the same memory. It
// holds as long as operations are only removed; about values that are new it
// assumes the worst.
//
// Two operations touch different memory if what they touch has different types,
// comes from different origins (the memory of an Alloc or Make is reached
// through references to it alone, that of the parameters in Func.Apart through
// these alone), or is another field or element of the same thing.
type Aliases struct {
	inputs  []*Value
	origins *origins
	cache   map[*Op][]access
}

// NewAliases analyses f.
func NewAliases(f *Func) *Aliases {
	return &Aliases{f.Inputs(), newOrigins(f), map[*Op][]access{}}
}

// MayAlias reports whether x and y, with the operations in them, may touch the
// same memory, in one run of the blocks around both.
func (a *Aliases) MayAlias(x, y *Op) bool {
	return a.meet(x, y, false, func(x, y access) bool { return true })
}

// Clobbers reports whether w may write what r reads, in one run of the blocks around both.
func (a *Aliases) Clobbers(w, r *Op) bool {
	return a.meet(w, r, false, func(w, r access) bool { return w.write && !r.write })
}

// Conflict reports whether the order of x and y matters: one may write what the
// other reads or writes, in one run of the blocks around both.
func (a *Aliases) Conflict(x, y *Op) bool {
	return a.meet(x, y, false, func(x, y access) bool { return x.write || y.write })
}

// ClobbersAcross reports whether w may write what r reads when they run in any
// two iterations of the loops around them.
func (a *Aliases) ClobbersAcross(w, r *Op) bool {
	return a.meet(w, r, true, func(w, r access) bool { return w.write && !r.write })
}

// ConflictAcross is [Aliases.Conflict] of x and y in any two iterations of the
// loops around them.
func (a *Aliases) ConflictAcross(x, y *Op) bool {
	return a.meet(x, y, true, func(x, y access) bool { return x.write || y.write })
}

// Local reports whether all memory that a reference in v leads to was made in
// the function and is known to nobody else.
func (a *Aliases) Local(v *Value) bool {
	roots := a.origins.of(v)
	return !roots.meets(a.known(nil))
}

// Published reports whether the memory that op, an operation of the function,
// makes may be reached by others when the function has returned.
func (a *Aliases) Published(op *Op) bool {
	root, ok := a.origins.locals[op]
	return !ok || a.known(nil).has(root)
}

// Overlap reports whether references in v and w may lead directly to the same memory.
func (a *Aliases) Overlap(v, w *Value) bool {
	return rootsMeet(a.origins.of(v), a.origins.of(w))
}

// Reaches reports whether memory that references in w lead to directly is reached from v.
func (a *Aliases) Reaches(v, w *Value) bool {
	return rootsMeet(a.origins.reach(a.origins.of(v)), a.origins.of(w))
}

// Overwrites reports whether w may write, in any iteration of the loops around it, memory that
// references in v lead to, directly or through others.
func (a *Aliases) Overwrites(w *Op, v *Value) bool {
	read := access{roots: a.origins.reach(a.origins.of(v)), leaves: leavesBehind(v.Type)}
	return slices.ContainsFunc(a.accesses(w), func(x access) bool { return x.write && x.overlaps(read, true) })
}

// known is the memory that others know of when the values vs are handed to them.
func (a *Aliases) known(vs []*Value) rootSet {
	var roots rootSet
	for root := range firstLocal {
		roots.add(root)
	}
	for _, v := range vs {
		roots.union(a.origins.of(v))
	}
	return a.origins.reach(roots)
}

func (a *Aliases) meet(x, y *Op, across bool, relevant func(x, y access) bool) bool {
	ys := a.accesses(y)
	for _, ax := range a.accesses(x) {
		for _, ay := range ys {
			if relevant(ax, ay) && ax.overlaps(ay, across) {
				return true
			}
		}
	}
	return false
}

// accesses lists what op and the operations in it touch.
func (a *Aliases) accesses(op *Op) []access {
	if list, ok := a.cache[op]; ok {
		return list
	}
	list := a.accessesOf(op)
	for _, b := range op.Blocks {
		for _, inner := range b.Ops {
			list = append(list, a.accesses(inner)...)
		}
	}
	a.cache[op] = list
	return list
}

func (a *Aliases) accessesOf(op *Op) []access {
	switch op.Code {
	case Load:
		if isString(op.Base().Type) {
			return nil
		}
		return []access{a.place(op, false)}
	case Store:
		return []access{a.place(op, true)}
	case Push, Scratch:
		return []access{a.elements(stack(op), true)}
	case Pop, Extend, Retract:
		return []access{a.elements(op.Args[0], false), a.elements(op.Args[0], true)}
	case Len, Convert:
		if Effects(op)&Reads != 0 {
			return []access{a.elements(op.Args[0], false)}
		}
	case Call:
		return a.callAccesses(op)
	}
	return nil
}

// stack is the slice that a Push or a Scratch writes.
func stack(op *Op) *Value {
	if op.Code == Push {
		return op.Args[0]
	}
	return op.Result()
}

func (a *Aliases) callAccesses(op *Op) []access {
	callee := CallOf(op)
	var list []access
	if callee.Effects&Unknown != 0 {
		everything := access{roots: a.known(op.Args), leaves: allLeaves}
		list = append(list, everything)
		everything.write = true
		return append(list, everything)
	}
	if callee.Effects&Writes != 0 {
		first := op.Args[0]
		list = append(list, a.elements(first, true))
	}
	if callee.Effects&Reads != 0 {
		for _, v := range readBy(op) {
			roots := a.origins.reach(a.origins.of(v))
			list = append(list, access{roots: roots, leaves: leavesBehind(v.Type)})
		}
	}
	return list
}

// readBy are the arguments of a call whose memory it reads.
func readBy(op *Op) []*Value {
	if op.Builtin == "copy" {
		return op.Args[1:]
	}
	return op.Args
}

// place is what a Load or Store touches.
func (a *Aliases) place(op *Op, write bool) access {
	acc := access{base: op.Base(), path: op.Path, indexes: op.Indexes(), write: write}
	acc.roots = a.origins.of(acc.base)
	t := PlaceType(op.Base().Type, op.Path)
	acc.leaves, acc.scalar = leavesOf(t), kindOf(op.Path, t)
	return a.normal(acc)
}

func (a *Aliases) normal(x access) access {
	x = x.normal()
	x.fixed = slices.Contains(a.inputs, x.base) || isNew(x.base)
	return x
}

// isNew reports whether v is memory that an operation makes, or a variable of the package.
func isNew(v *Value) bool {
	if v.Op == nil {
		return false
	}
	switch v.Op.Code {
	case Alloc, Make, Scratch, Fresh, Pooled, Global:
		return true
	}
	return false
}

// elements is all memory behind the references in v: of a slice of scalars, these.
func (a *Aliases) elements(v *Value, write bool) access {
	acc := access{roots: a.origins.of(v), leaves: leavesBehind(v.Type), write: write}
	if isSlice(v.Type) {
		acc.scalar = kindOf([]Step{{Index: true}}, elemOf(v.Type))
		if acc.scalar == elementScalar {
			acc.leaves = leavesOf(elemOf(v.Type))
		}
	}
	return acc
}
