package ir

import (
	"fmt"
	"go/types"
)

// counts says how many operands, results and blocks an operation has; -1 is any number.
type counts struct{ args, results, blocks int }

var countsOf = map[Code]counts{
	Const: {0, 1, 0}, Global: {0, 1, 0}, Convert: {1, 1, 0}, Call: {-1, -1, 0},
	Len: {1, 1, 0}, Cap: {1, 1, 0}, Field: {1, 1, 0}, Build: {-1, 1, 0},
	Alloc: {0, 1, 0}, Make: {-1, 1, 0}, Scratch: {-1, 1, 0}, Fresh: {-1, 1, 0}, Pooled: {0, 1, 0},
	Load: {-1, 1, 0}, Store: {-1, 0, 0}, Addr: {-1, 1, 0}, Slice: {-1, 1, 0},
	Tape: {-1, 1, 0}, Push: {2, 0, 0}, Pop: {1, 1, 0}, Extend: {2, 1, 0}, Retract: {2, 1, 0},
	If: {1, -1, 2}, Loop: {-1, -1, 1}, Yield: {-1, 0, 0}, Return: {-1, 0, 0}, Panic: {1, 0, 0},
}

// shape says what is wrong with the numbers of op's operands, results and
// blocks, "" if nothing.
func shape(op *Op) string {
	want, ok := countsOf[op.Code]
	switch {
	case op.Code.IsUnary():
		want = counts{1, 1, 0}
	case op.Code.IsBinary():
		want = counts{2, 1, 0}
	case !ok:
		return "there is no such operation"
	}
	switch {
	case want.args >= 0 && len(op.Args) != want.args:
		return fmt.Sprintf("it needs %d operands, not %d", want.args, len(op.Args))
	case want.results >= 0 && len(op.Results) != want.results:
		return fmt.Sprintf("it gives %d results, not %d", want.results, len(op.Results))
	case len(op.Blocks) != want.blocks:
		return fmt.Sprintf("it owns %d blocks, not %d", want.blocks, len(op.Blocks))
	case (op.Code == Load || op.Code == Addr) && len(op.Args) < 1, op.Code == Store && len(op.Args) < 2:
		return "it has no base"
	}
	return ""
}

// operands says what is wrong with the types of op's operands and results, ""
// if nothing. The numbers are right.
func operands(op *Op) string {
	if op.Code.IsUnary() || op.Code.IsBinary() {
		return checkOperator(op)
	}
	switch op.Code {
	case Const, Global, Alloc, Pooled:
		return checkSource(op)
	case Convert:
		return checkConvert(op)
	case Call:
		return checkCall(op)
	case Len, Cap:
		return same("its result", op.Result().Type, types.Typ[types.Int])
	case Build:
		return checkBuild(op)
	case Field, Load, Store, Addr:
		return checkPlace(op)
	case Fresh:
		if len(op.Args) == 0 {
			return checkSource(op)
		}
		return checkSlice(op)
	case Make, Scratch, Slice, Tape, Push, Pop, Extend, Retract:
		return checkSlice(op)
	case If:
		return checkIf(op)
	case Loop:
		return checkLoop(op)
	}
	return ""
}

// same says that what is a got and not a want.
func same(what string, got, want types.Type) string {
	if want != nil && types.Identical(got, want) {
		return ""
	}
	return fmt.Sprintf("%s is a %s, not a %s", what, got, want)
}

// checkOperator: both operands have one type, but for shifts and for comparisons with interfaces.
func checkOperator(op *Op) string {
	x, result := op.Args[0], op.Result()
	if op.Code.IsUnary() {
		return same("its result", result.Type, x.Type)
	}
	y := op.Args[1]
	switch {
	case op.Code.IsCompare():
		if b, ok := result.Type.Underlying().(*types.Basic); !ok || b.Info()&types.IsBoolean == 0 {
			return "its result is no boolean"
		}
		if types.AssignableTo(x.Type, y.Type) || types.AssignableTo(y.Type, x.Type) {
			return ""
		}
	case op.Code == Shl || op.Code == Shr:
		if !mayBeInteger(y.Type) {
			return "it shifts by what is no integer"
		}
		return same("its result", result.Type, x.Type)
	}
	if s := same("its second operand", y.Type, x.Type); s != "" || op.Code.IsCompare() {
		return s
	}
	return same("its result", result.Type, x.Type)
}

// checkConvert: an array is made of a slice by a Load from the pointer that the slice becomes.
func checkConvert(op *Op) string {
	from, to := op.Args[0].Type, op.Result().Type
	_, toArray := to.Underlying().(*types.Array)
	if !types.ConvertibleTo(from, to) || isSlice(from) && toArray {
		return fmt.Sprintf("a %s can't become a %s", from, to)
	}
	return ""
}

func checkSource(op *Op) string {
	t := op.Result().Type
	switch op.Code {
	case Const:
		_, basic := t.Underlying().(*types.Basic)
		if op.Const != nil && !basic && !isTypeParam(t) {
			return fmt.Sprintf("a %s can't be a constant", t)
		}
	case Global:
		return same("its result", t, types.NewPointer(op.Object.Type()))
	case Alloc, Fresh:
		if _, ok := t.Underlying().(*types.Pointer); !ok {
			return "its result is no pointer"
		}
	}
	return ""
}

func checkBuild(op *Op) string {
	parts := Parts(op.Result().Type)
	if len(parts) != len(op.Args) {
		return fmt.Sprintf("a %s has %d parts, not %d", op.Result().Type, len(parts), len(op.Args))
	}
	for i, v := range op.Args {
		if s := same(fmt.Sprintf("part %d", i), v.Type, parts[i]); s != "" {
			return s
		}
	}
	return ""
}

func checkIf(op *Op) string {
	if b, ok := op.Args[0].Type.Underlying().(*types.Basic); !ok || b.Info()&types.IsBoolean == 0 {
		return "its condition is no boolean"
	}
	if len(op.Blocks[0].Params)+len(op.Blocks[1].Params) > 0 {
		return "its blocks have parameters"
	}
	return ""
}

func checkLoop(op *Op) string {
	if len(op.Args) < 2 {
		return "it has no bounds"
	}
	params := op.Blocks[0].Params
	n := len(op.Args) - 2
	switch {
	case len(params) != n+1 || len(op.Results) != n:
		return fmt.Sprintf("it carries %d values, but its block has %d parameters and it gives %d results",
			n, len(params), len(op.Results))
	case op.Step < 1:
		return fmt.Sprintf("its step is %d", op.Step)
	case !IsInteger(op.Index().Type):
		return "its index is no integer"
	}
	if op.While && (n == 0 || !isTrueConst(op.Inits()[0])) {
		return "what says whether it goes on doesn't start as true"
	}
	for _, bound := range op.Args[:2] {
		if s := same("a bound", bound.Type, op.Index().Type); s != "" {
			return s
		}
	}
	for i, init := range op.Inits() {
		if s := same("what it carries", params[i+1].Type, init.Type); s != "" {
			return s
		}
		if s := same("its result", op.Results[i].Type, init.Type); s != "" {
			return s
		}
	}
	return ""
}
