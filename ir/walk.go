package ir

import "iter"

// All gives the operations of b in the order of the text: each before those of
// the blocks that it owns. The lists of operations must not change meanwhile.
func (b *Block) All() iter.Seq[*Op] {
	return func(yield func(*Op) bool) { b.walk(yield) }
}

func (b *Block) walk(yield func(*Op) bool) bool {
	for _, op := range b.Ops {
		if !yield(op) || !op.walk(yield) {
			return false
		}
	}
	return true
}

func (op *Op) walk(yield func(*Op) bool) bool {
	for _, b := range op.Blocks {
		if !b.walk(yield) {
			return false
		}
	}
	return true
}

// All gives op and the operations of the blocks that it owns, in the order of the text.
func (op *Op) All() iter.Seq[*Op] {
	return func(yield func(*Op) bool) {
		if yield(op) {
			op.walk(yield)
		}
	}
}

// Uses lists for each value the operations that take it, in the order of the
// text; one that takes it twice is there twice.
func Uses(f *Func) map[*Value][]*Op {
	uses := map[*Value][]*Op{}
	for op := range f.Body.All() {
		for _, v := range op.Args {
			uses[v] = append(uses[v], op)
		}
	}
	return uses
}

// A Tree says where the operations and values of a function are. It holds as
// long as the function doesn't change.
type Tree struct {
	body  *Block
	block map[*Op]*Block
	order map[*Op]int
	home  map[*Value]*Block
}

// NewTree looks at f's blocks.
func NewTree(f *Func) *Tree {
	t := &Tree{f.Body, map[*Op]*Block{}, map[*Op]int{}, map[*Value]*Block{}}
	for _, v := range f.Inputs() {
		t.home[v] = f.Body
	}
	t.add(f.Body)
	return t
}

func (t *Tree) add(b *Block) {
	for _, v := range b.Params {
		t.home[v] = b
	}
	for _, op := range b.Ops {
		t.block[op] = b
		t.order[op] = len(t.order)
		for _, v := range op.Results {
			t.home[v] = b
		}
		for _, nested := range op.Blocks {
			t.add(nested)
		}
	}
}

// Attach makes v, which a pass keeps beside the results of op, one that op defines.
func (t *Tree) Attach(v *Value, op *Op) {
	v.Op = op
	t.home[v] = t.block[op]
}

// Block is the block that lists op.
func (t *Tree) Block(op *Op) *Block { return t.block[op] }

// Order is op's number in the order of the text.
func (t *Tree) Order(op *Op) int { return t.order[op] }

// Owner is the If or Loop directly around op, nil in the body of the function.
func (t *Tree) Owner(op *Op) *Op { return t.block[op].Owner }

// Home is the block in which v is defined: the function's body for its inputs.
func (t *Tree) Home(v *Value) *Block { return t.home[v] }

// Parent is the block that lists the owner of b, nil for the function's body.
func (t *Tree) Parent(b *Block) *Block {
	if b.Owner == nil {
		return nil
	}
	return t.block[b.Owner]
}

// Inside reports whether inner is outer or nested in it.
func (t *Tree) Inside(inner, outer *Block) bool {
	for ; inner != nil; inner = t.Parent(inner) {
		if inner == outer {
			return true
		}
	}
	return false
}

// Loops are the loops around op, the innermost first.
func (t *Tree) Loops(op *Op) []*Op {
	var loops []*Op
	for owner := t.Owner(op); owner != nil; owner = t.Owner(owner) {
		if owner.Code == Loop {
			loops = append(loops, owner)
		}
	}
	return loops
}

// Visible reports whether op can have v as an operand: v is defined before op,
// in a block around it.
func (t *Tree) Visible(v *Value, op *Op) bool {
	home := t.home[v]
	if home == nil || !t.Inside(t.block[op], home) {
		return false
	}
	if v.Op == nil {
		return true
	}
	if t.block[v.Op] == t.block[op] {
		return t.order[v.Op] < t.order[op]
	}
	return t.order[v.Op] < t.order[op] && !t.owns(v.Op, op)
}

// owns reports whether op is in a block of owner.
func (t *Tree) owns(owner, op *Op) bool {
	for op = t.Owner(op); op != nil; op = t.Owner(op) {
		if op == owner {
			return true
		}
	}
	return false
}
