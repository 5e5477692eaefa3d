package gograd

import (
	"fmt"
	"go/token"
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// halfText is the report about a half of a recursive function: the first keeps in a frame for
// each call what the second reads.
//
//	logisticForward keeps for each call, until logisticReverse has read it,
//		f.go:26:9: `r * y`, float64
//		8 bytes for each call
func (r *report) halfText() string {
	split := r.half.split
	if r.gradient.Name == split.Reverse {
		return split.Reverse + " reads what " + split.Forward + " has kept.\n"
	}
	fmt.Fprintf(&r.out, "%s keeps for each call, until %s has read it,\n", split.Forward, split.Reverse)
	more := ""
	for _, v := range split.Kept {
		what, position := r.framed(v)
		typ := r.typeText(v.Type)
		if v.Op != nil && (v.Op.Code == ir.Tape || v.Op.Code == ir.Scratch) {
			typ, more = r.typeText(element(v.Type))+", for iterations", ", beside what is kept for iterations"
		}
		fmt.Fprintf(&r.out, "\t%s: %s, %s\n", position, what, typ)
	}
	size := types.SizesFor("gc", r.arch).Sizeof(split.Frame)
	return r.out.String() + fmt.Sprintf("\t%d bytes for each call%s (on %s)\n", size, more, r.arch)
}

// framed says what is in a field of the frame, and where it is in the source.
func (r *report) framed(v *ir.Value) (what, position string) {
	if ptr, ok := v.Type.(*types.Pointer); ok && isFrame(ptr.Elem(), r.half) {
		return "the frame of a call", r.source.position(r.f.Pos)
	}
	from := origin(v)
	if from.Op == nil || !from.Op.Pos.IsValid() {
		return quoted("", v), r.source.position(r.f.Pos)
	}
	text, position := r.source.expr(from.Op)
	return quoted(text, v), position
}

// isFrame reports whether t is the type of frames of some pair.
func isFrame(t types.Type, p *pairForm) bool {
	named, ok := t.(*types.Named)
	return ok && named.Obj().Pos() == token.NoPos && named.Obj().Pkg() == p.forward.Pkg()
}

// origin is the value that a branch hands on as v, if one does that computes it.
func origin(v *ir.Value) *ir.Value {
	for v.Op != nil && v.Op.Code == ir.If {
		i := slices.Index(v.Op.Results, v)
		from := v
		for _, b := range v.Op.Blocks {
			if end := b.End(); end.Code == ir.Yield && end.Args[i].Op != nil && end.Args[i].Op.Code != ir.Const {
				from = end.Args[i]
			}
		}
		if from == v {
			break
		}
		v = from
	}
	return v
}
