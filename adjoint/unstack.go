package adjoint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/gograd/gograd/ir"
)

// unstack gives what the iterations of nested loops keep a place by the indexes of all of these loops, where
// the counts of the inner ones are the same each time: no stack grows then.
//
//	for i up to m { s = extend t, n; … }     …     for i from m down { s = retract t, n; … }
//
//	t = scratch m*n;  for i up to m { s = t[i*n:][:n]; … }     …     for i from m down { s = t[i*n:][:n]; … }
//
// Before: f passes ir.Check. What is put on a stack is taken back in the opposite order.
// After:  f passes ir.Check and computes the same.
func unstack(f *ir.Func) {
	u := &unstacker{f: f, tree: ir.NewTree(f)}
	uses := ir.Uses(f)
	var tapes []*ir.Op
	for op := range f.Body.All() {
		if op.Code == ir.Tape && ir.MemoryOf(op) == nil {
			tapes = append(tapes, op)
		}
	}
	for _, tape := range tapes {
		u.stack(tape, uses[tape.Result()])
	}
	if u.changed {
		ir.Simplify(f)
	}
}

type unstacker struct {
	f       *ir.Func
	tree    *ir.Tree
	changed bool
}

// stack makes memory with places of the stack that tape makes, if its uses allow that.
func (u *unstacker) stack(tape *ir.Op, uses []*ir.Op) {
	if len(uses) != 2 || uses[0].Code != ir.Extend || uses[1].Code != ir.Retract {
		return
	}
	put, back := u.nests(uses[0], uses[1])
	if len(put) == 0 || len(put) != len(back) || u.tree.Order(put[0]) > u.tree.Order(back[0]) {
		return
	}
	early := newEarlier(u.f, u.tree, put[0])
	n := early.value(uses[0].Args[1])
	if n == nil || early.value(uses[1].Args[1]) != n {
		return
	}
	sizes := []*ir.Value{n} // of what the iterations of each loop keep, the innermost first
	for i := len(put) - 1; i >= 0; i-- {
		if !isOrdinary(put[i]) || !early.mirrors(back[i], put[i]) {
			return
		}
		sizes = append(sizes, early.b.Binary(ir.Mul, early.trips(put[i]), sizes[len(sizes)-1]))
	}
	u.replace(tape, early, sizes)
	u.place(uses[0], put, sizes)
	u.place(uses[1], back, sizes)
	u.changed = true
}

// nests are the loops around each of two operations that are not around the other, the outermost first;
// nil if there is something else around them.
func (u *unstacker) nests(x, y *ir.Op) (aroundX, aroundY []*ir.Op) {
	common := u.tree.Block(x)
	for !u.tree.Inside(u.tree.Block(y), common) {
		common = u.tree.Parent(common)
	}
	return u.nest(x, common), u.nest(y, common)
}

// nest are the operations in block around op, the outermost first; nil if there are others than loops.
func (u *unstacker) nest(op *ir.Op, block *ir.Block) (loops []*ir.Op) {
	for ; u.tree.Block(op) != block; op = u.tree.Owner(op) {
		if u.tree.Owner(op).Code != ir.Loop {
			return nil
		}
		loops = append(loops, u.tree.Owner(op))
	}
	slices.Reverse(loops)
	return loops
}

// replace puts memory for all iterations before the loops, in place of the tape.
func (u *unstacker) replace(tape *ir.Op, early *earlier, sizes []*ir.Value) {
	home := u.tree.Block(tape)
	home.Ops = slices.DeleteFunc(home.Ops, func(op *ir.Op) bool { return op == tape })
	tape.Code, tape.Dirty, tape.Safe, tape.Args = ir.Scratch, true, true, []*ir.Value{sizes[len(sizes)-1]}
	before(early.op, u.tree.Block(early.op), append(early.b.Block.Ops, tape))
}

// place makes of op, which puts something on a stack or takes it back, the part of the memory that
// belongs to the iteration of the loops around it.
func (u *unstacker) place(op *ir.Op, loops []*ir.Op, sizes []*ir.Value) {
	block := &ir.Block{}
	b := algebra{&ir.Builder{Func: u.f, Block: block, Pos: op.Pos, Safe: true}, nil}
	var at *ir.Value
	for i, loop := range loops {
		step := b.Binary(ir.Mul, ordinal(b, loop), sizes[len(loops)-1-i])
		if at == nil {
			at = step
		} else {
			at = b.Binary(ir.Add, at, step)
		}
	}
	memory, n := op.Args[0], sizes[0]
	rest := b.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{memory, at, b.Len(memory)}}, memory.Type).Result()
	zero := b.Int(0)
	before(op, u.tree.Block(op), block.Ops)
	op.Code, op.Safe, op.Args = ir.Slice, true, []*ir.Value{rest, zero, n}
	if part := op.Result(); part.Name == "" {
		part.Name = "kept"
	}
}

// An earlier computes values before an operation that are computed, the same ones, in or after it.
type earlier struct {
	b    algebra
	tree *ir.Tree
	op   *ir.Op
	done map[string]*ir.Value    // by what computes it
	of   map[*ir.Value]*ir.Value // by the value that it is
}

func newEarlier(f *ir.Func, tree *ir.Tree, op *ir.Op) *earlier {
	b := &ir.Builder{Func: f, Block: &ir.Block{}, Pos: op.Pos, Safe: true}
	return &earlier{algebra{b, nil}, tree, op, map[string]*ir.Value{}, map[*ir.Value]*ir.Value{}}
}

// value is v before the operation; nil if it can't be computed there. Values that are computed alike are one.
func (e *earlier) value(v *ir.Value) *ir.Value {
	x, known := e.of[v]
	if !known {
		x = e.compute(v)
		e.of[v] = x
	}
	return x
}

func (e *earlier) compute(v *ir.Value) *ir.Value {
	op := v.Op
	if e.tree.Visible(v, e.op) && (op == nil || !ir.Movable(op)) {
		return v
	}
	if op == nil || len(op.Results) != 1 || len(op.Blocks) > 0 || !ir.Movable(op) {
		return nil
	}
	var key strings.Builder
	fmt.Fprint(&key, op.Code, op.Const, op.Builtin, op.Func, op.Path, v.Type)
	args := make([]*ir.Value, len(op.Args))
	for i, x := range op.Args {
		if args[i] = e.value(x); args[i] == nil {
			return nil
		}
		fmt.Fprint(&key, " ", args[i].ID)
	}
	if e.done[key.String()] == nil {
		dup := *op
		dup.Args, dup.Results = args, nil
		e.done[key.String()] = e.b.Emit(&dup, v.Type).Result()
		e.done[key.String()].Name = v.Name
	}
	return e.done[key.String()]
}

// trips is the number of iterations of loop.
func (e *earlier) trips(loop *ir.Op) *ir.Value {
	dup := *loop
	dup.Args = []*ir.Value{e.value(loop.Lo()), e.value(loop.Hi())}
	return trips(e.b, &dup)
}

// mirrors reports whether the iterations of back are those of loop in the opposite order, and how
// many they are is known before.
func (e *earlier) mirrors(back, loop *ir.Op) bool {
	if back.While || back.Step != loop.Step || back.Down == loop.Down {
		return false
	}
	lo, hi := e.value(loop.Lo()), e.value(loop.Hi())
	return lo != nil && hi != nil && e.value(back.Lo()) == lo && e.value(back.Hi()) == hi
}
