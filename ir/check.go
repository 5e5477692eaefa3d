package ir

import (
	"fmt"
	"go/types"
)

// Check reports the first thing in f that no well-formed program has: a value
// that is used where it isn't visible or is defined twice, types that don't
// agree, a block that doesn't end as it must, or an operation with the wrong
// number of operands, results or blocks.
func Check(f *Func) error {
	c := &checker{f: f, defined: map[*Value]bool{}, visible: map[*Value]bool{}, ids: map[int]*Value{}}
	for _, v := range f.Inputs() {
		c.define(v, nil)
	}
	for _, v := range f.Apart {
		if !c.visible[v] {
			c.fail(nil, "apart is %s, which is no input", v.Name)
		}
	}
	if f.Body.Owner != nil {
		c.fail(nil, "the body has an owner")
	}
	c.block(f.Body)
	return c.err
}

type checker struct {
	f       *Func
	defined map[*Value]bool
	visible map[*Value]bool
	ids     map[int]*Value
	err     error
}

// fail keeps the first error; op is where it is, if it is at one operation.
func (c *checker) fail(op *Op, format string, args ...any) {
	if c.err != nil {
		return
	}
	where := c.f.Name
	if op != nil {
		where += ": " + head(op)
	}
	c.err = fmt.Errorf("ir: %s: %s", where, fmt.Sprintf(format, args...))
}

// head is op as it prints, without the insides of its blocks. Operations that can't be
// printed, being malformed, appear as their code.
func head(op *Op) (s string) {
	defer func() {
		if recover() != nil {
			s = op.Code.String()
		}
	}()
	short := *op
	short.Blocks = nil
	for _, b := range op.Blocks {
		short.Blocks = append(short.Blocks, &Block{Params: b.Params})
	}
	return short.String()
}

func (c *checker) define(v *Value, op *Op) {
	switch other := c.ids[v.ID]; {
	case c.defined[v]:
		c.fail(op, "%s is defined twice", c.name(v))
	case other != nil:
		c.fail(op, "%s and %s have one ID", c.name(v), c.name(other))
	case v.Op != op:
		c.fail(op, "%s says that another operation gives it", c.name(v))
	case v.Type == nil:
		c.fail(op, "%s has no type", c.name(v))
	}
	c.defined[v], c.visible[v], c.ids[v.ID] = true, true, v
}

func (c *checker) name(v *Value) string { return (&printer{}).name(v) }

// block checks b; what it defines isn't visible afterwards.
func (c *checker) block(b *Block) {
	for _, v := range b.Params {
		c.define(v, nil)
	}
	for i, op := range b.Ops {
		if op.Code.IsTerminator() != (i == len(b.Ops)-1) {
			c.fail(op, "a block must end in a yield, return or panic, and has these nowhere else")
		}
		c.op(op, b)
		if c.err != nil {
			return
		}
	}
	if len(b.Ops) == 0 {
		c.fail(b.Owner, "a block is empty")
	}
	for _, v := range b.Params {
		delete(c.visible, v)
	}
	for _, op := range b.Ops {
		for _, v := range op.Results {
			delete(c.visible, v)
		}
	}
}

func (c *checker) op(op *Op, b *Block) {
	for _, v := range op.Args {
		if v == nil || !c.visible[v] {
			c.fail(op, "%s isn't visible here", c.name(v))
			return
		}
	}
	for _, nested := range op.Blocks {
		if nested.Owner != op {
			c.fail(op, "a block of it says that it has another owner")
		}
	}
	if err := shape(op); err != "" {
		c.fail(op, "%s", err)
		return
	}
	if op.Code.IsTerminator() {
		c.end(op, b)
	} else if err := operands(op); err != "" {
		c.fail(op, "%s", err)
		return
	}
	for _, nested := range op.Blocks {
		c.block(nested)
	}
	for _, v := range op.Results {
		c.define(v, op)
	}
}

// end checks the operation that ends b.
func (c *checker) end(op *Op, b *Block) {
	switch {
	case op.Code == Yield && b.Owner == nil:
		c.fail(op, "a function's body must end in return or panic")
	case op.Code == Return && b.Owner != nil:
		c.fail(op, "only a function's body can end in return")
	case op.Code == Yield:
		c.handsOn(op, typesOf(b.Owner.Results))
	case op.Code == Return:
		var want []types.Type
		for _, r := range c.f.Results {
			want = append(want, r.Type)
		}
		c.handsOn(op, want)
	}
}

// handsOn checks that the operands of a Yield or Return have the types in want.
func (c *checker) handsOn(op *Op, want []types.Type) {
	if len(op.Args) != len(want) {
		c.fail(op, "it has %d values for %d results", len(op.Args), len(want))
		return
	}
	for i, v := range op.Args {
		if !types.Identical(v.Type, want[i]) {
			c.fail(op, "%s is a %s, the result a %s", c.name(v), v.Type, want[i])
		}
	}
}

func typesOf(vs []*Value) []types.Type {
	ts := make([]types.Type, len(vs))
	for i, v := range vs {
		ts[i] = v.Type
	}
	return ts
}
