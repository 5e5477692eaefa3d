package emit

import "github.com/gograd/gograd/ir"

// markNeeded fills in live and needed: what has effects or may panic, what is
// returned, and all that these need. An operation without a use is left out, and
// so is what a loop carries only for itself.
func (p *program) markNeeded() {
	for op := range p.fn.Body.All() {
		if len(op.Blocks) > 0 || op.Code == ir.Yield || p.sunk[op] {
			continue
		}
		if op.Code == ir.Return || ir.HasEffects(op) {
			p.keep(op)
		}
	}
	for b, exit := range p.exits {
		if !p.isBreak(exit) {
			p.keepAround(b)
			p.keep(exit)
		}
	}
}

// keep notes that op is printed, and with it all that it needs.
func (p *program) keep(op *ir.Op) {
	if p.live[op] {
		return
	}
	p.live[op] = true
	if b := p.tree.Block(op); b != nil { // nil for the returns of sinkReturns
		p.keepAround(b)
	}
	switch op.Code {
	case ir.If:
		p.need(op.Args[0])
	case ir.Loop:
		for _, v := range p.bounds(op) {
			p.need(v)
		}
		for _, b := range p.breaks[op] {
			p.keepAround(b)
			p.keep(p.exits[b])
		}
	case ir.Yield:
		return // need asks for what is yielded
	default:
		for _, v := range op.Args {
			p.need(v)
		}
	}
	for _, b := range op.Blocks {
		if end := b.End(); !p.sunk[end] {
			p.keep(end)
		}
	}
}

func (p *program) keepAround(b *ir.Block) {
	if b.Owner != nil {
		p.keep(b.Owner)
	}
}

// need notes that the value v is taken.
func (p *program) need(v *ir.Value) {
	if p.needed[v] {
		return
	}
	p.needed[v] = true
	switch {
	case v.Op == nil:
		p.needParam(v)
	case v.Op.Code == ir.If:
		p.keep(v.Op)
		for _, b := range v.Op.Blocks {
			if end := b.End(); end.Code == ir.Yield {
				p.need(end.Args[resultNumber(v)])
			}
		}
	case v.Op.Code == ir.Loop:
		p.keep(v.Op)
		p.need(v.Op.Carried()[resultNumber(v)])
	default:
		p.keep(v.Op)
	}
}

// needParam: what a loop carries needs its initial value and the next one.
func (p *program) needParam(v *ir.Value) {
	at, ok := p.param[v]
	if !ok {
		return // a parameter of the function
	}
	p.keep(at.loop)
	if at.number == 0 {
		return
	}
	i := at.number - 1
	p.need(at.loop.Inits()[i])
	if !at.loop.While || i > 0 {
		p.need(at.loop.Blocks[0].End().Args[i])
	}
	for _, b := range p.breaks[at.loop] {
		p.need(p.exits[b].Args[i])
	}
}
