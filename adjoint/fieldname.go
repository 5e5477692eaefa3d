package adjoint

import (
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/gograd/gograd/ir"
)

// fieldName is a free name for the field that keeps v: what v is called, or what computes it.
func fieldName(v *ir.Value, used map[string]bool) string {
	base := contentName(v)
	name := base
	for i := 2; used[name] || token.IsKeyword(name); i++ {
		name = base + strconv.Itoa(i)
	}
	used[name] = true
	return name
}

// contentName says in a word what v is.
func contentName(v *ir.Value) string {
	if v.Name != "" && v.Name != "_" {
		return v.Name
	}
	op := v.Op
	if op == nil {
		return "kept"
	}
	switch op.Code {
	case ir.If:
		if x := handedOn(v); x != nil {
			return contentName(x)
		}
	case ir.Call:
		if op.Func != nil {
			name, _, _ := strings.Cut(op.Func.Name(), "Forward") // of a half
			return uncapital(name)
		}
	case ir.Load, ir.Addr:
		return placeName(op)
	case ir.Len:
		return "n"
	case ir.Convert, ir.Slice, ir.Field:
		return contentName(op.Args[0])
	}
	if name := map[ir.Code]string{ir.Mul: "product", ir.Div: "quotient", ir.Add: "sum", ir.Sub: "difference", ir.Neg: "negative"}[op.Code]; name != "" {
		return name
	}
	return singularOf(v.Type)
}

// handedOn is what a branch of an If hands on as v, the first that is computed in the branch; nil if there is none.
func handedOn(v *ir.Value) *ir.Value {
	for _, b := range v.Op.Blocks {
		end := b.End()
		for i, r := range v.Op.Results {
			if r == v && end.Code == ir.Yield && end.Args[i].Op != nil && end.Args[i].Op.Code != ir.Const {
				return end.Args[i]
			}
		}
	}
	return nil
}

// placeName is the name of the field, or of what has the elements, in which the place of op is.
func placeName(op *ir.Op) string {
	t := op.Base().Type
	name := op.Base().Name
	if from := op.Base().Op; from != nil && from.Code == ir.Global {
		name = from.Object.Name()
	}
	for i, step := range op.Path {
		if s, ok := ir.Under(ir.PlaceType(t, op.Path[:i])).(*types.Struct); ok && !step.Index {
			name = uncapital(s.Field(step.Field).Name())
		}
	}
	if name == "" {
		return "kept"
	}
	return name
}

// singularOf is what a value of type t is called that has no better name.
func singularOf(t types.Type) string {
	if basic, ok := t.Underlying().(*types.Basic); ok && basic.Info()&types.IsBoolean != 0 {
		return "cond"
	}
	return "kept"
}

// nameStacks names the stacks that cross after what is put on them.
func (h *halving) nameStacks() {
	uses := ir.Uses(h.out)
	for _, stack := range h.crossing {
		isStack := stack.Op != nil && (stack.Op.Code == ir.Tape || stack.Op.Code == ir.Scratch)
		if !isStack || stack.Name != "" && stack.Name != "kept" {
			continue
		}
		for _, op := range uses[stack] {
			if x := putOn(op, uses); x != nil {
				stack.Name = keptName(&ir.Value{Name: contentName(x)})
			}
		}
	}
}

// putOn is what op, which uses a stack, puts on it; nil if that is not seen.
func putOn(op *ir.Op, uses map[*ir.Value][]*ir.Op) *ir.Value {
	switch op.Code {
	case ir.Push:
		return op.Args[1]
	case ir.Store:
		return op.Args[len(op.Args)-1]
	case ir.Extend:
		for _, store := range uses[op.Result()] {
			if store.Code == ir.Store {
				return store.Args[len(store.Args)-1]
			}
		}
	}
	return nil
}
