package adjoint

import (
	"go/types"
	"slices"

	"github.com/gograd/gograd/ir"
)

// A halving cuts a gradient apart where its reverse sweep begins. What the reverse sweep reads of
// the forward sweep goes through the fields of a frame.
//
//	y = mul x, x                      forward:  y = mul x, x        reverse:  y = load frame.y
//	store frame, zero               →            store frame.y, y               d = mul y, dy
//	d = mul y, dy                               return y, frame                return d
//	return y, d
type halving struct {
	*Split
	out           *ir.Func
	inputs        []*ir.Value // of the primal
	shadows       []*ir.Value // of inputs
	of            []int       // these
	seeds         []*ir.Value
	frames        *ir.Value
	values        int         // how many results are the primal's
	results       []*ir.Value // these
	before, after []*ir.Op
	aliases       *ir.Aliases
	lent          map[*types.Func]bool // functions that hand what they are given to nobody
	frame         *ir.Value            // in the forward half

	crossing []*ir.Value             // what the reverse sweep reads, in the order in which it is defined
	fields   map[*ir.Value]int       // of the frame
	struc    []*types.Var            // these fields
	used     map[string]bool         // their names
	there    map[*ir.Value]*ir.Value // what they are in the reverse half
}

func newHalving(out *ir.Func, sig *Signature, values int, lent map[*types.Func]bool) *halving {
	h := &halving{Split: sig.Split, out: out, values: values, lent: lent, used: map[string]bool{}, fields: map[*ir.Value]int{}, there: map[*ir.Value]*ir.Value{}, aliases: ir.NewAliases(out)}
	for i, in := range sig.Inputs {
		if in.Flow == ByReference {
			h.of = append(h.of, i)
		}
	}
	params, last := out.Params, len(out.Params)-1
	h.inputs, params = params[:len(sig.Inputs)], params[len(sig.Inputs):]
	h.shadows, h.seeds, h.frames = params[:len(out.Apart)], params[len(out.Apart):len(params)-2], out.Params[last-1]
	ops := out.Body.Ops
	at := slices.IndexFunc(ops, func(op *ir.Op) bool { return op.Code == ir.Store && op.Base() == out.Params[last] })
	if at < 0 { // the function always panics
		h.before = ops
		return h
	}
	end := out.Body.End()
	h.results, end.Args = end.Args[:values:values], end.Args[values:]
	h.before, h.after = ops[:at:at], ops[at+1:]
	return h
}

// lacksShadows reports whether the forward half needs shadows that it is not given: the split then says so.
func (h *halving) lacksShadows() bool {
	read := map[*ir.Value]bool{}
	for _, op := range h.before {
		for inner := range op.All() {
			for _, x := range inner.Args {
				read[x] = true
			}
		}
	}
	needed := slices.Clone(h.Shadowed)
	for k, v := range h.shadows {
		needed[h.of[k]] = needed[h.of[k]] || read[v]
	}
	lacks := !slices.Equal(needed, h.Shadowed)
	h.Shadowed = needed
	return lacks
}

// given are the shadows that the forward half is given.
func (h *halving) given() (list []*ir.Value) {
	for k, v := range h.shadows {
		if h.Shadowed[h.of[k]] {
			list = append(list, v)
		}
	}
	return list
}

// inFrame completes the half f: its memory is in the frame, unless it is small.
func (h *halving) inFrame(f *ir.Func, frame *ir.Value) {
	small(f)
	h.lodge(f, f.Body, frame)
	ir.Simplify(f)
}

// functions are the two halves. The gradient is used up.
func (h *halving) functions() (forward, reverse *ir.Func) {
	h.cross()
	h.nameStacks()
	h.choose()
	newLender(h.out, h.lent, true).lend(h.before, false)
	h.Frame.SetUnderlying(types.NewStruct(h.struc, nil))
	forward, reverse = h.out, new(ir.Func)
	gradients := h.out.Results[h.values:]
	h.forwardHalf(forward)
	*reverse = *forward
	reverse.Results = gradients
	h.reverseHalf(reverse)
	h.refresh(forward)
	h.inFrame(forward, h.frame)
	h.inFrame(reverse, reverse.Params[0])
	return forward, reverse
}

// cross finds what the reverse sweep reads of the forward sweep.
func (h *halving) cross() {
	defined := map[*ir.Value]bool{}
	for _, v := range h.inputs {
		defined[v] = true
	}
	for _, op := range h.before {
		for _, v := range op.Results {
			defined[v] = true
		}
	}
	read := map[*ir.Value]bool{}
	note := func(vs []*ir.Value) {
		for _, v := range vs {
			if defined[v] {
				read[v] = true
			}
		}
	}
	for _, op := range h.after {
		for inner := range op.All() {
			note(inner.Args)
		}
	}
	h.crossing = h.inOrder(read)
}

// inOrder lists values in the order in which they are defined.
func (h *halving) inOrder(set map[*ir.Value]bool) (list []*ir.Value) {
	for _, v := range h.inputs {
		if set[v] {
			list = append(list, v)
		}
	}
	for _, op := range h.before {
		for _, v := range op.Results {
			if set[v] {
				list = append(list, v)
			}
		}
	}
	return list
}

// choose gives a field to each value that crosses, but for those that are cheaply computed from others.
func (h *halving) choose() {
	had := map[*ir.Value]bool{}
	for _, v := range h.shadows {
		had[v] = true
	}
	for _, v := range h.crossing {
		if !h.again(v, had) {
			h.fields[v] = h.field(v)
			h.Kept = append(h.Kept, v)
		}
		had[v] = true
	}
}

