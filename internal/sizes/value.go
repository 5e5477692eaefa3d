package sizes

import (
	"go/types"
	"slices"
	"strconv"

	"github.com/gograd/gograd/ir"
)

// A Note says what a name in a formula means that is no input of the program.
type Note struct {
	Name   string
	Value  *ir.Value // what is computed on the way; nil for iterations
	Length bool      // it is the length of Value
	Loop   *ir.Op    // whose iterations are counted: all of them or, with Most, those of the longest run
	Most   bool
}

// counts are the numbers whose product v is.
func (s *Sizer) counts(v *ir.Value) []linear {
	op := v.Op
	switch {
	case op != nil && op.Code == ir.Mul:
		return slices.Concat(s.counts(op.Args[0]), s.counts(op.Args[1]))
	case op != nil && op.Builtin == "max" && len(op.Args) == 2 && isZero(op.Args[1]):
		return s.counts(op.Args[0])
	}
	return []linear{s.linear(v)}
}

func isZero(v *ir.Value) bool {
	k, ok := ir.IntConst(v)
	return ok && k == 0
}

// linear is the integer v.
func (s *Sizer) linear(v *ir.Value) linear {
	if k, ok := ir.IntConst(v); ok {
		return number(k)
	}
	op := v.Op
	if op == nil {
		return s.parameter(v)
	}
	switch op.Code {
	case ir.Add:
		return s.linear(op.Args[0]).plus(1, s.linear(op.Args[1]))
	case ir.Sub:
		return s.linear(op.Args[0]).plus(-1, s.linear(op.Args[1]))
	case ir.Mul:
		x, y := s.linear(op.Args[0]), s.linear(op.Args[1])
		if k, ok := x.fixed(); ok {
			return number(0).plus(k, y)
		}
		if k, ok := y.fixed(); ok {
			return number(0).plus(k, x)
		}
	case ir.Convert:
		if ir.IsInteger(op.Args[0].Type) {
			return s.linear(op.Args[0])
		}
	case ir.Len:
		if x := op.Args[0].Op; x != nil && x.Code == ir.Slice {
			return s.linear(x.Args[2]).plus(-1, s.linear(x.Args[1]))
		}
	}
	a := &atom{operator: op.Code == ir.Div || op.Code == ir.Rem || op.Code == ir.Mul, positive: op.Code == ir.Len || op.Code == ir.Cap}
	if a.text, a.loops = s.text(v); a.text == "" {
		length := a.positive
		a = s.unknown(v)
		a.positive = a.positive || length
	}
	return a.linear()
}

// parameter is a parameter of the program, or of a block.
func (s *Sizer) parameter(v *ir.Value) linear {
	home := s.tree.Home(v)
	if home == s.f.Body {
		return (&atom{text: v.Name}).linear()
	}
	loop := home.Owner
	if loop.Index() != v || loop.Endless() {
		return s.unknown(v).linear()
	}
	return s.linear(loop.Lo()).plus(loop.Step, s.ordinal(loop).linear())
}

// ordinal numbers the iterations of loop.
func (s *Sizer) ordinal(loop *ir.Op) *atom {
	if a := s.ordinals[loop]; a != nil {
		return a
	}
	name := loop.Index().Name
	if k, ok := ir.IntConst(loop.Lo()); name == "" || !ok || k != 0 || loop.Step != 1 {
		name = "k" // the variable isn't the number of the iteration
	}
	a := &atom{text: s.free(name), positive: true, loops: []*ir.Op{loop}, ordinal: loop}
	s.ordinals[loop] = a
	return a
}

// unknown is a number that only the run shows.
func (s *Sizer) unknown(v *ir.Value) *atom {
	if a := s.unknowns[v]; a != nil {
		return a
	}
	if op := v.Op; op != nil && op.Code == ir.Loop && op.While && s.reversed(op) {
		s.unknowns[v] = s.trips(op, false)
		return s.unknowns[v]
	}
	name := v.Name
	if name == "" {
		name = "n"
	}
	a := &atom{text: s.free(name), loops: s.around(s.tree.Home(v))}
	s.unknowns[v] = a
	s.notes = append(s.notes, Note{Name: a.text, Value: v})
	return a
}

// reversed reports whether there is a loop that does as many iterations as op, which ends on data, has done.
func (s *Sizer) reversed(op *ir.Op) bool {
	for other := range s.f.Body.All() {
		if other.Code == ir.Loop && !other.While && other.Pos == op.Pos {
			return true
		}
	}
	return false
}

// trips is the number of iterations of loop, which ends on data: of all that it does, or
// the most in one run.
func (s *Sizer) trips(loop *ir.Op, most bool) *atom {
	for _, n := range s.notes {
		if n.Loop == loop && n.Most == most {
			return &atom{text: n.Name, positive: true}
		}
	}
	a := &atom{text: s.free("trips"), positive: true}
	s.notes = append(s.notes, Note{Name: a.text, Loop: loop, Most: most})
	return a
}

