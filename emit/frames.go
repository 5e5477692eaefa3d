package emit

import (
	"go/types"
	"strings"

	"github.com/dave/jennifer/jen"
)

// Frames is a type that gives frames to calls: what each keeps for the second half of its function.
type Frames struct {
	Type   *types.Named
	Of     []Frame
	Pieces []*types.Func // methods that give memory, in use until all frames are free again
}

// arenas are what the pieces come from.
func (fr *Frames) arenas() (list []*arena) {
	for _, fn := range fr.Pieces {
		name := uncapital(strings.TrimPrefix(fn.Name(), "new"))
		list = append(list, &arena{typ: fn.Signature().Results().At(0).Type(), method: fn.Name(), list: name, used: name + "Used", exact: true})
	}
	return list
}

// A Frame is the type of the frames of one function.
type Frame struct {
	Type          *types.Named // a struct
	Next          string       // the method of Frames that gives one
	Kept, Keeping string       // the names of the functions: Kept reads what Keeping keeps
}

// decls prints the types, and the methods: one that makes all frames free, and one for each type of
// frame that gives the next of them.
func (fr *Frames) decls(f *file) []jen.Code {
	p := &printer{file: f, mentions: map[string]bool{}}
	typ := fr.Type.Obj().Name()
	var decls, fields, reset []jen.Code
	var methods []jen.Code
	for _, one := range fr.Of {
		name := one.Type.Obj().Name()
		list, used := uncapital(name)+"s", uncapital(name)+"sUsed"
		if len(fr.Of) == 1 {
			list, used = "frames", "used"
		}
		decls = append(decls, jen.Line().Comment("// A "+name+" holds what one call of "+one.Keeping+" keeps for "+one.Kept+"."),
			jen.Id("type "+name+" struct{ "+p.structFields(one.Type)+" }").Line())
		fields = append(fields, jen.Id(list+" []*"+name), jen.Id(used+" int"))
		reset = append(reset, jen.Id("f."+used+" = 0"))
		methods = append(methods, jen.Line().Func().Params(jen.Id("f *"+typ)).Id(one.Next).Params().Id("*"+name).Block(
			jen.If(jen.Id("f."+used+" == len(f."+list+")")).Block(jen.Id("f."+list+" = append(f."+list+", new("+name+"))")),
			jen.Id("f."+used+"++"),
			jen.Return(jen.Id("f."+list+"[f."+used+"-1]")),
		).Line())
	}
	for _, a := range fr.arenas() {
		fields = append(fields, jen.Id(a.list+" []"+p.typ(a.typ)), jen.Id(a.used+" int"))
		reset = append(reset, jen.Id("f."+a.used+" = 0"))
		methods = append(methods, a.giver(p, typ, "all frames are free again")...)
	}
	decls = append(decls, jen.Line().Comment("// "+typ+" gives frames to calls, again those of the run before."),
		jen.Type().Id(typ).Struct(fields...).Line(),
		jen.Line().Func().Params(jen.Id("f *"+typ)).Id("reset").Params().Block(reset...).Line())
	return append(decls, methods...)
}

// structFields prints the fields of a struct in one line; neighbours of one type share it.
func (p *printer) structFields(t *types.Named) string {
	s := t.Underlying().(*types.Struct)
	var out strings.Builder
	for i := range s.NumFields() {
		typ, separator := p.typ(s.Field(i).Type()), ", "
		if i+1 == s.NumFields() || p.typ(s.Field(i+1).Type()) != typ {
			separator = " " + typ + "; "
		}
		out.WriteString(s.Field(i).Name() + separator)
	}
	return strings.TrimSuffix(out.String(), "; ")
}
