package ir

import (
	"go/types"
	"testing"
)

// What is kept as it is is done once and in its place, except for looking at a map
// or a type, which is noticed by nobody.
func TestKept(t *testing.T) {
	counts := types.NewMap(types.Typ[types.String], integer)
	for _, test := range []struct {
		op   Op
		want Effect
	}{
		{Op{Builtin: "make"}, Allocates | MayPanic},
		{Op{Builtin: MapIndex, Results: []*Value{{Type: integer}}}, Reads | MayPanic},
		{Op{Builtin: MapIndex, Results: []*Value{{Type: floats}}}, unknown.Effects},
		{Op{Builtin: MapStore}, unknown.Effects},
		{Op{Builtin: Assert, Results: []*Value{{Type: integer}}}, MayPanic},
		{Op{Builtin: TypeCase, Results: []*Value{{Type: integer}, {Type: types.Typ[types.Bool]}}}, 0},
		{Op{Builtin: "println", Later: "defer"}, unknown.Effects},
	} {
		test.op.Code = Call
		if !IsKept(&test.op) {
			t.Errorf("%s is not kept", test.op.Builtin)
		}
		if got := Effects(&test.op); got != test.want {
			t.Errorf("%s has effects %b, want %b", test.op.Builtin, got, test.want)
		}
	}
	if mayRefer(integer) || !mayRefer(counts) {
		t.Error("a map is no reference to what changes")
	}
}
