package parse

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/batch"
)

// A Form says that a function does for all samples of a batch what another does for one.
//
//	//gograd:batch y = Affine(w, x, b)
//	func AffineRows[T Float](x, w Matrix[T], b []T) Matrix[T]
type Form struct {
	Primal *types.Func
	batch.Form
}

// readForm reads //gograd:batch.
func (r *reader) readForm(d *directive) {
	before := len(r.diags)
	if !r.canBeRule(d) {
		return
	}
	form := r.parseForm(d, d.Args)
	if form == nil {
		return
	}
	rule := &Rule{Func: d.decl, Obj: d.obj, Pos: d.Slash, In: texts(form.in), Out: texts(form.out)}
	c := &ruleChecker{reader: r, d: d, rule: rule, form: form}
	if !c.findPrimal() || !c.bindNames(nil) {
		return
	}
	if rule.Primal.Func == nil || len(c.out) != 1 || d.obj.Signature().Results().Len() != 1 {
		r.errorf(d.ArgsPos, "a form for a batch is for a function with one result: write y = F(x)")
		return
	}
	if f := c.batchForm(); len(r.diags) == before {
		r.into.Forms = append(r.into.Forms, f)
	}
}

// batchForm tells by the types what is there for each sample: []T for T, and Matrix[T] for []T.
func (c *ruleChecker) batchForm() *Form {
	matrix, err := c.l.Matrix(c.p)
	if err != nil {
		c.errorf(c.d.Slash, "a form for a batch needs %s: %v", tensorPath, err)
		return nil
	}
	f := &Form{Primal: c.rule.Primal.Func}
	f.Func, f.Sampled = c.d.obj, make([]bool, len(c.in))
	u := &unifier{bound: map[*types.TypeParam]types.Type{}}
	for v := range c.d.obj.Signature().Params().Variables() {
		i := slices.Index(c.rule.In, v.Name())
		if i < 0 {
			c.errorf(v.Pos(), "%s is no input of %s: name it as the directive does", v.Name(), f.Primal.Name())
			continue
		}
		f.Args = append(f.Args, i)
		f.Sampled[i] = !u.unify(v.Type(), c.in[i])
		if f.Sampled[i] && !u.unify(v.Type(), batch.Batched(c.in[i], matrix)) {
			c.errorf(v.Pos(), "%s has type %s in the form, and should have %s, or %s if each sample has its own", v.Name(),
				c.typeString(v.Type()), c.typeString(c.in[i]), c.typeString(batch.Batched(c.in[i], matrix)))
		}
	}
	if len(f.Args) != len(c.in) {
		c.errorf(c.d.decl.Name.Pos(), "the form has %d parameters, and %s has %d", len(f.Args), f.Primal.Name(), len(c.in))
	}
	result := c.d.obj.Signature().Results().At(0)
	f.Sum = !u.unify(result.Type(), batch.Batched(c.out[0], matrix))
	if f.Sum && !(IsFloat(c.out[0]) && u.unify(result.Type(), c.out[0])) {
		c.errorf(c.resultPos(result), "the result has type %s in the form, and should have %s", c.typeString(result.Type()), c.typeString(batch.Batched(c.out[0], matrix)))
	}
	return f
}
