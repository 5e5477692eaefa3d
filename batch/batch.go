package batch

import (
	"github.com/gograd/gograd/ir"
)

// A batcher writes the program for a mini-batch.
type batcher struct {
	f       *ir.Func // for one sample
	sampled []bool   // by input: there is one for each sample
	matrix  Matrix
	forms   Forms

	tree    *ir.Tree
	uses    map[*ir.Value][]*ir.Op
	aliases *ir.Aliases
	writers []*ir.Op

	capacities bool               // f appends to slices, or slices them up to their capacity
	single     bool               // all is done for each sample, one after the other
	varied     map[*ir.Value]bool // differs between samples
	differs    map[*ir.Op]bool    // is therefore not done once
	demoted    map[*ir.Op]bool    // is done for each sample, though it needn't be
	rows       map[*ir.Value]bool // answers of isRow
	sums       map[*ir.Op]*Form   // calls whose results are only added up
	linear     map[*ir.Op]bool    // of whose operands the means are taken instead
	changed    bool               // since a fixed point was thought to be reached

	g      *ir.Func                // for the mini-batch
	n      *ir.Value               // the number of samples
	same   map[*ir.Value]*ir.Value // by value of f: that of g, if it is the same for all samples
	stored map[*ir.Value]*ir.Value // by value of f: the matrix or slice that has it for each sample
	totals map[*ir.Value]*ir.Value // by value of f: the sum over the samples
}

// A Signature says how the program for a mini-batch is declared.
type Signature struct {
	Name     string
	Sampled  []bool // by input of the function: it is there for each sample
	Variadic bool   // the last parameter is declared `...T`
}

// Mean is the mean over the samples of a mini-batch of the value of f, and its error if f has one: the first by
// the order of the samples, which then is returned with the value 0.
//
// Before: f passes ir.Check, and returns a float, and perhaps an error.
// After:  the function passes ir.Check; f is unchanged.
func Mean(f *ir.Func, sig Signature, matrix Matrix, forms Forms) *ir.Func {
	b := &batcher{
		f: f, sampled: sig.Sampled, matrix: matrix, forms: forms,
		tree: ir.NewTree(f), uses: ir.Uses(f), aliases: ir.NewAliases(f),
		demoted: map[*ir.Op]bool{}, rows: map[*ir.Value]bool{},
		g:    &ir.Func{Name: sig.Name, Pkg: f.Pkg, Pos: f.Pos, TypeParams: f.TypeParams, Results: f.Results, Variadic: sig.Variadic, Body: &ir.Block{}},
		same: map[*ir.Value]*ir.Value{}, stored: map[*ir.Value]*ir.Value{}, totals: map[*ir.Value]*ir.Value{},
	}
	for op := range f.Body.All() {
		b.capacities = b.capacities || op.Builtin == "append" || op.Code == ir.Cap || op.Code == ir.Slice
		if len(op.Blocks) == 0 && ir.Effects(op)&ir.Writes != 0 {
			b.writers = append(b.writers, op)
		}
	}
	b.plan()
	b.write()
	ir.Promote(b.g)
	ir.Simplify(b.g)
	return b.g
}

// plan decides on the ways of all operations.
func (b *batcher) plan() {
	b.single = b.ordered()
	for again := true; again; {
		b.sums, b.linear = map[*ir.Op]*Form{}, map[*ir.Op]bool{}
		b.vary()
		if again = !b.single; again {
			b.takeApart()
			again = b.settle()
		}
	}
}

// ordered reports whether the order of the samples may be noticed: f writes memory that others see, or does something
// that is not known.
func (b *batcher) ordered() bool {
	for op := range b.f.Body.All() {
		effects := ir.Effects(op)
		if len(op.Blocks) > 0 {
			continue
		}
		if effects&ir.Unknown != 0 || effects&ir.Writes != 0 && !b.aliases.Local(op.Args[0]) {
			return true
		}
	}
	return false
}
