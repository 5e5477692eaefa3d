package gograd

import (
	"cmp"
	"slices"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/ir"
)

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
		_, position := r.source.expr(by.Op)
		if line := position + ": " + r.reason(k, by); !slices.Contains(lines, line) {
			lines = append(lines, line)
		}
	}
	return lines
}

// reason says what the reverse of by.Op reads by.Value for.
func (r *report) reason(k adjoint.Kept, by adjoint.Reading) string {
	op, name := by.Op, r.result(by.Op)
	asks := func(list []*ir.Value) bool { return slices.Contains(list, by.Value) }
	isPlace := op.Code == ir.Load || op.Code == ir.Store || op.Code == ir.Addr
	switch {
	case k.Content == adjoint.Sums && op == k.Op:
		return "to put it back"
	case k.Content == adjoint.Growth && op == k.Op:
		return "to hand the adjoints of " + name + " back to where the values were"
	case op.Code == ir.If && by.Again:
		return "to take the branch that was taken again"
	case op.Code == ir.If:
		return "to go back through the branch that was taken"
	case op.Code == ir.Loop && by.Again:
		return "to do the loop again"
	case op.Code == ir.Loop && (k.Content == adjoint.Trips || asks(op.Args[:2])):
		return "to do as many iterations backwards"
	case op.Code == ir.Loop:
		return "to do the loop backwards"
	case by.Again && asks(op.Results):
		return "so that it isn't computed again"
	case by.Again:
		return "to compute " + name + " again"
	case isPlace && asks(op.Indexes()):
		return "as an index, for the adjoint of " + name
	case op.Code == ir.Load && by.Value != nil && by.Value == op.Base():
		return "to find the adjoint of " + name
	case by.Value == nil || asks(op.Args) || asks(op.Results):
		return "for the derivative of " + name
	}
	return "to find the adjoint of " + name
}

// result is what op gives, or does.
func (r *report) result(op *ir.Op) string {
	text, _ := r.source.expr(op)
	switch {
	case text != "":
		return quoted(text, nil)
	case len(op.Results) == 1 && op.Result().Name != "":
		return quoted("", op.Result())
	}
	return "what is done there"
}
