package sizes

import (
	"go/types"
	"slices"
	"strings"

	"github.com/gograd/gograd/ir"
)

// A Sizer writes formulas for the memory of one program.
type Sizer struct {
	f        *ir.Func
	tree     *ir.Tree
	uses     map[*ir.Value][]*ir.Op
	aliases  *ir.Aliases
	writers  []*ir.Op
	sizeof   types.Sizes
	taken    map[string]bool
	ordinals map[*ir.Op]*atom
	unknowns map[*ir.Value]*atom
	lengths  map[*ir.Value]*atom
	notes    []Note
	units    []string
}

// New looks at f, for machines with the given sizes of types.
func New(f *ir.Func, sizes types.Sizes) *Sizer {
	s := &Sizer{
		f: f, tree: ir.NewTree(f), uses: ir.Uses(f), aliases: ir.NewAliases(f), sizeof: sizes,
		taken: map[string]bool{}, ordinals: map[*ir.Op]*atom{}, unknowns: map[*ir.Value]*atom{}, lengths: map[*ir.Value]*atom{},
	}
	for _, v := range f.Inputs() {
		s.taken[v.Name] = true
	}
	for op := range f.Body.All() {
		if len(op.Blocks) == 0 && ir.Effects(op)&(ir.Writes|ir.Unknown) != 0 && len(op.Args) > 0 {
			s.writers = append(s.writers, op)
		}
	}
	return s
}

// A Size is a number of bytes.
type Size struct {
	p product
	s *Sizer
}

// String is the formula.
func (s Size) String() string { return s.p.text() }

// AtMost reports whether it may be less, as what is in a branch may not be needed.
func (s Size) AtMost() bool { return s.p.atMost }

// Sum is the formula for all of list.
func Sum(list []Size) (formula string, atMost bool) {
	var products []product
	for _, s := range list {
		products = append(products, s.p)
		atMost = atMost || s.p.atMost
	}
	return sum(products), atMost
}

// Largest is the largest of list: what lies in the same memory at different times takes.
func Largest(list []Size) Size {
	var texts []string
	largest := list[0]
	for _, s := range list {
		if text := s.String(); !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
		largest.p.atMost = largest.p.atMost && s.p.atMost
	}
	if len(texts) == 1 {
		return largest
	}
	a := &atom{text: "max(" + strings.Join(texts, ", ") + ")", positive: true}
	return Size{product{factor: 1, divisor: 1, counts: []linear{a.linear()}, atMost: largest.p.atMost}, largest.s}
}

// Notes say what the names in all formulas so far mean that are no inputs.
func (s *Sizer) Notes() []Note { return s.notes }

// Units are the sizes in the formulas so far of types that the type arguments make what they are.
func (s *Sizer) Units() []string { return s.units }

// Of is the most that the memory v, which a Tape, Scratch, Fresh or Make gives, takes at
// any time in a call; of what a Make gives, all that a call takes.
func (s *Sizer) Of(v *ir.Value) Size {
	op := v.Op
	p := product{factor: 1, divisor: 1}
	elem := ir.PlaceType(v.Type, nil)
	if slice, ok := ir.Under(v.Type).(*types.Slice); ok {
		elem = slice.Elem()
	}
	p.factor, p.unit = s.bytes(elem)
	var n *ir.Value
	if len(op.Args) > 0 {
		n = op.Args[len(op.Args)-1]
	}
	loops := s.tree.Loops(op)
	switch op.Code {
	case ir.Tape:
		return Size{s.stack(v, p), s}
	case ir.Scratch: // the same memory each time
		p = s.most(loops, s.multiply(p, n))
	default:
		p = s.over(loops, s.multiply(p, n), false)
	}
	p.atMost = p.atMost || s.conditional(op)
	return Size{p, s}
}

