package ir

import "slices"

// Unread is what [FindUnread] finds, with the program in which it is found.
type Unread struct {
	Func *Func // a copy, promoted
	// Values holds what the stores write, nil for those whose value is read.
	Values []*Value
	// Elsewhere says which of the values are used for other things.
	Elsewhere []bool
}

// FindUnread finds out which of the stores write what nothing reads: no result,
// no effect and no branch depends on it. A sum that is only added to is not read.
//
// Before: f passes Check, and nothing has been dropped from it; uses are values
// that count as read.
// After: f is unchanged.
func FindUnread(f *Func, stores []*Op, uses []*Value) Unread {
	g := Clone(f)
	c := newCounterparts(f, g)
	var written, used []*Op
	for _, v := range uses {
		used = append(used, c.markUse(v))
	}
	for _, op := range stores {
		written = append(written, c.markStore(c.ops[op]))
	}
	Promote(g)
	l := newLiveness(g)
	for _, mark := range used {
		l.op(mark)
	}
	l.run()
	u := Unread{Func: g, Values: make([]*Value, len(stores)), Elsewhere: make([]bool, len(stores))}
	for i, mark := range written {
		if !l.ops[mark] {
			u.Values[i], u.Elsewhere[i] = mark.Args[0], l.values[mark.Args[0]]
		}
	}
	return u
}

// counterparts are what a clone has in place of a function's operations and
// values. A mark in the clone is a conversion of a value to its own type, which
// Promote leaves in place.
type counterparts struct {
	clone  *Func
	ops    map[*Op]*Op
	values map[*Value]*Value
	tree   *Tree
}

func newCounterparts(f, clone *Func) *counterparts {
	c := &counterparts{clone, map[*Op]*Op{}, map[*Value]*Value{}, NewTree(clone)}
	for i, v := range f.Inputs() {
		c.values[v] = clone.Inputs()[i]
	}
	copies := slices.Collect(clone.Body.All())
	i := 0
	for op := range f.Body.All() {
		c.add(op, copies[i])
		i++
	}
	return c
}

func (c *counterparts) add(op, dup *Op) {
	c.ops[op] = dup
	for i, v := range op.Results {
		c.values[v] = dup.Results[i]
	}
	for i, b := range op.Blocks {
		for k, v := range b.Params {
			c.values[v] = dup.Blocks[i].Params[k]
		}
	}
}

// markStore puts a mark between store and what it writes. That an index may be
// out of range makes nobody read the value.
func (c *counterparts) markStore(store *Op) *Op {
	last := len(store.Args) - 1
	mark := c.mark(store.Args[last])
	store.Args[last], store.Safe = mark.Result(), true
	block := c.tree.Block(store)
	block.Ops = slices.Insert(block.Ops, slices.Index(block.Ops, store), mark)
	return mark
}

// markUse marks the counterpart of v where it is defined.
func (c *counterparts) markUse(v *Value) *Op {
	v = c.values[v]
	mark := c.mark(v)
	block, at := c.tree.Home(v), 0
	if v.Op != nil {
		at = slices.Index(block.Ops, v.Op) + 1
	}
	block.Ops = slices.Insert(block.Ops, at, mark)
	return mark
}

func (c *counterparts) mark(v *Value) *Op {
	mark := &Op{Code: Convert, Args: []*Value{v}}
	result := c.clone.NewValue("", v.Type)
	result.Op = mark
	mark.Results = []*Value{result}
	return mark
}
