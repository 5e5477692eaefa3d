package main

import "github.com/mmcloughlin/avo/operand"

// copy makes the kernel that packs a matrix whose rows are to stay rows.
func (t *target) copy() {
	t.function("copy", "func(p *packing)",
		"copy"+t.suffix()+" packs a vector's worth of columns.")
	p := t.Dereference(t.Param("p"))
	src, srcRow := t.field(p, "src"), t.field(p, "srcRow")
	dst, dstRow := t.field(p, "dst"), t.field(p, "dstRow")
	depth, columns := t.field(p, "depth"), t.field(p, "columns")
	t.firstLanes(columns)
	t.Label("row")
	t.loadFirst(mem(src, 0), t.vec(0))
	t.store(t.vec(0), mem(dst, 0))
	t.ADDQ(srcRow, src)
	t.ADDQ(dstRow, dst)
	t.DECQ(depth)
	t.JNZ(operand.LabelRef("row"))
	t.leave()
}
