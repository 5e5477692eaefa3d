package parse

import (
	"cmp"
	"go/types"
	"slices"
)

// readGrad reads //gograd:grad and //gograd:step.
func (r *reader) readGrad(d *directive) {
	args, ok := r.arguments(d, "wrt", "name", "batch")
	if r.typeErrors(r.p.signatureErrors(d.decl)) || !r.differentiable(d) {
		return
	}
	before := len(r.diags)
	wrt := r.wrt(d, args)
	name := r.gradName(d, args)
	if !ok || len(r.diags) > before {
		return
	}
	g := &Grad{File: d.file, Func: d.decl, Obj: d.obj, Pos: d.Slash, Name: name, Wrt: wrt, Signature: NewSignature(r.p, d.decl, wrt, name)}
	all := []*Grad{g}
	if d.Name == verbStep {
		all[0] = r.readStep(d, g, args)
	} else {
		all = append(all, r.readBatches(d, g, args)...)
	}
	if len(r.diags) == before {
		r.into.Grads = append(r.into.Grads, all...)
	}
}

// differentiable checks what does not depend on the arguments of d.
func (r *reader) differentiable(d *directive) bool {
	name := d.decl.Name
	switch {
	case name.Name == "_":
		r.errorf(name.Pos(), "a function without a name cannot be differentiated: give it one")
	case d.decl.Body == nil:
		r.errorf(name.Pos(), "%s has no body: write it in Go, or give its derivative with //gograd:adjoint", name.Name)
	case !r.resultsAreFine(d):
	case hasVerb(d.decl, verbConst):
		r.errorf(d.Slash, "%s is declared gograd:const, through which no derivative flows: remove one of the directives", name.Name)
	default:
		return true
	}
	return false
}

// resultsAreFine wants one float, and perhaps an error behind it.
func (r *reader) resultsAreFine(d *directive) bool {
	results := d.obj.Signature().Results()
	pos := d.decl.Name.Pos()
	if d.decl.Type.Results != nil {
		pos = d.decl.Type.Results.Pos()
	}
	const want = "a function to be differentiated returns one float32 or float64, and perhaps an error behind it"
	switch n := results.Len(); {
	case n == 0:
		r.errorf(pos, "%s returns nothing: %s", d.decl.Name.Name, want)
	case !IsFloat(results.At(0).Type()):
		first := results.At(0).Type()
		r.errorf(pos, "%s returns %s first: %s%s", d.decl.Name.Name, r.typeString(first), want, r.restrict(first))
	case n == 2 && !types.Identical(results.At(1).Type(), types.Universe.Lookup("error").Type()):
		r.errorf(pos, "%s returns %s second: %s", d.decl.Name.Name, r.typeString(results.At(1).Type()), want)
	case n > 2:
		r.errorf(pos, "%s returns %d results: %s", d.decl.Name.Name, n, want)
	default:
		return true
	}
	return false
}

func (r *reader) typeString(t types.Type) string {
	return types.TypeString(t, types.RelativeTo(r.p.Types))
}

// wrt are the parameters that d asks to differentiate by, in order of the signature.
func (r *reader) wrt(d *directive, args map[string]argument) (vars []*types.Var) {
	batch := r.parameters(d, args["batch"].Values)
	asked, given := args["wrt"]
	if given {
		vars = r.parameters(d, asked.Values)
		for i, v := range vars {
			r.checkWrt(asked.Values[i], v, batch)
		}
		return inOrder(d.obj, vars)
	}
	for v := range d.obj.Signature().Params().Variables() {
		if v.Name() != "" && v.Name() != "_" && HoldsFloat(v.Type()) && !slices.Contains(batch, v) {
			vars = append(vars, v)
		}
	}
	if len(vars) == 0 {
		r.errorf(d.Slash, "nothing to differentiate %s by: %s", d.decl.Name.Name, r.whatElse(d))
	}
	return vars
}

// whatElse advises on a function none of whose parameters has a name and holds a float.
func (r *reader) whatElse(d *directive) string {
	if recv := d.obj.Signature().Recv(); recv != nil && recv.Name() != "" && HoldsFloat(recv.Type()) {
		return "write wrt=" + recv.Name() + " for its receiver"
	}
	for v := range d.obj.Signature().Params().Variables() {
		if HoldsFloat(v.Type()) {
			return "give the parameter that holds floats a name"
		}
	}
	for v := range d.obj.Signature().Params().Variables() {
		if advice := r.restrict(v.Type()); advice != "" {
			return "none of its parameters holds a float" + advice
		}
	}
	return "none of its parameters holds a float: remove the directive"
}

func (r *reader) checkWrt(w word, v *types.Var, batch []*types.Var) {
	switch {
	case v == nil:
	case !HoldsFloat(v.Type()):
		r.errorf(w.Pos, "%s holds no float that is reached through arrays, structs, slices and pointers: its type is %s%s", w.Text, r.typeString(v.Type()), cmp.Or(r.restrict(v.Type()), "; leave it out"))
	case slices.Contains(batch, v):
		r.errorf(w.Pos, "%s is in batch too: leave it out of one of the lists", w.Text)
	}
}

// parameters finds the parameters, or the receiver, with the given names; nil for what is none.
func (r *reader) parameters(d *directive, words []word) []*types.Var {
	vars := make([]*types.Var, len(words))
	all := inputs(d.obj)
	for i, w := range words {
		at := slices.IndexFunc(all, func(v *types.Var) bool { return v.Name() == w.Text && w.Text != "_" })
		if at < 0 {
			r.errorf(w.Pos, "%s is no parameter of %s%s", w.Text, d.decl.Name.Name, suggest(w.Text, namesOf(all)))
			continue
		}
		vars[i] = all[at]
	}
	return vars
}

// inputs are the receiver and the parameters of a function.
func inputs(fn *types.Func) (vars []*types.Var) {
	if recv := fn.Signature().Recv(); recv != nil {
		vars = append(vars, recv)
	}
	for v := range fn.Signature().Params().Variables() {
		vars = append(vars, v)
	}
	return vars
}

func namesOf(vars []*types.Var) (names []string) {
	for _, v := range vars {
		if v.Name() != "" && v.Name() != "_" {
			names = append(names, v.Name())
		}
	}
	return names
}

func inOrder(fn *types.Func, some []*types.Var) (vars []*types.Var) {
	for _, v := range inputs(fn) {
		if slices.Contains(some, v) {
			vars = append(vars, v)
		}
	}
	return vars
}

// defaultName is the name of what is generated where the directive gives none.
func (d *directive) defaultName() string {
	return d.decl.Name.Name + map[string]string{verbGrad: "Grad", verbStep: "Step"}[d.Name]
}

// gradName is the name of the function to be generated, if it can have it.
func (r *reader) gradName(d *directive, args map[string]argument) string {
	name := word{d.defaultName(), d.Slash}
	if given := args["name"]; len(given.Values) > 0 {
		name = given.Values[0]
		if len(given.Values) > 1 {
			r.errorf(given.Values[1].Pos, "name is one name, for one function: write a directive for each")
		}
	}
	if reason := r.nameTaken(d, name.Text); reason != "" {
		r.errorf(name.Pos, "%s cannot be the name of what is generated: %s; choose another with name=", name.Text, reason)
		return ""
	}
	r.gradNames[qualified(d.obj, name.Text)] = d.Slash
	return name.Text
}
