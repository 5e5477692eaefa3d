package emit

import "github.com/dave/jennifer/jen"

// Go has no variable of a type parameter's type at package level. The memory of
// a generic function has one pool for each instance of the struct that holds it,
// found by a nil pointer to that instance: its type is all that matters.

// instance is the name of the function that gives the pool for an instance.
func (w *pool) instance() string { return w.typ + "Pool" }

// instances prints the pools of a generic function, and the function that finds one.
func (w *pool) instances(p *printer, sync string) []jen.Code {
	typ := w.typ + p.typeArgs(w.params)
	key, pool := p.freeBeside("key"), p.freeBeside("pool")
	return []jen.Code{
		jen.Line().Comment("// " + w.pools + " has a pool for each instance of " + w.typ + "."),
		jen.Id("var " + w.pools + " " + sync + ".Map").Line(),
		jen.Line().Func().Id(w.instance()+p.typeParams(w.params)+"() *"+sync+".Pool").Block(
			jen.Id(key+" := (*"+typ+")(nil)"),
			jen.Id(pool+", ok := "+w.pools+".Load("+key+")"),
			jen.If(jen.Id("!ok")).Block(
				jen.Id(pool+", _ = "+w.pools+".LoadOrStore("+key+", &"+newTapes(sync, typ)+")"),
			),
			jen.Return(jen.Id(pool+".(*"+sync+".Pool)")),
		).Line(),
	}
}
