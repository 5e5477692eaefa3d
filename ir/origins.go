package ir

import "slices"

// Pieces of memory that aren't made by an operation of the function.
const (
	inputRoot = iota // all that is reached from the inputs that aren't in Apart
	apartRoot        // all that is reached from the inputs in Apart
	outerRoot        // package-level variables, and what unknown functions give
	firstLocal
)

// origins says for each value which memory a reference in it may lead to, and
// for each piece of memory where the references stored there may lead. It knows
// no order of operations (Andersen, "Program analysis and specialization for
// the C programming language", 1994), so it holds for every iteration.
type origins struct {
	roots    map[*Value]*rootSet
	contents []rootSet   // by root
	locals   map[*Op]int // the roots that operations make
	changed  bool
}

func newOrigins(f *Func) *origins {
	o := &origins{roots: map[*Value]*rootSet{}, locals: map[*Op]int{}}
	for root := range firstLocal {
		o.contents = append(o.contents, nil)
		o.contents[root].add(root)
	}
	for _, v := range f.Inputs() {
		root := inputRoot
		if slices.Contains(f.Apart, v) {
			root = apartRoot
		}
		o.addRoot(v, root)
	}
	for o.changed = true; o.changed; {
		o.changed = false
		for op := range f.Body.All() {
			o.flow(op)
		}
	}
	return o
}

// of is where references in v may lead: anywhere if v is younger than the analysis.
func (o *origins) of(v *Value) rootSet {
	if s := o.roots[v]; s != nil {
		return *s
	}
	if !mayRefer(v.Type) {
		return nil
	}
	var all rootSet
	for root := range o.contents {
		all.add(root)
	}
	return all
}

// set is what is known about v so far, while the analysis runs.
func (o *origins) set(v *Value) *rootSet {
	if o.roots[v] == nil {
		o.roots[v] = new(rootSet)
	}
	return o.roots[v]
}

func (o *origins) addRoot(v *Value, root int) {
	if mayRefer(v.Type) && o.set(v).add(root) {
		o.changed = true
	}
}

func (o *origins) addAll(v *Value, roots rootSet) {
	if mayRefer(v.Type) && o.set(v).union(roots) {
		o.changed = true
	}
}

// local is the memory that op makes.
func (o *origins) local(op *Op) int {
	root, ok := o.locals[op]
	if !ok {
		root = len(o.contents)
		o.locals[op] = root
		o.contents = append(o.contents, nil)
	}
	return root
}

// load is where references lead that are read from memory of the given roots.
func (o *origins) load(roots rootSet) rootSet {
	var all rootSet
	roots.each(func(r int) { all.union(o.contents[r]) })
	return all
}

// store says that references to what are in memory of the given roots.
func (o *origins) store(roots, what rootSet) {
	roots.each(func(r int) {
		if o.contents[r].union(what) {
			o.changed = true
		}
	})
}

// reach is all memory that is reached from the given roots, these included.
func (o *origins) reach(roots rootSet) rootSet {
	all := roots.clone()
	for all.union(o.load(all)) {
	}
	return all
}

// args is where references in the operands of op may lead.
func (o *origins) args(vs []*Value) rootSet {
	var all rootSet
	for _, v := range vs {
		all.union(*o.set(v))
	}
	return all
}

func (o *origins) flow(op *Op) {
	switch op.Code {
	case Alloc, Make, Scratch, Fresh, Tape:
		o.addRoot(op.Result(), o.local(op))
		if old := MemoryOf(op); old != nil {
			o.addAll(op.Result(), *o.set(old))
		}
	case Global, Pooled: // seen by who comes later
		o.addRoot(op.Result(), outerRoot)
	case Load, Pop:
		o.addAll(op.Result(), o.load(*o.set(op.Args[0])))
	case Store, Push:
		o.store(*o.set(op.Args[0]), *o.set(op.Args[len(op.Args)-1]))
	case Addr, Slice, Field, Extend, Retract:
		o.addAll(op.Result(), *o.set(op.Args[0]))
	case Convert:
		o.addAll(op.Result(), *o.set(op.Args[0]))
		if convertEffects(op)&Allocates != 0 { // the bytes of a string
			o.addRoot(op.Result(), o.local(op))
		}
	case Build:
		o.addAll(op.Result(), o.args(op.Args))
	case Call:
		o.call(op)
	case If, Loop:
		o.join(op)
	}
}

// join lets what the blocks of op yield flow to its results, and round its loop.
func (o *origins) join(op *Op) {
	for _, b := range op.Blocks {
		if end := b.End(); end.Code == Yield {
			for i, v := range end.Args {
				o.addAll(op.Results[i], *o.set(v))
			}
		}
	}
	if op.Code == Loop {
		for i, v := range op.Carried() {
			o.addAll(op.Results[i], *o.set(op.Inits()[i]))
			o.addAll(v, *o.set(op.Results[i]))
		}
	}
}

func (o *origins) call(op *Op) {
	callee := CallOf(op)
	args := o.args(op.Args)
	switch {
	case callee.Effects&Unknown != 0:
		o.unknownCall(op, args)
	case op.Builtin == "append":
		o.appendCall(op)
	case op.Builtin == "copy":
		o.store(*o.set(op.Args[0]), o.load(*o.set(op.Args[1])))
	case callee.Fresh, callee.FreshOrArgs:
		for _, v := range op.Results {
			o.addRoot(v, o.local(op))
			if callee.FreshOrArgs {
				o.addAll(v, args)
			}
		}
	}
}

// unknownCall: the function may store and give all that it reaches. What is
// apart it keeps apart, as the function around it does.
func (o *origins) unknownCall(op *Op, args rootSet) {
	all := args.clone()
	all.add(outerRoot)
	all = o.reach(all)
	o.store(all.without(inputRoot, apartRoot), all)
	var inputs, aparts rootSet
	inputs.add(inputRoot)
	o.store(inputs, all.without(apartRoot))
	if all.has(apartRoot) {
		aparts.add(apartRoot)
		o.store(aparts, all.without(inputRoot, outerRoot))
	}
	for _, v := range op.Results {
		o.addAll(v, all)
	}
}

// appendCall: the result is the old memory or new memory with what was in the old.
func (o *origins) appendCall(op *Op) {
	old := *o.set(op.Args[0])
	appended := o.args(op.Args[1:])
	if op.Spread {
		appended = o.load(appended)
	}
	o.addRoot(op.Result(), o.local(op))
	o.addAll(op.Result(), old)
	o.store(*o.set(op.Result()), appended)
	o.store(*o.set(op.Result()), o.load(old))
}

// MemoryOf is the memory that a Tape or Scratch is made of; nil if it comes from the pool.
func MemoryOf(op *Op) *Value {
	switch {
	case op.Code == Tape && len(op.Args) > 0:
		return op.Args[0]
	case op.Code == Scratch && len(op.Args) > 1:
		return op.Args[1]
	}
	return nil
}
