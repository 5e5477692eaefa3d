package ir

import "slices"

// loop rewrites a Loop: one that never runs becomes its initial values, and
// what it carries unchanged is carried no more.
//
//	y1 = loop i = lo to hi carry (y = y0) { … yield y }   →   y0
func (r *rewriter) loop(op *Op) (ended bool) {
	lo, ok1 := IntConst(op.Lo())
	hi, ok2 := IntConst(op.Hi())
	if ok1 && ok2 && lo >= hi {
		for i, v := range op.Inits() {
			r.replace(op.Results[i], v)
		}
		r.changed = true
		return false
	}
	if op.While {
		if gone, ended := r.while(op); gone {
			return ended
		}
	}
	if end := op.Blocks[0].End(); end.Code == Yield {
		for k := len(op.Results) - 1; k >= op.firstCarried(); k-- {
			init, inside := op.Inits()[k], op.Carried()[k]
			if y := r.value(end.Args[k]); y == inside || sameValue(y, init) {
				r.replace(inside, init)
				r.replace(op.Results[k], init)
				dropCarried(op, k)
			}
		}
	}
	r.block(op.Blocks[0])
	r.keep(op)
	return false
}

// firstCarried is the number of the first value that a Loop carries for the program.
func (op *Op) firstCarried() int {
	if op.While {
		return 1
	}
	return 0
}

// dropCarried makes op carry one value less.
func dropCarried(op *Op, k int) {
	body := op.Blocks[0]
	op.Args = slices.Delete(op.Args, k+2, k+3)
	op.Results = slices.Delete(op.Results, k, k+1)
	body.Params = slices.Delete(body.Params, k+1, k+2)
	if end := body.End(); end.Code == Yield {
		end.Args = slices.Delete(end.Args, k, k+1)
	}
}
