package adjoint

import (
	"go/types"

	"github.com/gograd/gograd/ir"
)

// keepPushed keeps x, of the closed scope of the forward sweep, on a stack on which each iteration
// of a loop that ends on data pushes one value, and reads it by the index of the
// iteration where s begins. It fails if some iterations push and others don't.
//
//	push t, x      reverse:  x = load t[i]
func (s *scope) keepPushed(x *ir.Value, closed *scope) (v *ir.Value, ok bool) {
	forward, reverse := closed.ownIteration(), s.ownIteration()
	if forward == nil || reverse == nil || forward.primal != reverse.primal || !closed.pushesOnce(forward) ||
		!isCounter(forward.owner) || reverse.owner.While {
		return nil, false
	}
	once := !forward.inOuterLoop() && reverse.parent.sees(forward.parent)
	r := s.recorded[x]
	if r.tape == nil || !once && !s.excludes(r.reader) {
		r = recording{tape: s.newTape(x), reader: s}
		s.recorded[x] = r
		closed.push(r.tape, x)
	}
	memory := r.tape
	if !once {
		memory = reverse.retract(r.tape, r.tape.Name)
	}
	return s.readAt(x, memory, r.tape), true
}

// pushesOnce reports whether a push in s is done once in each iteration that the reverse
// sweep does: it is in the body of the loop itself, or where it is certain that the loop goes on.
func (s *scope) pushesOnce(iteration *scope) bool {
	return s == iteration || s.lastOnWay() != nil
}

// isCounter reports whether loop counts ints up by ones.
func isCounter(loop *ir.Op) bool {
	return !loop.Down && loop.Step == 1 && types.Identical(loop.Index().Type, types.Typ[types.Int])
}

// inOuterLoop reports whether there is a loop around the iteration s.
func (s *scope) inOuterLoop() bool { return s.parent.inLoop() }
