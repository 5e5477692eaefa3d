package adjoint

import (
	"slices"

	"github.com/gograd/gograd/ir"
)

// A Kept is memory that a gradient takes for itself: what is in it, and what its reverse
// sweep reads it for.
type Kept struct {
	Memory  *ir.Value // of the gradient: what a Tape, Scratch, Fresh or Make gives
	Content Content
	Value   *ir.Value // of the function: what Content is about; nil for none
	Op      *ir.Op    // of the function: what Content is about
	Reads   []Reading // in the order in which the reverse sweep was written
}

// Content says what is in memory that a gradient takes.
type Content int

const (
	Primal  Content = iota // the values of Value
	Old                    // the values of Value, a load from memory that is overwritten
	Copies                 // what Value refers to, which may be overwritten behind Op
	Before                 // what the caller's shadow of Value, a parameter, held before the call
	Sums                   // what the caller's shadow held before Op overwrote the place that it is of
	Trips                  // how far the loop Op has run
	Growth                 // whether and where from the append Op has taken new memory
	Shadows                // where the adjoints are of what Value refers to
	Zeros                  // the adjoints themselves of what Value refers to
	Moved                  // adjoints, while the reverse of Op copies them to memory that may overlap
)

// A Reading says that the reverse sweep of Op asks for Value: for itself, or to find the
// place of an adjoint. With Again it is Op itself that is done a second time.
type Reading struct {
	Op    *ir.Op
	Value *ir.Value // of the function; nil for what is no value of it
	Again bool

	made *ids // while it was being written
}

// Explain is Gradient with a list of the memory that the result takes.
func Explain(f *ir.Func, sig *Signature, active *Active, plan Plan) (*ir.Func, []Kept, []Problem) {
	n := &notes{held: map[*ir.Value]*ir.Value{}, derived: map[*ir.Value]bool{}}
	g := newGenerator(f, sig, active, plan)
	g.notes = n
	g.write(sig)
	readings := n.byMemory() // before values are replaced
	g.finish()
	g.lendMemory()
	onStack := place(g.out)
	kept := slices.DeleteFunc(n.kept(g.out, readings), func(k Kept) bool { return onStack[k.Memory.Op] })
	return g.out, kept, g.problems
}

// notes are taken while a gradient is written that is to be explained; nil for one that isn't.
type notes struct {
	asking  Reading // whose reverse is being written
	makings []making
	reads   []read
	held    map[*ir.Value]*ir.Value // the memory that values of the gradient are read from
	derived map[*ir.Value]bool      // values of the gradient that the reverse sweep computes from others
}

// ids are those of values that were made at one time: greater than after, and at most last.
type ids struct{ after, last int }

func (i ids) have(v *ir.Value) bool { return i.after < v.ID && v.ID <= i.last }

// A making says what memory is for that was made meanwhile.
type making struct {
	ids
	kept Kept
}

// A read is a value of the gradient with what asks for it.
type read struct {
	of *ir.Value
	by Reading
}

// making notes what memory is for that is taken until what it returns is called; of
// makings within one another the innermost counts.
func (g *generator) making(content Content, v *ir.Value, op *ir.Op) (end func()) {
	if g.notes == nil {
		return func() {}
	}
	after := g.out.LastID()
	return func() {
		g.notes.makings = append(g.notes.makings, making{ids{after, g.out.LastID()}, Kept{Content: content, Value: v, Op: op}})
	}
}

// keeping is making for v itself, which is defined in s.
func (s *scope) keeping(v *ir.Value) (end func()) {
	content := Primal
	if s.notes != nil && v.Op != nil && v.Op.Code == ir.Load && s.overwritten(v.Op) {
		content = Old
	}
	return s.making(content, v, v.Op)
}

// ask notes that it is the reverse of op that asks until what it returns is called.
func (g *generator) ask(op *ir.Op) (end func()) { return g.asks(Reading{Op: op}) }

// askAgain notes that it is op that asks, if op is done a second time.
func (s *scope) askAgain(op *ir.Op) (end func()) {
	if s.again == nil {
		return func() {}
	}
	return s.asks(Reading{Op: op, Again: true})
}

func (g *generator) asks(by Reading) (end func()) {
	if g.notes == nil {
		return func() {}
	}
	before := g.notes.asking
	by.made = &ids{after: g.out.LastID()}
	g.notes.asking = by
	return func() {
		by.made.last = g.out.LastID()
		g.notes.asking = before
	}
}

// read notes that x, which stands for v of the function, is asked for.
func (n *notes) read(x, v *ir.Value) {
	if n == nil || n.asking.Op == nil {
		return
	}
	by := n.asking
	by.Value = v
	n.reads = append(n.reads, read{x, by})
}

// hold notes that x is read from memory.
func (n *notes) hold(x, memory *ir.Value) {
	if n != nil {
		n.held[x] = memory
	}
}

// holdLike notes that x is read from where y is.
func (n *notes) holdLike(x, y *ir.Value) {
	if n != nil {
		n.held[x] = n.held[y]
	}
}

// derive notes that x is computed in the reverse sweep from its operands.
func (n *notes) derive(x *ir.Value) {
	if n != nil {
		n.derived[x] = true
	}
}

// replace notes that values of the gradient have been replaced.
func (n *notes) replace(subst map[*ir.Value]*ir.Value) {
	if n == nil {
		return
	}
	for i, r := range n.reads {
		if y := subst[r.of]; y != nil {
			n.reads[i].of = y
		}
	}
}

// byMemory lists what asks for what is in each memory, directly or for what is computed from it.
func (n *notes) byMemory() map[*ir.Value][]Reading {
	out := map[*ir.Value][]Reading{}
	for _, r := range n.reads {
		for _, m := range n.sources(r.of, nil) {
			if !slices.Contains(out[m], r.by) {
				out[m] = append(out[m], r.by)
			}
		}
	}
	return out
}

// sources appends to list the memory that x comes from.
func (n *notes) sources(x *ir.Value, list []*ir.Value) []*ir.Value {
	if m := n.held[x]; m != nil {
		return append(list, m)
	}
	if n.derived[x] {
		for _, y := range x.Op.Args {
			list = n.sources(y, list)
		}
	}
	return list
}

// kept lists the memory that is still taken by out, the gradient when it is finished.
func (n *notes) kept(out *ir.Func, readings map[*ir.Value][]Reading) []Kept {
	var list []Kept
	for op := range out.Body.All() {
		switch op.Code {
		case ir.Tape, ir.Scratch, ir.Fresh, ir.Make:
			m := op.Result()
			i := slices.IndexFunc(n.makings, func(mk making) bool { return mk.have(m) })
			if i >= 0 {
				k := n.makings[i].kept
				k.Memory, k.Reads = m, slices.DeleteFunc(readings[m], func(r Reading) bool { return r.Again && !remains(out, r) })
				list = append(list, k)
			}
		}
	}
	return list
}

// remains reports whether out still does what was written for r.
func remains(out *ir.Func, r Reading) bool {
	for op := range out.Body.All() {
		if slices.ContainsFunc(op.Results, r.made.have) {
			return true
		}
	}
	return false
}
