package gograd

import (
	"regexp"
	"slices"
	"strings"

	"github.com/gograd/gograd/adjoint"
	"github.com/gograd/gograd/ir"
)

// A decision is what one rule takes where its function isn't smooth, with all
// the places in the function where it does.
type decision struct {
	rule  string   // the function that it is about
	takes string   // the subgradient 0
	at    []string // r = 0
	asked string   // at, in names that stand for arguments without a name
	call  string   // the function with these
}

// maxNamed is the number of places up to which they are listed.
const maxNamed = 3

// decisions are the sentences about kinks and singular points: those of the
// rules in use, in the names of the function's own variables.
func decisions(of []*derived) []string {
	var list []*decision
	for _, d := range of {
		for op := range d.f.Body.All() {
			if rule := d.plan[op]; rule != nil {
				for _, k := range rule.Kinks {
					list = decide(list, d.f, op, rule, k)
				}
			}
		}
	}
	var out []string
	for _, d := range list {
		if s := d.sentence(); !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// decide adds the place op to the decision that a rule's sentence states.
func decide(list []*decision, f *ir.Func, op *ir.Op, rule *adjoint.Rule, sentence string) []*decision {
	at, takes, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(sentence, "At "), "."), " it takes ")
	if !ok {
		return list
	}
	own := map[string]string{}
	free := map[string]string{}
	var inputs []string
	for i, in := range rule.Inputs {
		own[in] = argumentText(op.Args[i])
		free[in] = freeName(in, f, inputs)
		inputs = append(inputs, free[in])
	}
	d := &decision{rule: rule.Name, takes: takes, asked: renamed(at, free), call: rule.Name + "(" + strings.Join(inputs, ", ") + ")"}
	i := slices.IndexFunc(list, func(o *decision) bool { return o.rule == d.rule && o.takes == d.takes && o.asked == d.asked })
	if i < 0 {
		i, list = len(list), append(list, d)
	}
	if place := renamed(at, own); !slices.Contains(list[i].at, place) {
		list[i].at = append(list[i].at, place)
	}
	return list
}

// argumentText is what the source calls v: its name, or its value; "" if it has none.
func argumentText(v *ir.Value) string {
	if v.Op != nil && v.Op.Code == ir.Const && v.Op.Const != nil {
		return v.Op.Const.String()
	}
	return v.Name
}

// freeName is name if f has no such parameter, else a letter that is free and
// not in use.
func freeName(name string, f *ir.Func, used []string) string {
	taken := func(s string) bool {
		return slices.Contains(used, s) || slices.ContainsFunc(f.Inputs(), func(p *ir.Value) bool { return p.Name == s })
	}
	for _, s := range []string{name, "u", "v", "z"} {
		if !taken(s) {
			return s
		}
	}
	return name + "_"
}

// renamed puts names in place of a rule's own; "" if one of them has none.
func renamed(text string, names map[string]string) string {
	missing := false
	s := word.ReplaceAllStringFunc(text, func(w string) string {
		name, ok := names[w]
		if !ok {
			return w
		}
		missing = missing || name == ""
		return name
	})
	if missing {
		return ""
	}
	return s
}

var word = regexp.MustCompile(`[\pL_][\pL\pN_]*`)

// sentence is `At r = 0 it takes the subgradient 0 of math.Abs.`
func (d *decision) sentence() string {
	at, name := d.asked, d.call
	if len(d.at) <= maxNamed && !slices.Contains(d.at, "") {
		at, name = strings.Join(d.at, " or "), d.rule
	}
	if strings.Contains(d.takes, ",") {
		return "At " + at + " it takes for " + name + " " + d.takes + "."
	}
	return "At " + at + " it takes " + d.takes + " of " + name + "."
}
