package ir

// A rule gives a value that can replace op's only result, or nil. It may append
// operations to b that the value needs. op's operands are already rewritten.
type rule func(b *Builder, op *Op) *Value

// rules are tried in this order.
var rules = []rule{
	foldConstants, foldExtremes, foldNegation, foldFloat, foldInteger, foldOffsets, foldComparison, foldConvert,
	foldLen, foldCap, foldField, foldBuild, foldLoads, sliceThroughConversion,
}

// rewrite replaces values by simpler ones, block by block in the order of the
// text, and reports whether there were any.
//
// Before: f passes Check.
// After:  f passes Check; what has been replaced may still be there, unused.
func rewrite(f *Func) bool {
	r := &rewriter{b: &Builder{Func: f}, subst: map[*Value]*Value{}, uses: Uses(f), decides: map[*Value]bool{}}
	r.block(f.Body)
	return r.changed
}

type rewriter struct {
	b       *Builder
	subst   map[*Value]*Value
	uses    map[*Value][]*Op // before the rewriting
	decides map[*Value]bool  // results of ifs that say whether a loop goes on
	changed bool
}

// replace puts w where v was from here on. A name that the program gave to v is kept.
func (r *rewriter) replace(v, w *Value) {
	if w.Name == "" && w.Op != nil && w.Op.Code != Const {
		w.Name = v.Name
	}
	r.subst[v] = w
	r.changed = true
}

func (r *rewriter) block(b *Block) {
	outer := r.b
	r.b = outer.At(b)
	ops := b.Ops
	b.Ops = nil
	r.ops(ops)
	r.b = outer
}

// ops rewrites operations and appends them to the block that is being built. It
// reports whether that is ended by now.
func (r *rewriter) ops(ops []*Op) (ended bool) {
	for _, op := range ops {
		for i, v := range op.Args {
			op.Args[i] = r.value(v)
		}
		if r.op(op) {
			return true
		}
	}
	return false
}

// value is what stands for v.
func (r *rewriter) value(v *Value) *Value {
	for w, ok := r.subst[v]; ok; w, ok = r.subst[v] {
		v = w
	}
	return v
}

func (r *rewriter) keep(op *Op) { r.b.Block.Ops = append(r.b.Block.Ops, op) }

func (r *rewriter) op(op *Op) (ended bool) {
	if len(op.Results) == 1 && r.subst[op.Result()] != nil {
		return false // a load of a part has taken its place
	}
	r.b.Pos, r.b.Expr = op.Pos, op.Expr
	r.throughConversion(op)
	switch op.Code {
	case If:
		return r.branch(op)
	case Loop:
		return r.loop(op)
	case Load:
		if r.splitLoad(op) {
			return false
		}
	}
	if len(op.Results) == 1 {
		for _, rule := range rules {
			if v := rule(r.b, op); v != nil {
				r.replace(op.Result(), v)
				return false
			}
		}
	}
	r.keep(op)
	return op.Code.IsTerminator()
}
