package ir

import (
	"go/constant"
	"go/token"
	"go/types"
)

// A Builder appends operations to a block.
type Builder struct {
	Func  *Func
	Block *Block    // where the next operation goes
	Pos   token.Pos // of the next operations
	Expr  token.Pos // of the next operations: see Op.Expr
	Safe  bool      // the next operations can't panic: see Op.Safe
}

// Emit appends op, makes its results of the given types, and returns it.
func (b *Builder) Emit(op *Op, results ...types.Type) *Op {
	op.Pos, op.Expr = b.Pos, b.Expr
	op.Safe = op.Safe || b.Safe
	for _, t := range results {
		b.AddResult(op, "", t)
	}
	b.Block.Ops = append(b.Block.Ops, op)
	return op
}

// AddResult gives op one more result.
func (b *Builder) AddResult(op *Op, name string, t types.Type) *Value {
	v := b.Func.NewValue(name, t)
	v.Op = op
	op.Results = append(op.Results, v)
	return v
}

// At returns a builder for another block of the same function.
func (b *Builder) At(block *Block) *Builder {
	nb := *b
	nb.Block = block
	return &nb
}

// Const is a constant of type t.
func (b *Builder) Const(v constant.Value, t types.Type) *Value {
	return b.Emit(&Op{Code: Const, Const: v}, t).Result()
}

// Int is a constant of type int.
func (b *Builder) Int(n int64) *Value {
	return b.Const(constant.MakeInt64(n), types.Typ[types.Int])
}

// Float is a constant of the floating-point type t.
func (b *Builder) Float(x float64, t types.Type) *Value {
	return b.Const(constant.MakeFloat64(x), t)
}

// Zero is the zero value of any type. For basic types it is a constant.
func (b *Builder) Zero(t types.Type) *Value {
	switch u := Under(t).(type) {
	case *types.Basic:
		switch {
		case u.Info()&types.IsBoolean != 0:
			return b.Const(constant.MakeBool(false), t)
		case u.Info()&types.IsString != 0:
			return b.Const(constant.MakeString(""), t)
		case u.Info()&types.IsNumeric != 0 && u.Info()&types.IsComplex == 0:
			return b.Const(constant.MakeInt64(0), t)
		}
	case *types.Interface:
		if IsFloat(t) { // a type parameter
			return b.Const(constant.MakeInt64(0), t)
		}
	}
	return b.Emit(&Op{Code: Const}, t).Result()
}

// Unary is Neg, Not or Compl.
func (b *Builder) Unary(c Code, x *Value) *Value {
	return b.Emit(&Op{Code: c, Args: []*Value{x}}, x.Type).Result()
}

// Binary is an arithmetic operator; the result has x's type.
func (b *Builder) Binary(c Code, x, y *Value) *Value {
	return b.Emit(&Op{Code: c, Args: []*Value{x, y}}, x.Type).Result()
}

// Compare is Eq … Ge.
func (b *Builder) Compare(c Code, x, y *Value) *Value {
	return b.Emit(&Op{Code: c, Args: []*Value{x, y}}, types.Typ[types.Bool]).Result()
}

// Convert is x as a t; x itself if it is one.
func (b *Builder) Convert(t types.Type, x *Value) *Value {
	if types.Identical(t, x.Type) {
		return x
	}
	return b.Emit(&Op{Code: Convert, Args: []*Value{x}}, t).Result()
}

// Len is the length of x.
func (b *Builder) Len(x *Value) *Value {
	return b.Emit(&Op{Code: Len, Args: []*Value{x}}, types.Typ[types.Int]).Result()
}

// Cap is the capacity of x.
func (b *Builder) Cap(x *Value) *Value {
	return b.Emit(&Op{Code: Cap, Args: []*Value{x}}, types.Typ[types.Int]).Result()
}

// Call is a call of fn with results as its signature says.
func (b *Builder) Call(fn *types.Func, args ...*Value) *Op {
	var results []types.Type
	for v := range fn.Signature().Results().Variables() {
		results = append(results, v.Type())
	}
	return b.Emit(&Op{Code: Call, Func: fn, Args: args}, results...)
}

