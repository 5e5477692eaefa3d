package parse

import (
	"go/ast"
	"go/constant"
	"go/types"
	"unicode/utf8"

	"github.com/gograd/gograd/ir"
)

// runes is what a range over a string runs over: its runes, with the offset of
// each in the string if the statement asks for that.
func (l *body) runes(s *ast.RangeStmt) rangeOver {
	text := l.exprAs(s.X, types.Default(l.info.TypeOf(s.X)))
	runes := l.b.Convert(types.NewSlice(types.Typ[types.Rune]), text)
	r := rangeOver{n: l.b.Len(runes), index: types.Typ[types.Int], place: place{base: runes}}
	if s.Key != nil && identName(s.Key) != "_" {
		r.text, r.offset = text, l.variable("offset", types.Typ[types.Int])
		l.b.Store(l.b.Int(0), r.offset, nil)
	}
	return r
}

// advance moves the offset behind c, by the number of bytes that c takes in the
// string: what is no UTF-8 is read as utf8.RuneError, one byte at a time.
func (l *body) advance(r rangeOver, c *ir.Value) {
	width := l.variable("width", types.Typ[types.Int])
	at := l.b.Load(r.offset, nil)
	l.b.Store(l.b.Int(1), width, nil)
	for i, first := range []int64{utf8.RuneSelf, 1 << 11, 1 << 16} {
		op := l.b.If(l.b.Compare(ir.Ge, c, l.b.Const(constant.MakeInt64(first), c.Type)))
		l.in(op.Blocks[0], func() { l.b.Store(l.b.Int(int64(i+2)), width, nil) })
		l.in(op.Blocks[1], func() {})
	}
	broken := l.b.If(l.b.Compare(ir.Eq, c, l.b.Const(constant.MakeInt64(utf8.RuneError), c.Type)))
	l.in(broken.Blocks[0], func() { l.checkBroken(r.text, at, width) })
	l.in(broken.Blocks[1], func() {})
	l.b.Store(l.b.Binary(ir.Add, at, l.b.Load(width, nil)), r.offset, nil)
}

// checkBroken sets width to one unless utf8.RuneError itself is at that offset of text.
func (l *body) checkBroken(text, at, width *ir.Value) {
	sign := string(utf8.RuneError)
	end := l.b.Binary(ir.Add, at, l.b.Int(int64(len(sign))))
	fits := l.b.If(l.b.Compare(ir.Le, end, l.b.Len(text)))
	l.in(fits.Blocks[0], func() {
		part := l.b.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{text, at, end}}, text.Type).Result()
		same := l.b.If(l.b.Compare(ir.Eq, part, l.b.Const(constant.MakeString(sign), text.Type)))
		l.in(same.Blocks[0], func() {})
		l.in(same.Blocks[1], func() { l.b.Store(l.b.Int(1), width, nil) })
	})
	l.in(fits.Blocks[1], func() { l.b.Store(l.b.Int(1), width, nil) })
}