// free is name, or name with a number, if something else has it.
func (s *Sizer) free(name string) string {
	free := name
	for i := 2; s.taken[free]; i++ {
		free = name + strconv.Itoa(i)
	}
	s.taken[free] = true
	return free
}

// around are the loops around a block, the innermost first.
func (s *Sizer) around(b *ir.Block) (loops []*ir.Op) {
	for ; b != nil; b = s.tree.Parent(b) {
		if b.Owner != nil && b.Owner.Code == ir.Loop {
			loops = append(loops, b.Owner)
		}
	}
	return loops
}

// text is v as an expression of inputs, with the loops whose iterations it depends on; ""
// if it is none.
func (s *Sizer) text(v *ir.Value) (text string, loops []*ir.Op) {
	op := v.Op
	switch {
	case op == nil && s.tree.Home(v) == s.f.Body:
		return v.Name, nil
	case op == nil:
		if ir.IsInteger(v.Type) {
			l := s.linear(v)
			return l.text(), loopsOf(l)
		}
		return "", nil
	}
	switch op.Code {
	case ir.Const, ir.Add, ir.Sub:
		if ir.IsInteger(v.Type) {
			l := s.linear(v)
			return l.text(), loopsOf(l)
		}
	case ir.Mul, ir.Div, ir.Rem:
		if ir.IsInteger(v.Type) {
			symbol := map[ir.Code]string{ir.Mul: "*", ir.Div: "/", ir.Rem: "%"}[op.Code]
			return s.join(op.Args, func(texts []string) string { return operand(texts[0]) + symbol + operand(texts[1]) })
		}
	case ir.Len, ir.Cap:
		return s.join(op.Args, func(texts []string) string { return op.Code.String() + "(" + texts[0] + ")" })
	case ir.Convert:
		return s.join(op.Args, func(texts []string) string { return s.typeText(v.Type) + "(" + texts[0] + ")" })
	case ir.Call:
		if op.Builtin == "min" || op.Builtin == "max" {
			return s.join(op.Args, func(texts []string) string { return op.Builtin + "(" + texts[0] + ", " + texts[1] + ")" })
		}
	case ir.Global:
		return "&" + op.Object.Name(), nil
	case ir.Load:
		if !s.written(op) {
			return s.join(op.Args, func(texts []string) string { return place(op, texts) })
		}
	case ir.Field:
		return s.join(op.Args, func(texts []string) string { return place(op, texts) })
	}
	return "", nil
}

// join is the text of an operation on args.
func (s *Sizer) join(args []*ir.Value, build func(texts []string) string) (text string, loops []*ir.Op) {
	texts := make([]string, len(args))
	for i, x := range args {
		part, of := s.text(x)
		if part == "" && ir.IsInteger(x.Type) {
			l := s.linear(x)
			part, of = l.text(), loopsOf(l)
		}
		if part == "" {
			return "", nil
		}
		texts[i] = part
		for _, loop := range of {
			if !slices.Contains(loops, loop) {
				loops = append(loops, loop)
			}
		}
	}
	return build(texts), loops
}

// operand puts parentheses around an operation.
func operand(text string) string {
	depth := 0
	for _, c := range text {
		switch c {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case '+', '-', '*', '/', '%':
			if depth == 0 {
				return "(" + text + ")"
			}
		}
	}
	return text
}

// place prints what a Load or Field means, where texts are its operands.
func place(op *ir.Op, texts []string) string {
	text, rest := texts[0], texts[1:]
	t := op.Args[0].Type
	if p, ok := ir.Under(t).(*types.Pointer); ok && op.Code == ir.Load {
		t = p.Elem()
		if len(text) > 0 && text[0] == '&' {
			text = text[1:]
		} else if len(op.Path) == 0 {
			return "*" + text
		}
	}
	for _, step := range op.Path {
		if u, ok := ir.Under(t).(*types.Struct); ok {
			text += "." + u.Field(step.Field).Name()
		} else if op.Code == ir.Load {
			text, rest = text+"["+rest[0]+"]", rest[1:]
		} else {
			text += "[" + strconv.Itoa(step.At) + "]"
		}
		t = ir.Part(t, []ir.Step{step})
	}
	return text
}

// written reports whether the program may write what load reads.
func (s *Sizer) written(load *ir.Op) bool {
	return slices.ContainsFunc(s.writers, func(w *ir.Op) bool {
		return s.aliases.Clobbers(w, load) || s.aliases.ClobbersAcross(w, load)
	})
}

func (s *Sizer) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == s.f.Pkg {
			return ""
		}
		return p.Name()
	})
}
