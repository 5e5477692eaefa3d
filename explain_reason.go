package gograd

import (
	"cmp"
	"go/types"
	"slices"
	"strings"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/ir"
)

// content says what is kept, and where it is in the source.
func (r *report) content(k adjoint.Kept) (what, position string) {
	op := k.Op
	if op == nil {
		return r.parameter(k)
	}
	text, position := r.source.expr(op)
	switch name := quoted(text, k.Value); k.Content {
	case adjoint.Copies:
		value := "memory"
		if k.Value.Op != nil {
			value, _ = r.source.expr(k.Value.Op)
		}
		return "a copy of " + quoted(value, k.Value) + ", which may be overwritten", position
	case adjoint.Sums:
		return "what the shadow held where " + r.statement(op) + " writes", position
	case adjoint.Trips:
		return "the number of iterations", position
	case adjoint.Growth:
		switch element(k.Memory.Type).Underlying().(type) {
		case *types.Basic:
			return "whether " + name + " took new memory", position
		}
		return "where the adjoints were before " + name + " took new memory", position
	case adjoint.Shadows:
		return "where the adjoints of " + name + " are", position
	case adjoint.Zeros:
		if k.Value.Name != "" && (op.Code == ir.Make || op.Code == ir.Alloc) {
			name = quoted("", k.Value)
		}
		return "adjoints of " + name + ", memory of the function's own", position
	case adjoint.Moved:
		return "adjoints while they are moved as " + name + " moved values", position
	case adjoint.Old:
		return "the old value of " + name + ", which may be overwritten", position
	default:
		return r.value(k.Value), position
	}
}

// value says what a value is that an operation gives.
func (r *report) value(v *ir.Value) string {
	text, _ := r.source.expr(v.Op)
	if isLength := v.Op.Code == ir.Len || v.Op.Code == ir.Cap; isLength && !strings.HasPrefix(text, v.Op.Code.String()+"(") {
		text = "" // of what the length is for
	}
	name := quoted(text, v)
	isFlag := text == "" && v.Name == "" && types.Identical(v.Type, types.Typ[types.Bool])
	switch code := v.Op.Code; {
	case code == ir.If && isFlag:
		return "which branch was taken"
	case code == ir.If:
		return name + " behind the branches"
	case code == ir.Loop && isFlag:
		return "how the loop ended"
	case code == ir.Loop:
		return name + " behind the loop"
	case text == "" && (code == ir.Len || code == ir.Cap):
		what := map[ir.Code]string{ir.Len: "the length of ", ir.Cap: "the capacity of "}[code]
		if x := v.Op.Args[0]; x.Op != nil {
			return what + r.value(x)
		}
		return what + quoted("", v.Op.Args[0])
	case isFlag:
		return "which way was taken"
	}
	return name
}

// parameter is content about what a block, or the function, begins with.
func (r *report) parameter(k adjoint.Kept) (what, position string) {
	name := quoted("", k.Value)
	position = r.source.position(r.f.Pos)
	if loop := loopOf(r.f, k.Value); loop != nil {
		position = r.source.position(loop.Pos)
		name += " at the beginning of each iteration"
	}
	switch k.Content {
	case adjoint.Shadows:
		return "where the adjoints of " + name + " are", position
	case adjoint.Zeros:
		return "adjoints of what " + name + " refers to, which is not in wrt", position
	}
	return name, position
}

// loopOf is the loop whose iterations begin with the parameter v of their block.
func loopOf(f *ir.Func, v *ir.Value) *ir.Op {
	for op := range f.Body.All() {
		if op.Code == ir.Loop && slices.Contains(op.Blocks[0].Params, v) {
			return op
		}
	}
	return nil
}

// quoted is the text of an expression or, if there is none, the name of the value.
func quoted(text string, v *ir.Value) string {
	switch {
	case text != "":
		return "`" + text + "`"
	case v != nil && v.Name != "":
		return "`" + v.Name + "`"
	}
	return "a value"
}

// statement is what op was made from.
func (r *report) statement(op *ir.Op) string {
	if text, _ := r.source.expr(op); text != "" {
		return "`" + text + "`"
	}
	return "the statement"
}

// reasons are lines that say what asks for what is kept.
func (r *report) reasons(k adjoint.Kept) (lines []string) {
	if k.Content == adjoint.Zeros || k.Content == adjoint.Moved {
		return nil
	}
	if len(k.Reads) == 0 && k.Op != nil {
		k.Reads = []adjoint.Reading{{Op: k.Op}}
	}
	reads := slices.SortedStableFunc(slices.Values(k.Reads), func(a, b adjoint.Reading) int {
		return cmp.Compare(cmp.Or(a.Op.Expr, a.Op.Pos), cmp.Or(b.Op.Expr, b.Op.Pos))
	})
	for _, by := range reads {
		why, position := r.reason(k, by)
		if line := position + ": " + why; !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// reason says what the reverse of by.Op reads by.Value for.
func (r *report) reason(k adjoint.Kept, by adjoint.Reading) (why, position string) {
	op := by.Op
	text, position := r.source.expr(op)
	name := "what is done there"
	if text != "" {
		name = quoted(text, nil)
	} else if len(op.Results) == 1 && op.Result().Name != "" {
		name = quoted("", op.Result())
	}
	asks := func(list []*ir.Value) bool { return slices.Contains(list, by.Value) }
	switch {
	case k.Content == adjoint.Sums && op == k.Op:
		return "to put it back", position
	case k.Content == adjoint.Trips && op == k.Op:
		return "to do as many iterations backwards", position
	case k.Content == adjoint.Growth && op == k.Op:
		return "to hand the adjoints of " + name + " back to where the values were", position
	case op.Code == ir.If:
		return "to go back through the branch that was taken", position
	case op.Code == ir.Loop && asks(op.Args[:2]):
		return "to do as many iterations backwards", position
	case op.Code == ir.Loop:
		return "to do the loop backwards", position
	case by.Again:
		return "to compute " + name + " again", position
	case (op.Code == ir.Load || op.Code == ir.Store || op.Code == ir.Addr) && asks(op.Indexes()):
		return "as an index, for the adjoint of " + name, position
	case by.Value != nil && op.Code == ir.Load && by.Value == op.Base():
		return "to find the adjoint of " + name, position
	case by.Value == nil || asks(op.Args) || asks(op.Results):
		return "for the derivative of " + name, position
	}
	return "to find the adjoint of " + name, position
}
