package gograd

import (
	"cmp"
	"fmt"
	"go/build"
	"go/types"
	"strings"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/internal/sizes"
	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// A report is about one generated function:
//
//	TriGrad keeps
//		f.go:18:4: `math.Sin(p)`, float64: 4*len(x)*(len(x)-1) bytes
//			f.go:18:8: for the derivative of `math.Sin(p) * x[j]`
//		4*len(x)*(len(x)-1) bytes in all
type report struct {
	*derived
	source *source
	pkg    *parse.Package
	sizer  *sizes.Sizer
	arch   string
	uses   map[*ir.Value][]*ir.Op // in the gradient
	out    strings.Builder
	all    []sizes.Size
	calls  int // whose results are as large as they are
}

func newReport(l *parse.Loader, pkg *parse.Package, dir string, d *derived) *report {
	arch := build.Default.GOARCH
	return &report{
		derived: d, pkg: pkg, source: newSource(l, pkg, dir), arch: arch,
		sizer: sizes.New(d.gradient, types.SizesFor("gc", arch)), uses: ir.Uses(d.gradient),
	}
}

func (r *report) text() string {
	if r.half != nil {
		return r.halfText()
	}
	for _, k := range r.kept {
		r.entry(k)
	}
	for op := range r.gradient.Body.All() {
		if op.Code == ir.Pooled {
			r.pooled(op)
		}
	}
	if r.out.Len() > 0 {
		r.total()
	}
	return r.headline(r.out.Len() == 0) + "\n" + r.out.String()
}

// headline is the first line. A recursive function has its values in the variables of
// each call: there is one set for each call that is under way.
func (r *report) headline(nothing bool) string {
	name := r.gradient.Name
	switch isForm := r.grad.Signature.Fused != nil; {
	case isForm && nothing:
		return name + " keeps nothing but the variables of each call that is under way, on Go's stack."
	case isForm:
		return name + " keeps for each call that is under way, beside its variables on Go's stack,"
	case nothing && r.callsForms():
		return name + " keeps nothing itself, and calls recursive functions:"
	case nothing:
		return name + " keeps nothing."
	case r.callsForms():
		return name + " calls recursive functions, and keeps itself"
	}
	return name + " keeps"
}

// callsForms reports whether the gradient calls fused forms, which are explained behind it.
func (r *report) callsForms() bool {
	for op := range r.f.Body.All() {
		if rule := r.plan[op]; rule != nil && rule.Fused {
			return true
		}
	}
	return false
}

// entry writes what is in one memory, how much, and what reads it.
func (r *report) entry(k adjoint.Kept) {
	what, position := r.content(k)
	size := r.sizer.Of(k.Memory)
	r.all = append(r.all, size)
	made := ""
	if k.Memory.Op.Code == ir.Make {
		made = ", made anew in each call"
	}
	fmt.Fprintf(&r.out, "\t%s: %s, %s%s: %s\n", position, what, r.typeText(element(k.Memory.Type)), made, inBytes(size.String(), size.AtMost()))
	for _, reason := range r.reasons(k) {
		fmt.Fprintf(&r.out, "\t\t%s\n", reason)
	}
}

func inBytes(formula string, atMost bool) string {
	if atMost {
		return "at most " + formula + " bytes"
	}
	return formula + " bytes"
}

// element is the type of what memory of type t holds.
func element(t types.Type) types.Type {
	if s, ok := ir.Under(t).(*types.Slice); ok {
		return s.Elem()
	}
	return ir.PlaceType(t, nil)
}

func (r *report) typeText(t types.Type) string {
	return types.TypeString(t, func(p *types.Package) string {
		if p == r.pkg.Types {
			return ""
		}
		return p.Name()
	})
}

// pooled writes that results of calls are computed in memory that is kept for the next time, one after the other.
func (r *report) pooled(op *ir.Op) {
	var known []sizes.Size
	others := false
	for _, use := range r.uses[op.Result()] {
		if use.Code != ir.Store || use.Base() != op.Result() {
			continue
		}
		v := use.Args[len(use.Args)-1]
		position := r.source.position(v.Op.Pos)
		if text, at := r.source.expr(v.Op); text != "" {
			position = at
		}
		much := "as large as it is"
		if size, ok := r.sizer.OfResult(v); ok {
			much = inBytes(size.String(), size.AtMost())
			if len(known) > 0 {
				much += ", in the same memory"
			}
			known = append(known, size)
		} else {
			if others {
				much += ", in the same memory"
			}
			others = true
		}
		fmt.Fprintf(&r.out, "\t%s: the result of %s, %s: %s\n", position, r.call(v.Op), r.typeText(v.Type), much)
	}
	if len(known) > 0 {
		r.all = append(r.all, sizes.Largest(known))
	}
	if others {
		r.calls++
	}
}

// total writes the sum, and what the names in it mean.
func (r *report) total() {
	formula, atMost := sizes.Sum(r.all)
	line := inBytes(formula, atMost) + " in all"
	switch {
	case r.calls == 1:
		line += ", and the result of a call"
	case r.calls > 1:
		line += fmt.Sprintf(", and the results of %d calls", r.calls)
	}
	if r.onThisMachine() {
		line += " (on " + r.arch + ")"
	}
	fmt.Fprintf(&r.out, "\t%s\n", line)
	for _, n := range r.sizer.Notes() {
		fmt.Fprintf(&r.out, "\t%s is %s\n", n.Name, r.note(n))
	}
	for _, unit := range r.sizer.Units() {
		fmt.Fprintf(&r.out, "\t%s depends on the type arguments\n", unit)
	}
}

// onThisMachine reports whether sizes are others where a word has another size.
func (r *report) onThisMachine() bool {
	for _, k := range r.kept {
		t := element(k.Memory.Type)
		if len(ir.TypeParamsIn(t)) == 0 && types.SizesFor("gc", "386").Sizeof(t) != types.SizesFor("gc", "amd64").Sizeof(t) {
			return true
		}
	}
	return false
}

// note says what a name in a formula means.
func (r *report) note(n sizes.Note) string {
	switch {
	case n.Loop != nil && n.Most:
		return "the largest number of iterations that the loop at " + r.source.position(n.Loop.Pos) + " does in one go (loop ends on data)"
	case n.Loop != nil:
		return "the number of iterations of the loop at " + r.source.position(n.Loop.Pos) + " (loop ends on data)"
	}
	op := n.Value.Op
	if op == nil {
		loop := loopOf(r.gradient, n.Value)
		return quoted("", n.Value) + " at the beginning of each iteration of the loop at " + r.source.position(loop.Pos)
	}
	what := r.value(n.Value)
	if n.Length {
		what = "the length of " + what
	} else if op.Code == ir.Len || op.Code == ir.Cap {
		op = cmp.Or(op.Args[0].Op, op)
	}
	if !op.Pos.IsValid() {
		return what + ", which the run shows"
	}
	_, position := r.source.expr(op)
	return what + " at " + position
}
