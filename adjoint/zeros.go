package adjoint

import (
	"go/types"
	"strings"

	"github.com/gograd/gograd/ir"
)

// zeros makes memory in the shape of other memory, with zeros for its floats.
type zeros struct {
	code  ir.Code // makes slices: Scratch, Fresh where there may be several, or Make where they may be reached after the function has returned
	spare bool    // the program may slice beyond lengths: zeros up to the capacity
}

// like is memory of the shape of x.
func (z zeros) like(b algebra, x *ir.Value) *ir.Value {
	switch u := ir.Under(x.Type).(type) {
	case *types.Slice:
		return z.slice(b, x, u.Elem())
	case *types.Pointer:
		return z.pointer(b, x, u.Elem())
	case *types.Struct:
		parts := make([]*ir.Value, u.NumFields())
		for i := range parts {
			t := u.Field(i).Type()
			switch {
			case ir.LeadsToFloat(t):
				parts[i] = z.like(b, named(b.Field(x, ir.Step{Field: i}), strings.TrimPrefix(adjointName(x), "d")))
			case ir.HasFloat(t):
				parts[i] = b.Zero(t)
			default:
				parts[i] = b.Field(x, ir.Step{Field: i})
			}
		}
		return named(b.Build(x.Type, parts...), adjointName(x))
	case *types.Array:
		if ir.LeadsToFloat(u.Elem()) {
			parts := make([]*ir.Value, u.Len())
			for i := range parts {
				parts[i] = z.like(b, b.Field(x, ir.Step{Index: true, At: i}))
			}
			return named(b.Build(x.Type, parts...), adjointName(x))
		}
	}
	return b.Zero(x.Type)
}

// slice is a slice as long as x. The elements that are references have memory
// of their own.
func (z zeros) slice(b algebra, x *ir.Value, elem types.Type) *ir.Value {
	n := b.Len(x)
	all, capacity := x, n
	if z.spare {
		capacity = b.Cap(x)
	}
	d := z.make(b, x, n, capacity)
	if !ir.LeadsToFloat(elem) {
		return d
	}
	inner := z
	if z.code == ir.Scratch {
		inner.code = ir.Fresh
	}
	to := d
	if z.spare {
		all, to = upTo(b, x, capacity), d.Op.Args[0]
	}
	loop := b.Loop(b.Int(0), capacity, "i")
	body := b.at(loop.Blocks[0])
	element := []ir.Step{{Index: true}}
	body.Store(inner.like(body, body.Load(all, element, loop.Index())), to, element, loop.Index())
	body.Yield()
	return d
}

// make is the shadow of the slice x: n zeros, of capacity zeros that it may
// be sliced up to. What pooled memory holds beyond them is not zero.
func (z zeros) make(b algebra, x, n, capacity *ir.Value) *ir.Value {
	d := named(b.Emit(&ir.Op{Code: z.code, Args: []*ir.Value{capacity}, Safe: true}, x.Type).Result(), adjointName(x))
	if n == capacity {
		return d
	}
	return named(upTo(b, d, n), d.Name)
}

// upTo is s[:n].
func upTo(b algebra, s, n *ir.Value) *ir.Value {
	return b.Emit(&ir.Op{Code: ir.Slice, Args: []*ir.Value{s, b.Int(0), n}, Safe: true}, s.Type).Result()
}

// pointer points to memory of the shape of what x points to; nil if x is.
func (z zeros) pointer(b algebra, x *ir.Value, elem types.Type) *ir.Value {
	op := b.If(b.Compare(ir.Ne, x, b.Zero(x.Type)))
	yes, no := b.at(op.Blocks[0]), b.at(op.Blocks[1])
	variable := ir.Fresh
	if z.code == ir.Make {
		variable = ir.Alloc
	}
	d := yes.Emit(&ir.Op{Code: variable}, types.NewPointer(elem)).Result()
	if ir.LeadsToFloat(elem) {
		yes.Store(z.like(yes, yes.Load(x, nil)), d, nil)
	}
	yes.Yield(yes.Convert(x.Type, d))
	no.Yield(no.Zero(x.Type))
	return b.AddResult(op, adjointName(x), x.Type)
}

// resliced reports whether the program may slice beyond its length a slice that
// v leads to.
func (r *run) resliced(v *ir.Value) bool {
	far := map[*region]bool{}
	for op := range r.f.Body.All() {
		if s := slicedFar(op); s != nil {
			r.active.region(s).reaches(s.Type, func(at *region) bool {
				far[at.root()] = true
				return false
			})
		}
		if rule := r.plan[op]; rule != nil {
			for _, p := range rule.Writes.slices(r.active, op) {
				p.each(p.typ, func(at *region) { far[at.root()] = true })
			}
		}
	}
	return r.active.region(v).reaches(v.Type, func(at *region) bool { return far[at.root()] })
}

// slicedFar is the slice that op may slice beyond its length, nil if it doesn't.
func slicedFar(op *ir.Op) *ir.Value {
	if s := grownFar(op); s != nil {
		return s
	}
	if op.Code != ir.Slice || op.Safe {
		return nil
	}
	s, hi := op.Args[0], op.Args[2].Op
	_, isSlice := ir.Under(s.Type).(*types.Slice)
	if !isSlice || hi != nil && hi.Code == ir.Len && hi.Args[0] == s {
		return nil
	}
	return s
}

// shapeKnown reports whether zeros make a shadow for all that a t leads to.
func shapeKnown(t types.Type) bool { return shape(t, map[types.Type]bool{}) }

func shape(t types.Type, seen map[types.Type]bool) bool {
	if seen[t] {
		return false // of a list or tree: not known
	}
	seen[t] = true
	defer delete(seen, t)
	switch u := ir.Under(t).(type) {
	case *types.Slice:
		return shape(u.Elem(), seen)
	case *types.Pointer:
		return shape(u.Elem(), seen)
	case *types.Array:
		return !ir.LeadsToFloat(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			if !shape(u.Field(i).Type(), seen) {
				return false
			}
		}
	}
	return true
}

func named(v *ir.Value, name string) *ir.Value {
	v.Name = name
	return v
}