// again reports whether v is computed again in the reverse half, from what that has.
func (h *halving) again(v *ir.Value, had map[*ir.Value]bool) bool {
	op := v.Op
	if op == nil || len(op.Results) > 1 || !isCheap(op) {
		return false
	}
	return !slices.ContainsFunc(op.Args, func(x *ir.Value) bool { return !had[x] && !isConst(x) })
}

func isConst(v *ir.Value) bool { return v.Op != nil && v.Op.Code == ir.Const }

// isCheap reports whether op costs no more than to keep what it gives.
func isCheap(op *ir.Op) bool {
	switch op.Code {
	case ir.Const, ir.Global, ir.Field, ir.Addr, ir.Slice, ir.Convert:
		return ir.Effects(op)&^ir.MayPanic == 0
	case ir.Len, ir.Cap:
		return ir.Effects(op) == 0
	}
	return op.Code.IsUnary() || op.Code.IsBinary()
}

// isKeptMemory reports whether op makes a stack or slice whose memory the frame keeps.
func (h *halving) isKeptMemory(op *ir.Op) bool {
	if op.Code != ir.Tape && op.Code != ir.Scratch {
		return false
	}
	_, has := h.fields[op.Result()]
	return has
}

// forwardHalf makes f the first half.
func (h *halving) forwardHalf(f *ir.Func) {
	f.Name, f.Variadic = h.Forward, false
	f.Results = append(f.Results[:h.values:h.values], ir.Result{Name: "frame", Type: types.NewPointer(h.Frame)})
	given := h.given()
	f.Params, f.Apart = append(slices.Concat(h.inputs, given), h.frames), given
	f.Body = &ir.Block{}
	b := &ir.Builder{Func: f, Block: f.Body, Pos: f.Pos, Safe: true}
	h.frame = named(b.Emit(&ir.Op{Code: ir.Call, Func: h.Next, Args: []*ir.Value{h.frames}}, types.NewPointer(h.Frame)).Result(), "frame")
	for _, op := range h.before {
		if h.isKeptMemory(op) {
			h.takeFrom(b, op, h.frame)
		}
		f.Body.Ops = append(f.Body.Ops, op)
	}
	if h.after == nil {
		return
	}
	for _, v := range h.crossing {
		if i, kept := h.fields[v]; kept {
			b.Store(v, h.frame, []ir.Step{{Field: i}})
		}
	}
	b.Return(append(slices.Clone(h.results), h.frame)...)
}

// takeFrom makes op take its memory from the frame, where the call before has left it.
func (h *halving) takeFrom(b *ir.Builder, op *ir.Op, frame *ir.Value) {
	old := b.Load(frame, []ir.Step{{Field: h.fields[op.Result()]}})
	if op.Code == ir.Tape {
		zero := b.Int(0)
		old = b.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{old, zero, zero}}, old.Type).Result()
	}
	op.Args = append(op.Args, old)
}

// reverseHalf makes f, the gradient, the second half.
func (h *halving) reverseHalf(f *ir.Func) {
	f.Name = h.Reverse
	frame := f.NewValue("frame", types.NewPointer(h.Frame))
	f.Params, f.Apart = []*ir.Value{frame}, nil
	for _, v := range slices.Concat(h.shadows, h.seeds) {
		h.there[v] = f.NewValue(v.Name, v.Type)
		f.Params = append(f.Params, h.there[v])
		if slices.Contains(h.shadows, v) && !h.leadsBack(v) {
			f.Apart = append(f.Apart, h.there[v])
		}
	}
	f.Body = &ir.Block{}
	b := &ir.Builder{Func: f, Block: f.Body, Pos: f.Pos, Safe: true}
	if h.after == nil {
		var zeros []*ir.Value
		for _, r := range f.Results {
			zeros = append(zeros, b.Zero(r.Type))
		}
		b.Return(zeros...)
		return
	}
	for _, v := range h.crossing {
		h.there[v] = h.bring(b, v, frame)
	}
	for _, op := range h.after {
		for inner := range op.All() {
			for i, x := range inner.Args {
				if y := h.there[x]; y != nil {
					inner.Args[i] = y
				}
			}
		}
	}
	f.Body.Ops = append(f.Body.Ops, h.after...)
}

// leadsBack reports whether something on the frame leads to the shadow v.
func (h *halving) leadsBack(v *ir.Value) bool {
	for x := range h.fields {
		if h.aliases.Reaches(x, v) {
			return true
		}
	}
	return false
}

// bring makes v in the reverse half: from the frame, or again.
func (h *halving) bring(b *ir.Builder, v, frame *ir.Value) *ir.Value {
	i, kept := h.fields[v]
	if !kept {
		dup := *v.Op
		dup.Args, dup.Results, dup.Safe = nil, nil, true
		for _, x := range v.Op.Args {
			if h.there[x] == nil {
				h.there[x] = b.Emit(&ir.Op{Code: ir.Const, Const: x.Op.Const}, x.Type).Result()
			}
			dup.Args = append(dup.Args, h.there[x])
		}
		return named(b.Emit(&dup, v.Type).Result(), v.Name)
	}
	x := named(b.Load(frame, []ir.Step{{Field: i}}), v.Name)
	if v.Op != nil && v.Op.Code == ir.Tape {
		return named(b.Emit(&ir.Op{Code: ir.Tape, Args: []*ir.Value{x}}, v.Type).Result(), v.Name)
	}
	return x
}
