package randprog

import "strings"

// literal is a composite literal of an array or structure, "" if a part has no value.
func (g *generator) literal(t *typ) string {
	g.literals++
	defer func() { g.literals-- }()
	var parts []string
	if t.kind == array {
		for i := range t.len {
			e := g.valueOf(t.elem)
			if e == "" {
				return ""
			}
			if i > 0 && t.elem.isValue() && g.chance(15) {
				break
			}
			parts = append(parts, e)
		}
		return t.name + "{" + strings.Join(parts, ", ") + "}"
	}
	for _, f := range t.fields {
		if f.typ.isValue() && g.chance(15) {
			continue
		}
		e := g.valueOf(f.typ)
		if e == "" {
			return ""
		}
		parts = append(parts, f.name+": "+e)
	}
	return t.name + "{" + strings.Join(parts, ", ") + "}"
}

// reference is a pointer of type t.
func (g *generator) reference(t *typ) string {
	if g.chance(50) {
		if p := g.place(t, false); p != "" {
			return p
		}
	}
	if p := g.addressable(t.elem); p != "" && g.chance(80) {
		return "&" + p
	}
	if t.elem.kind == structure || t.elem.kind == array {
		if e := g.literal(t.elem); e != "" {
			return "&" + e
		}
	}
	return g.place(t, false)
}

// addressable is a place whose address may be taken: a loop's counter has none.
func (g *generator) addressable(t *typ) string { return g.place(t, true) }

// sliceOf is a slice of type t with at least two elements.
func (g *generator) sliceOf(t *typ) string {
	if g.chance(60) {
		if p := g.place(t, false); p != "" {
			return g.rescaled(t, p)
		}
	}
	if v := g.pick(func(v *variable) bool { return v.typ == t && v.least >= 4 }); v != nil && g.chance(50) {
		return v.name + one(g, "[1:]", "[:3]", "[1:4]", "[2:]", "[:]", "[0:2:3]")
	}
	if p := g.arrayPlace(t.elem); p != "" && g.chance(60) {
		return g.convertSlice(t, p+"[:]")
	}
	g.literals++
	defer func() { g.literals-- }()
	var parts []string
	for range 2 + g.IntN(3) {
		e := g.valueOf(t.elem)
		if e == "" {
			return g.place(t, false)
		}
		parts = append(parts, e)
	}
	return t.name + "{" + strings.Join(parts, ", ") + "}"
}

func (g *generator) convertSlice(t *typ, e string) string {
	if strings.HasPrefix(t.name, "[]") {
		return e
	}
	return t.name + "(" + e + ")"
}

// arrayPlace is an array with elements of type elem.
func (g *generator) arrayPlace(elem *typ) string {
	for n := 2; n <= 4; n++ {
		if p := g.place(g.array(n, elem), true); p != "" {
			return p
		}
	}
	return ""
}
