package ir

import (
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// A Holding is pooled memory of a program: what it holds, and how much.
type Holding struct {
	Value *Value    // what is put there first; nil for memory that begins as zeros
	Reads token.Pos // of the first operation that uses what is read
	Type  types.Type
	Bytes int64  // of one value
	Count string // how many values, in terms of the program's inputs; "1" for one
	Ends  []*Op  // loops that end on data, for each of whose iterations there are so many
	Name  string // a hint
}

// Holdings lists the pooled memory of f, in the order of the text.
//
// Before: f passes Check. After: f is unchanged.
func Holdings(f *Func) []Holding {
	h := &holder{tree: NewTree(f), uses: Uses(f)}
	var list []Holding
	for op := range f.Body.All() {
		switch op.Code {
		case Tape:
			list = append(list, h.tape(op))
		case Scratch, Fresh:
			list = append(list, h.memory(op))
		}
	}
	return list
}

type holder struct {
	tree *Tree
	uses map[*Value][]*Op
}

// tape is what is pushed on a stack, or put there for all iterations of a loop at once.
func (h *holder) tape(op *Op) Holding {
	t := op.Result()
	out := h.holding(t)
	for _, use := range h.uses[t] {
		switch use.Code {
		case Push:
			out.Value = use.Args[1]
			out.Count, out.Ends = h.times(use, nil)
		case Extend:
			out.Value = h.stored(use.Result())
			out.Count, out.Ends = h.times(use, use.Args[1])
			out.Name = use.Result().Name
		case Pop:
			out.Reads = h.firstUse(use.Result())
		case Retract:
			out.Reads = h.read(use.Result())
		}
	}
	return out
}

// memory is a pooled slice or variable.
func (h *holder) memory(op *Op) Holding {
	out := h.holding(op.Result())
	if op.Dirty {
		out.Value, out.Reads = h.stored(op.Result()), h.read(op.Result())
	}
	out.Count = "1"
	if len(op.Args) > 0 {
		out.Count = Text(op.Args[0])
	}
	if op.Code == Fresh {
		var n *Value
		if len(op.Args) > 0 {
			n = op.Args[0]
		}
		out.Count, out.Ends = h.times(op, n)
	}
	return out
}

func (h *holder) holding(v *Value) Holding {
	elem := elemOf(v.Type)
	return Holding{Type: elem, Bytes: types.SizesFor("gc", "amd64").Sizeof(sized(elem)), Name: v.Name}
}

// sized is t, or float64 in the place of a type parameter.
func sized(t types.Type) types.Type {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return types.Typ[types.Float64]
	}
	return t
}

// times is n, or 1, for each iteration of the loops around op.
func (h *holder) times(op *Op, n *Value) (count string, ends []*Op) {
	var factors []string
	if n != nil {
		factors = append(factors, factor(Text(n)))
	}
	for _, loop := range h.tree.Loops(op) {
		if loop.While {
			ends = append(ends, loop)
			continue
		}
		factors = append(factors, factor(tripsText(loop)))
	}
	if len(factors) == 0 {
		return "1", ends
	}
	slices.Reverse(factors)
	return strings.Join(factors, "·"), ends
}

func factor(s string) string {
	if strings.ContainsAny(s, "+- ") {
		return "(" + s + ")"
	}
	return s
}

// tripsText is the number of iterations of a counted loop.
func tripsText(loop *Op) string {
	n := Text(loop.Hi())
	if k, ok := IntConst(loop.Lo()); !ok || k != 0 {
		n += " - " + factor(Text(loop.Lo()))
	}
	if loop.Step > 1 {
		n = factor(n) + "/" + strconv.FormatInt(loop.Step, 10)
	}
	return n
}

// stored is the first value that is stored in the slice s.
func (h *holder) stored(s *Value) *Value {
	for _, use := range h.uses[s] {
		if use.Code == Store && use.Base() == s {
			return use.Args[len(use.Args)-1]
		}
	}
	return nil
}

// read is where what is loaded from the slice s is used first.
func (h *holder) read(s *Value) token.Pos {
	for _, use := range h.uses[s] {
		if use.Code == Load {
			return h.firstUse(use.Result())
		}
	}
	return token.NoPos
}

func (h *holder) firstUse(v *Value) token.Pos {
	for _, use := range h.uses[v] {
		if use.Pos.IsValid() {
			return use.Pos
		}
	}
	return token.NoPos
}

// Text is v as an expression of the program's inputs and variables, as far as it is a simple one.
func Text(v *Value) string {
	op := v.Op
	switch {
	case op == nil:
	case op.Code == Const && op.Const != nil:
		return op.Const.String()
	case op.Code == Len || op.Code == Cap:
		return op.Code.String() + "(" + Text(op.Args[0]) + ")"
	case symbol[op.Code] != "":
		return factor(Text(op.Args[0])) + symbol[op.Code] + factor(Text(op.Args[1]))
	case op.Code == Call && op.Builtin == "max":
		return Text(op.Args[0]) // zero instead of less than that
	case op.Code == Convert:
		return Text(op.Args[0])
	case op.Code == Load || op.Code == Field:
		return placeText(op)
	}
	if v.Name == "" {
		return "a number"
	}
	return v.Name
}

var symbol = map[Code]string{Add: "+", Sub: "-", Mul: "·", Div: "/"}

func placeText(op *Op) string {
	p := &printer{names: map[*Value]string{}}
	for _, v := range op.Args {
		p.names[v] = Text(v)
	}
	return p.place(op)
}
