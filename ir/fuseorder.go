package ir

// A cell is what a Load or Store in a loop touches: that with the number of the iteration,
// plus at, of the slice base.
type cell struct {
	base *Value
	at   int64
}

// cellOf is what op touches in an iteration of loop, if it is a Load or Store of an
// element with such a number.
func cellOf(op, loop *Op) (cell, bool) {
	if op.Code != Load && op.Code != Store || len(op.Path) != 1 || !op.Path[0].Index || isString(op.Base().Type) {
		return cell{}, false
	}
	v := op.Indexes()[0]
	if v == loop.Index() {
		return cell{op.Base(), 0}, true
	}
	if v.Op == nil || v.Op.Code != Add && v.Op.Code != Sub || v.Op.Args[0] != loop.Index() {
		return cell{}, false
	}
	c, ok := IntConst(v.Op.Args[1])
	if v.Op.Code == Sub {
		c = -c
	}
	return cell{op.Base(), c}, ok && c <= small && c >= -small
}

// isBefore reports whether op touches an element with a constant number, and x in loop
// only those of the same slice that come after it.
func isBefore(op, x, loop *Op) bool {
	e, ok := cellOf(x, loop)
	if !ok || op.Code != Load && op.Code != Store || len(op.Path) != 1 || !op.Path[0].Index || op.Base() != e.base {
		return false
	}
	k, ok1 := IntConst(op.Indexes()[0])
	lo, ok2 := IntConst(loop.Lo())
	return ok1 && ok2 && k-e.at < lo
}

// handsOn reports whether b reads an element of new memory that a has written in the same
// iteration or in the one before.
func handsOn(a, b *Op) bool {
	written := map[cell]bool{}
	for _, op := range a.Blocks[0].Ops {
		if e, ok := cellOf(op, a); ok && op.Code == Store && isOwn(e.base) {
			written[e] = true
		}
	}
	for op := range b.Blocks[0].All() {
		e, ok := cellOf(op, b)
		if ok && op.Code == Load && (written[e] || written[cell{e.base, e.at + 1}]) {
			return true
		}
	}
	return false
}

// isOwn reports whether v is memory that the function has made.
func isOwn(v *Value) bool { return isNew(v) && v.Op.Code != Global }

// allowed reports whether an iteration of b may come before the later ones of a. To
// that end, what a would read too late may be carried from the iteration before: block
// holds a.
func (z *fuser) allowed(block *Block, a, b *Op) bool {
	var late []cell
	for x := range a.Blocks[0].All() {
		for y := range b.Blocks[0].All() {
			if len(x.Blocks) > 0 || len(y.Blocks) > 0 || !z.looks().ConflictAcross(x, y) {
				continue
			}
			ex, ok1 := cellOf(x, a)
			ey, ok2 := cellOf(y, b)
			switch {
			case !ok1 || !ok2 || ex.base != ey.base:
				return false
			case ey.at <= ex.at: // the iteration of b is a's, or a later one
			case x.Code == Load && ey.at == ex.at+1 && z.carriable(a, ex) != nil:
				late = append(late, ex)
			default:
				return false
			}
		}
	}
	return z.carryEach(block, a, late)
}
