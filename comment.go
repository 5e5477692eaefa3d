package gograd

import (
	"slices"
	"strings"

	"github.com/gograd/gograd/ir"
	"github.com/gograd/gograd/parse"
)

// comment is the doc comment of a gradient: what it returns, what it adds to,
// and what it, or the fused form of a callee, decides where the function isn't smooth.
func (d *derived) comment(callees []*derived) string {
	g, f := d.grad, d.f
	sentences := []string{returns(g)}
	if d.half != nil {
		sentences = d.halfReturns()
		if d.isForward() {
			return strings.Join(sentences, " ")
		}
	} else if names := written(f); len(names) > 0 {
		sentences = append(sentences, "It leaves in "+list(names)+" what "+g.Obj.Name()+" leaves there.")
	}
	if by := g.Signature.ByValue(); g.Signature.Err != nil && len(by) > 0 {
		sentences = append(sentences, "At an error "+list(shadowNames(by))+are(by)+"0.")
	}
	sentences = append(sentences, decisions(append([]*derived{d}, callees...))...)
	sentences = append(sentences, overlap(g)...)
	return strings.Join(sentences, " ")
}

func are(params []*parse.Param) string {
	if len(params) == 1 {
		return " is "
	}
	return " are "
}

// returns is the first sentence.
func returns(g *parse.Grad) string {
	sig := g.Signature
	if sig.Fused != nil {
		return fusedReturns(g)
	}
	switch g.Kind {
	case parse.Mean:
		return meanReturns(g)
	case parse.Step:
		return stepReturns(g)
	}
	s := g.Name + " returns " + callText(g)
	values, refs := sig.ByValue(), sig.Shadows()
	all := len(values)+len(refs) == len(named(sig.Inputs()))
	switch len(values) {
	case 0:
	case 1:
		s += join(len(refs) == 0) + "its derivative " + values[0].Shadow.Name
		if !all {
			s += " with respect to " + values[0].Name
		}
	default:
		s += join(len(refs) == 0) + "its partial derivatives " + list(shadowNames(values))
		if !all && len(refs) > 0 {
			s += " with respect to " + list(paramNames(values))
		}
	}
	if len(refs) == 0 {
		return s + "."
	}
	if len(values) > 0 {
		s += ","
	}
	s += " and adds its gradient "
	if !all || len(values) > 0 {
		s += "with respect to " + list(paramNames(refs)) + " "
	}
	return s + "to " + list(shadowNames(refs)) + "."
}

func join(last bool) string {
	if last {
		return " and "
	}
	return ", "
}

// callText is a call of the primal function with its parameters.
func callText(g *parse.Grad) string {
	name := g.Obj.Name()
	if g.Batch != nil {
		name += "Batch"
	}
	if r := g.Signature.Recv; r != nil {
		name = r.Name + "." + name
	}
	return callOf(name, paramNames(g.Signature.Params))
}

// callOf is a call of the function with that name.
func callOf(name string, args []string) string { return name + "(" + strings.Join(args, ", ") + ")" }

// named leaves out parameters that can't be differentiated by because they have no name.
func named(params []*parse.Param) []*parse.Param {
	return slices.DeleteFunc(slices.Clone(params), func(p *parse.Param) bool { return p.Var.Name() == "" || p.Var.Name() == "_" })
}

func paramNames(params []*parse.Param) []string {
	var names []string
	for _, p := range params {
		names = append(names, p.Name)
	}
	return names
}

func shadowNames(params []*parse.Param) []string {
	var names []string
	for _, p := range params {
		names = append(names, p.Shadow.Name)
	}
	return names
}

// list joins names: a, b and c.
func list(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// written are the inputs through which f writes directly.
func written(f *ir.Func) []string {
	var names []string
	for _, p := range f.Inputs() {
		for op := range f.Body.All() {
			if writesFirst(op) && leadsBack(op.Args[0], p) && !slices.Contains(names, p.Name) {
				names = append(names, p.Name)
			}
		}
	}
	return names
}

// writesFirst reports whether op, a store or a call of a builtin, writes to what its first operand leads to.
func writesFirst(op *ir.Op) bool {
	return op.Code == ir.Store || op.Code == ir.Call && op.Func == nil && ir.Effects(op)&ir.Writes != 0
}

// leadsBack reports whether v is p, or a part of what p leads to.
func leadsBack(v, p *ir.Value) bool {
	for v != p && v.Op != nil {
		switch v.Op.Code {
		case ir.Slice, ir.Addr, ir.Load, ir.Field, ir.Convert:
			v = v.Op.Args[0]
			continue
		case ir.Call:
			if v.Op.Builtin == "append" {
				v = v.Op.Args[0]
				continue
			}
		}
		return false
	}
	return v == p
}

// overlap says what holds for the memory of a function with several references.
func overlap(g *parse.Grad) []string {
	if g.Kind == parse.Step {
		return stepOverlap(g)
	}
	refs := 0
	for _, p := range g.Signature.Inputs() {
		if ir.LeadsToFloat(p.Type) {
			refs++
		}
	}
	shadows := g.Signature.Shadows()
	if refs < 2 || len(shadows) == 0 {
		return nil
	}
	if len(shadows) == 1 {
		return []string{shadows[0].Shadow.Name + " must not overlap the other parameters."}
	}
	return []string{list(shadowNames(shadows)) + " must overlap each other only as " + list(paramNames(shadows)) + " do, and no other parameter."}
}
