package ir

// A liveness says what is needed for what a function gives and does. It begins
// with what is seen outside and goes from each operation to what that needs.
type liveness struct {
	tree    *Tree
	aliases *Aliases
	params  map[*Value]*Op // of blocks, to the loop
	number  map[*Value]int // of parameters and results, in their list
	ops     map[*Op]bool
	values  map[*Value]bool
	read    rootSet       // memory that a live operation reads
	writers map[int][]*Op // by what they write; only those that do nothing else
	work    []*Op
}

func newLiveness(f *Func) *liveness {
	l := &liveness{
		tree: NewTree(f), aliases: NewAliases(f),
		params: map[*Value]*Op{}, number: map[*Value]int{},
		ops: map[*Op]bool{}, values: map[*Value]bool{}, writers: map[int][]*Op{},
	}
	l.see(l.aliases.known(nil))
	for op := range f.Body.All() {
		for i, v := range op.Results {
			l.number[v] = i
		}
		for _, b := range op.Blocks {
			for i, v := range b.Params {
				l.params[v], l.number[v] = op, i
			}
		}
		if len(op.Blocks) == 0 {
			l.begin(op)
		}
	}
	return l
}

// begin makes op live if it can be noticed at once, and else notes what it writes.
func (l *liveness) begin(op *Op) {
	effects := Effects(op)
	switch {
	case op.Code == Yield:
	case op.Code.IsTerminator() || effects&(MayPanic|Unknown) != 0:
		l.op(op)
	case effects&Writes != 0 && op.Code != Scratch:
		for _, acc := range l.aliases.accesses(op) {
			if acc.write {
				acc.roots.each(func(r int) { l.writers[r] = append(l.writers[r], op) })
				if acc.roots.meets(l.read) {
					l.op(op)
				}
			}
		}
	}
}

// run goes on until nothing more is needed.
func (l *liveness) run() {
	for len(l.work) > 0 {
		op := l.work[len(l.work)-1]
		l.work = l.work[:len(l.work)-1]
		l.needs(op)
	}
}

// op says that op is needed, and so are the ifs and loops around it.
func (l *liveness) op(op *Op) {
	for ; op != nil && !l.ops[op]; op = l.tree.Owner(op) {
		l.ops[op] = true
		l.work = append(l.work, op)
	}
}

// needs marks what a live op needs. What an If yields and a Loop carries is
// needed value by value.
func (l *liveness) needs(op *Op) {
	args := op.Args
	switch op.Code {
	case Yield:
		return
	case Loop:
		args = args[:2]
	case Return, Panic:
		l.see(l.aliases.known(args))
	}
	for _, v := range args {
		l.value(v)
	}
	if op.Code == Loop && op.While {
		l.carried(op, 0)
	}
	if len(op.Blocks) > 0 {
		return
	}
	for _, acc := range l.aliases.accesses(op) {
		if !acc.write {
			l.see(acc.roots)
		}
	}
}

// see says that memory is read.
func (l *liveness) see(roots rootSet) {
	roots.each(func(r int) {
		if l.read.add(r) {
			for _, op := range l.writers[r] {
				l.op(op)
			}
		}
	})
}

// value says that v is needed.
func (l *liveness) value(v *Value) {
	if l.values[v] {
		return
	}
	l.values[v] = true
	if loop := l.params[v]; loop != nil {
		l.op(loop)
		if l.number[v] > 0 {
			l.carried(loop, l.number[v]-1)
		}
		return
	}
	if v.Op == nil {
		return
	}
	l.op(v.Op)
	switch v.Op.Code {
	case If:
		for _, b := range v.Op.Blocks {
			if end := b.End(); end.Code == Yield {
				l.value(end.Args[l.number[v]])
			}
		}
	case Loop:
		l.carried(v.Op, l.number[v])
	}
}

// carried says that the k-th value that loop carries is needed.
func (l *liveness) carried(loop *Op, k int) {
	l.values[loop.Results[k]], l.values[loop.Carried()[k]] = true, true
	l.value(loop.Inits()[k])
	if end := loop.Blocks[0].End(); end.Code == Yield {
		l.value(end.Args[k])
	}
}