// Field is a part of the struct or array x.
func (b *Builder) Field(x *Value, path ...Step) *Value {
	return b.Emit(&Op{Code: Field, Args: []*Value{x}, Path: path}, Part(x.Type, path)).Result()
}

// Build is a struct or array of type t made of all its parts.
func (b *Builder) Build(t types.Type, parts ...*Value) *Value {
	return b.Emit(&Op{Code: Build, Args: parts}, t).Result()
}

// Alloc is the address of a new variable of type t.
func (b *Builder) Alloc(t types.Type) *Value {
	return b.Emit(&Op{Code: Alloc}, types.NewPointer(t)).Result()
}

// Load reads the place that base, path and indexes name.
func (b *Builder) Load(base *Value, path []Step, indexes ...*Value) *Value {
	args := append([]*Value{base}, indexes...)
	return b.Emit(&Op{Code: Load, Args: args, Path: path}, PlaceType(base.Type, path)).Result()
}

// Store writes x to the place that base, path and indexes name.
func (b *Builder) Store(x, base *Value, path []Step, indexes ...*Value) {
	args := append([]*Value{base}, indexes...)
	b.Emit(&Op{Code: Store, Args: append(args, x), Path: path})
}

// Addr is the address of the place that base, path and indexes name.
func (b *Builder) Addr(base *Value, path []Step, indexes ...*Value) *Value {
	args := append([]*Value{base}, indexes...)
	t := types.NewPointer(PlaceType(base.Type, path))
	return b.Emit(&Op{Code: Addr, Args: args, Path: path}, t).Result()
}

// If begins an if without results; its branches are empty.
func (b *Builder) If(cond *Value) *Op {
	op := &Op{Code: If, Args: []*Value{cond}}
	op.Blocks = []*Block{{Owner: op}, {Owner: op}}
	return b.Emit(op)
}

// Loop begins a loop that carries nothing yet; its body is empty.
func (b *Builder) Loop(lo, hi *Value, index string) *Op {
	op := &Op{Code: Loop, Args: []*Value{lo, hi}, Step: 1}
	op.Blocks = []*Block{{Owner: op, Params: []*Value{b.Func.NewValue(index, lo.Type)}}}
	return b.Emit(op)
}

// Carry makes loop carry one more value, and returns it as the body sees it and
// as it is in the end. What the body yields is appended by its terminator.
func (b *Builder) Carry(loop *Op, init *Value, name string) (inside, after *Value) {
	loop.Args = append(loop.Args, init)
	inside = b.Func.NewValue(name, init.Type)
	loop.Blocks[0].Params = append(loop.Blocks[0].Params, inside)
	return inside, b.AddResult(loop, name, init.Type)
}

// Yield ends a block of an If or a Loop.
func (b *Builder) Yield(args ...*Value) *Op { return b.Emit(&Op{Code: Yield, Args: args}) }

// Return ends the body.
func (b *Builder) Return(args ...*Value) *Op { return b.Emit(&Op{Code: Return, Args: args}) }

// PanicIf panics if cond holds, with what fmt.Sprintf makes of format and args.
func (b *Builder) PanicIf(cond *Value, format string, args ...*Value) {
	op := b.If(cond)
	yes := b.At(op.Blocks[0])
	list := []*Value{yes.Const(constant.MakeString(format), types.Typ[types.String])}
	for _, x := range args {
		list = append(list, yes.Convert(anyType, x))
	}
	yes.Emit(&Op{Code: Panic, Args: yes.Call(sprintf, list...).Results})
	b.At(op.Blocks[1]).Yield()
}

var anyType = types.Universe.Lookup("any").Type()

// sprintf stands for fmt.Sprintf in generated code.
var sprintf = func() *types.Func {
	fmt := types.NewPackage("fmt", "fmt")
	param := func(name string, t types.Type) *types.Var { return types.NewParam(0, fmt, name, t) }
	str := types.Typ[types.String]
	sig := types.NewSignatureType(nil, nil, nil,
		types.NewTuple(param("format", str), param("a", types.NewSlice(anyType))),
		types.NewTuple(param("", str)), true)
	return types.NewFunc(0, fmt, "Sprintf", sig)
}()
