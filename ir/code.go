package ir

// A Code says what an operation does. The printed form is that of [Op.String].
type Code int

const (
	// Const is a constant of a basic type, or the zero value of any type.
	//
	//	c = const 2.5 float64
	//	z = zero []float64
	Const Code = iota

	// Global is the address of a package-level variable, a *T.
	//
	//	p = global math/rand.Reader
	Global

	// Neg, Not and Compl are Go's unary -, ! and ^.
	//
	//	y = neg x
	Neg
	Not
	Compl

	// Add … Shr are Go's binary operators on operands of one type (the right
	// operand of a shift may have another integer type).
	//
	//	z = mul x, y
	Add
	Sub
	Mul
	Div
	Rem
	And
	Or
	Xor
	AndNot
	Shl
	Shr

	// Eq … Ge compare and give a boolean.
	//
	//	t = lt x, y
	Eq
	Ne
	Lt
	Le
	Gt
	Ge

	// Convert converts to the type of its result, as T(x) does.
	//
	//	y = convert float64 n
	Convert

	// Call calls the function Func, or the builtin of the name Builtin. A
	// method's receiver is the first argument. Spread says that the last
	// argument is a slice passed as `s...`, Later that it is a go or defer statement.
	//
	//	s, c = call math.Sincos x
	Call

	// Len and Cap are the builtins, of a slice, string, map, channel, array or
	// pointer to an array.
	//
	//	n = len s
	Len
	Cap

	// Field is a part of a value that is a struct or an array: Path says which,
	// by fields and constant indexes. Only the parts, never the memory of a
	// variable: that is Load.
	//
	//	x = field p.Pos.X
	Field

	// Build makes a struct or an array of all its parts, in order.
	//
	//	p = build Point x, y
	Build

	// Alloc makes a zeroed variable and gives its address, a *T. It prints as
	// `var v T` or, where the address itself is wanted, `new(T)`.
	//
	//	p = alloc Point
	Alloc

	// Make makes a zeroed slice: Args are its length and, if there are two, its
	// capacity.
	//
	//	s = make []float64 n
	Make

	// Scratch is a zeroed slice of the given length whose memory is taken from
	// a pool when the function is entered and goes back when it returns. It
	// must not be reachable afterwards. A Scratch in a loop gives the same
	// memory in each iteration. With Dirty it isn't zeroed: all that is read has been
	// written before.
	//
	// With Exact the capacity shows no more than the length, as with Make. A second argument is memory
	// that it is taken from instead.
	//
	//	s = scratch []float64 n
	//	s = scratch []float64 n dirty
	//	s = scratch []float64 n exact
	//	s = scratch []float64 n, old
	Scratch

	// Fresh is zeroed memory from the pool like that of Scratch, but of its own
	// each time: a slice of the given length, or without a length a variable. With Dirty
	// the variable holds what it held when it was last in use; zero at first.
	//
	//	s = fresh []float64 n
	//	p = fresh *node
	//	p = fresh *[]float64 dirty
	Fresh

	// Pooled is the address of a variable that comes from the pool with what it
	// held when the function last returned; zero at first. It lends memory to
	// results that are computed anew in each call.
	//
	//	p = pooled []float64
	Pooled

	// Load reads a place: Args are the base and the indexes in Path. A base
	// that is a slice is followed by an index.
	//
	//	x = load s[i].Pos.X
	Load

	// Store writes its last argument to a place.
	//
	//	store s[i].Pos.X, x
	Store

	// Addr is the address of a place.
	//
	//	p = addr s[i].Pos
	Addr

	// Slice is base[lo:hi] or base[lo:hi:max], of a slice, a string or a pointer to
	// an array. lo and hi are always there.
	//
	//	t = slice s, lo, hi
	Slice

	// Tape makes an empty stack of values, a slice in the eyes of the type
	// system, whose memory is pooled like that of Scratch. An argument is what it
	// holds at first, and the memory that it begins in.
	//
	//	t = tape []float64
	//	t = tape []float64 kept
	Tape

	// Push puts its second argument on the stack that is its first.
	//
	//	push t, x
	Push

	// Pop takes from the stack what was pushed last.
	//
	//	x = pop t
	Pop

	// Extend puts as many values on the stack as its second argument says, whatever
	// they are, and gives the slice of them.
	//
	//	s = extend t, n
	Extend

	// Retract takes as many values from the stack as its second argument says, and gives the
	// slice of them: what was put there last.
	//
	//	s = retract t, n
	Retract

	// If runs Blocks[0] when its argument is true, Blocks[1] when it is false.
	// Its results are what the block that ran yields. A block that ends in a
	// Panic yields nothing.
	//
	//	y = if c {
	//	  yield a
	//	} else {
	//	  yield b
	//	}
	If

	// Loop counts i from lo while it is less than hi, by Step; with Down it
	// takes the same values of i in the opposite order. Args are lo, hi and the initial
	// values of what is carried; the parameters of Blocks[0] are i and the
	// carried values, which the block yields for the next iteration. The results are what
	// is carried in the end.
	//
	//	y1 = loop i = lo to hi carry (y = y0) {
	//	  y2 = mul y, x
	//	  yield y2
	//	}
	//
	//	loop i = lo to hi by 2 down {
	//	  …
	//	  yield
	//	}
	//
	// With While it also ends when the first value that it carries, a boolean that
	// starts as true, is false: so it is left early, or, where hi is the greatest
	// integer, it runs until data says otherwise.
	//
	//	left, x1 = loop i = lo to hi while carry (more = true, x = x0) {
	//	  more2 = gt x, eps
	//	  x2 = mul x, half
	//	  yield more2, x2
	//	}
	Loop

	// Yield ends a block of an If or a Loop and hands on values.
	//
	//	yield a, b
	Yield

	// Return ends the body of a function.
	//
	//	return f, dx
	Return

	// Panic ends a block: its argument is the value that Go's panic gets.
	//
	//	panic v
	Panic
)

var codeNames = [...]string{
	Const: "const", Global: "global",
	Neg: "neg", Not: "not", Compl: "compl",
	Add: "add", Sub: "sub", Mul: "mul", Div: "div", Rem: "rem",
	And: "and", Or: "or", Xor: "xor", AndNot: "andnot", Shl: "shl", Shr: "shr",
	Eq: "eq", Ne: "ne", Lt: "lt", Le: "le", Gt: "gt", Ge: "ge",
	Convert: "convert", Call: "call", Len: "len", Cap: "cap",
	Field: "field", Build: "build",
	Alloc: "alloc", Make: "make", Scratch: "scratch", Fresh: "fresh", Pooled: "pooled",
	Load: "load", Store: "store", Addr: "addr", Slice: "slice",
	Tape: "tape", Push: "push", Pop: "pop", Extend: "extend", Retract: "retract",
	If: "if", Loop: "loop", Yield: "yield", Return: "return", Panic: "panic",
}

// String is the name of the code in a printed program.
func (c Code) String() string { return codeNames[c] }

// IsBinary reports whether c is an operator with two operands, a comparison included.
func (c Code) IsBinary() bool { return Add <= c && c <= Ge }

// IsCompare reports whether c is a comparison.
func (c Code) IsCompare() bool { return Eq <= c && c <= Ge }

// IsUnary reports whether c is an operator with one operand.
func (c Code) IsUnary() bool { return Neg <= c && c <= Compl }

// IsTerminator reports whether an operation with code c ends a block.
func (c Code) IsTerminator() bool { return c == Yield || c == Return || c == Panic }
