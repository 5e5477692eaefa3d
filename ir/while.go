package ir

import (
	"go/constant"
	"go/types"
	"slices"
)

// while rewrites what a Loop with While has beside others, and reports whether
// the loop is gone: one that is never left early is an ordinary loop, one that is
// always left in its first iteration is an if, and a value that changes only where the
// loop is left is, inside, what it was in the beginning.
//
//	loop i = lo to hi while carry (more = true) { … yield true }    →   loop i = lo to hi { … }
//	loop i = lo to hi while carry (more = true) { … yield false }   →   if lo < hi { … }
func (r *rewriter) while(op *Op) (gone, ended bool) {
	end := op.Blocks[0].End()
	if end.Code != Yield {
		return false, false
	}
	more := r.value(end.Args[0])
	r.protect(more)
	switch goesOn, known := boolConst(more); {
	case known && !goesOn && (!op.Down || op.Step == 1):
		return true, r.once(op)
	case known && goesOn && !op.Endless():
		r.replace(op.Carried()[0], op.Inits()[0])
		r.replace(op.Results[0], op.Inits()[0])
		dropCarried(op, 0)
		op.While = false
		return false, false
	}
	for k, inside := range op.Carried() {
		if r.uses[inside] != nil && r.staysInside(r.value(end.Args[k]), more, inside, op.Inits()[k]) {
			r.replace(inside, op.Inits()[k])
		}
	}
	if op.Endless() {
		r.lastValues(op, end, more)
	}
	if op.Endless() && r.uses[op.Results[0]] != nil {
		r.replace(op.Results[0], r.b.Const(constant.MakeBool(false), types.Typ[types.Bool]))
	}
	return false, false
}

// lastValues: what an endless loop carries only to hand it out, and is known before it is
// decided whether the loop goes on, may as well be handed on where it does.
//
//	m, y = if c { yield false, x } else { yield true, z }   →   y = x, if nobody inside takes y
func (r *rewriter) lastValues(op, end *Op, more *Value) {
	d := more.Op
	if d == nil || d.Code != If {
		return
	}
	for k, inside := range op.Carried() {
		y := r.value(end.Args[k])
		if k == 0 || r.uses[inside] != nil || y.Op != d {
			continue
		}
		for i, b := range d.Blocks {
			leaves, goesOn := b.End(), d.Blocks[1-i].End()
			if leaves.Code != Yield || goesOn.Code != Yield {
				continue
			}
			is, known := boolConst(leaves.Args[numberOf(more)])
			does, certain := boolConst(goesOn.Args[numberOf(more)])
			if v := leaves.Args[numberOf(y)]; known && certain && !is && does && !defines(d, v) && goesOn.Args[numberOf(y)] != v {
				goesOn.Args[numberOf(y)] = v
				r.changed = true
			}
		}
	}
}

// protect notes the results of ifs that more, which says whether a loop goes on, comes from.
func (r *rewriter) protect(more *Value) {
	if more.Op == nil || more.Op.Code != If || r.decides[more] {
		return
	}
	r.decides[more] = true
	for _, b := range more.Op.Blocks {
		if end := b.End(); end.Code == Yield {
			r.protect(r.value(end.Args[numberOf(more)]))
		}
	}
}

// staysInside reports whether y, which a loop yields together with more, is what it
// was before unless more is false.
func (r *rewriter) staysInside(y, more, inside, init *Value) bool {
	y, more = r.value(y), r.value(more)
	if goesOn, known := boolConst(more); known && !goesOn {
		return true
	}
	if y == more || y == inside || sameValue(y, init) {
		return true // where the loop goes on, more is true, as it was in the beginning
	}
	d := more.Op
	if d == nil || d.Code != If || y.Op != d {
		return false
	}
	for _, b := range d.Blocks {
		end := b.End()
		if end.Code == Yield && !r.staysInside(end.Args[numberOf(y)], end.Args[numberOf(more)], inside, init) {
			return false
		}
	}
	return true
}

// numberOf says which of its operation's results v is.
func numberOf(v *Value) int {
	for i, r := range v.Op.Results {
		if r == v {
			return i
		}
	}
	panic("ir: a value is no result of its operation")
}

// once makes an If of a loop that is left in its first iteration.
func (r *rewriter) once(op *Op) (ended bool) {
	first := op.Lo()
	runs := r.b.Const(constant.MakeBool(true), types.Typ[types.Bool])
	if !op.Endless() {
		runs = r.b.Compare(Lt, op.Lo(), op.Hi())
		if op.Down {
			first = r.b.Binary(Sub, op.Hi(), r.b.Const(constant.MakeInt64(1), op.Hi().Type))
		}
	}
	r.replace(op.Index(), first)
	for k, inside := range op.Carried() {
		r.replace(inside, op.Inits()[k])
	}
	branch := &Op{Code: If, Args: []*Value{runs}, Results: op.Results, Pos: op.Pos}
	body, other := op.Blocks[0], &Block{Owner: branch}
	body.Params, body.Owner = nil, branch
	(&Builder{Func: r.b.Func, Block: other}).Yield(slices.Clone(op.Inits())...)
	branch.Blocks = []*Block{body, other}
	for _, v := range op.Results {
		v.Op = branch
	}
	return r.branch(branch)
}