// OfResult is the size of v, a slice that a call gives in memory that it gets back for the next
// call; ok is false if what v holds may be somewhere else.
func (s *Sizer) OfResult(v *ir.Value) (size Size, ok bool) {
	t, ok := ir.Under(v.Type).(*types.Slice)
	if !ok || ir.IsReference(t.Elem()) {
		return Size{}, false
	}
	p := product{divisor: 1}
	p.factor, p.unit = s.bytes(t.Elem())
	p = s.most(s.tree.Loops(v.Op), p.times(s.length(v)))
	p.atMost = p.atMost || s.conditional(v.Op)
	return Size{p, s}, true
}

// length is the length of v.
func (s *Sizer) length(v *ir.Value) linear {
	for _, use := range s.uses[v] {
		if use.Code == ir.Len {
			return s.linear(use.Result())
		}
	}
	if s.lengths[v] == nil {
		s.lengths[v] = &atom{text: s.free("n"), positive: true, loops: s.around(s.tree.Home(v))}
		s.notes = append(s.notes, Note{Name: s.lengths[v].text, Value: v, Length: true})
	}
	return s.lengths[v].linear()
}

// bytes is the size of one t: k bytes, or k times a unit.
func (s *Sizer) bytes(t types.Type) (k int64, unit string) {
	if len(ir.TypeParamsIn(t)) > 0 && !fixedSize(t) {
		unit = "sizeof(" + s.typeText(t) + ")"
		if !slices.Contains(s.units, unit) {
			s.units = append(s.units, unit)
		}
		return 1, unit
	}
	return s.sizeof.Sizeof(t), ""
}

// fixedSize reports whether values of a type that mentions type parameters are of one size.
func fixedSize(t types.Type) bool {
	switch types.Unalias(t).Underlying().(type) {
	case *types.Slice, *types.Pointer, *types.Map, *types.Chan, *types.Signature:
		return true
	}
	return false
}

func (s *Sizer) multiply(p product, n *ir.Value) product {
	if n == nil {
		return p
	}
	for _, l := range slices.Backward(s.counts(n)) {
		p = p.times(l)
	}
	return p
}

// stack is the most that is on a stack at one time. What is put there in one iteration of a
// loop in which it is also taken back isn't there in the next.
func (s *Sizer) stack(t *ir.Value, p product) product {
	var put *ir.Op
	var back []*ir.Op
	for _, use := range s.uses[t] {
		switch use.Code {
		case ir.Push, ir.Extend:
			put = use
		case ir.Pop, ir.Retract:
			back = append(back, use)
		}
	}
	if put == nil {
		return product{divisor: 1}
	}
	if put.Code == ir.Extend {
		p = s.multiply(p, put.Args[1])
	}
	loops := s.tree.Loops(put)
	shared := slices.IndexFunc(loops, func(loop *ir.Op) bool {
		return len(back) > 0 && !slices.ContainsFunc(back, func(b *ir.Op) bool { return !slices.Contains(s.tree.Loops(b), loop) })
	})
	if shared < 0 {
		shared = len(loops)
	}
	p = s.most(loops[shared:], s.over(loops[:shared], p, shared < len(loops)))
	p.atMost = p.atMost || s.conditional(put)
	return p
}

// conditional reports whether op isn't done in each iteration of the loops around it,
// or not in each call. That a loop goes on is no such condition.
func (s *Sizer) conditional(op *ir.Op) bool {
	for in := op; s.tree.Owner(in) != nil; in = s.tree.Owner(in) {
		owner := s.tree.Owner(in)
		if owner.Code == ir.If && !s.goesOn(owner) {
			return true
		}
	}
	return false
}

// goesOn reports whether a loop goes on, or is over, as the If op says.
func (s *Sizer) goesOn(op *ir.Op) bool {
	block := s.tree.Block(op)
	if block.Owner == nil || len(block.End().Args) == 0 {
		return false
	}
	more := block.End().Args[0]
	if !slices.Contains(op.Results, more) {
		return false
	}
	return block.Owner.Code == ir.Loop && block.Owner.Endless() || block.Owner.Code == ir.If && s.goesOn(block.Owner)
}
