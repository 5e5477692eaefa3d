package emit

import (
	"go/types"
	"strings"

	"github.com/dave/jennifer/jen"
	"github.com/gograd/gograd/ir"
)

// A save stores a slice that has grown back into the pool's struct, after a statement.
type save struct {
	after *stmt
	slice *ir.Op // a Tape or a Scratch
}

// maxLine is how long a line gets that assigns to several places.
const maxLine = 90

// findSaves finds the last statement that pushes on each tape, in the block
// that makes the tape.
func (w *pool) findSaves(f *function) {
	for _, op := range w.order {
		if op.Code != ir.Tape {
			continue
		}
		f.statements(f.body, func(s *stmt, b *block) {
			if s.op == op {
				if last := lastPush(f, b, op); last != nil {
					w.saves[b] = append(w.saves[b], save{last, op})
				}
			}
		})
	}
}

// lastPush is the last statement of b that pushes on tape, or in which something does.
func lastPush(f *function, b *block, tape *ir.Op) *stmt {
	var last *stmt
	for _, s := range b.stmts {
		one := &block{stmts: []*stmt{s}}
		f.statements(one, func(in *stmt, _ *block) {
			if isPush(in.op) && in.op.Args[0].Op == tape {
				last = s
			}
		})
	}
	return last
}

func isPush(op *ir.Op) bool { return op != nil && (op.Code == ir.Push || op.Code == ir.Extend) }

// give prints what comes after the last of the statements before in b: slices that have grown are given back,
// all at once where statements that take them are neighbours.
func (w *pool) give(p *printer, b *block, before, next []*stmt) []jen.Code {
	for _, sv := range w.saves[b] {
		if sv.after == before[len(before)-1] {
			w.due = append(w.due, sv)
		}
	}
	if len(next) > 0 && isTaken(next[0], ir.Scratch) && next[0] != w.first {
		return nil
	}
	var to, from []string
	for _, sv := range w.due {
		to, from = append(to, w.field(sv.slice)), append(from, p.nameOf(sv.slice.Result()))
	}
	w.due = nil
	return assignments(to, " = ", from)
}

// isTaken reports whether s takes a slice of a kind from the pool's struct.
func isTaken(s *stmt, code ir.Code) bool {
	return s.kind == define && s.op.Code == code && ir.MemoryOf(s.op) == nil
}

// assignments prints the assignments of values to places, several in a line.
func assignments(to []string, symbol string, from []string) (lines []jen.Code) {
	start, length := 0, 0
	for i := range to {
		if length += len(to[i]) + len(from[i]) + 4; i+1 == len(to) || length+len(to[i+1])+len(from[i+1]) > maxLine {
			lines = append(lines, jen.Id(strings.Join(to[start:i+1], ", ")+symbol+strings.Join(from[start:i+1], ", ")))
			start, length = i+1, 0
		}
	}
	return lines
}

// isCopy reports whether s takes memory for all elements of a slice, and next copies them there.
func (p *printer) isCopy(s, next *stmt) bool {
	if !isTaken(s, ir.Scratch) || !s.op.Dirty || next.kind != do || next.op.Builtin != "copy" || next.op.Args[0] != s.op.Result() || next.paragraph {
		return false
	}
	n, from := s.op.Args[0].Op, next.op.Args[1]
	return n != nil && n.Code == ir.Len && n.Args[0] == from && types.Identical(s.op.Result().Type, from.Type)
}

// copied prints that memory is taken for a copy of the slice from.
func (w *pool) copied(p *printer, s *stmt, from *ir.Value) jen.Code {
	field := w.field(s.op)
	w.due = append(w.due, save{s, s.op})
	return jen.Id(p.targets(s) + p.builtin("append", []string{field + "[:0]", p.value(from).text + "..."}).text)
}

// stacks counts the statements at the head of list that begin stacks and can be printed as one.
func stacks(list []*stmt) int {
	n := 0
	for n < len(list) && isTaken(list[n], ir.Tape) && list[n].declares && (n == 0 || !list[n].paragraph) {
		n++
	}
	return n
}

// begin prints the beginnings of stacks.
func (w *pool) begin(p *printer, list []*stmt) []jen.Code {
	var to, from []string
	for _, s := range list {
		to, from = append(to, p.nameOf(s.to[0])), append(from, w.field(s.op)+"[:0]")
	}
	return assignments(to, " := ", from)
}

// tape prints the beginning of a stack.
func (w *pool) tape(p *printer, s *stmt) jen.Code {
	if old := ir.MemoryOf(s.op); old != nil {
		return jen.Id(p.targets(s) + p.assigned(old).text)
	}
	return jen.Id(p.targets(s) + w.field(s.op) + "[:0]")
}
