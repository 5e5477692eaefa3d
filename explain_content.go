package gograd

import (
	"go/types"
	"slices"
	"strings"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/ir"
)

// content says what is kept, and where it is in the source.
func (r *report) content(k adjoint.Kept) (what, position string) {
	if k.Op == nil {
		return r.parameter(k)
	}
	text, position := r.source.expr(k.Op)
	if isMade := k.Op.Code == ir.Make || k.Op.Code == ir.Alloc; isMade && k.Value.Name != "" {
		text = k.Value.Name
	}
	return r.words(k, quoted(text, k.Value)), position
}

// words are for what is kept about an operation, whose text is name.
func (r *report) words(k adjoint.Kept, name string) string {
	switch k.Content {
	case adjoint.Old:
		return "the old value of " + name + ", which may be overwritten"
	case adjoint.Copies:
		return "a copy of " + r.copied(k.Value) + ", which may be overwritten"
	case adjoint.Sums:
		return "what the shadow held where " + r.statement(k.Op) + " writes"
	case adjoint.Trips:
		return "the number of iterations"
	case adjoint.Growth:
		if _, isFlag := element(k.Memory.Type).(*types.Basic); isFlag {
			return "whether " + name + " took new memory"
		}
		return "where the adjoints were before " + name + " took new memory"
	case adjoint.Shadows:
		return "where the adjoints of " + name + " are"
	case adjoint.Zeros:
		return "adjoints of " + name + ", memory of the function's own"
	case adjoint.Moved:
		return "adjoints while they are moved as " + name + " moved values"
	}
	return r.value(k.Value)
}

// copied is the reference v whose memory is copied.
func (r *report) copied(v *ir.Value) string {
	if v.Op == nil {
		return quoted("", v)
	}
	return r.value(v)
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
	case adjoint.Before:
		return "what the shadow of " + name + " held before the call", position
	case adjoint.Zeros:
		return "adjoints of what " + name + " refers to, which is not in wrt", position
	}
	return name, position
}

// call names a call that the gradient makes: as the source has it, or as what it is made for.
func (r *report) call(op *ir.Op) string {
	name := strings.TrimSuffix(op.Func.Name(), "Into")
	text, _ := r.source.expr(op)
	switch {
	case calls(text, op):
		return "`" + text + "`"
	case text == "":
		return "`" + name + "`"
	}
	return "`" + name + "` for `" + text + "`"
}

// calls reports whether text is a call of the function that op calls, which may be in the form that is given memory.
func calls(text string, op *ir.Op) bool {
	name, _, _ := strings.Cut(text, "(")
	name, _, _ = strings.Cut(name, "[")
	return name[strings.LastIndex(name, ".")+1:] == strings.TrimSuffix(op.Func.Name(), "Into")
}

// value says what a value is that an operation gives.
func (r *report) value(v *ir.Value) string {
	text, _ := r.source.expr(v.Op)
	if isLength := v.Op.Code == ir.Len || v.Op.Code == ir.Cap; isLength && !strings.HasPrefix(text, v.Op.Code.String()+"(") {
		text = "" // of what the length is for
	}
	if v.Op.Code == ir.Call && v.Op.Func != nil && !calls(text, v.Op) {
		return r.call(v.Op)
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
